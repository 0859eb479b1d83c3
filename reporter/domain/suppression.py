"""The indicators of a plan as they may be published: one object from which every text, table and chart is made.

The board's own series is looked at as a whole, every day that it has figures for, so that no paper shows what another
hides. A comparator is what another place has published: it takes part in no sum, and a count of 1 to 5 is hidden in it
all the same. A target is an aim and no count of children: it is printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.hidden_figures import hidden_figures
from reporter.domain.indicators import Course, change_in_words, course, distance_in_words, months_before, quantity
from reporter.domain.plan import ImprovementPlan, Indicator, Polarity, Unit
from reporter.domain.small_numbers import is_small

SUPPRESSED = "c"
NOT_APPLICABLE = "z"
ROUNDS_TO_ZERO = "k"
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure as it is printed; `value` is None where it is hidden or not applicable."""

    dated: date
    text: str
    value: float | None

    @property
    def is_hidden(self) -> bool:
        """Whether a small number is kept from print here."""
        return self.text == SUPPRESSED


@dataclass(frozen=True, slots=True)
class PublishedIndicator:
    """An indicator as it may be published. Sentences have neither a capital in front nor a full stop behind."""

    ref: str
    area: str
    name: str
    unit: Unit
    polarity: Polarity
    lead: str | None
    source: str | None
    months: tuple[PublishedFigure, ...]  # the board's own of the last 12 months, oldest first
    comparators: Mapping[str, tuple[PublishedFigure, ...]]  # by series, oldest first
    target: float | None
    target_text: str | None
    to_target: str  # "12 short of the target of 95%"; empty where there is no target or no figure
    since_last_quarter: str  # "down 9 since November 2014"; empty where there is nothing to compare
    since_last_year: str
    course: Course  # by the change since last quarter, else since last year

    @property
    def latest(self) -> PublishedFigure | None:
        """The board's own latest figure, hidden or not."""
        return self.months[-1] if self.months else None

    @property
    def data_date(self) -> date | None:
        """The day of the latest figure."""
        return self.latest.dated if self.latest else None

    @property
    def hides_something(self) -> bool:
        """Whether any figure of any series is hidden."""
        shown = (self.months, *self.comparators.values())
        return any(figure.is_hidden for figures in shown for figure in figures)


def published(plan: ImprovementPlan, own_series: str) -> Mapping[str, PublishedIndicator]:
    """Every indicator of the plan by its ref, as at the plan's day, with all small numbers hidden."""
    figures = {indicator.ref: _of_each_day(indicator, own_series) for indicator in plan.indicators}
    hidden = hidden_figures(plan.indicators, figures)
    return {
        indicator.ref: _published(
            indicator,
            tuple(
                _figure(day, value, indicator.unit, is_hidden=(indicator.ref, day) in hidden)
                for day, value in _applicable(figures[indicator.ref], figures.get(indicator.of or "", {}))
            ),
            _comparators(indicator, own_series),
        )
        for indicator in plan.indicators
    }


def _of_each_day(indicator: Indicator, series: str) -> dict[date, float | None]:
    """By day, oldest first; of two figures for one day the lower row counts."""
    return {m.dated: m.value for m in indicator.measurements if m.series == series}


def _applicable(
    own: Mapping[date, float | None], base: Mapping[date, float | None]
) -> Iterator[tuple[date, float | None]]:
    """The figures by day; a percentage of none is no figure."""
    return ((day, None if base.get(day) == 0 else value) for day, value in own.items())


def _published(
    indicator: Indicator,
    figures: tuple[PublishedFigure, ...],
    comparators: Mapping[str, tuple[PublishedFigure, ...]],
) -> PublishedIndicator:
    latest = figures[-1] if figures else None
    quarter, year = (_months_ago(figures, months) for months in (3, MONTHS_SHOWN))
    return PublishedIndicator(
        ref=indicator.ref,
        area=indicator.area,
        name=indicator.name,
        unit=indicator.unit,
        polarity=indicator.polarity,
        lead=indicator.lead,
        source=indicator.source,
        months=tuple(f for f in figures if latest and f.dated > months_before(latest.dated, MONTHS_SHOWN)),
        comparators=comparators,
        target=indicator.target,
        target_text=None if indicator.target is None else quantity(indicator.target, indicator.unit),
        to_target=distance_in_words(latest.value, indicator) if latest and latest.value is not None else "",
        since_last_quarter=_change(quarter, latest, indicator.unit),
        since_last_year=_change(year, latest, indicator.unit),
        course=_course(quarter or year, latest, indicator.polarity),
    )


def _figure(day: date, value: float | None, unit: Unit, *, is_hidden: bool) -> PublishedFigure:
    if value is None:
        return PublishedFigure(day, NOT_APPLICABLE, None)
    if is_hidden:
        return PublishedFigure(day, SUPPRESSED, None)
    rounded = round(value, 1)
    return PublishedFigure(day, ROUNDS_TO_ZERO if value and not rounded else quantity(value, unit), rounded)


def _comparators(indicator: Indicator, own_series: str) -> dict[str, tuple[PublishedFigure, ...]]:
    by_series: dict[str, dict[date, PublishedFigure]] = {}
    for m in indicator.measurements:
        if m.series != own_series:
            small = indicator.unit is Unit.COUNT and m.value is not None and is_small(m.value)
            by_series.setdefault(m.series, {})[m.dated] = _figure(m.dated, m.value, indicator.unit, is_hidden=small)
    return {series: tuple(figures.values()) for series, figures in by_series.items()}


def _months_ago(figures: Sequence[PublishedFigure], months: int) -> PublishedFigure | None:
    """The figure of that month before the latest one's."""
    if not figures:
        return None
    month = months_before(figures[-1].dated, months)
    return next((f for f in figures if (f.dated.year, f.dated.month) == (month.year, month.month)), None)


def _change(before: PublishedFigure | None, latest: PublishedFigure | None, unit: Unit) -> str:
    if before is None or latest is None or NOT_APPLICABLE in (before.text, latest.text):
        return ""
    return change_in_words((before.dated, before.value), latest.value, unit)


def _course(before: PublishedFigure | None, latest: PublishedFigure | None, polarity: Polarity) -> Course:
    if before is None or latest is None or before.value is None or latest.value is None:
        return Course.UNKNOWN
    return course(before.value, latest.value, polarity)
