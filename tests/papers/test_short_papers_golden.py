"""What the sample's brief, exceptions and extract say, word for word, as it was read and found good.

After a change that is meant, look at the papers, then write the files anew: python -m papers.test_short_papers_golden
"""

from pathlib import Path
from textwrap import fill

import pytest
from reading import load_plan

from papers.conftest import Sample, commission
from papers.printed import printed
from reporter.bundled import bundled_folder
from reporter.domain.plan import ImprovementPlan
from reporter.papers import COMPOSERS
from reporter.settings import Board, load_settings

GOLDEN = Path(__file__).parent / "golden"
BODIES = {"chairs-brief": 1, "exceptions": 2, "extract-police": 1}  # pages of each that say something of the plan


def body(name: str, board: Board, plan: ImprovementPlan) -> str:
    asked = commission(board, name)
    pages = printed(asked.paper.kind, COMPOSERS[asked.paper.kind](asked, plan)).pages
    return "\n\n".join(fill(page, 100, break_on_hyphens=False) for page in pages[: BODIES[name]]) + "\n"


@pytest.mark.parametrize("name", BODIES)
def test_the_body_says_what_was_approved(name: str, sample: Sample) -> None:
    assert body(name, sample.board, sample.plan) == (GOLDEN / f"{name}.txt").read_text("utf-8")


if __name__ == "__main__":
    here = load_settings(bundled_folder() / "config.toml").boards["nottingham"]
    for one in BODIES:
        (GOLDEN / f"{one}.txt").write_text(body(one, here, load_plan(here.plan).plan), "utf-8")
