"""What there is to do: real calendars and real ledgers, and a moment that is passed in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from reporter.agenda.due import look
from reporter.archive.ledger import open_ledger
from reporter.archive.placing import files_of
from reporter.domain.gates import Gate
from reporter.domain.naming import edition_of
from reporter.domain.record import Entry, Event, Status
from reporter.errors import UsageError
from reporter.settings import Settings
from reporter.work import Job, Report, Request, Task

HEADING = "date,papers due,status,venue\n"
CALENDAR = """\
21/01/2015,13/01/2015,held,Town Hall
18/02/2015,10/02/2015,cancelled,Town Hall
25/03/2015,17/03/2015,planned,Town Hall
22/04/2015,14/04/2015,planned,Town Hall
"""
MARCH = "2015-03-25"
WEDNESDAY = date(2015, 3, 18)
BOTH = ["inspection-response", "board-paper"]
NOTHING = Request("a test")
ON_THE_DAY = {"data_cut": 0, "draft": 0, "sign_off": 0}


def boards(
    folder: Path, calendars: Mapping[str, str], papers: Mapping[str, list[str]] | None = None, **more: Any
) -> Settings:
    """Settings for boards that have a folder with a calendar each; all have both papers unless it is said.

    `more` goes into the section of each paper; papers are due on the day of despatch.
    """
    sheet = {"title": "T", "author": "A", "lead_officer": "L", "contact": "C", **more}
    for board, calendar in calendars.items():
        (folder / board).mkdir()
        (folder / board / "meetings.csv").write_text(HEADING + calendar, encoding="utf-8")
    content = {
        board: {
            "name": board,
            "place": "Ourtown",
            "plan": board,
            "classification": "OFFICIAL",
            "inspection": {"name": "I", "first_day": date(2014, 3, 11), "last_day": date(2014, 4, 2)},
            "calendar": ON_THE_DAY,
            "papers": dict.fromkeys((papers or {}).get(board, BOTH), sheet),
        }
        for board in calendars
    }
    return Settings.model_validate({"boards": content}).under(folder)


@pytest.fixture
def one_board(tmp_path: Path) -> Settings:
    return boards(tmp_path, {"ourtown": CALENDAR})


@pytest.fixture
def one_paper(tmp_path: Path) -> Settings:
    return boards(tmp_path, {"ourtown": CALENDAR}, {"ourtown": ["board-paper"]})


def looked(settings: Settings, request: Request = NOTHING, today: date = WEDNESDAY, at: time = time(9)) -> Report:
    """What there is to do on a day at nine, with what the ledger holds."""
    now = datetime.combine(today, at, settings.zone)
    with open_ledger(settings.ledger, lambda: now) as ledger:
        return look(settings, request, now, ledger)


def record(settings: Settings, edition: str, event: Event = Event.ISSUED, **more: Any) -> None:
    """Make the ledger say so; what was made has its file."""
    made = edition_of(edition)
    assert made
    at = more.pop("at", datetime(2015, 3, 17, 12, tzinfo=UTC))
    detail = {"as_at": "2015-03-17"} | more.pop("detail", {})
    entry = Entry(made, event, at, "a run", "a test", detail=detail, **more)
    if event in {Event.ISSUED, Event.DRAFTED}:
        for file in files_of(settings.output, entry):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"%PDF")
    with open_ledger(settings.ledger, lambda: at) as ledger, ledger.only_writer("a test"):
        ledger.record(entry)


def sources(settings: Settings, today: date = WEDNESDAY) -> str:
    """The digest of what the board paper of March would be made from today."""
    asked = Request("a test", paper="board-paper", meeting=date(2015, 3, 25))
    return looked(settings, asked, today).jobs[0].sources


def ids(report: Report) -> list[str]:
    return [job.edition.id for job in report.jobs]


def days(report: Report) -> list[tuple[str, str]]:
    return [(str(job.as_at), str(job.since)) for job in report.jobs]


@pytest.mark.parametrize(
    ("today", "meeting", "upcoming"),
    [
        (date(2015, 1, 12), None, "2015-01-21"),
        (date(2015, 1, 13), "2015-01-21", "2015-03-25"),
        (date(2015, 2, 10), "2015-01-21", "2015-03-25"),  # February is cancelled
        (date(2015, 3, 16), "2015-01-21", "2015-03-25"),
        (date(2015, 3, 17), "2015-03-25", "2015-04-22"),
        (date(2015, 4, 14), "2015-04-22", "None"),
        (date(2015, 6, 15), "2015-04-22", "None"),  # the last day on which they are made up
        (date(2015, 6, 16), None, "None"),
    ],
)
def test_the_papers_of_the_latest_due_meeting_are_due(
    one_board: Settings, today: date, meeting: str | None, upcoming: str
) -> None:
    report = looked(one_board, NOTHING, today)
    assert ids(report) == ([f"ourtown/{meeting}/{paper}-e1" for paper in BOTH] if meeting else [])
    after = report.upcoming["ourtown"]
    assert str(after.dated if after else None) == upcoming
    assert report.exit_code == 0


def test_a_late_run_reports_what_the_papers_would_have_said_on_their_day(one_board: Settings) -> None:
    on_time, late = (looked(one_board, NOTHING, day) for day in (date(2015, 3, 17), date(2015, 4, 13)))
    assert days(on_time) == days(late) == 2 * [("2015-03-17", "2015-01-13")]
    assert on_time.jobs == late.jobs


def test_the_first_meeting_is_compared_with_nothing(one_board: Settings) -> None:
    assert days(looked(one_board, NOTHING, date(2015, 1, 13))) == 2 * [("2015-01-13", "None")]


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        ([], [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]),
        ([f"ourtown/{MARCH}/board-paper-e1"], [f"ourtown/{MARCH}/inspection-response-e1"]),
        ([f"ourtown/{MARCH}/board-paper-e3"], [f"ourtown/{MARCH}/inspection-response-e1"]),
        ([f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH], []),
        ([f"othertown/{MARCH}/board-paper-e1"], [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]),
    ],
)
def test_an_edition_that_exists_is_not_due_again(one_board: Settings, issued: list[str], due: list[str]) -> None:
    for edition in issued:
        record(one_board, edition)
    assert ids(looked(one_board)) == due


def test_the_ledger_decides_what_exists_and_not_the_folder(one_paper: Settings) -> None:
    file = one_paper.output / f"ourtown/{MARCH}/board-paper-e1.pdf"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF")
    assert ids(looked(one_paper)) == [f"ourtown/{MARCH}/board-paper-e1"]


def test_on_demand_the_next_edition_is_made_and_no_number_is_used_again(one_board: Settings) -> None:
    record(one_board, f"ourtown/{MARCH}/board-paper-e1")
    record(one_board, f"ourtown/{MARCH}/board-paper-e4")
    asked = Request("a test", meeting=date(2015, 3, 25))
    assert ids(looked(one_board, asked)) == [
        f"ourtown/{MARCH}/inspection-response-e1",
        f"ourtown/{MARCH}/board-paper-e5",
    ]


@pytest.mark.parametrize(
    ("request_", "today", "as_at", "since"),
    [
        (
            Request("a test", meeting=date(2015, 3, 25)),
            date(2015, 3, 2),
            "2015-03-02",
            "2015-01-13",
        ),  # a draft, before its day
        (Request("a test", meeting=date(2015, 3, 25)), date(2015, 3, 30), "2015-03-17", "2015-01-13"),
        (
            Request("a test", meeting=date(2015, 1, 21)),
            date(2015, 3, 30),
            "2015-01-13",
            "None",
        ),  # a past paper, for an auditor
        (Request("a test", as_at=date(2015, 3, 20)), date(2015, 3, 30), "2015-03-20", "2015-01-13"),  # a late update
        (
            Request("a test", as_at=date(2015, 3, 30)),
            date(2015, 3, 30),
            "2015-03-30",
            "2015-01-13",
        ),  # today is not to come
        (Request("a test", meeting=date(2015, 4, 22)), date(2015, 4, 1), "2015-04-01", "2015-03-17"),
    ],
)
def test_on_demand_the_days_are_those_asked_for(
    one_board: Settings, request_: Request, today: date, as_at: str, since: str
) -> None:
    assert days(looked(one_board, request_, today)) == 2 * [(as_at, since)]


@pytest.mark.parametrize(
    ("request_", "today"),
    [
        (Request("a test", meeting=date(2015, 4, 22)), date(2015, 3, 16)),  # a draft made before the meeting in between
        (Request("a test", meeting=date(2015, 4, 22), as_at=date(2015, 3, 17)), date(2015, 4, 14)),
    ],
)
def test_a_paper_is_compared_with_the_last_data_cut_before_it(
    one_board: Settings, request_: Request, today: date
) -> None:
    assert days(looked(one_board, request_, today))[0][1] == "2015-01-13"


@pytest.mark.parametrize("as_at", [date(2015, 3, 16), date(2015, 3, 17)])
def test_a_paper_is_never_compared_with_its_own_day_or_a_later_one(one_board: Settings, as_at: date) -> None:
    for job in looked(one_board, Request("a test", meeting=date(2015, 4, 22), as_at=as_at), date(2015, 4, 14)).jobs:
        assert job.since is None or job.since < as_at


def test_one_paper_may_be_asked_for(one_board: Settings) -> None:
    asked = Request("a test", paper="board-paper")
    assert ids(looked(one_board, asked)) == [f"ourtown/{MARCH}/board-paper-e1"]


def test_one_board_may_be_asked_for_and_the_other_is_not_even_read(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "broken": "no,date,at,all\n"})
    report = looked(settings, Request("a test", board="ourtown"))
    assert ids(report) == [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]
    assert (report.failed, list(report.upcoming)) == ([], ["ourtown"])


def test_a_calendar_that_cannot_be_read_fails_its_board_and_no_other(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"broken": "31/02/2015,01/01/2015,planned,\n", "ourtown": CALENDAR})
    report = looked(settings)
    assert ids(report) == [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]
    assert [(failure.what, failure.exit_code) for failure in report.failed] == [("broken", 4)]
    assert '"31/02/2015" is not a date.' in str(report.failed[0].problems[0])
    assert report.exit_code == 4
    assert list(report.upcoming) == ["ourtown"]


def test_a_meeting_of_one_board_makes_papers_for_that_board_only(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": "01/04/2015,24/03/2015,planned,\n"})
    report = looked(settings, Request("a test", meeting=date(2015, 4, 1)), date(2015, 4, 2))
    assert ids(report) == [f"othertown/2015-04-01/{paper}-e1" for paper in BOTH]


def test_a_meeting_that_one_board_cancelled_makes_papers_for_the_other_only(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": "18/02/2015,10/02/2015,held,\n"})
    report = looked(settings, Request("a test", meeting=date(2015, 2, 18)))
    assert ids(report) == [f"othertown/2015-02-18/{paper}-e1" for paper in BOTH]


def test_each_board_gets_its_own_papers(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": CALENDAR}, {"othertown": ["board-paper"]})
    assert ids(looked(settings)) == [
        f"ourtown/{MARCH}/inspection-response-e1",
        f"ourtown/{MARCH}/board-paper-e1",
        f"othertown/{MARCH}/board-paper-e1",
    ]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (
            Request("a test", board="ourtwn"),
            '--board: There is no board "ourtwn". The boards in the config are ourtown and othertown.',
        ),
        (
            Request("a test", paper="bord-paper"),
            '--paper: There is no paper "bord-paper". The papers to choose from are board-paper and '
            "inspection-response.",
        ),
        (
            Request("a test", as_at=date(2015, 3, 19)),
            "--as-at: 19 March 2015 is still to come. Name a day up to today.",
        ),
        (
            Request("a test", meeting=date(2015, 2, 18)),
            "--meeting: The meeting of 18 February 2015 is cancelled. A cancelled meeting has no papers; name the "
            "meeting that takes its place.",
        ),
        (
            Request("a test", meeting=date(2015, 3, 24)),  # the cancelled meeting of February is not offered
            "--meeting: There is no meeting on 24 March 2015. Meetings near that day: 21 January 2015, 25 March 2015 "
            "and 22 April 2015.",
        ),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(tmp_path: Path, request_: Request, said: str) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": CALENDAR})
    with pytest.raises(UsageError) as refused:
        looked(settings, request_)
    assert str(refused.value) == said


def test_a_meeting_asked_of_an_empty_calendar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="The meeting calendar is empty"):
        looked(boards(tmp_path, {"ourtown": ""}), Request("a test", meeting=date(2015, 3, 25)), date(2015, 3, 18))


def test_the_only_meeting_is_offered(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": "25/03/2015,17/03/2015,planned,\n"})
    with pytest.raises(UsageError, match=r"Meetings near that day: 25 March 2015\.$"):
        looked(settings, Request("a test", meeting=date(2015, 3, 24)))


def test_a_paper_that_the_board_asked_for_does_not_get_is_refused(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": CALENDAR}, {"othertown": ["board-paper"]})
    with pytest.raises(UsageError) as refused:
        looked(settings, Request("a test", board="othertown", paper="inspection-response"))
    assert str(refused.value) == (
        '--paper: There is no paper "inspection-response". The papers to choose from are board-paper.'
    )


# When papers are due


def test_papers_are_due_from_the_midnight_on_which_their_day_begins(one_paper: Settings) -> None:
    assert ids(looked(one_paper, NOTHING, date(2015, 4, 13), time(23, 59))) == [f"ourtown/{MARCH}/board-paper-e1"]
    assert ids(looked(one_paper, NOTHING, date(2015, 4, 14), time(0, 0))) == ["ourtown/2015-04-22/board-paper-e1"]


def test_without_days_of_its_own_a_paper_is_drafted_a_working_day_before_despatch(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": "25/03/2015,,planned,\n"}, {"ourtown": ["board-paper"]})
    usual = settings.boards["ourtown"].calendar.model_copy(update={"data_cut": 2, "draft": 1, "sign_off": 1})
    board = settings.boards["ourtown"].model_copy(update={"calendar": usual})
    settings = settings.model_copy(update={"boards": {"ourtown": board}})
    assert ids(looked(settings, NOTHING, date(2015, 3, 15))) == []
    (job,) = looked(settings, NOTHING, date(2015, 3, 16)).jobs
    assert (job.edition.id, job.as_at, job.status) == (f"ourtown/{MARCH}/board-paper-e1", date(2015, 3, 13), "draft")


@pytest.mark.parametrize(("issue", "status"), [("by-name", Status.DRAFT), ("automatic", Status.ISSUED)])
def test_a_paper_waits_as_a_draft_unless_the_config_issues_it(tmp_path: Path, issue: str, status: Status) -> None:
    assert {job.status for job in looked(boards(tmp_path, {"ourtown": CALENDAR}, issue=issue)).jobs} == {status}


@pytest.mark.parametrize(
    ("catch_up", "made_up"),
    [
        ("latest", ["2015-04-22"]),
        ("all", ["2015-01-21", "2015-03-25", "2015-04-22"]),
        ("none", []),
    ],
)
def test_missed_papers_are_made_up_as_the_config_says(tmp_path: Path, catch_up: str, made_up: list[str]) -> None:
    settings = boards(
        tmp_path, {"ourtown": CALENDAR}, {"ourtown": ["board-paper"]}, catch_up=catch_up, catch_up_days=365
    )
    assert ids(looked(settings, NOTHING, date(2015, 4, 15))) == [f"ourtown/{day}/board-paper-e1" for day in made_up]
    assert "ourtown/2015-04-22/board-paper-e1" in ids(looked(settings, NOTHING, date(2015, 4, 14)))


def test_a_backfill_makes_what_is_missing_of_the_meetings_in_between(one_paper: Settings) -> None:
    record(one_paper, f"ourtown/{MARCH}/board-paper-e1")
    asked = Request("a test", backfill=(date(2015, 1, 21), date(2015, 4, 22)))
    (january,) = looked(one_paper, asked, date(2015, 4, 1)).jobs  # April's papers are not due yet
    assert (january.edition.id, january.reason) == ("ourtown/2015-01-21/board-paper-e1", "backfill")
    assert (january.as_at, january.since) == (date(2015, 1, 13), None)
    with pytest.raises(UsageError, match="--to: It is before --from"):
        looked(one_paper, Request("a test", backfill=(date(2015, 4, 22), date(2015, 1, 21))))


# What is recorded decides


def only(report: Report) -> Job:
    (job,) = report.jobs
    return job


@pytest.mark.parametrize("event", [Event.DRAFTED, Event.ISSUED])
def test_a_paper_whose_file_is_gone_is_made_again_under_its_number(one_paper: Settings, event: Event) -> None:
    record(one_paper, f"ourtown/{MARCH}/board-paper-e2", event, sources="what it was made from")
    for file in one_paper.output.rglob("*.pdf"):
        file.unlink()
    job = only(looked(one_paper))
    assert (job.task, job.edition.id, job.reason) == (
        Task.RESTORE, f"ourtown/{MARCH}/board-paper-e2", "a file is missing"
    )  # fmt: skip
    assert job.status is (Status.DRAFT if event is Event.DRAFTED else Status.ISSUED)
    assert job.made
    assert job.made.event is event


def test_a_draft_whose_data_is_unchanged_stays(one_paper: Settings) -> None:
    record(one_paper, f"ourtown/{MARCH}/board-paper-e1", Event.DRAFTED, sources=sources(one_paper))
    assert looked(one_paper).jobs == []
    assert looked(one_paper, NOTHING, date(2015, 4, 13)).jobs == []


def test_a_draft_whose_data_has_changed_is_followed_by_the_next(one_paper: Settings) -> None:
    record(one_paper, f"ourtown/{MARCH}/board-paper-e1", Event.DRAFTED, sources=sources(one_paper))
    (one_paper.boards["ourtown"].plan / "actions.csv").write_text("ref\n")
    job = only(looked(one_paper))
    assert (job.task, job.edition.number, job.reason, job.sources) == (
        Task.REFRESH, 2, "the data changed", sources(one_paper)
    )  # fmt: skip
    assert job.made
    assert job.made.edition.number == 1
    record(one_paper, f"ourtown/{MARCH}/board-paper-e2", Event.UNCHANGED, sources=job.sources)
    assert looked(one_paper).jobs == []  # it would say the same, and that is known now


def test_a_draft_is_kept_up_to_date_even_where_missed_papers_are_not_made_up(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR}, {"ourtown": ["board-paper"]}, catch_up="none")
    record(settings, f"ourtown/{MARCH}/board-paper-e1", Event.DRAFTED, sources="older data")
    assert only(looked(settings)).task is Task.REFRESH


def test_the_draft_of_a_meeting_before_the_last_is_left_alone(one_paper: Settings) -> None:
    record(one_paper, f"ourtown/{MARCH}/board-paper-e1", Event.DRAFTED, sources="older data")
    assert ids(looked(one_paper, NOTHING, date(2015, 4, 14))) == ["ourtown/2015-04-22/board-paper-e1"]


@pytest.mark.parametrize("events", [[Event.ISSUED], [Event.DRAFTED, Event.ISSUED], [Event.DRAFTED, Event.WITHDRAWN],
                                    [Event.ISSUED, Event.WITHDRAWN]])  # fmt: skip
def test_what_was_issued_or_withdrawn_is_never_touched(one_paper: Settings, events: list[Event]) -> None:
    for event in events:
        record(one_paper, f"ourtown/{MARCH}/board-paper-e1", event, sources="older data")
    assert looked(one_paper).jobs == []


@pytest.mark.parametrize("event", [Event.FAILED, Event.ABANDONED])
def test_an_attempt_that_ended_badly_is_made_again(one_paper: Settings, event: Event) -> None:
    record(one_paper, f"ourtown/{MARCH}/board-paper-e1", event, sources=sources(one_paper))
    assert ids(looked(one_paper)) == [f"ourtown/{MARCH}/board-paper-e1"]


def test_an_empty_plan_that_was_skipped_is_looked_at_again_when_it_changes(one_paper: Settings) -> None:
    record(one_paper, f"ourtown/{MARCH}/board-paper-e1", Event.SKIPPED, sources=sources(one_paper))
    assert looked(one_paper).jobs == []
    (one_paper.boards["ourtown"].plan / "actions.csv").write_text("ref\n")
    assert ids(looked(one_paper)) == [f"ourtown/{MARCH}/board-paper-e1"]


def hold(settings: Settings, edition: str) -> None:
    record(
        settings, edition, Event.HELD, sources=sources(settings), reason="Too old.", detail={"gate": Gate.FRESHNESS}
    )  # fmt: skip


def test_a_paper_that_is_held_stays_held_until_somebody_releases_it(one_paper: Settings) -> None:
    first = f"ourtown/{MARCH}/board-paper-e1"
    hold(one_paper, first)
    report = looked(one_paper)
    assert (report.jobs, report.exit_code) == ([], 5)
    (held,) = report.held
    assert (held.edition.id, held.gate, held.reason) == (first, Gate.FRESHNESS, "Too old.")
    record(one_paper, first, Event.RELEASED, sources=sources(one_paper))
    assert (ids(looked(one_paper)), looked(one_paper).held) == ([first], [])


def test_a_paper_that_is_held_is_tried_again_when_its_data_changes(one_paper: Settings) -> None:
    hold(one_paper, f"ourtown/{MARCH}/board-paper-e1")
    (one_paper.boards["ourtown"].plan / "actions.csv").write_text("ref\n")
    report = looked(one_paper)
    assert (ids(report), report.held) == ([f"ourtown/{MARCH}/board-paper-e1"], [])


def test_the_next_draft_may_be_held_while_the_last_one_stands(one_paper: Settings) -> None:
    record(one_paper, f"ourtown/{MARCH}/board-paper-e1", Event.DRAFTED, sources="older data")
    hold(one_paper, f"ourtown/{MARCH}/board-paper-e2")
    report = looked(one_paper)
    assert (report.jobs, [held.edition.number for held in report.held]) == ([], [2])


def test_asked_for_by_name_a_paper_is_tried_whatever_holds_it(one_paper: Settings) -> None:
    hold(one_paper, f"ourtown/{MARCH}/board-paper-e1")
    asked = looked(one_paper, Request("a test", reason="the chair asked"))
    assert (only(asked).reason, asked.held) == ("the chair asked", [])


def test_as_at_a_past_day_the_plan_is_that_of_the_edition_made_on_it_or_next(one_paper: Settings) -> None:
    for day, edition in ((10, "2015-01-21/board-paper-e1"), (17, f"{MARCH}/board-paper-e1"),
                         (20, f"{MARCH}/board-paper-e2")):  # fmt: skip
        at = datetime(2015, 3, day, 12, tzinfo=UTC)
        record(one_paper, f"ourtown/{edition}", Event.DRAFTED, snapshot="5a", at=at)

    def taken_from(day: date) -> str | None:
        asked = Request("a test", meeting=date(2015, 3, 25), as_at=day)
        job = only(looked(one_paper, asked, date(2015, 3, 23)))
        assert (job.edition.number, job.as_at) == (3, day)
        return job.data_from.edition.id if job.data_from else None

    assert taken_from(date(2015, 3, 17)) == f"ourtown/{MARCH}/board-paper-e1"
    assert taken_from(date(2015, 3, 18)) == f"ourtown/{MARCH}/board-paper-e2"
    assert taken_from(date(2015, 3, 21)) is None  # nothing was kept since: it is made from the plan as it stands
    today = datetime(2015, 3, 23, 8, tzinfo=UTC)
    record(one_paper, "ourtown/2015-01-21/board-paper-e2", Event.DRAFTED, snapshot="5a", at=today)
    assert taken_from(date(2015, 3, 23)) is None  # today's plan is the one that stands


def test_a_plan_that_cannot_be_read_is_still_attempted_so_that_it_is_told(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR}, {"ourtown": ["board-paper"]})
    (tmp_path / "ourtown" / "actions.csv").symlink_to("gone.csv")
    assert only(looked(settings)).sources == ""


# What people are warned of


def test_a_calendar_that_runs_out_is_told_in_time(one_paper: Settings) -> None:
    said = "ourtown: the meeting calendar ends with 22 April 2015. Add the next meetings."
    assert looked(one_paper, NOTHING, date(2015, 3, 10)).warnings == []
    assert looked(one_paper, NOTHING, date(2015, 3, 11)).warnings == [said]


@pytest.mark.parametrize(
    ("change", "happened"),
    [
        (("25/03/2015,17/03/2015,planned", "25/03/2015,17/03/2015,cancelled"), "is cancelled"),
        (("25/03/2015,17/03/2015,planned", "25/03/2015,17/03/2015,moved"), "has moved"),
        (("25/03/2015,17/03/2015,planned", "01/04/2015,24/03/2015,planned"), "is no longer in the calendar"),
    ],
)
def test_papers_for_a_meeting_that_does_not_take_place_are_told_until_withdrawn(
    one_paper: Settings, change: tuple[str, str], happened: str
) -> None:
    made = f"ourtown/{MARCH}/board-paper-e1"
    record(one_paper, made)
    (one_paper.boards["ourtown"].plan / "meetings.csv").write_text(HEADING + CALENDAR.replace(*change))
    assert (
        f"{made} (issued) was made for 25 March 2015, but that meeting {happened}. Withdraw it with: reporter withdraw "
        f"{made} --by NAME --reason TEXT"
    ) in looked(one_paper).warnings
    record(one_paper, made, Event.WITHDRAWN)
    assert not [warning for warning in looked(one_paper).warnings if made in warning]
