"""The charts that templates can draw, each in the colours and the face of a board."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from reporter.domain.charts import IndicatorLine
from reporter.domain.plan import Unit
from reporter.domain.suppression import PublishedFigure
from reporter.errors import PaperError
from reporter.rendering.line_charts import indicator_line
from reporter.rendering.rating_charts import rating_bars, ratings_by_month

CHARTS: Mapping[str, Callable[..., Markup]] = {
    "rating_bars": rating_bars,
    "ratings_by_month": ratings_by_month,
    "indicator_line": indicator_line,
}


def start() -> None:
    """Start the engine by drawing an example: the first chart takes longer than twenty others."""
    tokens = dict.fromkeys(("--face", "--ink", "--quiet", "--rule", "--brand", "--accent"), "black")
    figures = tuple(PublishedFigure(date(2015, month, 28), f"{month}", month) for month in range(1, 13))
    with suppress(PaperError, ValueError):  # whoever draws next is told
        indicator_line(IndicatorLine("", Unit.COUNT, figures, 6, "6", {"Elsewhere": figures[:1]}), tokens)


def charts_with(tokens: Mapping[str, str]) -> dict[str, Any]:
    """The charts by the names that templates know them under."""
    return {name: partial(chart, tokens=tokens) for name, chart in CHARTS.items()}
