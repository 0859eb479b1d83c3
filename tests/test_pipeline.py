"""The story: what is due is produced, one failure stops no other, and what exists is never touched."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time as clock
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from small_board import TABLES, WriteBoard

from reporter.archive.ledger import Ledger, open_ledger
from reporter.checking import Checked, check
from reporter.deciding import issue, release
from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition
from reporter.domain.paper import Content, PaperKind
from reporter.domain.plan import ImprovementPlan
from reporter.domain.record import Entry, Event
from reporter.papers import COMPOSERS
from reporter.papers.commission import Commission
from reporter.pipeline import run
from reporter.settings import load_settings
from reporter.work import Report, Request

TODAY = date(2015, 3, 18)
PAPER = "town/2015-03-25/board-paper-e1-OFFICIAL-SENSITIVE.pdf"
DRAFT = "town/2015-03-25/board-paper-e1-draft-OFFICIAL-SENSITIVE.pdf"
FIRST = Edition("town", date(2015, 3, 25), "board-paper", 1)
DUE = Request("a test")
ON_DEMAND = Request("a test", meeting=date(2015, 3, 25), reason="the chair asked")


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def ran(
    config: Path, request: Request = DUE, today: date = TODAY, tell: Callable[[str], None] = lambda _step: None
) -> Report:
    settings, now = load_settings(config), morning(today)
    with open_ledger(settings.ledger, lambda: now) as ledger:
        return run(settings, request, now.astimezone(settings.zone), ledger, tell)


def checked(config: Path) -> list[Checked]:
    settings, now = load_settings(config), morning(TODAY)
    with open_ledger(settings.ledger, lambda: now) as ledger:
        return check(settings, ledger, now.astimezone(settings.zone))


def recorded(config: Path) -> list[Entry]:
    """What the ledger holds of the paper of March, in order."""
    with open_ledger(load_settings(config).ledger, lambda: morning(TODAY)) as ledger:
        return list(ledger.series(FIRST).entries)


def events(config: Path) -> list[Event]:
    return [entry.event for entry in recorded(config)]


def own_template(config: Path, text: str) -> None:
    """Give the board its own way of saying how the paper was made."""
    parts = config.parent / "ours" / "parts"
    parts.mkdir(parents=True, exist_ok=True)
    (parts / "making.html").write_text(text)
    if "templates =" not in config.read_text():
        config.write_text(config.read_text().replace('plan = "data/town"', 'plan = "data/town"\ntemplates = "ours"'))


def drafts(config: Path) -> Path:
    """The same config, with papers that wait for somebody to issue them."""
    text = config.read_text()
    assert 'issue = "automatic"\n' in text
    config.write_text(text.replace('issue = "automatic"\n', ""))
    return config


def gated(config: Path, line: str, board: str = "town") -> Path:
    """The same config, with gates of its own."""
    with config.open("a") as file:
        file.write(f"\n[boards.{board}.gates]\n{line}\n")
    return config


def update(config: Path, *change: str) -> None:
    """Change what the plan says."""
    old, new = change
    assert old in TABLES["updates"]
    (config.parent / "data/town/updates.csv").write_text(TABLES["updates"].replace(old, new))


def papers(config: Path) -> list[str]:
    """The files below the output folder, whatever they are."""
    output = config.parent / "output"
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())


def bundle(pdf: str) -> list[str]:
    """All files of the edition that has this PDF."""
    return [pdf.replace(".pdf", ending) for ending in (".html", ".pdf", ".xlsx")]


def contents(config: Path) -> dict[str, bytes]:
    return {name: (config.parent / "output" / name).read_bytes() for name in papers(config)}


def made(report: Report) -> list[str]:
    return [produced.job.edition.id for produced in report.produced]


def test_what_is_due_is_made_once(write_board: WriteBoard) -> None:
    config = write_board()
    assert made(ran(config)) == ["town/2015-03-25/board-paper-e1"]
    assert ran(config).jobs == []
    assert made(ran(config, today=date(2015, 4, 14))) == ["town/2015-04-22/board-paper-e1"]


def test_before_the_first_papers_are_due_nothing_is(write_board: WriteBoard) -> None:
    assert ran(write_board(), today=date(2015, 2, 9)).jobs == []


def test_on_demand_the_next_edition_is_made_with_its_reason_and_the_earlier_stays(write_board: WriteBoard) -> None:
    config = write_board()
    output = config.parent / "output"
    ran(config)
    first = (output / PAPER).read_bytes()
    update(config, "Half way", "Nearly there")
    assert made(ran(config, ON_DEMAND)) == ["town/2015-03-25/board-paper-e2"]
    assert (output / PAPER).read_bytes() == first
    assert (output / PAPER.replace("e1", "e2")).read_bytes() != first
    assert [(entry.edition.number, entry.reason) for entry in recorded(config) if entry.event is Event.ISSUED] == [
        (1, "due"),
        (2, "the chair asked"),
    ]


TWIN, BOOK = PAPER.replace(".pdf", ".html"), PAPER.replace(".pdf", ".xlsx")


@pytest.mark.parametrize("lost", [[PAPER], [TWIN], [BOOK], [TWIN, BOOK], [TWIN, BOOK, PAPER]])
def test_what_was_deleted_of_a_paper_is_made_again_with_the_same_bytes(
    write_board: WriteBoard, lost: list[str]
) -> None:
    """From what was kept of it: plan, classification and the day are others since. What is there is not touched."""
    config = write_board()
    ran(config)
    output, whole = config.parent / "output", contents(config)
    stay = {name: (output / name).stat().st_mtime_ns for name in set(whole) - set(lost)}
    for name in lost:
        (output / name).unlink()
    update(config, "Half way", "Nearly there")
    config.write_text(config.read_text().replace('"OFFICIAL-SENSITIVE"', '"OFFICIAL"'))
    report = ran(config, today=date(2015, 4, 2))
    assert made(report) == ["town/2015-03-25/board-paper-e1"]
    assert [str(file.relative_to(output)) for file in report.produced[0].files] == lost
    assert contents(config) == whole
    assert {name: (output / name).stat().st_mtime_ns for name in stay} == stay
    assert {stat.S_IMODE((output / name).stat().st_mode) for name in whole} == {0o440}
    assert events(config) == [Event.STARTED, Event.ISSUED, Event.STARTED, Event.RESTORED]


def test_a_file_that_somebody_brings_back_while_it_is_made_again_stays(write_board: WriteBoard) -> None:
    config = write_board()
    ran(config)
    paper = config.parent / "output" / PAPER
    aside = paper.rename(paper.with_suffix(".aside"))

    def bring_back(step: str) -> None:
        if step.startswith("Printing"):
            aside.rename(paper)

    report = ran(config, tell=bring_back)
    assert (report.exit_code, list(report.produced[0].files)) == (0, [paper])
    assert events(config)[-1] is Event.RESTORED


def test_a_late_run_makes_the_paper_that_was_due_to_the_byte(write_board: WriteBoard) -> None:
    """In a ledger of its own: nothing but the plan tells the late run what the paper is."""
    config = write_board()
    ran(config, today=date(2015, 3, 17))
    on_time = contents(config)
    shutil.rmtree(config.parent / "output")
    shutil.rmtree(config.parent / "archive")
    ran(config, today=date(2015, 4, 2))
    assert contents(config) == on_time
    assert len(on_time) == 3
    assert events(config) == [Event.STARTED, Event.ISSUED]


@pytest.mark.parametrize("name", bundle(PAPER))
def test_a_file_that_the_ledger_does_not_know_is_never_overwritten(write_board: WriteBoard, name: str) -> None:
    config = write_board()
    paper = config.parent / "output" / name
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"somebody's own")
    report = ran(config)
    assert (made(report), report.exit_code) == ([], 1)
    assert "A file that the ledger does not know stands there." in str(report.failed[0].problems[0])
    assert paper.read_bytes() == b"somebody's own"
    assert papers(config) == [name]
    assert events(config) == [Event.STARTED, Event.FAILED]
    paper.unlink()
    assert made(ran(config)) == ["town/2015-03-25/board-paper-e1"]


# Drafts


def test_a_paper_waits_as_a_draft_that_nothing_but_a_change_of_its_data_replaces(write_board: WriteBoard) -> None:
    config = drafts(write_board())
    assert made(ran(config)) == ["town/2015-03-25/board-paper-e1"]
    assert papers(config) == bundle(DRAFT)
    assert ran(config).jobs == ran(config, today=date(2015, 4, 13)).jobs == []
    first = (config.parent / "output" / DRAFT).read_bytes()
    update(config, "Half way", "Nearly there")
    assert made(ran(config)) == ["town/2015-03-25/board-paper-e2"]
    assert ran(config).jobs == []
    assert papers(config) == [*bundle(DRAFT), *bundle(DRAFT.replace("e1", "e2"))]
    assert (config.parent / "output" / DRAFT).read_bytes() == first


def test_a_change_after_which_the_paper_would_say_the_same_makes_no_edition(write_board: WriteBoard) -> None:
    config = drafts(write_board())
    ran(config)
    update(config, "1-01,01/03/2015", "1-01,1 March 2015")  # the same day, written otherwise
    report = ran(config)
    assert [(unneeded.event, unneeded.reason) for unneeded in report.unneeded] == [
        (Event.UNCHANGED, "It would say the same as edition 1.")
    ]
    assert (made(report), report.exit_code, papers(config)) == ([], 0, bundle(DRAFT))
    assert ran(config).jobs == []  # it is not even looked at again


def test_a_change_of_what_is_printed_around_the_plan_makes_an_edition_too(write_board: WriteBoard) -> None:
    config = drafts(write_board())
    ran(config)
    config.write_text(config.read_text().replace('title = "A paper"', 'title = "A better title"'))
    assert made(ran(config)) == ["town/2015-03-25/board-paper-e2"]


def test_what_was_issued_is_never_touched_again(write_board: WriteBoard) -> None:
    config = drafts(write_board())
    ran(config)
    settings = load_settings(config)
    with open_ledger(settings.ledger, lambda: morning(TODAY)) as ledger:
        issue(settings, ledger, FIRST, "the Chair", lambda _step: None)
    before = {name: (config.parent / "output" / name).read_bytes() for name in (*bundle(DRAFT), *bundle(PAPER))}
    update(config, "Half way", "Nearly there")
    assert ran(config).jobs == []
    assert {name: (config.parent / "output" / name).read_bytes() for name in papers(config)} == before


# Gates


def test_a_paper_whose_data_is_too_old_is_held_until_somebody_releases_it(write_board: WriteBoard) -> None:
    config = gated(write_board(), "fresh_warn_days = 10\nfresh_stop_days = 15")
    for _ in range(2):
        report = ran(config)
        (held,) = report.held
        assert (held.gate, report.exit_code, made(report)) == (Gate.FRESHNESS, 5, [])
        assert held.reason == "The newest update is of 1 March 2015, 16 days before 17 March 2015."
    assert events(config) == [Event.STARTED, Event.HELD]
    assert not papers(config)
    with open_ledger(load_settings(config).ledger, lambda: morning(TODAY)) as ledger:
        release(ledger, FIRST, "the Chair", "nothing happened in February")
    report = ran(config)
    assert (made(report), report.held, report.exit_code) == (["town/2015-03-25/board-paper-e1"], [], 0)


def test_old_data_is_warned_of_before_it_stops_anything(write_board: WriteBoard) -> None:
    report = ran(gated(write_board(), "fresh_warn_days = 15\nfresh_stop_days = 16"))
    assert made(report) == ["town/2015-03-25/board-paper-e1"]
    assert any("The newest update is of 1 March 2015, 16 days before" in warning for warning in report.warnings)
    assert ran(gated(write_board("city"), "fresh_warn_days = 16", "city"), Request("a test", board="city")).produced


def test_a_body_that_cannot_be_cut_to_its_sides_is_made_and_warned_of(write_board: WriteBoard) -> None:
    config = write_board(more="sides = 2\n")
    said = 'Its part "annexes" begins on page 4 instead of 3, though nothing more can be left out before it.'
    (one,) = checked(config)
    assert [warning for warning in one.warnings if said in warning]
    report = ran(config)
    assert made(report) == ["town/2015-03-25/board-paper-e1"]
    assert [warning for warning in report.warnings if warning.startswith(f"town/2015-03-25/board-paper-e1: {said}")]


def test_a_table_that_shrinks_beyond_belief_holds_the_next_edition(write_board: WriteBoard) -> None:
    heading, row = TABLES["updates"].splitlines()
    config = drafts(write_board(tables={"updates": "\n".join([heading, *[row] * 12, ""])}))
    ran(config)
    update(config, "Half way", "Nearly there")
    (held,) = ran(config).held
    assert (held.gate, held.edition.number) == (Gate.ROWS, 2)
    assert held.reason == "The table updates has 1 row; for the last edition it had 12."


def test_a_template_that_prints_what_is_not_there_holds_its_paper(write_board: WriteBoard) -> None:
    config = write_board()
    own_template(config, "{{ paper.mistake }}")
    (held,) = ran(config).held
    assert held.gate is Gate.MISSING_VALUE
    assert held.reason.startswith("template making.html, line 1: A value is missing: ")
    own_template(config, '<section id="making"><h2>Made</h2></section>')
    assert made(ran(config)) == ["town/2015-03-25/board-paper-e1"]


# Failures


def test_one_boards_bad_data_stops_no_other_board(write_board: WriteBoard) -> None:
    write_board("bad", {"actions": TABLES["actions"].replace("31/12/2015", "31/02/2015")})
    write_board("worse", {"meetings": "date,papers due,status\nsoon,17/03/2015,held\n"})
    config = write_board("good")
    report = ran(config)
    assert made(report) == ["good/2015-03-25/board-paper-e1"]
    assert {failed.what for failed in report.failed} == {"bad", "worse"}
    assert report.exit_code == 4
    told = [str(problem) for failed in report.failed for problem in failed.problems]
    folder = config.parent / "data" / "bad"
    assert f'{folder}/actions.csv, row 2, column "due": "31/02/2015" is not a date. Write it as day/month/year, ' \
           "for example 28/02/2015." in told  # fmt: skip


def test_one_paper_that_cannot_be_made_stops_no_other_and_leaves_nothing(write_board: WriteBoard) -> None:
    config = write_board("odd", {"areas_for_improvement": "ref,area,text\n1a,1,漢\n"})
    config = write_board("town")
    report = ran(config)
    assert made(report) == ["town/2015-03-25/board-paper-e1"]
    assert [failed.what for failed in report.failed] == ["odd/2015-03-25/board-paper-e1"]
    assert 'No font of this board has the character "漢" (U+6F22).' in str(report.failed[0].problems[0])
    assert report.exit_code == 1
    assert papers(config) == bundle(PAPER)


def test_a_paper_under_a_name_of_its_own_is_made_by_its_kind(write_board: WriteBoard) -> None:
    config = write_board("town")
    text = config.read_text("utf-8")
    name = "[boards.town.papers.board-paper]"
    config.write_text(text.replace(name, '[boards.town.papers.progress]\nkind = "board-paper"'), "utf-8")
    assert made(ran(config)) == ["town/2015-03-25/progress-e1"]


def test_an_unforeseen_fault_of_one_board_is_reported_and_stops_no_other(
    write_board: WriteBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_board("odd")
    config = write_board("town")
    compose = COMPOSERS[PaperKind.BOARD_PAPER]

    def stumbling(commission: Commission, plan: ImprovementPlan) -> Content:
        if commission.edition.board == "odd":
            message = "nobody thought of this"
            raise KeyError(message)
        return compose(commission, plan)

    monkeypatch.setitem(COMPOSERS, PaperKind.BOARD_PAPER, stumbling)
    report = ran(config)
    assert made(report) == ["town/2015-03-25/board-paper-e1"]
    assert "KeyError: 'nobody thought of this'" in str(report.failed[0].problems[0])
    assert report.exit_code == 1
    with open_ledger(load_settings(config).ledger, lambda: morning(TODAY)) as ledger:
        last = ledger.series(replace(FIRST, board="odd")).last
    assert last
    assert (last.event, "nobody thought of this" in last.reason) == (Event.FAILED, True)


def test_a_paper_that_does_not_conform_is_not_written(write_board: WriteBoard) -> None:
    """Nothing is wrong with this template but that PDF/A forbids a smoothed picture."""
    config = write_board()
    Image.new("RGB", (9, 9), "navy").save(config.parent / "data/town/logo.png")
    smoothed = '<img src="/board/logo.png" alt="Logo" style="image-rendering: auto">'
    own_template(config, f'<section id="making"><h2>Made</h2>{smoothed}</section>')
    report = ran(config)
    assert (made(report), report.exit_code) == ([], 1)
    assert "The PDF does not conform to PDF/A-3a: PDFA3A-IMAGE-INTERPOLATE" in str(report.failed[0].problems[0])
    assert not list((config.parent / "output").rglob("*.pdf"))


def test_a_run_that_waited_for_another_does_not_make_the_same_paper_again(
    write_board: WriteBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write_board()

    only_writer = Ledger.only_writer

    @contextmanager
    def behind_another(ledger: Ledger, who: str) -> Iterator[None]:
        """Between looking and holding the ledger, another run makes the paper."""
        monkeypatch.setattr(Ledger, "only_writer", only_writer)
        ran(config)
        with only_writer(ledger, who):
            yield

    monkeypatch.setattr(Ledger, "only_writer", behind_another)
    report = ran(config)
    assert (report.jobs, made(report), report.failed) == ([], [], [])
    assert papers(config) == bundle(PAPER)
    assert events(config) == [Event.STARTED, Event.ISSUED]


def test_a_run_that_is_killed_leaves_no_process_no_lock_and_no_paper(write_board: WriteBoard) -> None:
    """Killed at many moments between start and end; whoever comes next finds the way free."""
    config = write_board()
    command = [sys.executable, "-m", "reporter", "run", "--config", str(config), "--today", "2015-03-18", "--quiet"]
    for moment in range(12):
        run_to_kill = subprocess.Popen(command, start_new_session=True)
        clock.sleep(0.08 * moment)
        run_to_kill.kill()
        run_to_kill.wait(10)
        there = [path.read_bytes() for path in (config.parent / "output").rglob("*.pdf")]
        assert all(paper.startswith(b"%PDF-") and paper.rstrip().endswith(b"%%EOF") for paper in there)
        assert _gone(run_to_kill.pid)
    assert subprocess.run(command, check=False, timeout=60).returncode == 0
    assert papers(config) == bundle(PAPER)
    assert events(config).count(Event.ISSUED) == 1
    with open_ledger(load_settings(config).ledger, lambda: morning(TODAY)) as ledger:
        assert ledger.dangling() == []


def _gone(session: int) -> bool:
    """Whether soon no process of the session is left."""
    for _ in range(100):
        if not any(_alive_in(session, stat) for stat in Path("/proc").glob("[0-9]*/stat")):
            return True
        clock.sleep(0.05)
    return False


def _alive_in(session: int, stat: Path) -> bool:
    """See proc(5): behind the name in brackets stand state, parent, group and session."""
    try:
        state, _, _, own_session = stat.read_text().rpartition(")")[2].split()[:4]
    except OSError:
        return False  # it has just ended
    return own_session == str(session) and state not in "ZX"


EMPTY = {name: f"{TABLES[name].splitlines()[0]}\n" for name in ("areas_for_improvement", "actions", "updates")}


def test_an_empty_plan_is_taken_for_a_mistake(write_board: WriteBoard) -> None:
    config = write_board(tables=EMPTY)
    report = ran(config)
    assert (made(report), report.exit_code) == ([], 4)
    assert str(report.failed[0].problems[0]).endswith(
        'The plan holds no action. Fill in the plan; or set empty_plan to "nil-return" or "skip" in the board\'s '
        "section gates."
    )
    assert not papers(config)


def test_an_empty_plan_makes_a_paper_that_says_so_where_the_board_wants_one(write_board: WriteBoard) -> None:
    report = ran(gated(write_board(tables=EMPTY), 'empty_plan = "nil-return"'))
    assert report.failed == []
    assert report.produced[0].counts["actions"] == 0


def test_an_empty_plan_is_skipped_where_the_board_says_so_until_it_is_filled(write_board: WriteBoard) -> None:
    config = gated(write_board(tables=EMPTY), 'empty_plan = "skip"')
    report = ran(config)
    assert [(unneeded.event, unneeded.reason) for unneeded in report.unneeded] == [
        (Event.SKIPPED, "The plan holds no action.")
    ]
    assert (report.exit_code, papers(config), ran(config).jobs) == (0, [], [])
    for name in EMPTY:
        (config.parent / f"data/town/{name}.csv").write_text(TABLES[name])
    assert made(ran(config)) == ["town/2015-03-25/board-paper-e1"]


def test_text_that_looks_like_markup_formula_or_path_stays_text(write_board: WriteBoard) -> None:
    nasty = "<script>x</script> {{ 7*7 }} =cmd|' /c calc'!A1 ../../etc/passwd <img src=file:///etc/passwd>"
    config = write_board(tables={"areas_for_improvement": f'ref,area,text\n1a,1,"{nasty}"\n'})
    report = ran(config)
    with pikepdf.open(list(report.produced[0].files)[-1]) as pdf:
        assert sorted(pdf.attachments) == ["actions.csv", "indicators.csv", "ratings-by-area.csv"]
    text = subprocess.run(
        [sys.executable, "-c", READ, str(list(report.produced[0].files)[-1])],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "".join(nasty.split()) in "".join(text.stdout.split())  # lines break where they must


READ = """
import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1])
for page in pdf:
    text = page.get_textpage(); print(text.get_text_bounded()); text.close(); page.close()
