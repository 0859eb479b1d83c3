"""What people and machines are told, and with which exit code a run ends."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition, Meeting, MeetingStatus
from reporter.domain.occasions import Occasion
from reporter.domain.record import Entry, Event, Standing, Status
from reporter.errors import Problem
from reporter.telling.listing import editions_json, editions_table
from reporter.telling.runs import (
    complaints,
    failed_lines,
    job_line,
    outcome_lines,
    outlook,
    produced_line,
    report_json,
)
from reporter.work import Failed, Held, Job, Produced, Report, Request, Task, Unneeded

MEETING = Meeting(date(2015, 3, 25), date(2015, 3, 17), MeetingStatus.PLANNED, None)
DUE = date(2015, 3, 17)
OCCASION = Occasion(MEETING.dated, DUE, datetime(2015, 3, 17, tzinfo=UTC), DUE, DUE, MEETING)
EDITION = Edition("ourtown", MEETING.dated, "board-paper", 2)
OUTPUT = Path("output")
FILE = Path("output/ourtown/2015-03-25/board-paper-e2-OFFICIAL.pdf")
DRAFT = Path("output/ourtown/2015-03-25/board-paper-e2-draft-OFFICIAL.pdf")
JOB = Job(Task.MAKE, EDITION, Status.ISSUED, OCCASION, DUE, date(2015, 1, 13), "due", "OFFICIAL")
FIRST_JOB = replace(JOB, since=None)
COUNTS = {"actions": 44, "red": 7, "not rated": 2}
PRODUCED = Produced(JOB, {FILE: "f11e"}, 34, COUNTS, "d1e5")
PROBLEM = Problem('updates.csv, row 7, column "date"', '"31/02/2015" is not a date.', "Write it as day/month/year.")
FAILED = Failed("ourtown/2015-03-25/board-paper-e2", (PROBLEM, Problem("b", "Bad.", "Mend.")), 4)

IDENTITY = {
    "id": "ourtown/2015-03-25/board-paper-e2",
    "board": "ourtown",
    "paper": "board-paper",
    "meeting": "2015-03-25",
    "edition": 2,
    "file": str(FILE),
    "status": "issued",
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
        "output/ourtown/2015-03-25/board-paper-e2-OFFICIAL.pdf: edition 2, 34 pages, data as at 17 March 2015; "
        "actions 44, red 7, not rated 2"
    )


@pytest.mark.parametrize(
    ("endings", "said"),
    [
        (
            [".html", ".xlsx", ".pdf"],
            "board-paper-e2-OFFICIAL.pdf: edition 2, 34 pages, HTML twin and workbook beside it, data",
        ),
        ([".html", ".pdf"], "board-paper-e2-OFFICIAL.pdf: edition 2, 34 pages, HTML twin beside it, data"),
        ([".html"], "board-paper-e2-OFFICIAL.html: edition 2, 34 pages, data"),
        ([".html", ".xlsx"], "board-paper-e2-OFFICIAL.xlsx: edition 2, 34 pages, HTML twin beside it, data"),
    ],
)
def test_what_stands_beside_a_paper_is_told_and_of_one_made_again_only_what_was_missing(
    endings: list[str], said: str
) -> None:
    files = {FILE.with_suffix(ending): "f11e" for ending in endings}
    assert produced_line(replace(PRODUCED, files=files)).startswith(f"output/ourtown/2015-03-25/{said} ")


def test_one_page_is_told_in_the_singular() -> None:
    assert ", 1 page, " in produced_line(Produced(JOB, {FILE: "f11e"}, 1, COUNTS, "d1e5"))


def test_one_action_is_told_as_readably_as_many() -> None:
    assert produced_line(Produced(JOB, {FILE: "f11e"}, 1, {"actions": 1}, "d1e5")).endswith("; actions 1")


def test_a_draft_is_told_as_one() -> None:
    draft = replace(PRODUCED, job=replace(JOB, status=Status.DRAFT), files={DRAFT: "f11e"})
    assert produced_line(draft).startswith(f"{DRAFT}: draft of edition 2, 34 pages, ")


def test_a_paper_that_was_made_again_is_told_as_such() -> None:
    again = replace(PRODUCED, job=replace(JOB, task=Task.RESTORE))
    assert produced_line(again).startswith(f"{FILE}: edition 2, made again, 34 pages, ")


KEPT = Entry(replace(EDITION, number=1), Event.DRAFTED, datetime(2015, 3, 17, tzinfo=UTC), "a run", "root")


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (JOB, f"{FILE}: edition 2, data as at 17 March 2015, compared with 13 January 2015 (due)"),
        (FIRST_JOB, f"{FILE}: edition 2, data as at 17 March 2015 (due)"),
        (
            replace(FIRST_JOB, status=Status.DRAFT, task=Task.REFRESH, reason="the data changed"),
            f"{DRAFT}: draft of edition 2, data as at 17 March 2015 (the data changed), unless it would say the same "
            "as the last",
        ),
        (
            replace(FIRST_JOB, data_from=KEPT),
            f"{FILE}: edition 2, data as at 17 March 2015 as kept for ourtown/2015-03-25/board-paper-e1 (due)",
        ),
    ],
)
def test_a_job_tells_file_edition_days_and_reason(job: Job, said: str) -> None:
    assert job_line(job, OUTPUT) == said


def test_what_was_rightly_not_made_is_told_with_its_reason() -> None:
    unneeded = Unneeded(JOB, Event.UNCHANGED, "It would say the same as edition 1.")
    assert list(outcome_lines(Report(produced=[PRODUCED], unneeded=[unneeded]))) == [
        produced_line(PRODUCED),
        "ourtown/2015-03-25/board-paper-e2: not made. It would say the same as edition 1.",
    ]


@pytest.mark.parametrize(
    ("gate", "help_"),
    [
        (
            Gate.ROWS,
            "Mend the data and run again; or let it pass with: reporter release ourtown/2015-03-25/board-paper-e2 "
            "--by NAME --reason TEXT",
        ),
        (Gate.MISSING_VALUE, "Nothing can be released here: run again when the template is mended."),
    ],
)
def test_people_hear_of_failures_of_what_is_held_and_of_warnings(gate: Gate, help_: str) -> None:
    report = Report(failed=[FAILED], held=[Held(EDITION, gate, "Too\x1b few.")], warnings=["a: b\x1b."])
    assert list(complaints(report)) == [
        *failed_lines("Not produced", FAILED),
        "Held: ourtown/2015-03-25/board-paper-e2",
        f"  Too\\u001b few. {help_}",
        "Warning: a: b\\u001b.",
    ]


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
        ({"ourtown": OCCASION}, "ourtown: next papers on 17 March 2015, for 25 March 2015."),
        ({"ourtown": None}, ""),  # a warning tells of a calendar that has run out
        (
            {"ourtown": OCCASION, "village": None, "othertown": OCCASION},
            "ourtown: next papers on 17 March 2015, for 25 March 2015. othertown: next papers on 17 March 2015, for 25 "
            "March 2015.",
        ),
    ],
)
def test_where_nothing_is_due_the_outlook_says_what_comes_next(upcoming: dict[str, Occasion | None], said: str) -> None:
    assert outlook(Report(upcoming=upcoming)) == said


MADE = Standing(
    EDITION, Status.ISSUED, made=KEPT.at, pages=34, files={"ourtown/2015-03-25/board-paper-e2-OFFICIAL.pdf": "f11e"}
)


def test_editions_are_a_json_array_with_the_promised_fields() -> None:
    more = {"made": "2015-03-17T00:00:00+00:00", "pages": 34, "sha256": "f11e", "files": {str(FILE): "f11e"}}
    assert json.loads(editions_json([MADE], OUTPUT)) == [IDENTITY | more]
    assert json.loads(editions_json([], OUTPUT)) == []


def test_editions_are_a_table_with_status_day_and_file() -> None:
    superseded = replace(
        MADE,
        status=Status.SUPERSEDED,
        made=datetime(2015, 3, 9, tzinfo=UTC),
        files={"ourtown/2015-03-25/board-paper-e2-draft-OFFICIAL.pdf": "f11e"},
    )
    assert editions_table([superseded, MADE], OUTPUT, ZoneInfo("Europe/London")).splitlines() == [
        f"superseded   9 Mar 2015  {DRAFT}",
        f"issued      17 Mar 2015  {FILE}",
    ]
    assert editions_table([], OUTPUT, ZoneInfo("Europe/London")) == "There are no editions in output yet."


def test_a_run_is_a_json_object_with_what_was_due_made_held_and_failed() -> None:
    report = Report(
        jobs=[JOB, FIRST_JOB],
        produced=[PRODUCED],
        unneeded=[Unneeded(JOB, Event.SKIPPED, "Empty.")],
        held=[Held(EDITION, Gate.ROWS, "Few.")],
        failed=[FAILED],
        warnings=["Look."],
    )
    work = {"as_at": "2015-03-17", "since": "2015-01-13", "task": "make", "reason": "due"}
    assert json.loads(report_json(report, date(2015, 3, 18), OUTPUT, None)) == {
        "today": "2015-03-18",
        "due": [IDENTITY | work, IDENTITY | work | {"since": None}],
        "produced": [IDENTITY | work | {"pages": 34, "counts": COUNTS, "digest": "d1e5", "files": {str(FILE): "f11e"}}],
        "unneeded": [{"id": EDITION.id, "reason": "Empty."}],
        "held": [{"id": EDITION.id, "gate": "rows", "reason": "Few."}],
        "failed": [{"what": FAILED.what, "problems": PROBLEMS}],
        "warnings": ["Look."],
        "sent": [],
        "exit_code": 1,
    }


def test_a_draft_has_the_name_of_its_file_in_json_too() -> None:
    report = Report(jobs=[replace(JOB, status=Status.DRAFT)])
    (due,) = json.loads(report_json(report, date(2015, 3, 18), OUTPUT, None))["due"]
    assert (due["status"], due["file"]) == ("draft", str(DRAFT))


def test_a_run_with_nothing_to_do_is_valid_json_too() -> None:
    assert json.loads(report_json(Report(), date(2015, 3, 18), OUTPUT, None)) == {
        "today": "2015-03-18",
        "due": [],
        "produced": [],
        "unneeded": [],
        "held": [],
        "failed": [],
        "warnings": [],
        "sent": [],
        "exit_code": 0,
    }


def test_json_keeps_letters_readable_and_quotes_safe() -> None:
    failed = Failed("Plas Newydd, tŷ", (Problem('a "b"\n', "é", "\u2028"),), 1)
    told = report_json(Report(failed=[failed]), date(2015, 3, 18), OUTPUT, None)
    assert "tŷ" in told
    assert json.loads(told)["failed"][0]["problems"] == [{"where": 'a "b"\n', "found": "é", "advice": "\u2028"}]


@pytest.mark.parametrize(
    ("codes", "exit_code"),
    [([], 0), ([4], 4), ([4, 4], 4), ([1], 1), ([75], 75), ([4, 1], 1), ([4, 2], 1)],
)
def test_a_run_ends_with_its_failures_code_or_with_1_where_they_differ(codes: list[int], exit_code: int) -> None:
    failed = [Failed("a board", (PROBLEM,), code) for code in codes]
    assert Report(failed=failed, produced=[PRODUCED]).exit_code == exit_code


@pytest.mark.parametrize(("codes", "exit_code"), [([], 5), ([5], 5), ([4], 1), ([1], 1)])
def test_a_run_that_holds_a_paper_ends_in_5_unless_something_else_failed(codes: list[int], exit_code: int) -> None:
    failed = [Failed("a board", (PROBLEM,), code) for code in codes]
    assert Report(failed=failed, held=[Held(EDITION, Gate.ROWS, "Few.")]).exit_code == exit_code


@pytest.mark.parametrize(
    ("request_", "on_demand"),
    [
        (Request("root"), False),
        (Request("root", board="ourtown", paper="board-paper"), False),
        (Request("root", backfill=(date(2015, 1, 1), date(2015, 3, 1))), False),
        (Request("root", meeting=MEETING.dated), True),
        (Request("root", as_at=date(2015, 3, 1)), True),
        (Request("root", reason="the chair asked"), True),
    ],
)
def test_naming_a_meeting_a_day_or_a_reason_asks_on_demand(request_: Request, on_demand: bool) -> None:
    assert request_.on_demand == on_demand


def test_two_reports_share_nothing() -> None:
    one, other = Report(), Report()
    one.plan(JOB)
    one.plan(Held(EDITION, Gate.ROWS, "Few."))
    for outcome in (PRODUCED, FAILED, Unneeded(JOB, Event.SKIPPED, "Empty.")):
        one.add(outcome)
    one.upcoming["ourtown"] = OCCASION
    one.warnings.append("Look.")
    assert other == Report()
    assert (len(one.jobs), len(one.held), len(one.produced), len(one.failed), len(one.unneeded)) == (1, 1, 1, 1, 1)
