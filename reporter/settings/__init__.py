"""config.toml as frozen, validated settings."""

from reporter.settings.loading import load_settings
from reporter.settings.sections import (
    Board,
    Calendar,
    Declared,
    Gates,
    Inspection,
    Paper,
    RatingRules,
    Schedule,
    Settings,
    Words,
)

__all__ = [
    "Board",
    "Calendar",
    "Declared",
    "Gates",
    "Inspection",
    "Paper",
    "RatingRules",
    "Schedule",
    "Settings",
    "Words",
    "load_settings",
]
