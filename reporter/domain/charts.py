"""What a chart shows, and what it says to whoever cannot see it; rendering decides how it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import Unit
from reporter.domain.suppression import PublishedFigure


@dataclass(frozen=True, slots=True)
class ChartedRating:
    """A rating as charts draw it: `colour` fills areas and `text_colour` stands on it; both are #RRGGBB.

    `edge_colour` outlines the area, so that a light one stands out from white paper.
    """

    word: str
    shape: str
    colour: str
    text_colour: str
    edge_colour: str


@dataclass(frozen=True, slots=True)
class RatingBars:
    """A stacked bar for each row of (label, numbers); the numbers stand in the order of the ratings, worst first."""

    says: str
    ratings: Sequence[ChartedRating]
    rows: Sequence[tuple[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class RatingsByMonth:
    """A stacked column for each month of (day, numbers), oldest first; the numbers as in `RatingBars`."""

    says: str
    ratings: Sequence[ChartedRating]
    months: Sequence[tuple[date, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """The board's own figures of 12 months, with target and comparators; a hidden figure is a gap that says so."""

    says: str
    unit: Unit
    own: Sequence[PublishedFigure]
    target: float | None
    target_text: str | None
    comparators: Mapping[str, Sequence[PublishedFigure]]
