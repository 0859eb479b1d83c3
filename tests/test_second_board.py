"""The second sample board: what a council may change is not ours any more, from the words to the typeface."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from reporter.domain.plan import ImprovementPlan, Judgement
from reporter.settings import Board, load_settings
from reporter.sources.plan import Sources, load_plan

EXAMPLE = Path(__file__).parent.parent / "examples" / "aldermere"
WORKBOOK = "data/improvement-plan.xlsx"
TODAY = "2026-11-23"
AS_AT = date(2026, 3, 20)
PAPERS = ["board-paper", "inspection-response"]
STAMPED = "docProps/core.xml"  # when the workbook was written
# Neither is our word for the body: a partner's name, and the paper's name in files and editions.
NOT_OURS = re.compile(r"Integrated\s+Care\s+Board|board-paper")


def reporter(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reporter", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, and its papers for the meeting of 9 April 2026."""
    folder = tmp_path_factory.mktemp("second") / "aldermere"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("output", "archive"))
    made = reporter(folder, "run", "--today", TODAY)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def board() -> Board:
    return load_settings(EXAMPLE / "config.toml").boards["aldermere"]


@pytest.fixture(scope="module")
def plan(board: Board) -> ImprovementPlan:
    return load_plan(Sources.of(board), AS_AT, None).plan


def made(folder: Path, paper: str) -> Path:
    return folder / f"output/aldermere/2026-04-09/{paper}-e1-draft-OFFICIAL-SENSITIVE.pdf"


def pages(paper: Path) -> list[str]:
    with closing(pypdfium2.PdfDocument(paper)) as pdf:
        return [_text(pdf, number) for number in range(len(pdf))]


def _text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    with closing(pdf[number]) as leaf, closing(leaf.get_textpage()) as text:
        return " ".join(str(text.get_text_bounded()).split())


def test_its_data_config_and_templates_have_no_error(folder: Path) -> None:
    checked = reporter(folder, "check")
    assert checked.returncode == 0, checked.stderr
    assert "No problems: config, calendar, data, templates and papers of aldermere." in checked.stdout


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("paper", PAPERS)
def test_its_papers_conform(folder: Path, paper: str, profile: str) -> None:
    report = page.validate_pdf_bytes(made(folder, paper).read_bytes(), profile=profile)
    assert (report.is_compliant, report.failures) == (True, [])


@pytest.mark.parametrize("paper", PAPERS)
def test_its_papers_say_partnership_and_never_board(folder: Path, paper: str) -> None:
    with pikepdf.open(made(folder, paper)) as pdf:
        described = [str(value) for value in pdf.docinfo.values()]
    said = NOT_OURS.sub("", " ".join([*pages(made(folder, paper)), *described]))
    assert "Partnership" in said
    assert re.findall(r"(?i).{0,30}\b(?:boards?|ofsted|nottingham|lscb)\b", said) == []


def test_its_own_words_stand_where_ours_would(folder: Path) -> None:
    board_paper, response = (" ".join(pages(made(folder, paper))) for paper in PAPERS)
    assert "The Partnership is asked to" in board_paper
    assert response.count("What are the joint inspectors looking for?") == 5
    assert "Inspected 10 to 28 February 2025." in response


@pytest.mark.parametrize(
    "said",
    [
        "The joint inspectors judged the help that families get early to be good.",
        "The joint inspectors judged the protection of children from harm at home to require improvement.",
        "The joint inspectors judged the response to children who go missing or are exploited to be inadequate.",
        "The joint inspectors judged the way in which services listen to children to be outstanding.",
    ],
)
@pytest.mark.parametrize("paper", PAPERS)
def test_each_of_the_four_grades_has_its_sentence(folder: Path, paper: str, said: str) -> None:
    assert said in " ".join(pages(made(folder, paper)))


@pytest.mark.parametrize("paper", PAPERS)
def test_each_page_carries_its_own_classification(folder: Path, paper: str) -> None:
    assert [n for n, text in enumerate(pages(made(folder, paper)), 1) if "OFFICIAL-SENSITIVE" not in text] == []


def test_the_page_that_concludes_is_one_page_in_its_own_face(folder: Path) -> None:
    texts = pages(made(folder, "board-paper"))
    assert "The plan as a whole is amber" in texts[0]
    assert "note the progress of the other actions." in texts[0]
    assert "escalated by rule" in texts[0]
    assert "About this paper" in texts[1]
    assert "Contents" in texts[1]


def test_abbreviations_that_nobody_explains_are_told_and_not_denied(folder: Path) -> None:
    said = " ".join(pages(made(folder, "board-paper")))
    assert "Used, but explained nowhere: TBC." in said
    assert "No abbreviations are used." not in said


def test_its_body_keeps_to_five_sides_in_its_own_face(folder: Path) -> None:
    texts = pages(made(folder, "board-paper"))
    with_annexes = [number for number, text in enumerate(texts, 1) if "Annex A Judgement areas in full" in text]
    assert with_annexes[0] == 2  # the table of contents
    assert 3 < with_annexes[1] <= 6


def test_a_long_heading_is_shortened_where_it_runs_on(folder: Path) -> None:
    texts = pages(made(folder, "inspection-response"))
    opening = next(n for n, text in enumerate(texts) if text.count("5 Multi-agency") and "looking for?" in text)
    assert "and the schools of both districts" in texts[opening]
    running = "5 Multi-agency leadership, information sharing, workforce and the … continued"
    assert running in texts[opening + 1]
    assert "and the schools of both districts" not in texts[opening + 1]


