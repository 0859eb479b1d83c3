"""Meetings, and the editions of their papers: names, numbers, and which days have papers at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conftest import meeting
from reporter.domain.meetings import Edition, MeetingStatus, edition_of, next_number

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


PART = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
EDITIONS = st.builds(
    Edition, PART, st.dates(min_value=date(1900, 1, 1)), PART.filter(lambda p: not p[0].isdigit()), st.integers(1, 9999)
)


@given(EDITIONS)
def test_an_edition_is_found_again_by_its_id_and_by_the_names_of_its_files(made: Edition) -> None:
    for name in (made.id, f"{made.id}.pdf", f"{made.id}-draft.pdf"):
        assert edition_of(name) == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nottingham",
        "nottingham/2015-03-25/board-paper",
        "nottingham/2015-03-25/board-paper-e",
        "nottingham/2015-03-25/board-paper-e0",
        "nottingham/2015-03-25/board-paper-e01",
        "nottingham/2015-03-25/board-paper-e\u0661",
        "nottingham/2015-02-30/board-paper-e1",
        "nottingham/25-03-2015/board-paper-e1",
        "nottingham/2015-03-25/-e1",
        "/2015-03-25/board-paper-e1",
        "nottingham/2015-03-25/board-paper-e1.pdf.bak",
        "nottingham/2015-03-25/board-paper 1",
    ],
)
def test_what_is_no_edition_is_not_taken_for_one(text: str) -> None:
    assert edition_of(text) is None
