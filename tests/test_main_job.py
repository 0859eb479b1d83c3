"""The main job from end to end, on the sample board, through the real command line."""

import json
import re
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from looked_at import LookedAt

from reporter.bundled import bundled_folder
from reporter.settings import load_settings
from reporter.starter import lay_down

NUMBER = re.compile(r"\b\d[\d.-]*\b")
TODAY = "2026-11-23"


def reporter(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reporter", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def board_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("board") / "new"
    lay_down(folder)
    return folder


@pytest.fixture(scope="module", autouse=True)
def first(board_folder: Path) -> subprocess.CompletedProcess[str]:
    """The run that made the papers, whichever test comes first."""
    return reporter(board_folder, "run", "--today", TODAY)


def test_init_then_run_makes_every_paper_and_a_second_run_does_nothing(
    first: subprocess.CompletedProcess[str], board_folder: Path
) -> None:
    assert first.returncode == 0, first.stderr
    papers = list(load_settings(board_folder / "config.toml").boards["nottingham"].papers)
    assert [line.split(":")[0] for line in first.stdout.splitlines()] == [
        f"output/nottingham/2015-03-25/{paper}-e1-draft-OFFICIAL.pdf" for paper in papers
    ]
    for said in ("draft of edition 1, ", " beside it, data as at 13 March 2015; "):
        assert first.stdout.count(said) == len(papers)
    assert "actions 44, red 7, amber 7, not rated 2, grey 3, green 16, blue 9" in first.stdout

    second = reporter(board_folder, "run", "--today", TODAY)
    assert second.returncode == 0
    assert (
        second.stderr == "Warning: nottingham: the meeting calendar ends with 25 March 2015. Add the next meetings.\n"
    )
    assert second.stdout.startswith("Nothing is due.")
    listed = json.loads(reporter(board_folder, "editions", "--json").stdout)
    assert [edition["id"] for edition in listed] == [f"nottingham/2015-03-25/{paper}-e1" for paper in sorted(papers)]
    assert {edition["status"] for edition in listed} == {"draft"}


def test_the_bundle_is_whole() -> None:
    assert {"config.toml", "data", "templates"} <= {path.name for path in bundled_folder().iterdir()}


def test_the_summary_fits_its_page(board_folder: Path) -> None:
    """Page 1 concludes; what it says may not run over."""
    paper = board_folder / "output/nottingham/2015-03-25/board-paper-e1-draft-OFFICIAL.pdf"
    with closing(pypdfium2.PdfDocument(paper)) as pdf:
        pages = [_text(pdf, number) for number in (0, 1)]
    assert "The plan as a whole is amber" in pages[0]
    assert "note the progress of the other actions." in pages[0]
    assert "About this paper" in pages[1]


def test_the_body_keeps_to_its_five_sides(board_folder: Path) -> None:
    paper = board_folder / "output/nottingham/2015-03-25/board-paper-e1-draft-OFFICIAL.pdf"
    with closing(pypdfium2.PdfDocument(paper)) as pdf:
        pages = [_text(pdf, number) for number in range(7)]
    with_annexes = [number for number, text in enumerate(pages, 1) if "Annex A Judgement areas in full" in text]
    assert with_annexes[0] == 2  # the table of contents
    assert 3 < with_annexes[1] <= 6


def _text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_bounded())


def test_every_number_of_the_papers_summary_stands_in_that_of_its_twin_and_the_other_way_round(
    board_folder: Path,
) -> None:
    paper = board_folder / "output/nottingham/2015-03-25/board-paper-e1-draft-OFFICIAL.pdf"
    with closing(pypdfium2.PdfDocument(paper)) as pdf:
        printed = _text(pdf, 0)
    seen = LookedAt(paper.with_suffix(".html").read_bytes())
    (summary,) = [element for element in seen.elements if element.attributes.get("id") == "summary"]
    on_paper = Counter(NUMBER.findall(printed.partition("The plan as a whole")[2].partition("note the progress")[0]))
    told = summary.text.partition("note the progress")[0]
    before, _, picture = told.partition("Rating by area")  # on paper its numbers stand elsewhere among the text
    on_screen = Counter(NUMBER.findall(f"{before} {picture.partition('Changed since')[2]}"))
    assert len(on_screen) > 20
    assert on_screen == on_paper


@pytest.mark.parametrize("paper", ["board-paper", "inspection-response"])
def test_every_page_says_how_it_is_classified_and_that_it_is_a_sample(board_folder: Path, paper: str) -> None:
    with closing(
        pypdfium2.PdfDocument(board_folder / f"output/nottingham/2015-03-25/{paper}-e1-draft-OFFICIAL.pdf")
    ) as pdf:
        bare = [n + 1 for n in range(len(pdf)) if not {"OFFICIAL", "SAMPLE"} <= set(_text(pdf, n).split())]
    assert bare == []


@pytest.mark.parametrize("paper", ["board-paper", "inspection-response"])
def test_every_page_of_a_draft_says_so(board_folder: Path, paper: str) -> None:
    with closing(
        pypdfium2.PdfDocument(board_folder / f"output/nottingham/2015-03-25/{paper}-e1-draft-OFFICIAL.pdf")
    ) as pdf:
        bare = [n + 1 for n in range(len(pdf)) if "DRAFT, not yet approved" not in " ".join(_text(pdf, n).split())]
    assert bare == []


def test_a_section_that_runs_over_says_so_at_the_top_of_the_next_page(board_folder: Path) -> None:
    paper = board_folder / "output/nottingham/2015-03-25/inspection-response-e1-draft-OFFICIAL.pdf"
    with closing(pypdfium2.PdfDocument(paper)) as pdf:
        pages = [" ".join(_text(pdf, number).split()) for number in range(len(pdf))]
    opening = next(n for n, text in enumerate(pages) if "1 Children who need help and protection What are" in text)
    assert "1 Children who need help and protection continued" in pages[opening + 1]
    assert not [text for text in (pages[opening], pages[-1]) if "continued" in text]


def test_the_draft_that_was_approved_goes_out_without_its_mark(board_folder: Path) -> None:
    draft = board_folder / "output/nottingham/2015-03-25/inspection-response-e1-draft-OFFICIAL.pdf"
    approved = draft.read_bytes()
    issued = reporter(board_folder, "issue", "nottingham/2015-03-25/inspection-response-e1", "--by", "the Chair")
    paper = "output/nottingham/2015-03-25/inspection-response-e1-OFFICIAL.pdf"
    assert (issued.returncode, issued.stdout) == (0, f"Issued: {paper}, HTML twin beside it\n"), issued.stderr
    assert draft.read_bytes() == approved
    with closing(pypdfium2.PdfDocument(board_folder / paper)) as pdf, closing(pypdfium2.PdfDocument(draft)) as before:
        assert len(pdf) == len(before)
        assert not [n + 1 for n in range(len(pdf)) if "DRAFT" in _text(pdf, n)]
    assert reporter(board_folder, "verify").returncode == 0
