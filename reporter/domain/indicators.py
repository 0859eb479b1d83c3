"""Indicators: the latest value beside its target and comparators, with small numbers kept from print."""

from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import Indicator, Measurement, Unit

LARGEST_SMALL_NUMBER = 5
SUPPRESSED = "c"


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator as it may be printed: `own` is (date, text), each of `comparators` (series, date, text)."""

    indicator: Indicator
    own: tuple[date, str] | None
    comparators: tuple[tuple[str, date, str], ...]
    target: str | None


def read(indicator: Indicator, own_series: str) -> Reading:
    """The latest value of each series, ready for print."""
    latest: dict[str, Measurement] = {}
    for measurement in sorted(indicator.measurements, key=lambda m: m.dated):
        latest[measurement.series] = measurement
    own = latest.pop(own_series, None)
    return Reading(
        indicator,
        (own.dated, printable(own.value, indicator.unit)) if own else None,
        tuple((m.series, m.dated, printable(m.value, indicator.unit)) for m in latest.values()),
        None if indicator.target is None else quantity(indicator.target, indicator.unit),
    )


def printable(value: float, unit: Unit) -> str:
    """A value as text; a count of 1 to 5 is suppressed as `c` (the Department for Education's convention)."""
    if unit is Unit.COUNT and value > 0 and round(value, 1) <= LARGEST_SMALL_NUMBER:
        return SUPPRESSED
    return quantity(value, unit)


def quantity(value: float, unit: Unit) -> str:
    """2,713 / 41% / 14.5 / 87 days."""
    number = f"{value:,.1f}".removesuffix(".0")
    if unit is Unit.PERCENT:
        return f"{number}%"
    if unit is Unit.DAYS:
        return f"{number} day" if number == "1" else f"{number} days"
    return number
