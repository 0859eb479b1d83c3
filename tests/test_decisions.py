"""What a run decides to do about one paper, from what the ledger holds of it: every row of the table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from unattended import Folder, at, entry, ids

from reporter.archive.placing import files_of
from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition
from reporter.domain.record import Entry, Event, Status
from reporter.work import Job, Report, Request, Task

NOW = at("2015-03-18")
E1, E2 = (Edition("town", date(2015, 3, 25), "board-paper", number) for number in (1, 2))
TOUCHED = "otherwise"  # stands for sources that were not those of today
ON_DEMAND = Request("a test", meeting=E1.dated)
BACKFILL = Request("a test", backfill=(date(2015, 3, 1), date(2015, 3, 31)))
HELD = {"gate": Gate.ROWS.value}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = Folder(tmp_path)
    found.board()
    found.meetings("25/03/2015,17/03/2015,planned", "22/04/2015,14/04/2015,planned", "20/05/2015,12/05/2015,planned")
    return found


def sources(folder: Folder) -> str:
    """What the paper would be made from as things are."""
    return folder.look(NOW, ON_DEMAND).jobs[0].sources


def files(folder: Folder, *editions: Edition, draft: bool = True) -> None:
    for edition in editions:
        event = Event.DRAFTED if draft else Event.ISSUED
        for file in files_of(folder.settings.output, entry(edition, event, NOW)):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()


def decided(folder: Folder, *events: tuple[Edition, Event, str], request: Request | None = None) -> Report:
    """What `look` says where that was recorded: an edition, what became of it, and the sources, "" for today's."""
    now = sources(folder)
    detail = HELD | {"as_at": folder.look(NOW, ON_DEMAND).jobs[0].as_at.isoformat()}
    rows = [entry(edition, event, NOW, text or now, detail=detail) for edition, event, text in events]
    if rows:
        folder.record(NOW, *rows)
    return folder.look(NOW, request or Request("a test"))


def plain(job: Job) -> tuple[str, Task, Status, str]:
    return job.edition.id.rpartition("-")[2], job.task, job.status, job.reason


NOTHING: list[tuple[str, Task, Status, str]] = []
MAKE = [("e1", Task.MAKE, Status.DRAFT, "due")]
REFRESH = [("e2", Task.REFRESH, Status.DRAFT, "the data changed")]


@pytest.mark.parametrize(
    ("recorded", "jobs"),
    [
        ([], MAKE),
        ([(E1, Event.STARTED, "")], MAKE),  # a run that was killed
        ([(E1, Event.FAILED, "")], MAKE),  # at each run, until it works
        ([(E1, Event.ABANDONED, "")], MAKE),
        ([(E1, Event.SKIPPED, "")], NOTHING),
        ([(E1, Event.SKIPPED, TOUCHED)], MAKE),
        ([(E1, Event.HELD, TOUCHED)], MAKE),
        ([(E1, Event.HELD, ""), (E1, Event.RELEASED, "")], MAKE),
        ([(E1, Event.HELD, ""), (E1, Event.FAILED, "")], MAKE),
        ([(E1, Event.DRAFTED, "")], NOTHING),
        ([(E1, Event.DRAFTED, TOUCHED)], REFRESH),
        ([(E1, Event.DRAFTED, TOUCHED), (E2, Event.UNCHANGED, "")], NOTHING),
        ([(E1, Event.DRAFTED, ""), (E2, Event.UNCHANGED, TOUCHED)], REFRESH),
        ([(E1, Event.DRAFTED, TOUCHED), (E2, Event.FAILED, "")], REFRESH),
        ([(E1, Event.DRAFTED, TOUCHED), (E2, Event.SKIPPED, "")], NOTHING),  # the plan is empty now
        ([(E1, Event.DRAFTED, TOUCHED), (E2, Event.SKIPPED, TOUCHED)], REFRESH),
        ([(E1, Event.DRAFTED, TOUCHED), (E2, Event.HELD, ""), (E2, Event.RELEASED, "")], REFRESH),
        ([(E1, Event.DRAFTED, TOUCHED), (E2, Event.DRAFTED, "")], NOTHING),
        ([(E1, Event.DRAFTED, ""), (E1, Event.WITHDRAWN, "")], NOTHING),
        ([(E1, Event.DRAFTED, TOUCHED), (E1, Event.WITHDRAWN, "")], NOTHING),
    ],
)
def test_what_is_due_is_made_once_and_kept_up_to_date(
    folder: Folder, recorded: Sequence[tuple[Edition, Event, str]], jobs: list[tuple[str, Task, Status, str]]
) -> None:
    files(folder, E1, E2)
    report = decided(folder, *recorded)
    assert [plain(job) for job in report.jobs] == jobs
    assert report.held == []
    assert report.exit_code == 0


