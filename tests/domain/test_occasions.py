"""The days that hang together, and which of them a run makes papers for."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.domain.meetings import Meeting, MeetingStatus
from reporter.domain.occasions import (
    CatchUp,
    Occasion,
    Spacing,
    as_at_day,
    for_meeting,
    for_moment,
    latest,
    made_up,
    next_due,
    previous_cut,
)
from reporter.domain.working_days import WorkingDays

LONDON = ZoneInfo("Europe/London")
WORKING = WorkingDays(frozenset({5, 6}), [date(2026, 4, 3), date(2026, 4, 6)])
APRIL = date(2026, 4, 15)

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)


def occasion(dated: date, spacing: Spacing = Spacing(), papers_due: date | None = None) -> Occasion:  # noqa: B008
    return for_meeting(Meeting(dated, papers_due, MeetingStatus.PLANNED, None), spacing, WORKING, LONDON)


def days(found: Occasion) -> list[date]:
    return [found.data_cut, found.draft.date(), found.sign_off, found.despatch]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("spacing", "expected"),
    [
        (Spacing(5, 2, 1, 1), [date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 2), date(2026, 4, 7)]),
        (Spacing(5, 0, 0, 0), 4 * [date(2026, 4, 7)]),
        (Spacing(5, 5, 3, 1), [date(2026, 3, 27), date(2026, 3, 31), date(2026, 4, 2), date(2026, 4, 7)]),
        (Spacing(0, 1, 1, 0), [date(2026, 4, 13), date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 14)]),
    ],
)
def test_the_days_count_back_from_despatch_in_working_days(spacing: Spacing, expected: list[date]) -> None:
    assert days(occasion(APRIL, spacing)) == expected


def test_a_day_of_despatch_set_by_hand_counts_and_the_others_follow_it() -> None:
    assert days(occasion(APRIL, papers_due=date(2026, 4, 9))) == [
        date(2026, 4, 7),
        date(2026, 4, 8),
        date(2026, 4, 8),
        date(2026, 4, 9),
    ]
    on_a_sunday = occasion(APRIL, Spacing(5, 0, 0, 0), papers_due=date(2026, 4, 12))
    assert days(on_a_sunday) == 4 * [date(2026, 4, 12)]


def test_a_draft_is_due_from_the_first_moment_of_its_day_in_the_boards_timezone() -> None:
    assert occasion(date(2026, 6, 10)).draft.isoformat() == "2026-06-01T00:00:00+01:00"


@quick
@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.builds(Spacing, *4 * [st.integers(0, 10)]).filter(lambda s: s.data_cut >= s.draft >= s.sign_off),
)
def test_the_days_come_in_order_before_the_meeting(meeting: date, spacing: Spacing) -> None:
    found = occasion(meeting, spacing)
    assert [*days(found), meeting] == sorted([*days(found), meeting])
    assert found.despatch < meeting


def test_a_schedule_of_its_own_has_its_days_on_one_and_what_was_recorded_by_the_end_of_the_day_before() -> None:
    moment = datetime(2026, 6, 1, 7, tzinfo=LONDON)
    found = for_moment(moment)
    assert days(found) == [date(2026, 5, 31), *3 * [date(2026, 6, 1)]]
    assert (found.dated, found.draft, found.meeting) == (date(2026, 6, 1), moment, None)


FIRSTS = [for_moment(datetime(2026, month, 1, 7, tzinfo=LONDON)) for month in range(1, 7)]


@pytest.mark.parametrize(
    ("catch_up", "now", "days_back", "months"),
    [
        (CatchUp.LATEST, datetime(2026, 4, 20, 6, tzinfo=LONDON), 62, [4]),
        (CatchUp.LATEST, datetime(2026, 4, 1, 6, 59, tzinfo=LONDON), 62, [3]),  # not due yet
        (CatchUp.LATEST, datetime(2026, 4, 1, 7, tzinfo=LONDON), 62, [4]),
        (CatchUp.LATEST, datetime(2026, 4, 20, 6, tzinfo=LONDON), 19, [4]),
        (CatchUp.LATEST, datetime(2026, 4, 20, 6, tzinfo=LONDON), 18, []),  # too long ago
        (CatchUp.ALL, datetime(2026, 4, 20, 6, tzinfo=LONDON), 62, [3, 4]),
        (CatchUp.ALL, datetime(2026, 4, 20, 6, tzinfo=LONDON), 400, [1, 2, 3, 4]),
        (CatchUp.NONE, datetime(2026, 4, 1, 6, tzinfo=LONDON), 62, []),
        (CatchUp.NONE, datetime(2026, 4, 1, 23, 59, tzinfo=LONDON), 62, [4]),
        (CatchUp.NONE, datetime(2026, 4, 2, 0, 0, tzinfo=LONDON), 62, []),
        (CatchUp.LATEST, datetime(2025, 12, 31, 23, 59, tzinfo=LONDON), 62, []),
    ],
)
def test_what_no_run_made_is_made_up_as_the_paper_says(
    catch_up: CatchUp, now: datetime, days_back: int, months: list[int]
) -> None:
    assert [found.dated.month for found in made_up(FIRSTS[::-1], now, catch_up, days_back)] == months


def test_the_latest_and_the_next_are_told_apart_to_the_minute() -> None:
    before, then = (datetime(2026, 4, 1, *clock, tzinfo=LONDON) for clock in ((6, 59), (7, 0)))
    assert (latest(FIRSTS, before, 62), next_due(FIRSTS, before)) == (FIRSTS[2], FIRSTS[3])
    assert (latest(FIRSTS, then, 62), next_due(FIRSTS, then)) == (FIRSTS[3], FIRSTS[4])
    assert next_due(FIRSTS, noon(date(2026, 6, 1))) is None
    assert latest([], then, 62) is None


def test_what_was_due_stays_due_when_the_clock_is_put_back() -> None:
    half_past_one = for_moment(datetime(2026, 10, 25, 1, 30, tzinfo=LONDON))
    again_ten_past = datetime(2026, 10, 25, 1, 10, fold=1, tzinfo=LONDON)
    assert latest([half_past_one], again_ten_past, 1) == half_past_one
    assert next_due([half_past_one], again_ten_past) is None
    assert latest([half_past_one], again_ten_past.replace(fold=0), 1) is None


def test_a_late_run_says_what_the_paper_would_have_said_and_an_early_one_no_more_than_is_known() -> None:
    found = occasion(APRIL)
    assert as_at_day(found, date(2026, 5, 1)) == found.data_cut == date(2026, 4, 1)
    assert as_at_day(found, date(2026, 3, 20)) == date(2026, 3, 20)


def test_a_paper_is_compared_with_the_last_cut_before_its_own() -> None:
    march, april, may = (occasion(date(2026, month, 15)) for month in (3, 4, 5))
    assert previous_cut([march, april, may], may, may.data_cut) == april.data_cut
    assert previous_cut([march, april, may], march, march.data_cut) is None
    early = april.data_cut - timedelta(days=1)  # the paper of May, asked for before April's cut
    assert previous_cut([march, april, may], may, early) == march.data_cut
    assert previous_cut([march, april, may], may, april.data_cut) == march.data_cut


def test_a_later_meeting_whose_papers_go_out_early_is_none_to_compare_with() -> None:
    april, may = occasion(date(2026, 4, 15)), occasion(date(2026, 5, 15), papers_due=date(2026, 3, 20))
    assert previous_cut([april, may], april, april.data_cut) is None
