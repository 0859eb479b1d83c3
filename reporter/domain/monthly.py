"""Ratings month by month: how many actions had each rating at the end of each of the last twelve months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reporter.domain.plan import ImprovementPlan, Rating
from reporter.domain.progress import RollUp, rate, roll_up
from reporter.domain.thresholds import Thresholds

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Monthly:
    """The roll-ups of the plan and of each area by ref, one for each of `days`, oldest first; the last is the cut."""

    days: tuple[date, ...]
    total: tuple[RollUp, ...]
    areas: Mapping[str, tuple[RollUp, ...]]


def month_by_month(plan: ImprovementPlan, as_at: date, thresholds: Thresholds, months: int = MONTHS) -> Monthly:
    """The ratings at the end of each of the months before `as_at`, and on that day itself."""
    days = (*month_ends(as_at, months), as_at)
    ratings = [_ratings(plan, day, thresholds) for day in days]
    return Monthly(
        days,
        tuple(roll_up((rating for _, rating in on_day), thresholds) for on_day in ratings),
        {area.ref: tuple(_of_area(on_day, area.ref, thresholds) for on_day in ratings) for area in plan.areas},
    )


def month_ends(before: date, months: int) -> tuple[date, ...]:
    """The last days of as many months, all before a day, oldest first."""
    ends: list[date] = []
    day = before
    for _ in range(months):
        day = day.replace(day=1) - timedelta(days=1)
        ends.append(day)
    return tuple(reversed(ends))


def _ratings(plan: ImprovementPlan, day: date, thresholds: Thresholds) -> list[tuple[str, Rating]]:
    return [(action.area, rate(action, day, thresholds).rating) for action in plan.as_at(day).actions]


def _of_area(ratings: list[tuple[str, Rating]], area: str, thresholds: Thresholds) -> RollUp:
    return roll_up((rating for of, rating in ratings if of == area), thresholds)