@pytest.mark.parametrize(
    "recorded",
    [
        [(E1, Event.ISSUED, TOUCHED)],
        [(E1, Event.DRAFTED, TOUCHED), (E1, Event.ISSUED, TOUCHED)],
        [(E1, Event.ISSUED, TOUCHED), (E1, Event.WITHDRAWN, TOUCHED)],
        [(E1, Event.ISSUED, TOUCHED), (E2, Event.DRAFTED, TOUCHED)],  # a draft that was asked for on demand
    ],
)
def test_what_has_gone_out_is_never_touched(folder: Folder, recorded: Sequence[tuple[Edition, Event, str]]) -> None:
    files(folder, E1, draft=False)
    files(folder, E2)
    assert decided(folder, *recorded).jobs == []


def test_what_is_held_stays_held_without_a_new_attempt_and_the_run_says_so(folder: Folder) -> None:
    report = decided(folder, (E1, Event.HELD, ""))
    assert report.jobs == []
    assert [(held.edition, held.gate) for held in report.held] == [(E1, Gate.ROWS)]
    assert report.exit_code == 5


def test_a_draft_whose_next_edition_is_held_stays_as_it_is(folder: Folder) -> None:
    files(folder, E1)
    report = decided(folder, (E1, Event.DRAFTED, TOUCHED), (E2, Event.HELD, ""))
    assert (report.jobs, [held.edition for held in report.held]) == ([], [E2])


def test_when_the_data_is_as_it_was_before_it_was_held_nothing_is(folder: Folder) -> None:
    files(folder, E1)
    report = decided(folder, (E1, Event.DRAFTED, ""), (E2, Event.HELD, TOUCHED))
    assert (report.jobs, report.held) == ([], [])


def test_a_release_for_other_data_releases_nothing(folder: Folder) -> None:
    report = decided(folder, (E1, Event.HELD, TOUCHED), (E1, Event.RELEASED, TOUCHED), (E1, Event.HELD, ""))
    assert (report.jobs, [held.edition for held in report.held]) == ([], [E1])


@pytest.mark.parametrize(("event", "status"), [(Event.DRAFTED, Status.DRAFT), (Event.ISSUED, Status.ISSUED)])
def test_a_file_that_is_missing_is_made_again_whatever_has_changed(
    folder: Folder, event: Event, status: Status
) -> None:
    report = decided(folder, (E1, event, TOUCHED))
    assert [plain(job) for job in report.jobs] == [("e1", Task.RESTORE, status, "a file is missing")]
    assert report.jobs[0].made is not None
    assert report.jobs[0].sources == TOUCHED


def test_a_withdrawn_edition_is_not_made_again(folder: Folder) -> None:
    assert decided(folder, (E1, Event.ISSUED, ""), (E1, Event.WITHDRAWN, "")).jobs == []


@pytest.mark.parametrize(
    ("recorded", "number"),
    [
        ([], "e1"),
        ([(E1, Event.HELD, "")], "e1"),
        ([(E1, Event.DRAFTED, "")], "e2"),
        ([(E1, Event.ISSUED, "")], "e2"),
        ([(E1, Event.ISSUED, ""), (E1, Event.WITHDRAWN, "")], "e2"),
        ([(E1, Event.DRAFTED, ""), (E2, Event.DRAFTED, ""), (E2, Event.WITHDRAWN, "")], "e3"),
    ],
)
def test_on_demand_the_next_edition_is_made_with_the_reason(
    folder: Folder, recorded: Sequence[tuple[Edition, Event, str]], number: str
) -> None:
    asked = replace(ON_DEMAND, reason="the chair asked")
    files(folder, E1)
    files(folder, E1, draft=False)
    found = [plain(job) for job in decided(folder, *recorded, request=asked).jobs]
    assert found == [(number, Task.MAKE, Status.DRAFT, "the chair asked")]


