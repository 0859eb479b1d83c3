"""The empty tracker."""
