"""What each paper of the sample says, word for word, and how its first page looks, as it was read and found good."""

import re
from functools import cache
from pathlib import Path
from textwrap import fill

import pytest
from golden import TOLERATED, Golden, differing
from PIL import ImageStat
from reading import load_plan

from papers.conftest import commission
from papers.printed import Printed, printed
from reporter.bundled import bundled_folder
from reporter.domain.plan import ImprovementPlan
from reporter.papers import COMPOSERS
from reporter.settings import Board, load_settings

APPROVED = Path(__file__).parent / "golden"
BODIES = {  # pages of each that are kept: those that say something of the plan, of long papers the first
    "inspection-response": 6,
    "board-paper": 6,
    "chairs-brief": 1,
    "exceptions": 2,
    "extract-police": 1,
    "scrutiny-briefing": 4,
    "annual-report": 8,
}
DRAWING = re.compile(r"(<svg[^>]*><title>[^<]*</title>).*?</svg>", re.DOTALL)


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


def html(name: str) -> str:
    """The twin without its styles, and its charts without their lines: what they say is kept."""
    whole = paper(name).twin.decode()
    return DRAWING.sub(r"\1</svg>", whole[whole.index("<body") :])


@pytest.mark.parametrize("name", BODIES)
def test_the_body_says_what_was_approved(name: str, golden: Golden) -> None:
    golden.text(APPROVED / f"{name}.txt", body(name))


@pytest.mark.parametrize("name", BODIES)
def test_the_html_is_what_was_approved(name: str, golden: Golden) -> None:
    golden.text(APPROVED / f"{name}.html", html(name))


@pytest.mark.parametrize("name", BODIES)
def test_the_first_page_looks_as_it_was_approved(name: str, golden: Golden) -> None:
    golden.picture(APPROVED / f"{name}.png", paper(name).first)


def test_a_page_that_lacks_one_line_does_not_pass() -> None:
    page = paper("chairs-brief").first
    line = (50, 300, 250, 312)  # where there is text, a line high
    assert ImageStat.Stat(page.crop(line)).stddev[0] > TOLERATED
    without = page.copy()
    without.paste(255, line)
    assert differing(without, page) > TOLERATED
