"""What people and machines are told, and with which exit code a run ends."""

import json
from datetime import date
from pathlib import Path

import pytest

from reporter.domain.meetings import Edition, Meeting, MeetingStatus
from reporter.errors import Problem
from reporter.settings import Board, Inspection, Paper, Settings
from reporter.telling import (
    check_json,
    checked_line,
    editions_json,
    failed_lines,
    job_line,
    outlook,
    produced_line,
    report_json,
)
from reporter.work import Failed, Job, Produced, Report, Request

MEETING = Meeting(date(2015, 3, 25), date(2015, 3, 17), MeetingStatus.PLANNED, None)
EDITION = Edition("ourtown", MEETING.dated, "board-paper", 2)
FILE = Path("output/ourtown/2015-03-25/board-paper-e2.pdf")
JOB = Job(EDITION, MEETING, date(2015, 3, 17), date(2015, 1, 13))
FIRST_JOB = Job(EDITION, MEETING, date(2015, 3, 17), None)
COUNTS = {"actions": 44, "red": 7, "not rated": 2}
PRODUCED = Produced(JOB, FILE, 34, COUNTS, "d1e5")
PROBLEM = Problem('updates.csv, row 7, column "date"', '"31/02/2015" is not a date.', "Write it as day/month/year.")
FAILED = Failed("ourtown/2015-03-25/board-paper-e2", (PROBLEM, Problem("b", "Bad.", "Mend.")), 4)

IDENTITY = {
    "id": "ourtown/2015-03-25/board-paper-e2",
    "board": "ourtown",
    "paper": "board-paper",
    "meeting": "2015-03-25",
    "edition": 2,
    "file": str(FILE),
}
PROBLEMS = [
    {
        "where": 'updates.csv, row 7, column "date"',
        "found": '"31/02/2015" is not a date.',
        "advice": "Write it as day/month/year.",
    },
    {"where": "b", "found": "Bad.", "advice": "Mend."},
]


def test_a_produced_paper_is_told_on_one_line_with_its_numbers() -> None:
    assert produced_line(PRODUCED) == (
        "output/ourtown/2015-03-25/board-paper-e2.pdf: edition 2, 34 pages, data as at 17 March 2015; "
        "actions 44, red 7, not rated 2"
    )


def test_one_page_is_told_in_the_singular() -> None:
    assert ", 1 page, " in produced_line(Produced(JOB, FILE, 1, COUNTS, "d1e5"))


def test_one_action_is_told_as_readably_as_many() -> None:
    assert produced_line(Produced(JOB, FILE, 1, {"actions": 1}, "d1e5")).endswith("; actions 1")


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (JOB, f"{FILE}: edition 2, data as at 17 March 2015, compared with 13 January 2015"),
        (FIRST_JOB, f"{FILE}: edition 2, data as at 17 March 2015"),
    ],
)
def test_a_job_tells_file_edition_and_days(job: Job, said: str) -> None:
    assert job_line(job, FILE) == said


def test_a_failure_is_told_with_every_problem_on_a_line_of_its_own() -> None:
    assert list(failed_lines("Not produced", FAILED)) == [
        "Not produced: ourtown/2015-03-25/board-paper-e2",
        '  updates.csv, row 7, column "date": "31/02/2015" is not a date. Write it as day/month/year.',
        "  b: Bad. Mend.",
    ]


def test_a_problem_is_told_on_one_line_and_no_terminal_obeys_what_was_found() -> None:
    problem = Problem('a\nb.csv, row 2, column "text"', '"\x1b[31m\u202eé tŷ" is not known here.', "Correct it.")
    assert str(problem) == (
        'a\\u000ab.csv, row 2, column "text": "\\u001b[31m\\u202eé tŷ" is not known here. Correct it.'
    )


