"""A plan read from a folder or a workbook alone, as most tests read it."""

from datetime import date
from pathlib import Path

from reporter.sources import plan as reading
from reporter.sources.plan import LoadedPlan, Sources

AS_AT = date(2015, 3, 31)


def load_plan(own: Path) -> LoadedPlan:
    """The plan of a board without trackers."""
    return reading.load_plan(Sources(own), AS_AT, None)


def source_digests(own: Path) -> dict[str, str]:
    """The digests of its files."""
    return reading.source_digests(Sources(own))
