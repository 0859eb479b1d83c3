"""Which actions answer which weakness, and what nobody answers."""

from pathlib import Path

import pytest
from reading import load_plan

from domain.conftest import TODAY, action, area, complete, days, plan, update, verified, weakness
from reporter.domain.coverage import cover
from reporter.domain.plan import Action

SAMPLE = Path(__file__).parent.parent.parent / "data/nottingham"


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ([], "no action answers it"),
        ([action()], "1 action: 1 open; no evidence of impact yet"),
        ([action(complete())], "1 action: 1 complete; no evidence of impact yet"),
        ([action(update(evidence="Audit."))], "1 action: 1 open; evidence of impact from 1"),
        (
            [action(), action(verified(), ref="1-02")],
            "2 actions: 1 open and 1 verified; evidence of impact from 1",
        ),
        (
            [
                action(),
                action(ref="1-02"),
                action(complete(evidence="Audit."), ref="1-03"),
                action(verified(), ref="4"),
            ],
            "4 actions: 2 open, 1 complete and 1 verified; evidence of impact from 2",
        ),
    ],
)
def test_a_weakness_says_how_it_is_answered(actions: list[Action], said: str) -> None:
    (covered,) = cover(plan(*actions)).weaknesses
    assert covered.said == said


def test_an_action_of_another_area_answers_as_well_and_is_told_apart() -> None:
    tiny = plan(action(), action(ref="4-01", area="4"), areas=[area(), area("4", "The Board")])
    (covered,) = cover(tiny).weaknesses
    assert [a.ref for a in covered.actions] == ["1-01", "4-01"]
    assert [a.ref for a in covered.elsewhere] == ["4-01"]


def test_weaknesses_without_an_action_and_actions_without_a_weakness_are_listed() -> None:
    tiny = plan(
        action(answers=["1a", "2a"]),
        action(ref="1-02", answers=[]),
        action(ref="1-03", answers=["9z"]),
        areas=[area(), area("2", "Care")],
        weaknesses=[weakness("1a"), weakness("1b"), weakness("2a", "2"), weakness("2b", "2")],
    )
    coverage = cover(tiny)
    assert [w.ref for w in coverage.unanswered] == ["1b", "2b"]
    assert [a.ref for a in coverage.answering_none] == ["1-02", "1-03"]
    assert [c.weakness.ref for c in coverage.of("2")] == ["2a", "2b"]


def test_an_action_that_went_out_of_the_plan_answers_nothing_any_more() -> None:
    tiny = plan(action(removed=TODAY))
    assert cover(tiny.as_at(TODAY - days(1))).unanswered == ()
    assert [w.ref for w in cover(tiny.as_at(TODAY)).unanswered] == ["1a"]


def test_an_empty_plan_covers_nothing() -> None:
    coverage = cover(plan(weaknesses=[]))
    assert (coverage.weaknesses, coverage.unanswered, coverage.answering_none) == ((), (), ())


def test_the_sample_leaves_unanswered_what_the_inspectors_came_back_to() -> None:
    """Four weaknesses of the published response have no action; each became a recommendation of the report."""
    coverage = cover(load_plan(SAMPLE).plan.as_at(TODAY))
    assert [(w.ref, w.paragraph) for w in coverage.unanswered] == [
        ("1f", "67"), ("2d", "79"), ("3c", "91"), ("4f", "188")
    ]  # fmt: skip
    elsewhere = {c.weakness.ref: [a.ref for a in c.elsewhere] for c in coverage.weaknesses if c.elsewhere}
    assert (elsewhere["1d"], elsewhere["3e"]) == (["4-05"], ["1-08"])
