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
from reporter.rendering.charts import Spec, drawn
from reporter.rendering.labels import spread, ticks

WIDTH, LEAST_HEIGHT = 300, 110
LEFT, RIGHT, TOP, BOTTOM = 38, 112, 7, 21
PLOT_WIDTH = WIDTH - LEFT - RIGHT
LETTERS, LINE = 16, 13  # of a label beside the plot: letters in a line, height of a line
LIGHT, BOLD = 400, 700  # of letters
KEEPS_ITS_PLACE = {LIGHT: 1, BOLD: 5}
QUARTERS = (1, 4, 7, 10)
LAST = MONTHS_SHOWN - 1


@dataclass(frozen=True, slots=True)
class _Label:
    """Words beside the plot, at the height of a value; None: at its foot."""

    lines: Sequence[str]
    value: float | None
    colour: str
    weight: int = LIGHT


def indicator_line(chart: IndicatorLine, tokens: Mapping[str, str]) -> Markup:
    """The chart as SVG; the colours are the board's tokens."""
    labels = [_target(chart, tokens), *_comparators(chart, tokens), *_latest(chart, tokens)]
    labels = [label for label in labels if label.lines]
    height = max(LEAST_HEIGHT - TOP - BOTTOM, LINE * sum(len(label.lines) for label in labels))
    scale = ticks(_values(chart))
    first = _first_month(chart.own)
    spec = {
        "width": PLOT_WIDTH,
        "height": height,
        "padding": {"left": LEFT, "top": TOP, "right": RIGHT, "bottom": BOTTOM},
        "encoding": {"x": _months(first), "y": _axis(scale, chart.unit, tokens)},
        "layer": [
            *_target_rule(chart, tokens),
            *_comparator_lines(chart, first, tokens),
            *_own_line(chart, first, tokens),
            _gaps(chart, first, height),
            _beside(labels, scale, height),
        ],
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


# Lines


def _layer(values: Sequence[Mapping[str, Any]], mark: Spec, encoding: Spec | None = None) -> Spec:
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding or {}}


def _target_rule(chart: IndicatorLine, tokens: Mapping[str, str]) -> Iterator[Spec]:
    if chart.target is not None:
        ends = [{"x": 0, "y": chart.target}, {"x": LAST, "y": chart.target}]
        yield _layer(ends, {"type": "line", "stroke": tokens["--accent"], "strokeWidth": 1.5, "strokeDash": [5, 3]})


def _comparator_lines(chart: IndicatorLine, first: int, tokens: Mapping[str, str]) -> Iterator[Spec]:
    """Each from its first figure, marked where there is one, and on to the edge: it is the last that is known."""
    for figures in chart.comparators.values():
        known = [(_month(f.dated) - first, f.value) for f in figures if f.value is not None]
        points = [{"x": at, "y": value} for at, value in known if 0 <= at <= LAST]
        if known:
            line = [{"x": max(0, min(at, LAST)), "y": value} for at, value in known]
            line.append({"x": LAST, "y": known[-1][1]})
            yield _layer(line, {"type": "line", "stroke": tokens["--quiet"], "strokeWidth": 1})
            yield _layer(points, {"type": "point", "size": 16, "fill": tokens["--quiet"], "stroke": None, "opacity": 1})


def _own_line(chart: IndicatorLine, first: int, tokens: Mapping[str, str]) -> Iterator[Spec]:
    runs = [list(run) for known, run in groupby(chart.own, key=lambda f: f.value is not None) if known]
    points = [[{"x": _month(f.dated) - first, "y": f.value, "run": at} for f in run] for at, run in enumerate(runs)]
    line = [point for run in points for point in run]
    mark = {"type": "line", "stroke": tokens["--brand"], "strokeWidth": 2, "strokeJoin": "round"}
    yield _layer(line, mark, {"detail": {"field": "run", "type": "nominal"}})
    alone = [run[0] for run in points if len(run) == 1]
    dot = {"type": "point", "fill": tokens["--brand"], "stroke": None, "opacity": 1}
    yield _layer(alone, {**dot, "size": 20})
    if chart.own and chart.own[-1].value is not None:
        yield _layer(line[-1:], {**dot, "size": 36})


def _gaps(chart: IndicatorLine, first: int, height: float) -> Spec:
    """What is printed in place of a figure stands at the foot of the plot."""
    hidden = [{"x": _month(f.dated) - first, "text": f.text} for f in chart.own if f.value is None]
    mark = {"type": "text", "baseline": "bottom", "fontWeight": 600}
    return _layer(hidden, mark, {"y": {"value": height - 1}, "text": {"field": "text"}})


# Words beside the plot


def _target(chart: IndicatorLine, tokens: Mapping[str, str]) -> _Label:
    lines = [] if chart.target_text is None else _wrapped(f"Target {chart.target_text}")
    return _Label(lines, chart.target, tokens["--accent"])


def _comparators(chart: IndicatorLine, tokens: Mapping[str, str]) -> Iterator[_Label]:
    for name, figures in chart.comparators.items():
        yield _Label(_wrapped(f"{name} {figures[-1].text}"), figures[-1].value, tokens["--quiet"])


def _latest(chart: IndicatorLine, tokens: Mapping[str, str]) -> Iterator[_Label]:
    if chart.own and chart.own[-1].value is not None:
        yield _Label([chart.own[-1].text], chart.own[-1].value, tokens["--brand"], BOLD)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, LETTERS)


def _beside(labels: Sequence[_Label], scale: Sequence[float], height: float) -> Spec:
    span = scale[-1] - scale[0]
    wanted = [height if label.value is None else height * (scale[-1] - label.value) / span for label in labels]
    heights = [LINE * len(label.lines) for label in labels]
    middles = spread(wanted, heights, [KEEPS_ITS_PLACE[label.weight] for label in labels], -TOP, height + TOP)
    rows = [
        {
            "text": line,
            "at": middle + LINE * (at - (len(label.lines) - 1) / 2),
            "colour": label.colour,
            "weight": label.weight,
        }
        for label, middle in zip(labels, middles, strict=True)
        for at, line in enumerate(label.lines)
    ]
    mark = {"type": "text", "align": "left", "baseline": "middle", "fontWeight": {"expr": "datum.weight"}}
    encoding = {
        "x": {"value": PLOT_WIDTH + 8},
        "y": {"field": "at", "type": "quantitative", "scale": None, "axis": None},
        "text": {"field": "text"},
        "color": {"field": "colour", "type": "nominal", "scale": None},
    }
    return _layer(rows, mark, encoding)
