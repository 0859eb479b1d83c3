"""Each further paper in print, for both sample boards and at the extremes: conformant, with a twin."""

import io
import re
from contextlib import closing
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from domain.conftest import TODAY, action, area, days, plan, update

from papers.conftest import commission, tiny_board
from reporter.bundled import bundled_folder, bundled_templates
from reporter.domain.naming import PDF, TWIN
from reporter.domain.paper import Printed
from reporter.domain.plan import ImprovementPlan
from reporter.papers import COMPOSERS
from reporter.rendering.gathering import read_templates
from reporter.rendering.readiness import ready
from reporter.settings import Board, load_settings
from reporter.sources.plan import Sources, load_plan

ROOT = Path(__file__).parent.parent.parent
BOARDS = {"nottingham": bundled_folder(), "aldermere": ROOT / "examples" / "aldermere"}
KINDS = ["scrutiny-briefing", "annual-report"]
MANY = tuple(
    action(update(TODAY, progress=n % 100), ref=f"1-{n:03}", due=TODAY + days(n - 200), text=f"Do thing {n} well.")
    for n in range(400)
)
EXTREMES = {
    "nothing": plan(areas=(), weaknesses=()),
    "one action": plan(action()),
    "400 actions": plan(*MANY),
    "a title of 60 words": plan(action(due=TODAY - days(9)), areas=(area(title=" ".join(["protection"] * 60)),)),
}


def printed(name: str, board: Board, whole: ImprovementPlan) -> Printed:
    ready(bundled_templates() / "fonts")
    from reporter.rendering.press import Press  # noqa: PLC0415 - after WeasyPrint is ready

    folders = [bundled_templates()]
    if board.templates:
        folders.insert(0, board.templates)
    content = COMPOSERS[board.paper(name).kind](commission(board, name), whole)
    return Press(read_templates(folders), {}).print(name, content)


@cache
def of_board(board: str, kind: str) -> Printed:
    settings = load_settings(BOARDS[board] / "config.toml").boards[board]
    return printed(kind, settings, load_plan(Sources.of(settings), TODAY.replace(year=2027), None).plan)


def pages(paper: Printed) -> list[str]:
    with closing(pypdfium2.PdfDocument(io.BytesIO(paper.files[PDF]))) as pdf:
        found = []
        for number in range(len(pdf)):
            with closing(pdf[number]) as leaf, closing(leaf.get_textpage()) as text:
                found.append(" ".join(str(text.get_text_bounded()).split()))
        return found


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_printed_for_both_boards_with_the_marking_on_every_page(kind: str, board: str) -> None:
    """The press refuses what does not conform to PDF/UA-1 and PDF/A-3a."""
    texts = pages(of_board(board, kind))
    assert [n for n, text in enumerate(texts, 1) if "OFFICIAL" not in text or "SAMPLE DATA" not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_partnership_is_never_called_a_board(kind: str) -> None:
    said = " ".join(pages(of_board("aldermere", kind)))
    assert "Partnership" in said
    said = re.sub(r"Integrated\s+Care\s+Board", "", said)
    assert re.findall(r"(?i).{0,30}\b(?:boards?|ofsted|nottingham|lscb)\b", said) == []


@pytest.mark.parametrize("board", BOARDS)
def test_the_briefing_for_scrutiny_keeps_to_four_sides(board: str) -> None:
    texts = pages(of_board(board, "scrutiny-briefing"))
    about = next(n for n, text in enumerate(texts, 1) if "About this paper" in text)
    assert about <= 5
    assert "What is not going well, and why" in texts[0]
    assert "What is going well" in " ".join(texts[about - 2 : about - 1])


@pytest.mark.parametrize("board", BOARDS)
def test_the_annual_report_concludes_on_its_first_page(board: str) -> None:
    first, second, *_ = pages(of_board(board, "annual-report"))
    assert "note this report." in first
    assert "About this paper" in second


@pytest.mark.parametrize("extreme", EXTREMES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_printed_at_the_extremes(kind: str, extreme: str) -> None:
    paper = printed(kind, tiny_board(), EXTREMES[extreme])
    assert b"<main" in paper.files[TWIN]
    if kind == "scrutiny-briefing":
        assert next(n for n, text in enumerate(pages(paper), 1) if "About this paper" in text) <= 5
