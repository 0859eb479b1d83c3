"""The chart of an indicator: 12 months, target and comparators, each named beside its line."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from markupsafe import Markup

from reporter.domain.charts import IndicatorLine
from reporter.domain.plan import Unit
from reporter.domain.suppression import MONTHS_SHOWN, PublishedFigure
from reporter.domain.wording import MONTHS
from reporter.rendering.charts import Spec, as_it_is, drawn
from reporter.rendering.labels import spread, ticks

WIDTH, LEAST_HEIGHT = 300, 110
LEFT, RIGHT, TOP, BOTTOM = 38, 112, 7, 21
PLOT_WIDTH = WIDTH - LEFT - RIGHT
LETTERS, LINE = 16, 13  # of a label beside the plot: letters in a line, height of a line
LIGHT, BOLD = 400, 700  # of letters
KEEPS_ITS_PLACE = {LIGHT: 1, BOLD: 5}
QUARTERS = (1, 4, 7, 10)
LAST = MONTHS_SHOWN - 1

Row = Mapping[str, Any]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Label:
    """Words beside the plot, at the height of a value; None: at its foot."""

    lines: Sequence[str]
    value: float | None
    colour: str
    weight: int = LIGHT


def indicator_line(chart: IndicatorLine, tokens: Mapping[str, str]) -> Markup:
    """The chart as SVG; the colours are the board's tokens."""
    labels = [*_target(chart, tokens), *_comparators(chart, tokens), *_latest(chart, tokens)]
    height = max(LEAST_HEIGHT - TOP - BOTTOM, LINE * sum(len(label.lines) for label in labels))
    scale, first = ticks(_values(chart)), _first_month(chart.own)
    words = [*_gaps(chart, first, height, tokens), *_beside(labels, scale, height)]
    spec = {
        "width": PLOT_WIDTH,
        "height": height,
        "padding": {"left": LEFT, "top": TOP, "right": RIGHT, "bottom": BOTTOM},
        "encoding": {"x": _months(first), "y": _axis(scale, chart.unit, tokens)},
        "layer": [_lines(list(_runs(chart, first, tokens))), _dots(list(_points(chart, first, tokens))), _words(words)],
    }
    return drawn(spec, (WIDTH, height + TOP + BOTTOM), chart.says, tokens)


def _values(chart: IndicatorLine) -> list[float]:
    figures = (*chart.own, *(figure for series in chart.comparators.values() for figure in series))
    values = [figure.value for figure in figures if figure.value is not None]
    foot = [0.0] if any(figure.is_hidden for figure in chart.own) else []  # where the c stands, no value may seem to be
    return [*values, *foot, *([] if chart.target is None else [chart.target])]


# Axes


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_month(own: Sequence[PublishedFigure]) -> int:
    return (_month(own[-1].dated) if own else 0) - LAST


def _months(first: int) -> Spec:
    marked = [at for at in range(MONTHS_SHOWN) if (first + at) % 12 + 1 in QUARTERS]
    names = [MONTHS[(first + at) % 12][:3] for at in range(MONTHS_SHOWN)]
    axis = {"values": marked, "labelExpr": f"{names}[datum.value]", "labelPadding": 3, "ticks": True, "tickSize": 4}
    return {"field": "x", "type": "quantitative", "scale": {"domain": [0, LAST], "nice": False}, "axis": axis}


def _axis(scale: Sequence[float], unit: Unit, tokens: Mapping[str, str]) -> Spec:
    sign = "%" if unit is Unit.PERCENT else ""
    domain = {"domain": [scale[0], scale[-1]], "nice": False, "zero": False}
    axis = {
        "values": list(scale),
        "labelExpr": f"format(datum.value, ',') + '{sign}'",
        "labelPadding": 5,
        "grid": True,
        "gridColor": tokens["--rule"],
        "gridWidth": 0.6,
    }
    return {"field": "y", "type": "quantitative", "scale": domain, "axis": axis}


# Lines and dots


def _runs(chart: IndicatorLine, first: int, tokens: Mapping[str, str]) -> Iterator[Row]:
    """The points of every line: target, comparators, and the board's own, which is on top and stops where one hides."""
    if chart.target is not None:
        yield from _run("target", [(0, chart.target), (LAST, chart.target)], tokens["--accent"], 1.5, [5, 3])
    for name, figures in chart.comparators.items():
        points = _placed(figures, first)
        if points:  # on to the edge: it is the last that is known
            yield from _run(f"of {name}", [*points, (LAST, points[-1][1])], tokens["--quiet"], 1)
    for at, points in enumerate(_own_runs(chart, first)):
        yield from _run(f"own {at}", points, tokens["--brand"], 2)