@pytest.mark.parametrize(
    ("upcoming", "said"),
    [
        ({}, ""),
        ({"ourtown": MEETING}, "ourtown: next papers on 17 March 2015, for the meeting of 25 March 2015."),
        ({"ourtown": None}, "ourtown: the meeting calendar has no later meeting."),
        (
            {"ourtown": MEETING, "othertown": None},
            "ourtown: next papers on 17 March 2015, for the meeting of 25 March 2015. othertown: the meeting calendar "
            "has no later meeting.",
        ),
    ],
)
def test_where_nothing_is_due_the_outlook_says_what_comes_next(upcoming: dict[str, Meeting | None], said: str) -> None:
    assert outlook(Report(upcoming=upcoming)) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["ourtown"], "No problems: config, calendar, data, templates and papers of ourtown."),
        (
            ["ourtown", "othertown"],
            "No problems: config, calendar, data, templates and papers of ourtown and othertown.",
        ),
    ],
)
def test_a_check_without_problems_names_what_was_checked(names: list[str], said: str) -> None:
    board = Board(
        name="Ourtown",
        place="Ourtown",
        plan=Path("plan"),
        classification="OFFICIAL",
        inspection=Inspection(name="I", first_day=date(2014, 3, 11), last_day=date(2014, 4, 2)),
        papers={"board-paper": Paper(title="T", author="A", lead_officer="L", contact="C")},
    )
    assert checked_line(Settings(boards=dict.fromkeys(names, board))) == said


def test_editions_are_a_json_array_with_the_promised_fields() -> None:
    assert json.loads(editions_json([(EDITION, FILE)])) == [IDENTITY]
    assert json.loads(editions_json([])) == []


def test_a_run_is_a_json_object_with_what_was_due_made_and_failed() -> None:
    report = Report(jobs=[JOB, FIRST_JOB], produced=[PRODUCED], failed=[FAILED])
    days = {"as_at": "2015-03-17", "since": "2015-01-13"}
    assert json.loads(report_json(report, date(2015, 3, 18), {EDITION: FILE})) == {
        "today": "2015-03-18",
        "due": [IDENTITY | days, IDENTITY | days | {"since": None}],
        "produced": [IDENTITY | days | {"pages": 34, "counts": COUNTS, "digest": "d1e5"}],
        "failed": [{"what": FAILED.what, "problems": PROBLEMS}],
        "exit_code": 4,
    }


def test_a_run_with_nothing_to_do_is_valid_json_too() -> None:
    assert json.loads(report_json(Report(), date(2015, 3, 18), {})) == {
        "today": "2015-03-18",
        "due": [],
        "produced": [],
        "failed": [],
        "exit_code": 0,
    }


def test_a_check_is_a_json_object_with_failures_and_exit_code() -> None:
    assert json.loads(check_json(Report())) == {"failed": [], "exit_code": 0}
    assert json.loads(check_json(Report(failed=[FAILED]))) == {
        "failed": [{"what": FAILED.what, "problems": PROBLEMS}],
        "exit_code": 4,
    }


def test_json_keeps_letters_readable_and_quotes_safe() -> None:
    told = check_json(Report(failed=[Failed("Plas Newydd, tŷ", (Problem('a "b"\n', "é", "\u2028"),), 1)]))
    assert "tŷ" in told
    assert json.loads(told)["failed"][0]["problems"] == [{"where": 'a "b"\n', "found": "é", "advice": "\u2028"}]


@pytest.mark.parametrize(
    ("codes", "exit_code"),
    [([], 0), ([4], 4), ([4, 4], 4), ([1], 1), ([75], 75), ([4, 1], 1), ([4, 2], 1)],
)
def test_a_run_ends_with_its_failures_code_or_with_1_where_they_differ(codes: list[int], exit_code: int) -> None:
    failed = [Failed("a board", (PROBLEM,), code) for code in codes]
    assert Report(failed=failed, produced=[PRODUCED]).exit_code == exit_code


@pytest.mark.parametrize(
    ("request_", "on_demand"),
    [
        (Request(), False),
        (Request(board="ourtown", paper="board-paper"), False),
        (Request(meeting=MEETING.dated), True),
        (Request(as_at=date(2015, 3, 1)), True),
    ],
)
def test_naming_a_meeting_or_a_day_asks_on_demand(request_: Request, on_demand: bool) -> None:
    assert request_.on_demand == on_demand


def test_two_reports_share_nothing() -> None:
    one, other = Report(), Report()
    one.jobs.append(JOB)
    one.failed.append(FAILED)
    one.upcoming["ourtown"] = MEETING
    assert (other.jobs, other.failed, other.upcoming, other.produced) == ([], [], {}, [])
