"""How well a plan is kept: what makes an action SMART and fresh, and where the chain to impact holds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.domain.plan import Action, AreaForImprovement, Status, Update
from reporter.domain.quality import Gap, PlanQuality, Score, assess

from .conftest import THRESHOLDS, TODAY, action, complete, days, plan, re_dated, update, verified

SMART = replace(action(update()), success_measure="Waits", intended_outcome="No child waits.")
WEAKNESS = AreaForImprovement("1a", "1", "Children wait.", "Posts are vacant.", None)


def assessed(*actions: Action, weaknesses: tuple[AreaForImprovement, ...] = (WEAKNESS,)) -> PlanQuality:
    """The quality of a plan with one area."""
    return assess(replace(plan(*actions), areas_for_improvement=weaknesses), TODAY, THRESHOLDS)


def missing(quality: PlanQuality) -> list[str]:
    """What is missing, in words."""
    return [gap.missing for gap in quality.gaps]


def test_an_action_with_lead_date_measure_and_outcome_is_smart() -> None:
    quality = assessed(SMART)
    assert (quality.total.smart, quality.total.fresh, quality.total.chain) == (Score(1, 1), Score(1, 1), Score(3, 3))
    assert quality.gaps == ()


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        (replace(SMART, lead=None), ["a named lead"]),
        (replace(SMART, lead=" ; "), ["a named lead"]),
        (replace(SMART, due=None, due_words="Ongoing"), ["a due date"]),
        (replace(SMART, success_measure=None), ["a success measure"]),
        (replace(SMART, intended_outcome=None), ["an intended outcome"]),
        (replace(SMART, lead=None, success_measure=None), ["a named lead", "a success measure"]),
        (
            replace(SMART, lead=None, due=None, success_measure=None, intended_outcome=None),
            ["a named lead", "a due date", "a success measure", "an intended outcome"],
        ),
    ],
)
def test_an_action_that_lacks_one_thing_or_several_is_not_smart(lacking: Action, said: list[str]) -> None:
    quality = assessed(lacking)
    assert (quality.total.smart, missing(quality)) == (Score(0, 1), said)


def test_a_date_that_came_later_is_a_due_date() -> None:
    assert assessed(replace(SMART, due=None, updates=(re_dated(TODAY, TODAY + days(60)),))).total.smart == Score(1, 1)


@pytest.mark.parametrize(("age", "fresh"), [(0, 1), (1, 1), (62, 1), (63, 0), (400, 0)])
def test_an_open_action_is_fresh_until_its_last_update_is_stale(age: int, fresh: int) -> None:
    quality = assessed(replace(SMART, updates=(update(TODAY - days(500)), update(TODAY - days(age)))))
    assert quality.total.fresh == Score(fresh, 1)
    assert ("an update of the last 62 days" in missing(quality)) == (not fresh)


@pytest.mark.parametrize(("added", "fresh"), [(None, 0), (TODAY - days(62), 1), (TODAY - days(63), 0)])
def test_an_action_of_which_nothing_was_said_is_fresh_while_it_is_new(added: date | None, fresh: int) -> None:
    assert assessed(replace(SMART, updates=(), added=added)).total.fresh == Score(fresh, 1)


@pytest.mark.parametrize("closing", [complete(TODAY - days(400), "Audit."), verified(TODAY - days(400))])
def test_a_closed_action_need_not_be_fresh(closing: Update) -> None:
    quality = assessed(replace(SMART, updates=(closing,)))
    assert (quality.total.fresh, quality.gaps) == (Score(0, 0), ())


@pytest.mark.parametrize(
    ("actions", "weaknesses", "chain", "said"),
    [
        ((), (), Score(0, 0), []),
        ((), (WEAKNESS,), Score(1, 2), ["an action that answers it"]),
        ((), (replace(WEAKNESS, cause=None),), Score(0, 2), ["its cause", "an action that answers it"]),
        ((SMART,), (replace(WEAKNESS, cause=None),), Score(2, 3), ["its cause"]),
        ((replace(SMART, answers=()),), (), Score(0, 1), ["the area for improvement that it answers"]),
        ((replace(SMART, updates=(complete(),)),), (WEAKNESS,), Score(3, 4),
         ["evidence of impact, though it is complete"]),
        ((replace(SMART, updates=(complete(evidence="Audit."),)),), (WEAKNESS,), Score(4, 4), []),
        ((replace(SMART, updates=(update(evidence="Audit."), complete())),), (WEAKNESS,), Score(4, 4), []),
        ((SMART, replace(SMART, ref="1-02")), (WEAKNESS, replace(WEAKNESS, ref="1b")), Score(5, 6),
         ["an action that answers it"]),
    ],
)  # fmt: skip
def test_the_chain_asks_for_cause_action_weakness_and_impact(
    actions: tuple[Action, ...], weaknesses: tuple[AreaForImprovement, ...], chain: Score, said: list[str]
) -> None:
    quality = assessed(*actions, weaknesses=weaknesses)
    assert (quality.total.chain, missing(quality)) == (chain, said)


def test_a_gap_names_area_ref_and_lead() -> None:
    quality = assessed(replace(SMART, success_measure=None), weaknesses=(replace(WEAKNESS, cause=None),))
    assert quality.gaps == (
        Gap("1", "1a", "its cause", ""),
        Gap("1", "1-01", "a success measure", "Head of Service"),
    )


def test_a_plan_without_anything_has_nothing_to_count() -> None:
    quality = assessed(weaknesses=())
    assert (str(quality.total.smart), quality.total.smart.percent, quality.total.last_update) == ("none", None, None)


@pytest.mark.parametrize(
    ("score", "said", "percent"),
    [
        (Score(0, 3), "0 of 3", 0),
        (Score(2, 3), "2 of 3", 67),
        (Score(199, 200), "199 of 200", 99),
        (Score(3, 3), "3 of 3", 100),
    ],
)
def test_a_score_is_rounded_and_never_up_to_all(score: Score, said: str, percent: int) -> None:
    assert (str(score), score.percent) == (said, percent)


def test_the_latest_update_is_that_of_the_area_and_of_the_whole_plan() -> None:
    early = replace(SMART, updates=(update(TODAY - days(30)),))
    quality = assessed(early, replace(SMART, ref="1-02", updates=(update(TODAY - days(9)), update(TODAY - days(3)))))
    assert (quality.areas["1"].last_update, quality.total.last_update) == (TODAY - days(3), TODAY - days(3))


ACTIONS = st.builds(
    lambda lead, due, measure, status, age, answers, number: replace(
        action(update(TODAY - days(age), status, evidence=measure), ref=f"{number}"),
        lead=lead, due=due, success_measure=measure, answers=answers,
    ),
    st.sampled_from([None, "Head"]), st.sampled_from([None, TODAY]), st.sampled_from([None, "Waits"]),
    st.sampled_from(Status), st.integers(0, 100), st.sampled_from([(), ("1a",), ("1a", "1b")]), st.integers(0, 99),
)  # fmt: skip


@given(st.lists(ACTIONS, max_size=6))
def test_each_thing_that_is_missing_is_told_and_the_whole_is_the_sum_of_its_areas(actions: list[Action]) -> None:
    quality = assessed(*actions)
    total, areas = quality.total, quality.areas.values()
    assert total.smart == sum((area.smart for area in areas), Score(0, 0))
    assert total.chain == sum((area.chain for area in areas), Score(0, 0))
    assert (total.smart.good == total.smart.of) == (not {"a named lead", "a due date", "a success measure",
                                                        "an intended outcome"} & set(missing(quality)))  # fmt: skip
    stale = [gap for gap in quality.gaps if gap.missing.startswith("an update of")]
    assert len(stale) == total.fresh.of - total.fresh.good
