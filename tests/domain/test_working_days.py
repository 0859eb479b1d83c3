"""Working days and clear days: how they are counted, and what holds for any of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.domain.working_days import WorkingDays

WEEKEND = frozenset({5, 6})
EASTER = [date(2026, 4, 3), date(2026, 4, 6)]  # Good Friday and Easter Monday
DAY = timedelta(days=1)

quick = settings(max_examples=80, deadline=None, database=None, derandomize=True)
SOME_DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
WEEKS = st.frozensets(st.integers(0, 6), max_size=6)


@st.composite
def workings(draw: st.DrawFn) -> WorkingDays:
    """Any week that has a working day, with some holidays around the days that are tried."""
    return WorkingDays(draw(WEEKS), draw(st.frozensets(SOME_DAYS, max_size=40)))


@pytest.mark.parametrize(
    ("meeting", "clear_days", "despatch"),
    [
        (date(2026, 4, 15), 5, date(2026, 4, 7)),
        (date(2026, 4, 9), 5, date(2026, 3, 30)),  # over Easter
        (date(2026, 4, 15), 0, date(2026, 4, 14)),  # out the day before
        (date(2026, 4, 7), 0, date(2026, 4, 2)),
        (date(2026, 4, 15), 1, date(2026, 4, 13)),
        (date(2026, 4, 18), 1, date(2026, 4, 16)),  # a meeting on a Saturday: the Friday is clear
    ],
)
def test_clear_days_lie_between_despatch_and_meeting_and_neither_end_counts(
    meeting: date, clear_days: int, despatch: date
) -> None:
    assert WorkingDays(WEEKEND, EASTER).despatch(meeting, clear_days) == despatch


def test_the_days_of_the_week_that_do_not_count_are_the_boards_own() -> None:
    closed_on_fridays = WorkingDays(frozenset({4, 5, 6}), ())
    assert closed_on_fridays.despatch(date(2026, 6, 10), 5) == date(2026, 6, 1)
    assert WorkingDays(WEEKEND, ()).despatch(date(2026, 6, 10), 5) == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("number", "day"), [(0, date(2026, 4, 7)), (1, date(2026, 4, 2)), (2, date(2026, 4, 1)), (5, date(2026, 3, 27))]
)
def test_working_days_are_counted_back_over_weekends_and_holidays(number: int, day: date) -> None:
    assert WorkingDays(WEEKEND, EASTER).before(date(2026, 4, 7), number) == day


def test_no_working_day_before_a_holiday_is_the_last_working_day() -> None:
    assert WorkingDays(WEEKEND, EASTER).before(date(2026, 4, 6), 0) == date(2026, 4, 2)


@quick
@given(workings(), SOME_DAYS, st.integers(0, 15))
def test_papers_go_out_on_a_working_day_and_exactly_so_many_working_days_are_clear(
    working: WorkingDays, meeting: date, clear_days: int
) -> None:
    despatch = working.despatch(meeting, clear_days)
    assert working.is_working(despatch)
    assert despatch < meeting
    assert working.between(despatch, meeting) == clear_days


@quick
@given(workings(), SOME_DAYS, st.integers(0, 15))
def test_on_any_later_working_day_too_few_days_would_be_clear(
    working: WorkingDays, meeting: date, clear_days: int
) -> None:
    despatch = working.despatch(meeting, clear_days)
    later = (despatch + n * DAY for n in range(1, (meeting - despatch).days))
    assert all(working.between(day, meeting) < clear_days for day in later if working.is_working(day))


@quick
@given(workings(), SOME_DAYS, st.integers(0, 15))
def test_so_many_working_days_before_a_working_day_leaves_one_less_in_between(
    working: WorkingDays, some_day: date, number: int
) -> None:
    day = working.before(some_day, 0)
    found = working.before(day, number)
    assert working.is_working(found)
    assert working.between(found, day) == max(number - 1, 0)


@quick
@given(workings(), SOME_DAYS, st.integers(0, 15))
def test_a_holiday_more_never_brings_the_despatch_nearer_to_the_meeting(
    working: WorkingDays, meeting: date, clear_days: int
) -> None:
    despatch = working.despatch(meeting, clear_days)
    with_one_more = WorkingDays(working.days_off, {*working.holidays, despatch})
    assert with_one_more.despatch(meeting, clear_days) < despatch