LONG_TITLE = (
    "What we are doing after the joint inspection, what has come of it so far, and what we still owe to families"
)


def test_a_title_that_is_too_long_for_the_foot_of_a_page_is_broken_and_not_run_off_it(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "long", ignore=shutil.ignore_patterns("output", "archive"))
    config = tmp_path / "long" / "config.toml"
    config.write_text(
        config.read_text("utf-8").replace("What we are doing after the joint inspection", LONG_TITLE), "utf-8"
    )
    made_so = reporter(tmp_path / "long", "run", "--today", TODAY, "--paper", "inspection-response")
    assert made_so.returncode == 0, made_so.stderr
    paper = made(tmp_path / "long", "inspection-response")
    assert f"{LONG_TITLE} Page 3 of" in pages(paper)[2]
    with closing(pypdfium2.PdfDocument(paper)) as pdf, closing(pdf[2]) as leaf, closing(leaf.get_textpage()) as text:
        rectangles = [text.get_rect(number) for number in range(text.count_rects())]
        draft, title = text.get_charbox(_at(text, "DRAFT,")), text.get_charbox(_at(text, LONG_TITLE[:12]))
        assert min(left for left, _, _, _ in rectangles) > 50
        assert max(right for _, _, right, _ in rectangles) < leaf.get_width() - 50
        assert title[0] > draft[0] + 100


def _at(text: pypdfium2.PdfTextPage, said: str) -> int:
    with closing(text.search(said)) as found:
        place = found.get_next()
    assert place is not None
    return int(place[0])


def test_its_own_tokens_face_and_part_are_picked_up(folder: Path) -> None:
    paper = made(folder, "board-paper")
    with pikepdf.open(paper) as pdf:
        fonts = {str(o.FontName) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o}
        told = {str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o}
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} >= {"Open"}
    assert not [name for name in fonts if "Atkinson" in name]
    assert "Two leaves above a river: the sign of the partnership" in told
    with closing(pypdfium2.PdfDocument(paper)) as document, closing(document[0]) as cover:
        image = cover.render().to_pil()
    assert image.getpixel((10, 20)) == (0x5A, 0x1F, 0x44)


def test_the_workbook_is_what_the_script_writes(tmp_path: Path) -> None:
    script = [sys.executable, str(EXAMPLE / "make_plan.py"), str(tmp_path / "plan.xlsx")]
    subprocess.run(script, check=True, timeout=60)
    assert _unpacked(tmp_path / "plan.xlsx") == _unpacked(EXAMPLE / WORKBOOK)


def _unpacked(workbook: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(workbook) as packed:
        return {name: packed.read(name) for name in packed.namelist() if name != STAMPED}


def test_the_plan_is_all_there_and_has_every_gap_that_a_paper_must_bear(plan: ImprovementPlan) -> None:
    found = [plan.areas, plan.strengths, plan.areas_for_improvement, plan.actions, plan.indicators, plan.voices]
    assert [len(rows) for rows in found] == [5, 20, 14, 28, 8, 5]
    assert {area.judgement for area in plan.areas} == set(Judgement)
    refs = {area.ref for area in plan.areas}
    assert refs - {strength.area for strength in plan.strengths} == {"3"}
    assert refs - {action.area for action in plan.actions} == {"4"}
    assert refs - {voice.area for voice in plan.voices} == {"5"}
    assert max(len(action.text.split()) for action in plan.actions) >= 60
    assert max(len(update.commentary.split()) for action in plan.actions for update in action.updates) >= 300
    assert all(len({m.dated for m in i.measurements if m.series == "Aldermere and Thornwold"}) == 12
               for i in plan.indicators)  # fmt: skip


def test_findings_keep_their_numbers_though_one_has_no_action(plan: ImprovementPlan) -> None:
    assert [weakness.ref for weakness in plan.areas_for_improvement] == [str(number) for number in range(1, 15)]
    answered = {ref for action in plan.actions for ref in action.answers}
    assert {weakness.ref for weakness in plan.areas_for_improvement} - answered == {"11"}


def test_its_meetings_are_six_weeks_apart_and_its_days_are_counted_its_own_way(folder: Path) -> None:
    """Seven clear days, over bank holidays and the days on which the partners' offices are closed."""
    asked = reporter(folder, "calendar", "--today", "2025-04-01", "--json")
    (told,) = json.loads(asked.stdout)
    rows = [row for row in told["papers"] if row["paper"] == "board-paper"]
    days = [date.fromisoformat(row["for"]) for row in rows]
    moved = date(2025, 8, 5)  # from 31 July
    regular = [date(2025, 7, 31) if day == moved else day for day in days]
    assert {(later - earlier).days for earlier, later in pairwise(regular)} == {42}
    despatch = {row["for"]: row["despatch"] for row in rows}
    assert (
        despatch
        | {
            "2025-05-08": "2025-04-25",  # over the early May holiday
            "2025-09-11": "2025-09-01",
            "2026-01-15": "2026-01-05",
            "2026-04-09": "2026-03-26",  # over Easter
        }
        == despatch
    )
    assert {row["for"]: row["sign_off"] for row in rows}["2026-01-15"] == "2025-12-23"  # over the days added
