"""The days of the meetings as people see them, and what if one moves."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from unattended import SHEET, Folder, at

from reporter.domain.meetings import Edition
from reporter.domain.record import Event
from reporter.errors import UsageError
from reporter.telling.almanac import Page, as_json, as_text, calendar, moved

SPACED = "data_cut = 2\ndraft = 1\nsign_off = 1"
TODAY = at("2026-03-02")
ENOUGH = "16/09/2026,,planned"  # so that the calendar does not run out


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = Folder(tmp_path)
    found.board(calendar=SPACED)
    found.meetings("18/02/2026,,held", "15/04/2026,,planned", "06/05/2026,,cancelled", ENOUGH)
    return found


def pages(folder: Folder, *, past: bool = False) -> list[Page]:
    with folder.ledger(TODAY) as ledger:
        return calendar(folder.settings, ledger, None, TODAY, past=past)


def if_moved(folder: Folder, old: str, new: str) -> list[Page]:
    days = (date.fromisoformat(old), date.fromisoformat(new))
    with folder.ledger(TODAY) as ledger:
        return moved(folder.settings, ledger, None, days, TODAY)


def columns(line: str) -> list[str]:
    return re.split(r" {2,}", line.strip())


def test_the_days_that_hang_together_are_shown_in_a_row(folder: Folder) -> None:
    lines = as_text(pages(folder)).splitlines()
    assert lines[0] == "town"
    assert columns(lines[1]) == ["for", "paper", "data cut", "draft", "sign-off", "despatch", "editions"]
    assert columns(lines[2]) == [
        "Wed 15 Apr 2026",
        "board-paper",
        "Wed 1 Apr 2026",
        "Thu 2 Apr 2026",
        "Thu 2 Apr 2026",
        "Tue 7 Apr 2026",
        "none yet",
    ]
    assert columns(lines[3])[0] == "Wed 16 Sep 2026"


def test_a_meeting_that_does_not_take_place_is_said_and_has_no_row(folder: Folder) -> None:
    folder.meetings("15/04/2026,,cancelled", "22/04/2026,,moved", "29/04/2026,,planned", ENOUGH)
    (page,) = pages(folder)
    assert [line.occasion.dated.isoformat() for line in page.lines] == ["2026-04-29", "2026-09-16"]
    assert page.notes == (
        "The meeting of 15 April 2026 is cancelled: it has no papers.",
        "The meeting of 22 April 2026 is moved: it has no papers.",
    )


def test_what_is_over_is_shown_where_it_is_asked_for(folder: Folder) -> None:
    assert [line.occasion.dated.month for line in pages(folder)[0].lines] == [4, 9]
    assert [line.occasion.dated.month for line in pages(folder, past=True)[0].lines] == [2, 4, 9]


def test_the_editions_that_there_are_stand_beside_their_day(folder: Folder) -> None:
    april = Edition("town", date(2026, 4, 15), "board-paper", 1)
    folder.made(TODAY, april, event=Event.DRAFTED)
    folder.made(TODAY, april)
    folder.made(TODAY, Edition("town", date(2026, 4, 15), "board-paper", 2), event=Event.DRAFTED)
    assert pages(folder)[0].lines[0].editions == ("e1 issued", "e2 draft")
    assert columns(as_text(pages(folder)).splitlines()[2])[-1] == "e1 issued, e2 draft"


def test_a_calendar_without_meetings_to_come_says_so(folder: Folder) -> None:
    folder.meetings("18/02/2026,,held")
    text = as_text(pages(folder))
    assert "no meeting is to come" in text
    assert "town: the meeting calendar ends with 18 February 2026. Add the next meetings." in text


def test_papers_stand_in_order_of_their_days_and_a_schedule_shows_its_time_of_day(folder: Folder) -> None:
    more = f'\n[boards.town.papers.inspection-response]\n{SHEET}cron = "30 7 L * *"\n'
    with folder.config.open("a", encoding="utf-8") as file:
        file.write(more)
    rows = [columns(line)[:4] for line in as_text(pages(folder)).splitlines()[2:5]]
    assert rows[0] == ["Tue 31 Mar 2026", "inspection-response", "Mon 30 Mar 2026", "Tue 31 Mar 2026 07:30"]
    assert [row[1] for row in rows[1:]] == ["board-paper", "board-paper"]


def test_machines_are_told_the_same(folder: Folder) -> None:
    (board,) = json.loads(as_json(pages(folder)))
    assert (board["board"], board["notes"]) == ("town", ["The meeting of 6 May 2026 is cancelled: it has no papers."])
    assert board["papers"][0] == {
        "paper": "board-paper",
        "for": "2026-04-15",
        "meeting": True,
        "data_cut": "2026-04-01",
        "draft": "2026-04-02T00:00:00+01:00",
        "sign_off": "2026-04-02",
        "despatch": "2026-04-07",
        "editions": [],
    }


def test_if_a_meeting_moves_its_days_move_with_it(folder: Folder) -> None:
    (page,) = if_moved(folder, "2026-04-15", "2026-04-22")
    assert [(str(line.occasion.dated), str(line.occasion.despatch)) for line in page.lines] == [
        ("2026-04-15", "2026-04-07"),
        ("2026-04-22", "2026-04-14"),
    ]
    assert page.notes == (
        'Nothing was changed. To move it, give the old row the status "moved" and add a row for the new day.',
    )
    rows = [columns(line) for line in as_text([page]).splitlines()[2:4]]
    assert [(row[0], row[5]) for row in rows] == [
        ("Wed 15 Apr 2026", "Tue 7 Apr 2026"),
        ("Wed 22 Apr 2026", "Tue 14 Apr 2026"),
    ]
    (board,) = json.loads(as_json([page]))
    assert [paper["for"] for paper in board["papers"]] == ["2026-04-15", "2026-04-22"]


def test_a_day_of_despatch_set_by_hand_does_not_move_with_the_meeting(folder: Folder) -> None:
    folder.meetings("15/04/2026,01/04/2026,planned", ENOUGH)
    (page,) = if_moved(folder, "2026-04-15", "2026-04-22")
    assert [str(line.occasion.despatch) for line in page.lines] == ["2026-04-01", "2026-04-14"]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("2026-03-04", "board-paper: it should have gone out on 24 February 2026; 5 clear days are not left."),
        ("2026-03-10", "board-paper: its draft should have been made on 27 February 2026."),
        ("2026-04-18", "The new day is no working day."),
        ("2026-05-04", "The new day is no working day."),  # the early May holiday
    ],
)
def test_what_would_follow_from_the_new_day_is_said(folder: Folder, new: str, said: str) -> None:
    assert said in if_moved(folder, "2026-04-15", new)[0].notes


def test_papers_of_the_old_day_are_pointed_out(folder: Folder) -> None:
    folder.made(TODAY, Edition("town", date(2026, 4, 15), "board-paper", 1))
    assert if_moved(folder, "2026-04-15", "2026-04-22")[0].notes[0] == (
        "board-paper: e1 issued of the old day stay as they are; withdraw them, and the new day gets editions of its "
        "own."
    )


def test_only_boards_that_have_the_meeting_are_shown(folder: Folder) -> None:
    folder.board("hamlet", calendar=SPACED)
    folder.meetings("20/05/2026,,planned", ENOUGH, board="hamlet")
    assert [page.board for page in if_moved(folder, "2026-04-15", "2026-04-22")] == ["town"]
    assert [page.board for page in if_moved(folder, "2026-09-16", "2026-09-23")] == ["town", "hamlet"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-04-14", "2026-04-22", "There is no meeting on 14 April 2026. Meetings near that day: "),
        ("2026-05-06", "2026-05-13", "The meeting of 6 May 2026 is cancelled."),
        ("2026-04-15", "2026-09-16", "town meets on 16 September 2026 already."),
        ("2026-04-15", "2026-04-15", "town meets on 15 April 2026 already."),
    ],
)
def test_a_move_that_cannot_be_meant_is_refused(folder: Folder, old: str, new: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        if_moved(folder, old, new)
    assert said in str(refused.value)


def test_a_meeting_may_move_to_the_day_of_one_that_was_cancelled(folder: Folder) -> None:
    assert len(if_moved(folder, "2026-04-15", "2026-05-06")[0].lines) == 2


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() if path.is_file() else b"" for path in root.rglob("*")}


@pytest.mark.parametrize("options", [[], ["--past", "--json"], ["--move", "2026-04-15", "22/04/2026", "--json"]])
def test_looking_at_the_calendar_changes_nothing(folder: Folder, options: list[str]) -> None:
    folder.made(TODAY, Edition("town", date(2026, 4, 15), "board-paper", 1))
    before = contents(folder.root)
    command = [sys.executable, "-m", "reporter", "calendar", "--today", "2026-03-02", "-c", "config.toml", *options]
    done = subprocess.run(command, cwd=folder.root, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2026" in done.stdout
    assert contents(folder.root) == before
