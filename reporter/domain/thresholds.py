"""Where the rating rules draw their lines."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Days are calendar days; the rest is in percent or percentage points."""

    stale_after_days: int = 62
    amber_behind: int = 15
    red_behind: int = 35
    area_share: int = 25
    little_progress_days: int = 62
    red_overdue_days: int = 0
