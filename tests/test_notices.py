"""What is not wrong yet and will be: a calendar that runs out, papers for a meeting that does not take place."""

from datetime import date
from pathlib import Path

import pytest
from unattended import Folder, at, ids

from reporter.domain.meetings import Edition
from reporter.domain.record import Event

PAPER = Edition("town", date(2026, 4, 15), "board-paper", 1)
LATER = "16/09/2026,,planned"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = Folder(tmp_path)
    found.board()
    return found


@pytest.mark.parametrize(
    ("today", "rows", "warned"),
    [
        ("2026-03-04", ["15/04/2026,,planned"], True),  # 42 days before
        ("2026-03-03", ["15/04/2026,,planned"], False),
        ("2026-03-04", ["15/04/2026,,planned", LATER], False),
        ("2026-03-04", ["15/04/2026,,planned", "16/09/2026,,cancelled"], True),  # it takes none of its place
        ("2026-07-01", ["15/04/2026,,held"], True),
    ],
)
def test_a_calendar_that_runs_out_warns_six_weeks_ahead(
    folder: Folder, today: str, rows: list[str], warned: bool
) -> None:
    folder.meetings(*rows)
    said = ["town: the meeting calendar ends with 15 April 2026. Add the next meetings."]
    assert folder.look(at(today)).warnings == (said if warned else [])


def test_a_calendar_without_any_meeting_warns(folder: Folder) -> None:
    folder.meetings("15/04/2026,,cancelled")
    assert folder.look(at("2026-03-01")).warnings == ["town: the meeting calendar holds no meeting. Add the next ones."]


@pytest.mark.parametrize(
    ("row", "happened"),
    [
        ("15/04/2026,,cancelled", "is cancelled"),
        ("15/04/2026,,moved", "has moved"),
        ("08/04/2026,,planned", "is no longer in the calendar"),
    ],
)
def test_papers_whose_meeting_does_not_take_place_are_told_of_until_it_is_over(
    folder: Folder, row: str, happened: str
) -> None:
    folder.made(at("2026-04-07"), PAPER)
    folder.meetings(row, LATER)
    said = [
        f"town/2026-04-15/board-paper-e1 (issued) was made for 15 April 2026, but that meeting {happened}. Withdraw it "
        "with: reporter withdraw town/2026-04-15/board-paper-e1 --by NAME --reason TEXT"
    ]
    assert folder.look(at("2026-04-15", "23:59")).warnings == said
    assert folder.look(at("2026-04-16")).warnings == []


def test_a_draft_is_told_of_as_a_draft_and_what_was_withdrawn_no_more(folder: Folder) -> None:
    folder.made(at("2026-04-07"), PAPER, event=Event.DRAFTED)
    folder.meetings("15/04/2026,,cancelled", LATER)
    (said,) = folder.look(at("2026-04-08")).warnings
    assert said.startswith("town/2026-04-15/board-paper-e1 (draft) was made for 15 April 2026")
    folder.made(at("2026-04-08"), PAPER, event=Event.WITHDRAWN)
    assert folder.look(at("2026-04-08")).warnings == []


def test_papers_of_a_meeting_that_takes_place_and_of_another_board_are_no_matter(folder: Folder) -> None:
    folder.made(at("2026-04-07"), PAPER)
    folder.meetings("15/04/2026,,planned", LATER)
    folder.board("hamlet")
    folder.meetings("22/04/2026,,planned", LATER, board="hamlet")
    assert folder.look(at("2026-04-08")).warnings == []


def test_a_meeting_that_moved_gets_papers_on_its_new_day(folder: Folder) -> None:
    folder.meetings("15/04/2026,,planned", LATER)
    now = at("2026-04-08")
    assert folder.make_all(now) == ["town/2026-04-15/board-paper-e1"]
    folder.meetings("15/04/2026,,moved", "22/04/2026,,planned", LATER)
    assert ids(folder.look(at("2026-04-13"))) == []
    report = folder.look(at("2026-04-14"))
    assert ids(report) == ["town/2026-04-22/board-paper-e1"]
    assert "has moved" in report.warnings[0]


def test_a_cancelled_meeting_gets_no_papers(folder: Folder) -> None:
    folder.meetings("15/04/2026,,cancelled", LATER)
    assert ids(folder.look(at("2026-04-15"))) == []
