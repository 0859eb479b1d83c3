"""Ratings month by month: how many actions had each rating at the end of each of the last twelve months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reporter.domain.plan import ImprovementPlan, Rating
from reporter.domain.progress import RollUp, rate, roll_up
from reporter.domain.scheme import RatingScheme
from reporter.domain.thresholds import Thresholds

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Monthly:
    """The roll-ups of the plan and of each area by ref, one for each of `days`, oldest first; the last is the cut."""

    days: tuple[date, ...]
    total: tuple[RollUp, ...]
    areas: Mapping[str, tuple[RollUp, ...]]


def month_by_month(
    plan: ImprovementPlan, as_at: date, thresholds: Thresholds, scheme: RatingScheme, months: int = MONTHS
) -> Monthly:
    """The ratings at the end of each of the months before `as_at`, and on that day itself."""
    days = (*month_ends(as_at, months), as_at)
    ratings = [_ratings(plan, day, thresholds) for day in days]

    def rolled_up(area: str | None = None) -> tuple[RollUp, ...]:
        return tuple(
            roll_up((rating for of, rating in on_day if area in {None, of}), thresholds, scheme) for on_day in ratings
        )

    return Monthly(days, rolled_up(), {area.ref: rolled_up(area.ref) for area in plan.areas})


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
