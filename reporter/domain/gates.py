"""What must be true of a plan before a paper is written from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporter.domain.wording import count, uk_date


class Gate(StrEnum):
    """Which gate holds a paper back."""

    FRESHNESS = "freshness"
    ROWS = "rows"
    MISSING_VALUE = "missing value"


class EmptyPlan(StrEnum):
    """What becomes of a paper whose plan holds no action."""

    FAIL = "fail"
    NIL_RETURN = "nil-return"
    SKIP = "skip"


@dataclass(frozen=True)
class Limits:
    """Where the gates stand: days since the last update, percentage points of rows more or fewer."""

    fresh_warn_days: int = 42
    fresh_stop_days: int = 92
    row_swing: int = 50
    empty_plan: EmptyPlan = EmptyPlan.FAIL


@dataclass(frozen=True, slots=True)
class Vitals:
    """What the gates look at: the rows of each table, the actions in the plan, and the day of its newest update."""

    rows: Mapping[str, int]
    actions: int
    newest_update: date | None


FEW_ROWS = 10  # so small a change is no swing, whatever share it is


def staleness(vitals: Vitals, as_at: date, days: int) -> str | None:
    """Why the data is too old, or None where it is not older than so many days."""
    if vitals.newest_update is None or (age := (as_at - vitals.newest_update).days) <= days:
        return None
    return f"The newest update is of {uk_date(vitals.newest_update)}, {count(age, 'day')} before {uk_date(as_at)}."


def swings(vitals: Vitals, before: Mapping[str, int], percent: int) -> Iterator[str]:
    """Which tables have grown or shrunk beyond belief since the last edition."""
    for table, was in before.items():
        now = vitals.rows.get(table, 0)
        if abs(now - was) > FEW_ROWS and abs(now - was) * 100 > percent * was:
            yield f"The table {table} has {count(now, 'row')}; for the last edition it had {was:,}."
