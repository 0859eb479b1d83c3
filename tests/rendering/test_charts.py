"""The geometry of the stacked bars."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.rendering.charts import LABEL_WIDTH, stacked_bars

STYLES = ("red", "amber", "green")
ROWS = st.lists(st.tuples(st.text(max_size=4), st.tuples(*[st.integers(0, 400)] * 3)), max_size=8)


def test_the_longest_bar_fills_the_width_and_segments_touch() -> None:
    chart = stacked_bars([("1", (1, 0, 3)), ("2", (2, 0, 0))], STYLES, 424)
    first, second = chart.bars
    assert [(s.x, s.width, s.style, s.number) for s in first.segments] == [
        (24, 100, "red", "1"),
        (124, 300, "green", "3"),
    ]
    assert [(s.x, s.width) for s in second.segments] == [(24, 200)]


def test_a_segment_too_narrow_for_its_number_carries_none() -> None:
    chart = stacked_bars([("1", (1, 0, 399))], STYLES, 424)
    assert [segment.number for segment in chart.bars[0].segments] == ["", "399"]


@given(ROWS)
def test_no_bar_leaves_the_canvas(rows: list[tuple[str, tuple[int, int, int]]]) -> None:
    chart = stacked_bars(rows, STYLES, 640)
    assert len(chart.bars) == len(rows)
    for bar in chart.bars:
        assert all(LABEL_WIDTH <= segment.x <= segment.x + segment.width <= 640.1 for segment in bar.segments)
