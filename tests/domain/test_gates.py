"""What must be true of a plan before a paper is written from it."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.domain.gates import FEW_ROWS, Vitals, staleness, swings

quick = settings(max_examples=80, deadline=None, database=None, derandomize=True)
ROWS = st.integers(0, 5000)


def vitals(rows: Mapping[str, int] | None = None, newest: date | None = date(2015, 3, 1)) -> Vitals:
    return Vitals(rows or {}, 1, newest)


@pytest.mark.parametrize(
    ("as_at", "said"),
    [
        (date(2015, 3, 1), None),
        (date(2015, 4, 12), None),  # 42 days are not more than 42
        (date(2015, 4, 13), "The newest update is of 1 March 2015, 43 days before 13 April 2015."),
        (date(2015, 2, 20), None),  # an update of a later day than the data cut
    ],
)
def test_data_is_stale_when_its_newest_update_is_older_than_so_many_days(as_at: date, said: str | None) -> None:
    assert staleness(vitals(), as_at, 42) == said


def test_a_plan_that_nobody_has_updated_yet_has_no_age() -> None:
    assert staleness(vitals(newest=None), date(2030, 1, 1), 42) is None


def said(was: int, now: int, percent: int = 50) -> list[str]:
    return list(swings(vitals({"actions": now}), {"actions": was}, percent))


@pytest.mark.parametrize(
    ("was", "now", "swung"),
    [
        (100, 150, False),
        (100, 151, True),
        (100, 50, False),
        (100, 49, True),
        (100, 0, True),
        (4, 14, False),  # ten rows are no swing, whatever share they are
        (4, 15, True),
        (10, 0, False),
        (11, 0, True),
        (0, 10, False),
        (0, 11, True),
        (100, 100, False),
    ],
)
def test_a_table_swings_when_it_grows_or_shrinks_by_more_than_its_share(was: int, now: int, swung: bool) -> None:
    assert bool(said(was, now)) is swung


def test_a_swing_says_which_table_and_by_how_much() -> None:
    found = swings(vitals({"actions": 12, "updates": 2000}), {"actions": 12, "updates": 900, "voices": 40}, 50)
    assert list(found) == [
        "The table updates has 2,000 rows; for the last edition it had 900.",
        "The table voices has no rows; for the last edition it had 40.",
    ]


@quick
@given(ROWS, ROWS, st.integers(1, 1000))
def test_a_wider_limit_never_finds_more(was: int, now: int, percent: int) -> None:
    assert len(said(was, now, percent + 1)) <= len(said(was, now, percent))


@quick
@given(ROWS, st.integers(-FEW_ROWS, FEW_ROWS))
def test_a_few_rows_are_never_a_swing(was: int, more: int) -> None:
    assert said(was, max(0, was + more), 1) == []
