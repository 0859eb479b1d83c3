"""The story: what is due is produced, one failure stops no other, and what exists is never touched."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from small_board import TABLES, WriteBoard

from reporter.archive.lock import only_run
from reporter.domain.paper import Content
from reporter.domain.plan import ImprovementPlan
from reporter.papers import COMPOSERS
from reporter.papers.commission import Commission
from reporter.pipeline import check, run
from reporter.settings import load_settings
from reporter.work import Report, Request

TODAY = date(2015, 3, 18)
PAPER = "town/2015-03-25/board-paper-e1.pdf"


def ran(config: Path, request: Request | None = None, today: date = TODAY) -> Report:
    return run(load_settings(config), request or Request(), today, lambda _step: None)


def made(report: Report) -> list[str]:
    return [produced.job.edition.id for produced in report.produced]


def test_what_is_due_is_made_once(write_board: WriteBoard) -> None:
    config = write_board()
    assert made(ran(config)) == ["town/2015-03-25/board-paper-e1"]
    assert ran(config).jobs == []
    assert made(ran(config, today=date(2015, 4, 14))) == ["town/2015-04-22/board-paper-e1"]


def test_before_the_first_papers_are_due_nothing_is(write_board: WriteBoard) -> None:
    assert ran(write_board(), today=date(2015, 2, 9)).jobs == []


def test_on_demand_the_next_edition_is_made_and_the_earlier_stays(write_board: WriteBoard) -> None:
    config = write_board()
    output = config.parent / "output"
    ran(config)
    first = (output / PAPER).read_bytes()
    (config.parent / "data/town/updates.csv").write_text(TABLES["updates"].replace("Half way", "Nearly there"))
    assert made(ran(config, Request(meeting=date(2015, 3, 25)))) == ["town/2015-03-25/board-paper-e2"]
    assert (output / PAPER).read_bytes() == first
    assert (output / PAPER.replace("e1", "e2")).read_bytes() != first


def test_a_late_run_makes_the_paper_that_was_due_to_the_byte(write_board: WriteBoard) -> None:
    config = write_board()
    ran(config, today=date(2015, 3, 17))
    paper = config.parent / "output" / PAPER
    on_time = paper.read_bytes()
    paper.unlink()
    ran(config, today=date(2015, 4, 2))
    assert paper.read_bytes() == on_time


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
    assert [path.name for path in (config.parent / "output").rglob("*") if path.is_file()] == [
        ".reporter.lock",
        "board-paper-e1.pdf",
    ]


def test_an_unforeseen_fault_of_one_board_is_reported_and_stops_no_other(
    write_board: WriteBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_board("odd")
    config = write_board("town")
    compose = COMPOSERS["board-paper"]

    def stumbling(commission: Commission, plan: ImprovementPlan) -> Content:
        if commission.edition.board == "odd":
            message = "nobody thought of this"
            raise KeyError(message)
        return compose(commission, plan)

    monkeypatch.setitem(COMPOSERS, "board-paper", stumbling)
    report = ran(config)
    assert made(report) == ["town/2015-03-25/board-paper-e1"]
    assert "KeyError: 'nobody thought of this'" in str(report.failed[0].problems[0])
    assert report.exit_code == 1


def test_a_paper_that_does_not_conform_is_not_written(write_board: WriteBoard) -> None:
    """Nothing is wrong with this template but that PDF/A forbids a smoothed picture."""
    config = write_board()
    Image.new("RGB", (9, 9), "navy").save(config.parent / "data/town/logo.png")
    parts = config.parent / "ours" / "parts"
    parts.mkdir(parents=True)
    smoothed = '<img src="/board/logo.png" alt="Logo" style="image-rendering: auto">'
    (parts / "making.html").write_text(f'<section id="making"><h2>Made</h2>{smoothed}</section>')
    config.write_text(config.read_text().replace('plan = "data/town"', 'plan = "data/town"\ntemplates = "ours"'))
    report = ran(config)
    assert (made(report), report.exit_code) == ([], 1)
    assert "The PDF does not conform to PDF/A-3a: PDFA3A-IMAGE-INTERPOLATE" in str(report.failed[0].problems[0])
    assert not list((config.parent / "output").rglob("*.pdf"))


def test_a_run_that_waited_for_another_does_not_make_the_same_paper_again(
    write_board: WriteBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write_board()

    @contextmanager
    def behind_another(output: Path) -> Iterator[None]:
        """Between looking and holding the lock, another run makes the paper."""
        monkeypatch.setattr("reporter.archive.lock.only_run", only_run)
        ran(config)
        with only_run(output):
            yield

    monkeypatch.setattr("reporter.archive.lock.only_run", behind_another)
    report = ran(config)
    assert (report.jobs, made(report), report.failed) == ([], [], [])
    assert [path.name for path in (config.parent / "output").rglob("*.pdf")] == ["board-paper-e1.pdf"]


def test_a_run_that_is_killed_leaves_no_process_no_lock_and_no_paper(write_board: WriteBoard) -> None:
    """Killed at many moments between start and end; whoever comes next finds the way free."""
    config = write_board()
    command = [sys.executable, "-m", "reporter", "run", "--config", str(config), "--today", "2015-03-18", "--quiet"]
    for moment in range(12):
        run_to_kill = subprocess.Popen(command, start_new_session=True)
        time.sleep(0.08 * moment)
        run_to_kill.kill()
        run_to_kill.wait(10)
        papers = [path.read_bytes() for path in (config.parent / "output").rglob("*.pdf")]
        assert all(paper.startswith(b"%PDF-") and paper.rstrip().endswith(b"%%EOF") for paper in papers)
        assert _gone(run_to_kill.pid)
    assert subprocess.run(command, check=False, timeout=60).returncode == 0
    output = config.parent / "output"
    assert sorted(path.name for path in output.rglob("*") if path.is_file()) == [".reporter.lock", "board-paper-e1.pdf"]


def _gone(session: int) -> bool:
    """Whether soon no process of the session is left."""
    for _ in range(100):
        if not any(_alive_in(session, stat) for stat in Path("/proc").glob("[0-9]*/stat")):
            return True
        time.sleep(0.05)
    return False


def _alive_in(session: int, stat: Path) -> bool:
    """See proc(5): behind the name in brackets stand state, parent, group and session."""
    try:
        state, _, _, own_session = stat.read_text().rpartition(")")[2].split()[:4]
    except OSError:
        return False  # it has just ended
    return own_session == str(session) and state not in "ZX"


def test_an_empty_plan_makes_a_paper_that_says_so(write_board: WriteBoard) -> None:
    tables = {name: f"{TABLES[name].splitlines()[0]}\n" for name in ("areas_for_improvement", "actions", "updates")}
    report = ran(write_board(tables=tables))
    assert report.failed == []
    assert report.produced[0].counts["actions"] == 0


def test_text_that_looks_like_markup_formula_or_path_stays_text(write_board: WriteBoard) -> None:
    nasty = "<script>x</script> {{ 7*7 }} =cmd|' /c calc'!A1 ../../etc/passwd <img src=file:///etc/passwd>"
    config = write_board(tables={"areas_for_improvement": f'ref,area,text\n1a,1,"{nasty}"\n'})
    report = ran(config)
    with pikepdf.open(report.produced[0].file) as pdf:
        assert sorted(pdf.attachments) == ["actions.csv", "ratings-by-area.csv"]
    text = subprocess.run(
        [sys.executable, "-c", READ, str(report.produced[0].file)], capture_output=True, text=True, check=True
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
    report = check(load_settings(config))
    told = [str(problem) for failed in report.failed for problem in failed.problems]
    assert len(told) == 2
    assert any('The heading "status" is missing' in line for line in told)
    assert any('There is no "9z"' in line for line in told)
    assert not (config.parent / "output").exists()


def test_a_check_finds_a_template_that_cannot_be(write_board: WriteBoard) -> None:
    config = write_board(more="\n")
    templates = config.parent / "ours" / "parts"
    templates.mkdir(parents=True)
    (templates / "making.html").write_text("<p>\n{{ paper.making.mistake }}")
    config.write_text(config.read_text().replace('plan = "data/town"', 'plan = "data/town"\ntemplates = "ours"'))
    (failed,) = check(load_settings(config)).failed
    assert str(failed.problems[0]).startswith("template making.html, line 2: ")


MEASURED = {
    "indicators": "ref,area,name,unit,polarity\nI01,1,Cases,count,lower is better\n",
    "measurements": "indicator,series,date,value\nI01,Town,28/02/2015,12\n",
}


def test_a_place_that_names_no_series_is_told(write_board: WriteBoard) -> None:
    assert check(load_settings(write_board("town", MEASURED))).failed == []
    config = write_board("city", {**MEASURED, "measurements": MEASURED["measurements"].replace("Town", "town")})
    (failed,) = check(load_settings(config)).failed
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
    }


def test_the_same_inputs_give_the_same_bytes_in_another_place_and_process(
    write_board: WriteBoard, tmp_path: Path
) -> None:
    config = write_board()
    first = ran(config).produced[0].file.read_bytes()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(config.parent / "data", elsewhere / "data")
    shutil.copy(config, elsewhere)
    command = [sys.executable, "-m", "reporter", "run", "--today", "2015-03-20", "--quiet"]
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=elsewhere, check=True, env=environment)
    assert (elsewhere / "output" / PAPER).read_bytes() == first
