"""The days of a board: its calendar and its config, through to the day on which papers go out."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from unattended import Folder, at

from reporter.agenda.timetable import timetable
from reporter.domain.occasions import Occasion
from reporter.errors import ConfigError, DataError

SPACED = "data_cut = 2\ndraft = 1\nsign_off = 1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def occasions(
    folder: Folder, *rows: str, calendar: str = SPACED, paper: str = "", today: str = "2026-01-01"
) -> list[Occasion]:
    """What the board paper is made for, with those rows in the calendar."""
    folder.board(calendar=calendar, paper=paper)
    folder.meetings(*rows)
    return list(timetable(folder.settings.boards["town"], at(today)).occasions["board-paper"])


def despatch(folder: Folder, meeting: str, calendar: str = SPACED) -> str:
    (found,) = occasions(folder, f"{meeting},,planned", calendar=calendar)
    return found.despatch.isoformat()


@pytest.mark.parametrize(
    ("meeting", "out_by"),
    [
        ("15/04/2026", "2026-04-07"),  # the day after Easter Monday
        ("09/04/2026", "2026-03-30"),  # over Easter
        ("06/05/2026", "2026-04-27"),  # over the early May holiday
        ("07/01/2026", "2025-12-29"),  # over the New Year
        ("13/05/2020", "2020-05-04"),  # the early May holiday of 2020 was moved to Friday 8 May
        ("07/05/2020", "2020-04-29"),  # and Monday 4 May was a working day
        ("26/09/2022", "2022-09-15"),  # the Queen's funeral, Monday 19 September 2022
        ("06/03/2024", "2024-02-27"),  # over the leap day, which counts
    ],
)
def test_papers_go_out_so_that_five_clear_days_are_left(folder: Folder, meeting: str, out_by: str) -> None:
    assert despatch(folder, meeting) == out_by


@pytest.mark.parametrize(
    ("calendar", "meeting", "out_by"),
    [
        ("clear_days = 0", "15/04/2026", "2026-04-14"),
        ("clear_days = 3", "15/04/2026", "2026-04-09"),
        ('bank_holidays = "none"', "15/04/2026", "2026-04-07"),
        ('bank_holidays = "none"', "09/04/2026", "2026-04-01"),
        ('bank_holidays = "Scotland"', "09/04/2026", "2026-03-31"),  # Easter Monday counts there
        ('bank_holidays = "Scotland"', "08/01/2026", "2025-12-29"),  # 2 January does not
        ('bank_holidays = "England"', "08/01/2026", "2025-12-30"),
        ('days_off = ["Friday", "Saturday", "Sunday"]', "10/06/2026", "2026-06-01"),
        ("days_off = []", "10/06/2026", "2026-06-04"),
        ("added_holidays = [2026-06-05]", "10/06/2026", "2026-06-01"),  # announced at short notice
        ("dropped_holidays = [2026-04-06]", "15/04/2026", "2026-04-07"),
        ("dropped_holidays = [2026-04-06]", "09/04/2026", "2026-03-31"),
        ("added_holidays = [2026-06-05]\ndropped_holidays = [2026-06-05]", "10/06/2026", "2026-06-02"),
    ],
)
def test_which_days_count_is_the_boards_own(folder: Folder, calendar: str, meeting: str, out_by: str) -> None:
    assert despatch(folder, meeting, f"{SPACED}{calendar}") == out_by


def test_all_the_days_of_a_meeting_are_known(folder: Folder) -> None:
    (found,) = occasions(folder, "07/01/2026,,planned")
    assert found.dated == date(2026, 1, 7)
    assert (found.data_cut, found.draft.isoformat()) == (date(2025, 12, 23), "2025-12-24T00:00:00+00:00")
    assert (found.sign_off, found.despatch) == (date(2025, 12, 24), date(2025, 12, 29))


def test_a_day_of_despatch_set_by_hand_counts(folder: Folder) -> None:
    (found,) = occasions(folder, "15/04/2026,01/04/2026,planned")
    assert (found.despatch, found.draft.date(), found.data_cut) == (
        date(2026, 4, 1),
        date(2026, 3, 31),
        date(2026, 3, 30),
    )


def test_a_paper_may_be_drafted_earlier_than_the_others(folder: Folder) -> None:
    more = '\n[boards.town.papers.inspection-response]\ntitle = "T"\nauthor = "A"\nlead_officer = "L"\ncontact = "C"\n'
    folder.board(calendar=SPACED, paper="draft = 3\n", more=more)
    folder.meetings("10/06/2026,,planned")
    days = timetable(folder.settings.boards["town"], at("2026-01-01")).occasions
    drafts = {paper: found.draft.date() for paper, (found,) in days.items()}
    assert drafts == {"board-paper": date(2026, 5, 28), "inspection-response": date(2026, 6, 1)}
    assert {found.despatch for (found,) in days.values()} == {date(2026, 6, 2)}


def test_papers_are_made_only_for_meetings_that_take_place(folder: Folder) -> None:
    rows = ("20/05/2026,,planned", "15/04/2026,,cancelled", "18/03/2026,,moved", "25/03/2026,,held")
    assert [found.dated for found in occasions(folder, *rows)] == [date(2026, 3, 25), date(2026, 5, 20)]


def test_a_schedule_of_its_own_reaches_as_far_back_as_papers_are_made_up(folder: Folder) -> None:
    paper = 'cron = "0 7 1 * *"\ncatch_up_days = 62\n'
    found = occasions(folder, "15/04/2026,,planned", paper=paper, today="2026-06-15")
    assert [(one.dated.month, one.draft.hour) for one in found] == [(4, 7), (5, 7), (6, 7), (7, 7)]
    assert all(one.meeting is None for one in found)


@pytest.mark.parametrize("days", [9, 10, 11, 30])
def test_each_scheduled_day_that_is_made_up_has_the_one_before_it_to_be_compared_with(
    folder: Folder, days: int
) -> None:
    paper = f'cron = "0 7 1 * *"\ncatch_up_days = {days}\n'
    found = occasions(folder, paper=paper, today="2026-06-11")  # 10 days and two hours after the last
    oldest_made_up = date(2026, 6, 11) - timedelta(days=days)
    assert found[0].dated < oldest_made_up
    assert found == sorted(found, key=lambda one: one.dated)
    assert len({one.dated for one in found}) == len(found)


def test_over_the_night_that_lacks_an_hour_each_scheduled_day_comes_once(folder: Folder) -> None:
    paper = 'cron = "30 1 * * *"\ncatch_up_days = 1\n'
    found = occasions(folder, paper=paper, today="2026-03-30")
    assert [one.draft.isoformat() for one in found] == [
        "2026-03-28T01:30:00+00:00",
        "2026-03-29T02:00:00+01:00",
        "2026-03-30T01:30:00+01:00",
        "2026-03-31T01:30:00+01:00",
    ]


def test_a_schedule_keeps_the_boards_own_time(folder: Folder) -> None:
    folder.config.write_text('timezone = "America/New_York"\n', encoding="utf-8")
    folder.board(paper='cron = "0 7 1 * *"\n')
    settings = folder.settings
    now = at("2026-06-01", "12:00").astimezone(settings.zone)
    days = timetable(settings.boards["town"], now).occasions["board-paper"]
    assert [one.draft.isoformat() for one in days][-2:] == ["2026-06-01T07:00:00-04:00", "2026-07-01T07:00:00-04:00"]


@pytest.mark.parametrize(
    ("calendar", "paper", "said"),
    [
        ("", 'cron = "0 7 31 * *"', "write L for the last day of the month"),
        ("", 'cron = "*/5 * * * *"', "minute and hour are one number each"),
        ("", 'cron = "0 7 1 * *"\ndraft = 3', "cron does without it"),
        ("data_cut = 1\ndraft = 2", "", "none may be smaller than the next"),
        ("clear_days = -1", "", "greater than or equal to 0"),
        ('bank_holidays = "France"', "", "England"),
        ('days_off = ["Caturday"]', "", "Monday"),
        ('days_off = ["Monday","Tuesday","Wednesday","Thursday","Friday","Saturday","Sunday"]', "", "6 items"),
    ],
)
def test_a_calendar_that_cannot_be_meant_is_refused(folder: Folder, calendar: str, paper: str, said: str) -> None:
    folder.board(calendar=calendar, paper=paper)
    with pytest.raises(ConfigError) as refused:
        assert folder.settings
    assert said in str(refused.value)


def test_a_day_of_despatch_after_the_meeting_is_refused(folder: Folder) -> None:
    folder.board()
    folder.meetings("15/04/2026,16/04/2026,planned")
    with pytest.raises(DataError, match="16 April 2026 is after the meeting"):
        timetable(folder.settings.boards["town"], at("2026-01-01"))


EXCEPTIONS = 'kind = "exceptions"\n'


def test_the_exceptions_know_the_meeting_that_follows_and_that_takes_place(folder: Folder) -> None:
    found = occasions(
        folder, "15/04/2026,,planned", "06/05/2026,,cancelled", "20/05/2026,,planned", calendar=SPACED, paper=EXCEPTIONS
    )
    assert [o.next_meeting for o in found] == [date(2026, 5, 20), None]


def test_no_other_paper_depends_on_the_meeting_that_follows(folder: Folder) -> None:
    found = occasions(folder, "15/04/2026,,planned", "20/05/2026,,planned", calendar=SPACED)
    assert {o.next_meeting for o in found} == {None}


def test_a_schedule_of_its_own_knows_the_next_meeting_too(folder: Folder) -> None:
    found = occasions(folder, "20/05/2026,,planned", paper=f'{EXCEPTIONS}cron = "0 7 1 * *"', today="2026-05-02")
    assert {o.dated: o.next_meeting for o in found}[date(2026, 5, 1)] == date(2026, 5, 20)
    assert {o.dated: o.next_meeting for o in found}[date(2026, 6, 1)] is None
