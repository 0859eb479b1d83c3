"""The geometry of charts: numbers in, places on a canvas out. The templates draw them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

LABEL_WIDTH = 24
ROW_HEIGHT = 30
BAR_HEIGHT = 20
NARROWEST_WITH_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar; `number` is empty where there is no room to print it."""

    x: float
    width: float
    style: str
    number: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the top of the row, its label and its segments."""

    y: float
    label: str
    segments: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class BarChart:
    """A stacked bar chart in CSS pixels."""

    width: float
    height: float
    bars: Sequence[Bar]


def stacked_bars(rows: Sequence[tuple[str, Sequence[int]]], styles: Sequence[str], width: float) -> BarChart:
    """One bar a row; the longest fills the width. `styles` name the segments in order."""
    longest = max((sum(numbers) for _, numbers in rows), default=0) or 1
    scale = (width - LABEL_WIDTH) / longest
    bars = tuple(
        Bar(index * ROW_HEIGHT, label, _segments(numbers, styles, scale)) for index, (label, numbers) in enumerate(rows)
    )
    return BarChart(width, len(rows) * ROW_HEIGHT, bars)


def _segments(numbers: Sequence[int], styles: Sequence[str], scale: float) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    x = float(LABEL_WIDTH)
    for number, style in zip(numbers, styles, strict=True):
        wide = number * scale
        if number:
            segments.append(
                Segment(round(x, 2), round(wide, 2), style, str(number) if wide >= NARROWEST_WITH_NUMBER else "")
            )
        x += wide
    return tuple(segments)
