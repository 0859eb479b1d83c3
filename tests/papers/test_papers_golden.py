"""What each paper of the sample says, word for word, and how its first page looks, as it was read and found good.

After a change that is meant, look at the papers, then write the files anew: python -m papers.test_papers_golden
"""

from functools import cache
from pathlib import Path
from textwrap import fill

import pytest
from PIL import Image, ImageChops, ImageStat
from reading import load_plan

from papers.conftest import commission
from papers.printed import Printed, printed
from reporter.bundled import bundled_folder
from reporter.domain.plan import ImprovementPlan
from reporter.papers import COMPOSERS
from reporter.settings import Board, load_settings

GOLDEN = Path(__file__).parent / "golden"
BODIES = {  # pages of each that are kept: those that say something of the plan, of long papers the first
    "inspection-response": 6,
    "board-paper": 6,
    "chairs-brief": 1,
    "exceptions": 2,
    "extract-police": 1,
    "scrutiny-briefing": 4,
    "annual-report": 8,
}
GRID = (24, 34)  # cells of a page; one changed line shows in a cell, and would drown in a page
TOLERATED = 6.0  # levels of grey out of 255 by which the mean of a cell may differ


@cache
def paper(name: str) -> Printed:
    board, plan = sample_board()
    asked = commission(board, name)
    return printed(asked.paper.kind, COMPOSERS[asked.paper.kind](asked, plan))


@cache
def sample_board() -> tuple[Board, ImprovementPlan]:
    board = load_settings(bundled_folder() / "config.toml").boards["nottingham"]
    return board, load_plan(board.plan).plan


def body(name: str) -> str:
    return "\n\n".join(fill(page, 100, break_on_hyphens=False) for page in paper(name).pages[: BODIES[name]]) + "\n"


def differing(now: Image.Image, approved: Image.Image) -> float:
    """The greatest difference of any cell of the page: levels of grey, 0 to 255."""
    difference = ImageChops.difference(now, approved)
    return max(difference.resize(GRID, Image.Resampling.BOX).tobytes())


@pytest.mark.parametrize("name", BODIES)
def test_the_body_says_what_was_approved(name: str) -> None:
    assert body(name) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", BODIES)
def test_the_first_page_looks_as_it_was_approved(name: str) -> None:
    with Image.open(GOLDEN / f"{name}.png") as approved:
        assert paper(name).first.size == approved.size
        assert differing(paper(name).first, approved) <= TOLERATED


def test_a_page_that_lacks_one_line_does_not_pass() -> None:
    page = paper("chairs-brief").first
    line = (50, 300, 250, 312)  # where there is text, a line high
    assert ImageStat.Stat(page.crop(line)).stddev[0] > TOLERATED
    without = page.copy()
    without.paste(255, line)
    assert differing(without, page) > TOLERATED


if __name__ == "__main__":
    for one in BODIES:
        (GOLDEN / f"{one}.txt").write_text(body(one), "utf-8")
        paper(one).first.save(GOLDEN / f"{one}.png", optimize=True)
