"""Tests of what the trade knows: dates, ratings, movement, meetings, indicators."""