def test_on_demand_without_a_reason_says_that_it_was_asked_for(folder: Folder) -> None:
    assert plain(decided(folder, request=ON_DEMAND).jobs[0])[3] == "asked for on demand"


@pytest.mark.parametrize(
    ("recorded", "jobs"),
    [
        ([], [("e1", Task.MAKE, Status.DRAFT, "backfill")]),
        ([(E1, Event.DRAFTED, "")], NOTHING),
        ([(E1, Event.ISSUED, TOUCHED)], NOTHING),
        ([(E1, Event.SKIPPED, "")], NOTHING),
    ],
)
def test_the_past_is_filled_where_it_has_no_edition(
    folder: Folder,
    recorded: Sequence[tuple[Edition, Event, str]],
    jobs: list[tuple[str, Task, Status, str]],
) -> None:
    files(folder, E1)
    files(folder, E1, draft=False)
    assert [plain(job) for job in decided(folder, *recorded, request=BACKFILL).jobs] == jobs


def test_a_board_may_have_its_papers_issued_at_once(folder: Folder) -> None:
    folder.reconfigure('contact = "board@example.org"\n', 'contact = "board@example.org"\nissue = "automatic"\n')
    assert [plain(job) for job in folder.look(NOW).jobs] == [("e1", Task.MAKE, Status.ISSUED, "due")]


@pytest.mark.parametrize(
    "touch",
    [
        lambda folder: folder.update("02/03/2015", "More."),
        lambda folder: folder.table("voices", "area,date,source,text\n1,01/03/2015,A survey,Hello.\n"),
        lambda folder: folder.meetings("25/03/2015,16/03/2015,planned", "22/04/2015,14/04/2015,planned"),
        lambda folder: folder.reconfigure('name = "A Board"', 'name = "Another Board"'),
        lambda folder: folder.reconfigure('title = "A paper"', 'title = "Another paper"'),
        lambda folder: folder.reconfigure("[boards.town.gates]", "[boards.town.words]\nboard = 'Partnership'\n"),
        lambda folder: (folder.root / "templates" / "css").mkdir() or (folder.root / "templates/css/x.css").touch(),
    ],
    ids=["an update", "a new table", "another data cut", "the board's name", "the cover", "words", "a template"],
)
def test_whatever_shows_in_a_paper_makes_a_draft_outdated(folder: Folder, touch: Callable[[Folder], object]) -> None:
    folder.made(NOW, E1, sources(folder), event=Event.DRAFTED)
    assert ids(folder.look(NOW)) == []
    touch(folder)
    assert [plain(job) for job in folder.look(NOW).jobs] == REFRESH


def test_what_does_not_show_in_a_paper_makes_no_draft_outdated(folder: Folder) -> None:
    folder.made(NOW, E1, sources(folder), event=Event.DRAFTED)
    folder.meetings("25/03/2015,17/03/2015,planned", "29/04/2015,14/04/2015,planned")  # the meeting after it
    folder.reconfigure("[boards.town.gates]\n", "[boards.town.gates]\nrow_swing = 60\n")
    (folder.root / "data/town/notes.csv").write_text("a\n1\n")
    (folder.root / "data/town/plan.txt").write_text("x")
    assert ids(folder.look(NOW + timedelta(days=1))) == []


def test_where_the_data_cannot_be_read_the_attempt_is_made_and_will_tell(folder: Folder) -> None:
    folder.made(NOW, E1, sources(folder), event=Event.DRAFTED)
    file = folder.root / "data/town/actions.csv"
    file.unlink()
    file.symlink_to("nowhere")
    assert [plain(job) for job in folder.look(NOW).jobs] == REFRESH


def test_entries_of_other_papers_and_days_decide_nothing(folder: Folder) -> None:
    others = [
        replace(E1, board="hamlet"),
        replace(E1, paper="inspection-response"),
        replace(E1, dated=date(2015, 4, 22)),
    ]
    rows: list[Entry] = [entry(edition, Event.ISSUED, NOW, sources(folder)) for edition in others]
    folder.record(NOW, *rows)
    assert [plain(job) for job in folder.look(NOW).jobs] == MAKE
