"""config.toml as frozen, validated settings."""

from reporter.settings.loading import load_settings
from reporter.settings.sections import (
    Board,
    Calendar,
    Declared,
    Gates,
    InputLimits,
    Inspection,
    MayPrint,
    Paper,
    RatingRules,
    Schedule,
    Settings,
    Tracker,
    Words,
)

__all__ = [
    "Board",
    "Calendar",
    "Declared",
    "Gates",
    "InputLimits",
    "Inspection",
    "MayPrint",
    "Paper",
    "RatingRules",
    "Schedule",
    "Settings",
    "Tracker",
    "Words",
    "load_settings",
]
