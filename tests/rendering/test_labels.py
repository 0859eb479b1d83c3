"""Labels keep clear of each other, and scales have few, round ticks."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reporter.rendering.labels import spread, ticks

quick = settings(max_examples=100, deadline=None, database=None, derandomize=True)

PLACES = st.floats(0, 100)


@quick
@given(st.lists(st.tuples(PLACES, st.sampled_from([13, 26]), st.sampled_from([1, 5])), max_size=4))
def test_no_label_overlaps_another_or_leaves_its_column(labels: list[tuple[float, float, float]]) -> None:
    assume(sum(height for _, height, _ in labels) <= 110)
    wanted, heights, weights = ([label[part] for label in labels] for part in range(3))
    middles = spread(wanted, heights, weights, -5, 105)
    edges = sorted((middle - height / 2, middle + height / 2) for middle, height in zip(middles, heights, strict=True))
    assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(edges))
    assert all(top >= -5 - 1e-6 and bottom <= 105 + 1e-6 for top, bottom in edges)
    order = sorted(range(len(labels)), key=lambda at: wanted[at])
    assert [middles[at] for at in order] == sorted(middles)


@pytest.mark.parametrize(
    ("wanted", "weights", "middles"),
    [
        ([20, 60], [1, 1], [20, 60]),
        ([40, 44], [1, 1], [37, 47]),
        ([44, 40], [1, 1], [47, 37]),
        ([40, 40], [4, 1], [38, 48]),  # the heavier gives way less
        ([0, 1], [1, 1], [5, 15]),
        ([99, 100], [1, 1], [85, 95]),
        ([], [], []),
    ],
)
def test_labels_give_way_as_little_as_they_can(wanted: list[float], weights: list[float], middles: list[float]) -> None:
    assert spread(wanted, [10] * len(wanted), weights, 0, 100) == pytest.approx(middles)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([89, 38, 0], [0, 50, 100]),
        ([83, 95], [80, 85, 90, 95]),
        ([479, 511], [460, 480, 500, 520]),
        ([0, 0], [0, 1, 2, 3]),
        ([], [0, 1, 2, 3]),
        ([7], [0, 5, 10]),
        ([-3, 3], [-4, -2, 0, 2, 4]),
    ],
)
def test_ticks_are_round_and_begin_at_zero_where_that_is_near(values: list[float], expected: list[float]) -> None:
    assert ticks(values) == pytest.approx(expected)


@quick
@given(st.lists(st.floats(0, 1e6).map(lambda value: round(value, 1)), min_size=1, max_size=14))
def test_ticks_are_few_and_enclose_every_value(values: list[float]) -> None:
    found = ticks(values)
    assert found == sorted(set(found))
    assert found[0] <= min(values)
    assert found[-1] >= max(values)
    assert 2 <= len(found) <= 6
