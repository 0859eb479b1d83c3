"""Charts of ratings: a bar for each area, a column for each month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from reporter.domain.charts import ChartedRating, RatingBars, RatingsByMonth
from reporter.domain.wording import MONTHS, cut
from reporter.rendering.charts import Spec, as_it_is, drawn
from reporter.rendering.labels import spread

# Shapes in a square from -1 to 1. What is to stay open runs the other way round.
SHAPES = {
    "octagon": "M-.42,-1L.42,-1L1,-.42L1,.42L.42,1L-.42,1L-1,.42L-1,-.42ZM-.57,-.22L-.57,.22L.57,.22L.57,-.22Z",
    "triangle": "M0,-.92L1,.92L-1,.92Z",
    "diamond": "M0,-1L1,0L0,1L-1,0ZM0,-.47L-.47,0L0,.47L.47,0Z",
    "cross": "M-.62,-1L0,-.38L.62,-1L1,-.62L.38,0L1,.62L.62,1L0,.38L-.62,1L-1,.62L-.38,0L-1,-.62Z",
    "bar": "M-1,-.27L1,-.27L1,.27L-1,.27Z",
    "ring": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0ZM.5,0A.5,.5,0,1,0,-.5,0A.5,.5,0,1,0,.5,0Z",
    "disc": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z",
    "tick": "M-1,.1L-.68,-.22L-.27,.2L.68,-.75L1,-.43L-.27,.83Z",
}
GAP = 2  # CSS pixels between two segments

BAR_WIDTH, BAR_ROW, BAR_HEIGHT = 640, 36, 20  # a row is its label and the bar below it
LETTER = 5.8  # the width of a letter of a label, on average
ROOM_FOR_BOTH, ROOM_FOR_NUMBER = 26, 16  # of a bar, for a shape and one figure, for the figure alone

COLUMNS_WIDTH, COLUMNS_HEIGHT, COLUMN_WIDTH, WORDS_WIDTH, MONTHS_HEIGHT = 640, 280, 38, 92, 22
LEAST_HEIGHT = 15  # of a segment of a column, for shape and number
LINE = 15  # between two words
MARK_SIZE = 100  # of a shape: its area in square pixels
FIGURE = 7  # the width of each further figure
ASIDE = 7  # the shape, from the middle


def rating_bars(chart: RatingBars, tokens: Mapping[str, str], width: float = BAR_WIDTH) -> Markup:
    """A stacked bar below the name of each row, the longest as wide as the chart; segments have number and shape."""
    height = BAR_ROW * len(chart.rows)
    longest = max((sum(numbers) for _, numbers in chart.rows), default=0) or 1
    segments = [
        {"row": row, **segment}
        for row, (_, numbers) in enumerate(chart.rows)
        for segment in _segments(chart.ratings, numbers, width / longest, (ROOM_FOR_NUMBER, ROOM_FOR_BOTH))
    ]
    place = {"field": "row", "type": "ordinal", "axis": None, "scale": {"domain": list(range(len(chart.rows)))}}
    below = (BAR_ROW - BAR_HEIGHT) / 2 - 1
    spec = {
        "width": width,
        "height": height,
        "encoding": {"y": place},
        "layer": [
            _names(chart, int(width / LETTER), below),
            {
                "data": {"values": segments},
                "encoding": {
                    "x": {"field": "from", "type": "quantitative", "scale": _as_given(longest), "axis": None},
                },
                "layer": [
                    _area({"height": BAR_HEIGHT, "yOffset": below}, {"x2": {"field": "to"}}),
                    *_written("x", below),
                ],
            },
        ],
    }
    return drawn(spec, (width, height), chart.says, tokens)


def _names(chart: RatingBars, letters: int, below: float) -> Spec:
    """The name of each row above its bar; below it, where there is no bar, that there are no actions."""
    names = [
        {"row": row, "name": cut(label, letters), "empty": not sum(numbers)}
        for row, (label, numbers) in enumerate(chart.rows)
    ]
    text = {"type": "text", "align": "left", "baseline": "middle"}
    return {
        "data": {"values": names},
        "encoding": {"x": {"value": 0}},
        "layer": [
            {"mark": {**text, "dy": below - BAR_ROW / 2}, "encoding": {"text": {"field": "name"}}},
            {
                "transform": [{"filter": "datum.empty"}],
                "mark": {**text, "dy": below},
                "encoding": {"text": {"value": "No actions"}},
            },
        ],
    }


def _segments(
    ratings: Sequence[ChartedRating], numbers: Iterable[int], unit: float, room: tuple[float, float]
) -> Iterator[dict[str, Any]]:
    """The segments of one bar: from where to where, what is written in the middle and how."""
    begin = 0
    for rating, number in zip(ratings, numbers, strict=True):
        if number:
            wide = number * unit - min(GAP, number * unit / 3)
            yield {
                "from": begin,
                "to": begin + wide / unit,
                "middle": begin + wide / unit / 2,
                "number": str(number) if wide >= room[0] else "",
                "both": wide >= room[1] + FIGURE * (len(str(number)) - 1),
                "shape": SHAPES[rating.shape],
                "word": rating.word,
                "fill": rating.colour,
                "edge": rating.edge_colour,
                "ink": rating.text_colour,
            }
        begin += number


def _area(size: Spec, ends: Spec) -> Spec:
    mark = {"type": "bar", "strokeWidth": 1, "opacity": 1, **size}
    return {"mark": mark, "encoding": {**ends, "fill": as_it_is("fill"), "stroke": as_it_is("edge")}}


def _as_given(most: float) -> Spec:
    return {"domain": [0, most], "nice": False}


def _written(axis: str, below: float = 0) -> list[Spec]:
    """The shape left of the middle and the number right of it; the number alone where there is no room for both.

    They stand as many pixels `below` the middle of their row.
    """
    ink = {"fill": as_it_is("ink")}
    place = {axis: {"field": "middle", "type": "quantitative"}}
    middle = {**place, "text": {"field": "number"}, **ink}
    text = {"type": "text", "fontWeight": 600, "fontSize": 13, "baseline": "middle", "dy": below + 0.5}
    shape = {"shape": as_it_is("shape")}
    return [
        {
            "transform": [{"filter": "datum.both"}],
            "mark": {
                "type": "point",
                "size": MARK_SIZE,
                "stroke": None,
                "opacity": 1,
                "xOffset": -ASIDE,
                "yOffset": below,
            },
            "encoding": {**place, **shape, **ink},
        },
        {"transform": [{"filter": "datum.both"}], "mark": {**text, "align": "left", "dx": 1}, "encoding": middle},
        {"transform": [{"filter": "!datum.both && datum.number"}], "mark": text, "encoding": middle},
    ]


def ratings_by_month(chart: RatingsByMonth, tokens: Mapping[str, str]) -> Markup:
    """A stacked column for each month, worst on top, with the words of the ratings beside the last one."""
    width, height = COLUMNS_WIDTH - WORDS_WIDTH, COLUMNS_HEIGHT - MONTHS_HEIGHT
    tallest = max((sum(numbers) for _, numbers in chart.months), default=0) or 1
    unit = height / tallest
    ratings, months = tuple(reversed(chart.ratings)), [day for day, _ in chart.months]
    columns = [
        list(_segments(ratings, tuple(reversed(numbers)), unit, (LEAST_HEIGHT, LEAST_HEIGHT)))
        for _, numbers in chart.months
    ]
    segments = [{"month": at, **segment} for at, column in enumerate(columns) for segment in column]
    names = [MONTHS[day.month - 1][:3] for day in months]
    words = _beside(chart, unit, height) if columns else []
    across = {"field": "month", "type": "ordinal", "scale": {"domain": list(range(len(months))), "paddingInner": 0}}
    axis = {"labelAngle": 0, "labelPadding": 6, "labelExpr": f"{names}[datum.value]"}
    spec = {
        "width": width,
        "height": height,
        "padding": {"left": 0, "top": 1, "right": WORDS_WIDTH, "bottom": MONTHS_HEIGHT},
        "encoding": {
            "y": {"type": "quantitative", "scale": _as_given(tallest), "axis": None},
        },
        "layer": [
            {
                "data": {"values": segments},
                "encoding": {"x": {**across, "axis": axis}, "y": {"field": "from", "type": "quantitative"}},
                "layer": [
                    _area({"width": COLUMN_WIDTH}, {"y2": {"field": "to"}}),
                    *_written("y"),
                ],
            },
            {
                "data": {"values": words},
                "mark": {"type": "text", "align": "left", "baseline": "middle", "fontWeight": 600},
                "encoding": {
                    "x": {"value": width + 6},
                    "y": {"field": "at", "type": "quantitative", "scale": None},
                    "text": {"field": "word"},
                },
            },
        ],
    }
    return drawn(spec, (COLUMNS_WIDTH, COLUMNS_HEIGHT + 1), chart.says, tokens)


def _beside(chart: RatingsByMonth, unit: float, height: float) -> list[dict[str, Any]]:
    """The word of each rating that was used, where it stands in the last month or would stand."""
    used = [sum(numbers) > 0 for numbers in zip(*(numbers for _, numbers in chart.months), strict=True)]
    last, wanted, words = chart.months[-1][1], [], []
    for at in range(len(last)):
        if used[at]:
            wanted.append(height - (sum(last[at + 1 :]) + last[at] / 2) * unit)
            words.append(chart.ratings[at].word + ("" if last[at] else " 0"))
    places = spread(wanted, [LINE] * len(wanted), [1] * len(wanted), 0, height)
    return [{"word": word, "at": at} for word, at in zip(words, places, strict=True)]
