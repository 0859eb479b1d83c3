"""The chair's brief: one side whatever the plan holds, and every conclusion of the analysis in its place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from domain.conftest import LAST_TIME, TODAY, action, days, plan, re_dated, update, verified, weakness

from papers.conftest import Sample, commission, tiny_board
from papers.printed import Printed, printed
from reporter.domain.paper import PaperKind
from reporter.domain.plan import Action, ImprovementPlan
from reporter.domain.wording import join
from reporter.papers.chairs_brief import BriefList, ChairsBrief, compose
from reporter.papers.commission import Commission
from reporter.settings import Words

OVERDUE = TODAY - days(10)


def brief_of(*actions: Action, since: date | None = LAST_TIME, **paper: object) -> ChairsBrief:
    return compose(asked(since, **paper), plan(*actions))


def asked(since: date | None = LAST_TIME, **paper: object) -> Commission:
    found = commission(since=since)
    return replace(found, paper=found.paper.model_copy(update={"kind": PaperKind.CHAIRS_BRIEF, **paper}))


def many(
    number: int, text: str = "Visit every child in the district within five working days, and write it down."
) -> ImprovementPlan:
    lead = "Head of Service for Children in Need; Service Manager, Independent Reviewing Service"
    kinds: list[Callable[[str], Action]] = [
        lambda ref: action(update(LAST_TIME, progress=10), ref=ref, due=OVERDUE, text=text, lead=lead),
        lambda ref: action(update(LAST_TIME, progress=80), verified(TODAY), ref=ref, text=text, lead=lead),
        lambda ref: action(re_dated(TODAY, date(2016, 3, 31), 40), ref=ref, text=text, lead=lead),
        lambda ref: action(ref=ref, due=None, text=text, lead=None),
    ]
    return plan(
        *(kinds[n % len(kinds)](f"1-{n:03}") for n in range(number)), weaknesses=[weakness(f"1{n}") for n in "abcde"]
    )


@pytest.fixture(scope="module")
def of_sample(sample: Sample) -> Printed:
    content = compose(commission(sample.board, "chairs-brief"), sample.plan)
    return printed(PaperKind.CHAIRS_BRIEF, content)


def test_the_sample_fills_one_side_with_five_and_five(of_sample: Printed) -> None:
    assert len(of_sample.pages) == 1
    said = of_sample.pages[0]
    for heading in ("The Board is asked to", "What stands worst", "What moved forward", "Questions to ask"):
        assert heading in said
    worst = said.split("What stands worst")[1].split("What moved forward")[0]
    assert [ref for ref in ("1-02", "1-08", "1-07", "2.2-05", "1-06") if ref not in worst] == []


@pytest.mark.parametrize("number", [0, 1, 2, 40, 400])
def test_it_is_one_side_however_large_the_plan(number: int) -> None:
    assert len(printed(PaperKind.CHAIRS_BRIEF, compose(asked(), many(number))).pages) == 1


def test_it_is_one_side_even_with_the_longest_texts() -> None:
    words = " ".join(f"{n:04}" for n in range(60))
    paper = asked(title=words[:299], contact=words[:299], lead_officer=words[:299], recommendations=(words[:299],) * 9)
    said = printed(PaperKind.CHAIRS_BRIEF, compose(paper, many(400, words * 5))).pages
    assert len(said) == 1
    assert "Questions to ask" in said[0]


def test_each_action_says_its_rating_why_and_who_answers() -> None:
    (row,) = brief_of(action(update(TODAY, progress=10), due=OVERDUE)).worst.rows
    assert (row.action, row.mark.word, row.who) == ("1-01 Visit every child.", "Red", "Head of Service")
    assert row.said == "10 days overdue, no revised date; escalated to the lead."


def test_a_lead_that_nobody_named_is_told_and_not_left_empty() -> None:
    (row,) = brief_of(action(update(TODAY, progress=10), due=OVERDUE, lead=None)).worst.rows
    assert row.who == "Its lead (not named in the plan)"


def test_what_moved_forward_says_how_far() -> None:
    (row,) = brief_of(action(update(LAST_TIME, progress=10), verified(TODAY))).better.rows
    assert (row.action, row.mark.word, row.said) == (
        "1-01 Visit every child.",
        "Blue",
        "Green to blue, complete and verified.",
    )


def test_what_the_config_recommends_comes_before_what_the_figures_call_for() -> None:
    brief = brief_of(action(due=None), recommendations=("welcome the new chair",))
    assert list(brief.decisions.said) == ["welcome the new chair.", "set a due date for 1-01."]


def test_what_is_the_same_for_several_is_asked_once() -> None:
    brief = brief_of(*(action(ref=f"1-{n:02}", due=None) for n in range(9)))
    refs = [f"1-{n:02}" for n in range(9)]
    assert brief.decisions == BriefList("The Board is asked to", (f"set a due date for {join(refs)}.",), "")
    many = brief_of(*(action(ref=f"1-{n:02}", due=None) for n in range(40)))
    assert many.decisions.said[0].endswith("1-10, 1-11 and 28 more.")


def test_a_question_goes_to_the_lead_even_where_the_chair_must_answer() -> None:
    brief = brief_of(action(update(LAST_TIME, progress=10), due=TODAY - days(200), lead="Head of Service"))
    assert brief.worst.rows[0].who == "Chair of the Board"
    assert brief.questions.said[0].endswith("(To: Head of Service)")


def test_what_has_no_room_is_counted_and_named() -> None:
    late = [re_dated(TODAY, OVERDUE + days(90))]
    brief = brief_of(*(action(*late, ref=f"1-{n:02}", due=OVERDUE) for n in range(9)))
    assert len(brief.decisions.said) == 6
    assert brief.decisions.more == "3 more decisions: 1-06, 1-07 and 1-08."
    shorter = brief.shortened({"end"})
    while shorter and (next_one := shorter.shortened({"end"})):
        shorter = next_one
    assert shorter
    assert (len(shorter.decisions.said), shorter.decisions.more[:17]) == (1, "8 more decisions:")
    assert brief.shortened({"elsewhere"}) is None


def test_a_plan_in_order_says_so_in_every_part() -> None:
    brief = brief_of(action(update(LAST_TIME, progress=10), update(TODAY, progress=60, commentary="41 of 50 visited.")))
    assert brief.decisions.said == ("note the progress of the plan.",)
    assert brief.worst.more == "No action is red or escalated."
    assert brief.better.more == "No action has moved forward since 10 February 2015."
    assert brief.questions.said == ("The figures call for no question.",)
    assert brief_of(since=None).better.more.startswith("This is the first paper on the plan")


def test_it_speaks_of_the_partnership_where_that_is_the_word() -> None:
    brief = compose(commission(tiny_board(Words(board="Partnership"))), plan(action()))
    assert brief.decisions.title == "The Partnership is asked to"


def test_the_last_line_says_of_what_day_it_is_and_whom_to_ask() -> None:
    brief = brief_of(action(), agenda_item="6", paper_number="6.2")
    assert brief.making.startswith("Data as at the end of 17 March 2015, compared with 10 February 2015. Edition 1 (")
    assert brief.making.endswith("Director for Children answers for it; ask board@example.org.")
