"""The brief, the exceptions and the extracts of the second sample board: its own words, look and classification."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from looked_at import LookedAt

from papers.conftest import commission
from papers.printed import Printed, printed
from reporter.domain.agencies import agencies_in
from reporter.domain.plan import ImprovementPlan
from reporter.papers import COMPOSERS
from reporter.settings import Board, load_settings
from reporter.sources.plan import Sources, load_plan

EXAMPLE = Path(__file__).parents[2] / "examples" / "aldermere"
AS_AT, SINCE, MEETING = date(2026, 3, 20), date(2026, 2, 10), date(2026, 4, 9)
SHORT = ["chairs-brief", "exceptions", "extract-council", "extract-health", "extract-family-centre"]
NOT_OURS = re.compile(r"Integrated\s+Care\s+Board")


@cache
def board() -> Board:
    return load_settings(EXAMPLE / "config.toml").boards["aldermere"]


@cache
def plan() -> ImprovementPlan:
    return load_plan(Sources.of(board()), AS_AT, None).plan


@cache
def made(name: str) -> Printed:
    asked = commission(board(), name, since=SINCE)
    occasion = replace(asked.occasion, dated=MEETING, meeting=None)
    kind = asked.paper.kind
    content = COMPOSERS[kind](replace(asked, as_at=AS_AT, occasion=occasion), plan())
    return printed(kind, content, board().templates)


@pytest.mark.parametrize("name", SHORT)
def test_they_say_partnership_and_never_board(name: str) -> None:
    said = NOT_OURS.sub("", " ".join(made(name).pages))
    assert "Partnership" in said
    assert re.findall(r"(?i).{0,30}\b(?:boards?|ofsted|nottingham|lscb)\b", said) == []


@pytest.mark.parametrize("name", SHORT)
def test_each_page_carries_the_classification(name: str) -> None:
    assert [number for number, text in enumerate(made(name).pages, 1) if "OFFICIAL-SENSITIVE" not in text] == []


def test_the_brief_is_one_side_and_the_body_of_the_exceptions_two() -> None:
    assert len(made("chairs-brief").pages) == 1
    assert ["About this paper" in text for text in made("exceptions").pages] == [False, False, True]


@pytest.mark.parametrize("name", SHORT)
def test_the_twin_is_whole_and_its_headings_leave_out_no_level(name: str) -> None:
    seen = LookedAt(made(name).twin)
    levels = [int(element.tag[1]) for element in seen.elements if re.fullmatch(r"h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert set(seen.references()) - set(seen.ids) == set()


def test_every_agency_of_the_plan_has_an_extract() -> None:
    served = {paper.agency for paper in board().papers.values() if paper.agency}
    assert served == set(agencies_in(plan().actions))
