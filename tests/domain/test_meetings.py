"""Which meeting's papers are due, as at which day, in which edition."""

from datetime import date

import pytest

from domain.conftest import days, meeting
from reporter.domain.meetings import (
    Edition,
    MeetingStatus,
    data_cut,
    editions_due,
    latest_due,
    next_due,
    next_edition,
    previous_cut,
)

JANUARY = meeting(date(2015, 1, 21), date(2015, 1, 13), MeetingStatus.HELD)
FEBRUARY = meeting(date(2015, 2, 18), date(2015, 2, 10), MeetingStatus.CANCELLED)
MARCH = meeting(date(2015, 3, 25), date(2015, 3, 17))
APRIL = meeting(date(2015, 4, 22), date(2015, 4, 14))
CALENDAR = (APRIL, JANUARY, MARCH, FEBRUARY)  # in no order: the functions must not rely on one


@pytest.mark.parametrize(
    ("today", "due", "following"),
    [
        (date(2015, 1, 12), None, JANUARY),
        (date(2015, 1, 13), JANUARY, MARCH),
        (date(2015, 2, 10), JANUARY, MARCH),  # a cancelled meeting has no papers
        (date(2015, 3, 16), JANUARY, MARCH),
        (date(2015, 3, 17), MARCH, APRIL),
        (date(2015, 3, 26), MARCH, APRIL),
        (date(2015, 4, 14), APRIL, None),
        (date(2026, 1, 1), APRIL, None),
    ],
)
def test_papers_are_due_from_their_day_until_the_next_meetings_are(today: date, due: object, following: object) -> None:
    assert latest_due(CALENDAR, today) == due
    assert next_due(CALENDAR, today) == following


def test_an_empty_or_wholly_cancelled_calendar_has_nothing_due() -> None:
    for calendar in ((), (FEBRUARY,)):
        assert latest_due(calendar, date(2015, 6, 1)) is None
        assert next_due(calendar, date(2015, 1, 1)) is None
        assert previous_cut(calendar, APRIL, APRIL.papers_due) is None


def test_a_paper_is_compared_with_those_of_the_last_meeting_that_took_place() -> None:
    assert previous_cut(CALENDAR, APRIL, APRIL.papers_due) == MARCH.papers_due
    assert previous_cut(CALENDAR, MARCH, MARCH.papers_due) == JANUARY.papers_due
    assert previous_cut(CALENDAR, JANUARY, JANUARY.papers_due) is None


@pytest.mark.parametrize(
    ("as_at", "cut"),
    [
        (MARCH.papers_due + days(1), MARCH.papers_due),
        (MARCH.papers_due, JANUARY.papers_due),  # nothing is compared with its own day
        (MARCH.papers_due - days(1), JANUARY.papers_due),
        (JANUARY.papers_due, None),
    ],
)
def test_a_draft_is_compared_with_the_last_cut_before_its_own_day(as_at: date, cut: date | None) -> None:
    assert previous_cut(CALENDAR, APRIL, as_at) == cut


def test_papers_made_late_are_not_compared_with_those_of_a_later_meeting() -> None:
    assert previous_cut(CALENDAR, MARCH, APRIL.papers_due + days(9)) == JANUARY.papers_due


def test_of_two_meetings_whose_papers_crossed_the_latest_papers_count() -> None:
    crossed = (meeting(date(2015, 1, 21), date(2015, 1, 20)), meeting(date(2015, 1, 22), date(2015, 1, 13)), MARCH)
    assert previous_cut(crossed, MARCH, MARCH.papers_due) == date(2015, 1, 20)


def test_an_early_paper_is_cut_today_and_a_late_one_on_the_day_it_was_due() -> None:
    due = MARCH.papers_due
    assert data_cut(MARCH, due - days(3)) == due - days(3)
    assert data_cut(MARCH, due) == due
    assert data_cut(MARCH, due + days(300)) == due


def edition(number: int, paper: str = "board-paper", board: str = "ourtown", dated: date = MARCH.dated) -> Edition:
    return Edition(board, dated, paper, number)


@pytest.mark.parametrize(
    ("existing", "number"),
    [
        ([], 1),
        ([edition(1)], 2),
        ([edition(3), edition(1)], 4),  # a gap is never filled: the auditor may hold edition 2
        ([edition(10), edition(9)], 11),
        ([edition(5, paper="inspection-response")], 1),
        ([edition(5, board="othertown")], 1),
        ([edition(5, dated=APRIL.dated)], 1),
    ],
)
def test_the_next_edition_follows_the_highest_number_ever_used(existing: list[Edition], number: int) -> None:
    assert next_edition(existing, "ourtown", MARCH, "board-paper") == edition(number)


@pytest.mark.parametrize(
    ("existing", "papers"),
    [
        ([], ["inspection-response", "board-paper"]),
        ([edition(1)], ["inspection-response"]),
        ([edition(2)], ["inspection-response"]),
        ([edition(1), edition(1, "inspection-response")], []),
        ([edition(1, dated=JANUARY.dated)], ["inspection-response", "board-paper"]),
    ],
)
def test_only_the_papers_that_do_not_exist_in_any_edition_are_due(existing: list[Edition], papers: list[str]) -> None:
    due = editions_due(existing, "ourtown", ("inspection-response", "board-paper"), MARCH)
    assert [(e.paper, e.number) for e in due] == [(paper, 1) for paper in papers]


def test_the_id_of_an_edition_tells_board_meeting_paper_and_number() -> None:
    assert edition(12).id == "ourtown/2015-03-25/board-paper-e12"


def test_editions_stand_in_order_of_number_and_not_of_spelling() -> None:
    assert sorted([edition(10), edition(9)]) == [edition(9), edition(10)]
