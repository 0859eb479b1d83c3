"""Meetings, and the editions of their papers: names, numbers, and which days have papers at all."""

from datetime import date

import pytest

from domain.conftest import meeting
from reporter.domain.meetings import Edition, MeetingStatus, next_number

MARCH = date(2015, 3, 25)


def edition(number: int, paper: str = "board-paper", board: str = "ourtown", dated: date = MARCH) -> Edition:
    return Edition(board, dated, paper, number)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (MeetingStatus.PLANNED, True),
        (MeetingStatus.HELD, True),
        (MeetingStatus.CANCELLED, False),
        (MeetingStatus.MOVED, False),
    ],
)
def test_papers_are_wanted_for_a_meeting_that_takes_place_on_its_day(status: MeetingStatus, wanted: bool) -> None:
    assert meeting(MARCH, status=status).takes_place == wanted


@pytest.mark.parametrize(
    ("existing", "number"),
    [
        ([], 1),
        ([1], 2),
        ([3, 1], 4),  # a gap is never filled: the auditor may hold edition 2
        ([10, 9], 11),
    ],
)
def test_the_next_edition_follows_the_highest_number_ever_used(existing: list[int], number: int) -> None:
    assert next_number(existing) == number


def test_the_id_of_an_edition_tells_board_meeting_paper_and_number() -> None:
    assert edition(12).id == "ourtown/2015-03-25/board-paper-e12"


def test_all_editions_of_a_paper_for_a_day_are_one_series_and_no_others_are() -> None:
    assert edition(1).series == edition(12).series == "ourtown/2015-03-25/board-paper"
    others = [
        edition(1, paper="inspection-response"),
        edition(1, board="othertown"),
        edition(1, dated=date(2015, 4, 1)),
    ]
    assert len({one.series for one in (edition(1), *others)}) == 4


def test_editions_stand_in_order_of_number_and_not_of_spelling() -> None:
    assert sorted([edition(10), edition(9)]) == [edition(9), edition(10)]
