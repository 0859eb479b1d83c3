"""Tests of reporter/sources/: one module for each module there, on small real files."""
