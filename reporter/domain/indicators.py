"""How figures, their changes and their distance to a target are put into words."""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from reporter.domain.plan import Indicator, Polarity, Unit
from reporter.domain.wording import MONTHS


class Course(StrEnum):
    """Which way an indicator moves, seen from what is better."""

    RIGHT_WAY = "moving the right way"
    WRONG_WAY = "moving the wrong way"
    UNCHANGED = "unchanged"
    UNJUDGED = "neither way is better"
    UNKNOWN = "cannot be told"


def quantity(value: float, unit: Unit) -> str:
    """2,713 / 41% / 14.5 / 87 days."""
    number = _number(value)
    if unit is Unit.PERCENT:
        return f"{number}%"
    if unit is Unit.DAYS:
        return f"{number} day" if number == "1" else f"{number} days"
    return number


def amount(value: float, unit: Unit) -> str:
    """How much something differs: 9 / 3.5 percentage points / 1 day."""
    if unit is Unit.PERCENT:
        number = _number(value)
        return f"{number} percentage point{'' if number == '1' else 's'}"
    return quantity(value, unit)


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day: 3 months before 31 May is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def change_in_words(before: tuple[date, float | None], now: float | None, unit: Unit) -> str:
    """Down 9 since November 2014; nothing that gives away a hidden figure."""
    day, value = before
    month = f"{MONTHS[day.month - 1]} {day.year}"
    if value is None or now is None:
        return f"the change since {month} is not printed, because a figure that it rests on is hidden"
    difference = round(now - value, 1)
    if not difference:
        return f"unchanged since {month}"
    return f"{'up' if difference > 0 else 'down'} {amount(abs(difference), unit)} since {month}"


def distance_in_words(value: float, indicator: Indicator) -> str:
    """12 percentage points short of the target of 95%; empty where there is no target."""
    if indicator.target is None:
        return ""
    target = f"the target of {quantity(indicator.target, indicator.unit)}"
    difference = round(value - indicator.target, 1)
    if not difference:
        return f"at {target}"
    return f"{amount(abs(difference), indicator.unit)} {_side(difference, indicator.polarity)} {target}"


def _side(difference: float, polarity: Polarity) -> str:
    """On which side of its target a figure stands, in words that say whether that is good."""
    if polarity is Polarity.HIGHER:
        return "better than" if difference > 0 else "short of"
    if polarity is Polarity.LOWER:
        return "over" if difference > 0 else "better than"
    return "above" if difference > 0 else "below"


def course(before: float, now: float, polarity: Polarity) -> Course:
    """Whether the change between two figures is for the better."""
    if now == before:
        return Course.UNCHANGED
    if polarity is Polarity.NEITHER:
        return Course.UNJUDGED
    better = (now > before) == (polarity is Polarity.HIGHER)
    return Course.RIGHT_WAY if better else Course.WRONG_WAY
