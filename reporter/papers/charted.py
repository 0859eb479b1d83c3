"""What a paper's charts show, and the sentences that say the same to whoever cannot see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.domain.charts import ChartedRating, IndicatorLine, RatingBars, RatingsByMonth
from reporter.domain.indicators import Course
from reporter.domain.monthly import Monthly
from reporter.domain.plan import Polarity
from reporter.domain.scheme import RatingScheme
from reporter.domain.suppression import PublishedFigure, PublishedIndicator
from reporter.domain.wording import MONTHS, join, sentence, uk_date

BETTER = {Polarity.NEITHER: "Neither way is better."}


@dataclass(frozen=True, slots=True)
class IndicatorChart:
    """An indicator's chart with its name above and, below it, which way is better and how it stands."""

    name: str
    line: IndicatorLine
    words: str


def charted(scheme: RatingScheme) -> tuple[ChartedRating, ...]:
    """The ratings of a scheme as charts draw them, worst first."""
    return tuple(
        ChartedRating(entry.word, entry.shape, entry.colour, entry.text_colour, entry.mark_colour)
        for entry in scheme.entries
    )


def rating_bars(scheme: RatingScheme, rows: Sequence[tuple[str, str, Sequence[int]]]) -> RatingBars:
    """A bar for each (ref, title, numbers); the numbers stand in the order of the ratings, worst first."""
    ratings = charted(scheme)
    bars = []
    for ref, title, numbers in rows:
        bars.append(f"{ref} {title}: {_told_counts(ratings, numbers)}")
    says = "Bar chart of the number of actions with each rating, by judgement area. " + "; ".join(bars) + "."
    return RatingBars(says, ratings, tuple((f"{ref} {title}", numbers) for ref, title, numbers in rows))


def ratings_by_month(scheme: RatingScheme, monthly: Monthly) -> RatingsByMonth:
    """A column for each month's end and for the day itself; what it says gives the first and the last."""
    ratings = charted(scheme)
    months = tuple((day, scheme.counts(found.counts)) for day, found in zip(monthly.days, monthly.total, strict=True))
    ends = [f"{uk_date(day)}: {_told_counts(ratings, numbers)}" for day, numbers in (months[0], months[-1])]
    says = "Column chart of the number of actions with each rating, month by month; the table holds them all. "
    says += f"{'; '.join(ends)}."
    return RatingsByMonth(says, ratings, months)


def _told_counts(ratings: Sequence[ChartedRating], numbers: Sequence[int]) -> str:
    parts = [f"{number} {rating.word}" for rating, number in zip(ratings, numbers, strict=True) if number]
    return ", ".join(parts) or "no actions"


def indicator_charts(indicators: Sequence[PublishedIndicator], own_series: str) -> tuple[IndicatorChart, ...]:
    """The charts of those indicators that the board has figures for."""
    return tuple(
        IndicatorChart(indicator.name, _line(indicator, own_series), _words(indicator))
        for indicator in indicators
        if indicator.months
    )


def _line(indicator: PublishedIndicator, own_series: str) -> IndicatorLine:
    return IndicatorLine(
        _says(indicator, own_series),
        indicator.unit,
        indicator.months,
        indicator.target,
        indicator.target_text,
        indicator.comparators,
    )


def _says(indicator: PublishedIndicator, own_series: str) -> str:
    series = ((own_series, indicator.months), *indicator.comparators.items())
    told = [f"{name}: {join([_told(figure) for figure in figures])}." for name, figures in series]
    target = [f"Target: {indicator.target_text}."] if indicator.target_text else []
    return " ".join([f"Line chart. {sentence(indicator.name)}", *told, *target])


def _told(figure: PublishedFigure) -> str:
    return f"{'hidden' if figure.is_hidden else figure.text} in {MONTHS[figure.dated.month - 1]} {figure.dated.year}"


def better_way(polarity: Polarity) -> str:
    """Which way is better, in a sentence."""
    return BETTER.get(polarity) or sentence(str(polarity))


def _words(indicator: PublishedIndicator) -> str:
    return " ".join(filter(None, (better_way(indicator.polarity), _movement(indicator), sentence(indicator.to_target))))


def _movement(indicator: PublishedIndicator) -> str:
    since = indicator.since_last_quarter or indicator.since_last_year
    judged = indicator.course in {Course.RIGHT_WAY, Course.WRONG_WAY}
    return sentence(f"{indicator.course}: {since}" if judged and since else since)