pdf.close()
"""


def test_a_check_tells_everything_and_writes_nothing(write_board: WriteBoard) -> None:
    config = write_board("bad", {"actions": TABLES["actions"].replace("1a", "9z"), "meetings": "date,papers due\n"})
    write_board("good")
    told = [str(problem) for board in checked(config) for failed in board.failed for problem in failed.problems]
    assert len(told) == 2
    assert any('The heading "status" is missing' in line for line in told)
    assert any('There is no "9z"' in line for line in told)
    assert sorted(path.name for path in config.parent.iterdir()) == ["config.toml", "data"]


def test_a_check_finds_a_template_that_cannot_be(write_board: WriteBoard) -> None:
    config = write_board()
    own_template(config, "<p>\n{{ paper.making.mistake }}")
    (failed,) = checked(config)[0].failed
    assert str(failed.problems[0]).startswith("template making.html, line 2: ")


MEASURED = {
    "indicators": "ref,area,name,unit,polarity\nI01,1,Cases,count,lower is better\n",
    "measurements": "indicator,series,date,value\nI01,Town,28/02/2015,12\n",
}


def test_a_place_that_names_no_series_is_told(write_board: WriteBoard) -> None:
    assert checked(write_board("town", MEASURED))[0].failed == []
    config = write_board("city", {**MEASURED, "measurements": MEASURED["measurements"].replace("Town", "town")})
    (failed,) = checked(config)[-1].failed
    assert str(failed.problems[0]).endswith(
        'measurements: There is no series "Town", the place of this board in the config. The series are town: make '
        "the key place one of them."
    )


def test_a_run_with_nothing_due_loads_nothing_heavy(write_board: WriteBoard) -> None:
    config = write_board()
    script = (
        "import json, sys; sys.argv = ['reporter', 'run', '--config', sys.argv[1], '--today', '2015-01-01']\n"
        "from reporter.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(config)], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "typer" in loaded
    assert not loaded & {
        "pandas",
        "numpy",
        "matplotlib",
        "weasyprint",
        "jinja2",
        "page",
        "markdown_it",
        "rich",
        "filelock",
        "alembic",
        "psycopg",
        "requests",
        "prometheus_client",
        "pythonjsonlogger",
    }
    assert not (config.parent / "archive").exists()


def test_the_same_inputs_give_the_same_bytes_in_another_place_and_process(
    write_board: WriteBoard, tmp_path: Path
) -> None:
    config = write_board()
    ran(config)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(config.parent / "data", elsewhere / "data")
    shutil.copy(config, elsewhere)
    command = [sys.executable, "-m", "reporter", "run", "--today", "2015-03-20", "--quiet"]
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=elsewhere, check=True, env=environment)
    assert contents(elsewhere / "config.toml") == contents(config)
    assert papers(config) == bundle(PAPER)