def _run(series: str, points: Sequence[Point], colour: str, width: float, dash: Sequence[int] = ()) -> Iterator[Row]:
    return ({"series": series, "x": x, "y": y, "colour": colour, "width": width, "dash": list(dash)} for x, y in points)


def _placed(figures: Sequence[PublishedFigure], first: int) -> list[Point]:
    """Where figures stand; those from before the year at its edge."""
    return [(max(0, min(_month(f.dated) - first, LAST)), f.value) for f in figures if f.value is not None]


def _own_runs(chart: IndicatorLine, first: int) -> list[list[Point]]:
    runs = groupby(chart.own, key=lambda figure: figure.value is not None)
    return [_placed(list(run), first) for known, run in runs if known]


def _points(chart: IndicatorLine, first: int, tokens: Mapping[str, str]) -> Iterator[Row]:
    """A dot for each figure of a comparator within the year, for an own one that stands alone, and for the latest."""
    for figures in chart.comparators.values():
        within = [figure for figure in figures if 0 <= _month(figure.dated) - first <= LAST]
        yield from ({"x": x, "y": y, "size": 16, "colour": tokens["--quiet"]} for x, y in _placed(within, first))
    runs = _own_runs(chart, first)
    yield from ({"x": x, "y": y, "size": 20, "colour": tokens["--brand"]} for (x, y), *more in runs if not more)
    if chart.own and chart.own[-1].value is not None:
        yield {"x": runs[-1][-1][0], "y": runs[-1][-1][1], "size": 36, "colour": tokens["--brand"]}


def _lines(points: Sequence[Row]) -> Spec:
    looks = {"stroke": as_it_is("colour"), "strokeWidth": as_it_is("width"), "strokeDash": as_it_is("dash")}
    detail = {"field": "series", "type": "nominal"}
    mark = {"type": "line", "strokeJoin": "round"}
    return {"data": {"values": points}, "mark": mark, "encoding": {"detail": detail, **looks}}


def _dots(points: Sequence[Row]) -> Spec:
    looks = {"fill": as_it_is("colour"), "size": as_it_is("size")}
    return {"data": {"values": points}, "mark": {"type": "point", "stroke": None, "opacity": 1}, "encoding": looks}


# Words


def _words(words: Sequence[Row]) -> Spec:
    looks = {"fontWeight": {"expr": "datum.weight"}, "align": {"expr": "datum.align"}}
    place = {axis: {**as_it_is(axis), "type": "quantitative", "axis": None} for axis in ("x", "y")}
    return {
        "data": {"values": words},
        "mark": {"type": "text", "baseline": "middle", **looks},
        "encoding": {**place, "text": {"field": "text"}, "color": as_it_is("colour")},
    }


def _gaps(chart: IndicatorLine, first: int, height: float, tokens: Mapping[str, str]) -> Iterator[Row]:
    """What is printed in place of a figure stands at the foot of the plot."""
    for figure in chart.own:
        if figure.value is None:
            x = PLOT_WIDTH * (_month(figure.dated) - first) / LAST
            look = {"colour": tokens["--ink"], "weight": BOLD, "align": "center"}
            yield {"x": x, "y": height - LINE / 2, "text": figure.text, **look}


def _target(chart: IndicatorLine, tokens: Mapping[str, str]) -> Iterator[_Label]:
    if chart.target is not None:
        yield _Label(_wrapped(f"Target {chart.target_text}"), chart.target, tokens["--accent"])


def _comparators(chart: IndicatorLine, tokens: Mapping[str, str]) -> Iterator[_Label]:
    for name, figures in chart.comparators.items():
        yield _Label(_wrapped(f"{name} {figures[-1].text}"), figures[-1].value, tokens["--quiet"])


def _latest(chart: IndicatorLine, tokens: Mapping[str, str]) -> Iterator[_Label]:
    if chart.own and chart.own[-1].value is not None:
        yield _Label([chart.own[-1].text], chart.own[-1].value, tokens["--brand"], BOLD)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, LETTERS)


def _beside(labels: Sequence[_Label], scale: Sequence[float], height: float) -> Iterator[Row]:
    span = scale[-1] - scale[0]
    wanted = [height if label.value is None else height * (scale[-1] - label.value) / span for label in labels]
    heights = [LINE * len(label.lines) for label in labels]
    middles = spread(wanted, heights, [KEEPS_ITS_PLACE[label.weight] for label in labels], -TOP, height + TOP)
    for label, middle in zip(labels, middles, strict=True):
        look = {"colour": label.colour, "weight": label.weight, "align": "left"}
        top = middle - LINE * (len(label.lines) - 1) / 2
        yield from (
            {"x": PLOT_WIDTH + 8, "y": top + LINE * at, "text": line, **look} for at, line in enumerate(label.lines)
        )
