"""config.toml as frozen, validated settings."""

from reporter.settings.declared import Declared
from reporter.settings.delivery import Chasing, Delivery, Logs, Mail, Operator
from reporter.settings.escalation import Escalation
from reporter.settings.loading import load_settings
from reporter.settings.papers import Exempt, Implications, Paper
from reporter.settings.scheme import Entry, Scheme
from reporter.settings.sections import (
    Board,
    Calendar,
    Gates,
    InputLimits,
    Inspection,
    MayPrint,
    RatingRules,
    Schedule,
    Settings,
    Tracker,
    Words,
)

__all__ = [
    "Board",
    "Calendar",
    "Chasing",
    "Declared",
    "Delivery",
    "Entry",
    "Escalation",
    "Exempt",
    "Gates",
    "Implications",
    "InputLimits",
    "Inspection",
    "Logs",
    "Mail",
    "MayPrint",
    "Operator",
    "Paper",
    "RatingRules",
    "Schedule",
    "Scheme",
    "Settings",
    "Tracker",
    "Words",
    "load_settings",
]
