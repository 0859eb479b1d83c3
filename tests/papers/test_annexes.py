"""What stands behind the body: each annex under its letter, with everything that the body had no room for."""

from dataclasses import replace
from datetime import date

import pytest
from domain.conftest import (
    LAST_TIME,
    TODAY,
    action,
    days,
    plan,
    re_dated,
    update,
    verified,
    weakness,
)

from papers.conftest import Sample, commission, tiny_board
from reporter.domain.analysis import Analysis, analyse
from reporter.domain.paper import AnnexName
from reporter.domain.plan import ImprovementPlan
from reporter.papers.annexes import TITLES, all_actions, coverage_matrix, lettered, slippage_table
from reporter.papers.board_paper import compose
from reporter.papers.commission import Commission
from reporter.papers.content import Mark
from reporter.settings import Exempt

REASON = Exempt(paragraph=2, reason="It is likely to reveal the identity of an individual")


def worked_out(whole: ImprovementPlan) -> Analysis:
    return analyse(whole, TODAY, LAST_TIME, tiny_board().rules)


def exempting(name: AnnexName) -> Commission:
    plain = commission()
    return replace(plain, paper=plain.paper.model_copy(update={"exempt_annexes": {name: REASON}}))


def test_annexes_are_lettered_in_the_order_in_which_they_stand() -> None:
    assert [annex.heading for annex in lettered(commission(), tuple(AnnexName)).values()] == [
        "A Judgement areas in full",
        "B Lists in full",
        "C All actions",
        "D Coverage matrix",
        "E Slippage",
        "F How good the data is",
        "G Key to the ratings",
        "H Abbreviations",
    ]
    some = lettered(commission(), [AnnexName.SLIPPAGE, AnnexName.ACTIONS])
    assert [(annex.anchor, annex.heading) for annex in some.values()] == [
        ("annex-slippage", "A Slippage"),
        ("annex-actions", "B All actions"),
    ]


@pytest.mark.parametrize("name", AnnexName)
def test_an_exempt_annex_says_why_and_no_other_does(name: AnnexName) -> None:
    annexes = lettered(exempting(name), tuple(AnnexName))
    assert {key: annex.exempt for key, annex in annexes.items() if annex.exempt} == {
        name: "Not for publication: exempt under paragraph 2 of Part 1 of Schedule 12A to the Local Government Act "
        "1972. It is likely to reveal the identity of an individual."
    }


def test_the_cover_sheet_names_each_annex_of_the_paper() -> None:
    paper = compose(commission(), plan())
    assert dict(paper.cover.fields)["Annexes"] == "; ".join(annex.heading for annex in paper.annexes.values())
    assert set(paper.annexes) == set(AnnexName) == set(TITLES)


def test_all_actions_are_there_with_lead_date_rating_reason_and_movement() -> None:
    late = action(update(LAST_TIME, progress=90), update(TODAY, progress=95), ref="1-01", due=TODAY - days(1))
    bare = action(ref="1-02", lead=None, due=None)
    first, second = all_actions(worked_out(plan(late, bare)))
    assert (first.ref, first.anchor, first.text, first.lead) == (
        "1-01",
        "action-1-01",
        "Visit every child.",
        "Head of Service",
    )
    assert (first.due, first.mark, first.reason, first.moved) == (
        "16 Mar 2015",
        Mark("Red", "rated-octagon"),
        "1 day overdue, no revised date.",
        "Slipped",
    )
    assert (second.lead, second.due, second.mark.word, second.moved) == (
        "None named",
        "No date",
        "Not rated",
        "Unchanged",
    )


@pytest.mark.parametrize("number", [0, 1, 2, 400])
def test_the_table_of_all_actions_leaves_none_out(number: int) -> None:
    refs = [f"1-{ref:03}" for ref in range(number)]
    assert [row.ref for row in all_actions(worked_out(plan(*(action(ref=ref) for ref in refs))))] == refs


def test_the_sample_lists_every_action_in_force_once(sample: Sample) -> None:
    assert [row.ref for row in sample.paper.actions] == [one.ref for one in sample.plan.as_at(TODAY).actions]


def test_coverage_tells_of_each_weakness_its_cause_and_what_answers_it() -> None:
    answered = action(verified(), ref="1-01", answers=["1a"])
    also = action(update(), ref="1-02", answers=["1a"])
    known = replace(weakness("1a"), cause="Nobody counts them.")
    found = coverage_matrix(worked_out(plan(answered, also, weaknesses=[known, weakness("1b")])))
    assert [(row.ref, row.anchor, row.text, *row.cells) for row in found.rows] == [
        ("1a", "weakness-1a", "Some children wait.", "Nobody counts them.", "1-01 and 1-02",
         "2 actions: 1 open and 1 verified; evidence of impact from 1."),
        ("1b", "weakness-1b", "Some children wait.", "Not recorded.", "Nobody", "No action answers it."),
    ]  # fmt: skip
    assert len(found.headings) == 4
    assert coverage_matrix(worked_out(plan(weaknesses=()))).headings == ()


def test_slippage_tells_each_step_the_one_that_slipped_most_first() -> None:
    due = date(2015, 3, 31)
    little = action(re_dated(TODAY, date(2015, 4, 10)), ref="little", due=due)
    much = action(
        re_dated(LAST_TIME, date(2015, 4, 30), approved_by="the Board"),
        re_dated(TODAY, date(2015, 5, 30)),
        ref="much",
        due=due,
    )
    found = slippage_table(worked_out(plan(little, action(ref="none"), much)))
    assert found.says == ("2 actions moved in 3 steps, by 70 days in all; half of them by 35 days or more.",)
    assert [(row.ref, *row.cells) for row in found.rows] == [
        (
            "much",
            "Moved twice, 60 days later than its first date.",
            "From 31 March 2015 to 30 April 2015, 30 days later, approved by the Board. "
            "From 30 April 2015 to 30 May 2015, 30 days later, not approved by anybody.",
        ),
        (
            "little",
            "Moved once, 10 days later than its first date.",
            "From 31 March 2015 to 10 April 2015, 10 days later, not approved by anybody.",
        ),
    ]


def test_slippage_of_one_action_is_told_in_the_singular_and_of_none_in_a_sentence() -> None:
    once = action(re_dated(TODAY, date(2015, 4, 1)), due=date(2015, 3, 31))
    assert slippage_table(worked_out(plan(once))).says == ("1 action moved in 1 step, by 1 day in all.",)
    twice = [replace(once, ref=ref) for ref in ("1", "2")]
    assert slippage_table(worked_out(plan(*twice))).says == (
        "2 actions moved in 2 steps, by 2 days in all; half of them by 1 day or more.",
    )
    none = slippage_table(worked_out(plan(action())))
    assert (none.says, none.headings, none.rows) == (("No due date has moved.",), (), ())


def test_every_row_has_a_cell_for_each_heading(sample: Sample) -> None:
    for found in (sample.paper.coverage, sample.paper.slippage, *sample.paper.sections):
        assert {len(row.cells) + 1 for row in found.rows} == ({len(found.headings)} if found.rows else set())
