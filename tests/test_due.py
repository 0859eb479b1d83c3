"""What there is to do: real calendars and real output folders, and a day that is passed in."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from reporter.due import look
from reporter.errors import UsageError
from reporter.settings import Settings
from reporter.work import Report, Request

HEADING = "date,papers due,status,venue\n"
CALENDAR = """\
21/01/2015,13/01/2015,held,Town Hall
18/02/2015,10/02/2015,cancelled,Town Hall
25/03/2015,17/03/2015,planned,Town Hall
22/04/2015,14/04/2015,planned,Town Hall
"""
MARCH = "2015-03-25"
BOTH = ["inspection-response", "board-paper"]
NOTHING = Request()


def boards(folder: Path, calendars: Mapping[str, str], papers: Mapping[str, list[str]] | None = None) -> Settings:
    """Settings for boards that have a folder with a calendar each; all have both papers unless it is said."""
    sheet = {"title": "T", "author": "A", "lead_officer": "L", "contact": "C"}
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
            "papers": dict.fromkeys((papers or {}).get(board, BOTH), sheet),
        }
        for board in calendars
    }
    return Settings.model_validate({"boards": content}).under(folder)


@pytest.fixture
def one_board(tmp_path: Path) -> Settings:
    return boards(tmp_path, {"ourtown": CALENDAR})


def issue(settings: Settings, *ids: str) -> None:
    for edition in ids:
        file = settings.output / f"{edition}.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"%PDF")


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
        (date(2026, 1, 1), "2015-04-22", "None"),
    ],
)
def test_the_papers_of_the_latest_due_meeting_are_due(
    one_board: Settings, today: date, meeting: str | None, upcoming: str
) -> None:
    report = look(one_board, NOTHING, today)
    assert ids(report) == ([f"ourtown/{meeting}/{paper}-e1" for paper in BOTH] if meeting else [])
    after = report.upcoming["ourtown"]
    assert str(after.dated if after else None) == upcoming
    assert report.exit_code == 0


def test_a_late_run_reports_what_the_papers_would_have_said_on_their_day(one_board: Settings) -> None:
    on_time, late = (look(one_board, NOTHING, day) for day in (date(2015, 3, 17), date(2015, 4, 13)))
    assert days(on_time) == days(late) == 2 * [("2015-03-17", "2015-01-13")]
    assert on_time.jobs == late.jobs


def test_the_first_meeting_is_compared_with_nothing(one_board: Settings) -> None:
    assert days(look(one_board, NOTHING, date(2015, 1, 13))) == 2 * [("2015-01-13", "None")]


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        ([], [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]),
        ([f"ourtown/{MARCH}/board-paper-e1"], [f"ourtown/{MARCH}/inspection-response-e1"]),
        ([f"ourtown/{MARCH}/board-paper-e3"], [f"ourtown/{MARCH}/inspection-response-e1"]),
        ([f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH], []),
        ([f"othertown/{MARCH}/board-paper-e1"], [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]),
        ([f"ourtown/{MARCH}/board-paper-draft"], [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]),
    ],
)
def test_an_edition_that_exists_is_not_due_again(one_board: Settings, issued: list[str], due: list[str]) -> None:
    issue(one_board, *issued)
    assert ids(look(one_board, NOTHING, date(2015, 3, 18))) == due


def test_on_demand_the_next_edition_is_made_and_no_number_is_used_again(one_board: Settings) -> None:
    issue(one_board, f"ourtown/{MARCH}/board-paper-e1", f"ourtown/{MARCH}/board-paper-e4")
    asked = Request(meeting=date(2015, 3, 25))
    assert ids(look(one_board, asked, date(2015, 3, 18))) == [
        f"ourtown/{MARCH}/inspection-response-e1",
        f"ourtown/{MARCH}/board-paper-e5",
    ]


@pytest.mark.parametrize(
    ("request_", "today", "as_at", "since"),
    [
        (Request(meeting=date(2015, 3, 25)), date(2015, 3, 2), "2015-03-02", "2015-01-13"),  # a draft, before its day
        (Request(meeting=date(2015, 3, 25)), date(2015, 3, 30), "2015-03-17", "2015-01-13"),
        (Request(meeting=date(2015, 1, 21)), date(2015, 3, 30), "2015-01-13", "None"),  # a past paper, for an auditor
        (Request(as_at=date(2015, 3, 20)), date(2015, 3, 30), "2015-03-20", "2015-01-13"),  # a late update
        (Request(as_at=date(2015, 3, 30)), date(2015, 3, 30), "2015-03-30", "2015-01-13"),  # today is not to come
        (Request(meeting=date(2015, 4, 22)), date(2015, 4, 1), "2015-04-01", "2015-03-17"),
    ],
)
def test_on_demand_the_days_are_those_asked_for(
    one_board: Settings, request_: Request, today: date, as_at: str, since: str
) -> None:
    assert days(look(one_board, request_, today)) == 2 * [(as_at, since)]


@pytest.mark.parametrize(
    ("request_", "today"),
    [
        (Request(meeting=date(2015, 4, 22)), date(2015, 3, 16)),  # a draft made before the meeting in between
        (Request(meeting=date(2015, 4, 22), as_at=date(2015, 3, 17)), date(2015, 4, 14)),
    ],
)
def test_a_paper_is_compared_with_the_last_data_cut_before_it(
    one_board: Settings, request_: Request, today: date
) -> None:
    assert days(look(one_board, request_, today))[0][1] == "2015-01-13"


@pytest.mark.parametrize("as_at", [date(2015, 3, 16), date(2015, 3, 17)])
def test_a_paper_is_never_compared_with_its_own_day_or_a_later_one(one_board: Settings, as_at: date) -> None:
    for job in look(one_board, Request(meeting=date(2015, 4, 22), as_at=as_at), date(2015, 4, 14)).jobs:
        assert job.since is None or job.since < as_at


def test_one_paper_may_be_asked_for(one_board: Settings) -> None:
    asked = Request(paper="board-paper")
    assert ids(look(one_board, asked, date(2015, 3, 18))) == [f"ourtown/{MARCH}/board-paper-e1"]


def test_one_board_may_be_asked_for_and_the_other_is_not_even_read(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "broken": "no,date,at,all\n"})
    report = look(settings, Request(board="ourtown"), date(2015, 3, 18))
    assert ids(report) == [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]
    assert (report.failed, list(report.upcoming)) == ([], ["ourtown"])


def test_a_calendar_that_cannot_be_read_fails_its_board_and_no_other(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"broken": "31/02/2015,01/01/2015,planned,\n", "ourtown": CALENDAR})
    report = look(settings, NOTHING, date(2015, 3, 18))
    assert ids(report) == [f"ourtown/{MARCH}/{paper}-e1" for paper in BOTH]
    assert [(failure.what, failure.exit_code) for failure in report.failed] == [("broken", 4)]
    assert '"31/02/2015" is not a date.' in str(report.failed[0].problems[0])
    assert report.exit_code == 4
    assert list(report.upcoming) == ["ourtown"]


def test_a_meeting_of_one_board_makes_papers_for_that_board_only(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": "01/04/2015,24/03/2015,planned,\n"})
    report = look(settings, Request(meeting=date(2015, 4, 1)), date(2015, 4, 2))
    assert ids(report) == [f"othertown/2015-04-01/{paper}-e1" for paper in BOTH]


def test_a_meeting_that_one_board_cancelled_makes_papers_for_the_other_only(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": "18/02/2015,10/02/2015,held,\n"})
    report = look(settings, Request(meeting=date(2015, 2, 18)), date(2015, 3, 18))
    assert ids(report) == [f"othertown/2015-02-18/{paper}-e1" for paper in BOTH]


def test_each_board_gets_its_own_papers(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": CALENDAR}, {"othertown": ["board-paper"]})
    assert ids(look(settings, NOTHING, date(2015, 3, 18))) == [
        f"ourtown/{MARCH}/inspection-response-e1",
        f"ourtown/{MARCH}/board-paper-e1",
        f"othertown/{MARCH}/board-paper-e1",
    ]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (
            Request(board="ourtwn"),
            '--board: There is no board "ourtwn". The boards in the config are ourtown and othertown.',
        ),
        (
            Request(paper="bord-paper"),
            '--paper: There is no paper "bord-paper". The papers to choose from are board-paper and '
            "inspection-response.",
        ),
        (
            Request(as_at=date(2015, 3, 19)),
            "--as-at: 19 March 2015 is still to come. Name a day up to today.",
        ),
        (
            Request(meeting=date(2015, 2, 18)),
            "--meeting: The meeting of 18 February 2015 is cancelled. A cancelled meeting has no papers; name the "
            "meeting that takes its place.",
        ),
        (
            Request(meeting=date(2015, 3, 24)),  # the cancelled meeting of February is not offered
            "--meeting: There is no meeting on 24 March 2015. Meetings near that day: 21 January 2015, 25 March 2015 "
            "and 22 April 2015.",
        ),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(tmp_path: Path, request_: Request, said: str) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": CALENDAR})
    with pytest.raises(UsageError) as refused:
        look(settings, request_, date(2015, 3, 18))
    assert str(refused.value) == said


def test_a_meeting_asked_of_an_empty_calendar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="The meeting calendar is empty"):
        look(boards(tmp_path, {"ourtown": ""}), Request(meeting=date(2015, 3, 25)), date(2015, 3, 18))


def test_the_only_meeting_is_offered(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": "25/03/2015,17/03/2015,planned,\n"})
    with pytest.raises(UsageError, match=r"Meetings near that day: 25 March 2015\.$"):
        look(settings, Request(meeting=date(2015, 3, 24)), date(2015, 3, 18))


def test_a_paper_that_the_board_asked_for_does_not_get_is_refused(tmp_path: Path) -> None:
    settings = boards(tmp_path, {"ourtown": CALENDAR, "othertown": CALENDAR}, {"othertown": ["board-paper"]})
    with pytest.raises(UsageError) as refused:
        look(settings, Request(board="othertown", paper="inspection-response"), date(2015, 3, 18))
    assert str(refused.value) == (
        '--paper: There is no paper "inspection-response". The papers to choose from are board-paper.'
    )
