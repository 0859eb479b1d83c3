"""The charts that templates can draw, each in the colours and the face of a board."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from reporter.rendering.line_charts import indicator_line
from reporter.rendering.rating_charts import rating_bars, ratings_by_month

CHARTS: Mapping[str, Callable[..., Markup]] = {
    "rating_bars": rating_bars,
    "ratings_by_month": ratings_by_month,
    "indicator_line": indicator_line,
}


def charts_with(tokens: Mapping[str, str]) -> dict[str, Any]:
    """The charts by the names that templates know them under."""
    return {name: partial(chart, tokens=tokens) for name, chart in CHARTS.items()}
