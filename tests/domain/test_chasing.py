"""What each lead is asked: overdue, due by the meeting, silent, or saying too little; and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_board import TABLES
from town import make_town

from reporter.domain.chasing import WRITE, Ask, Need, asks
from reporter.domain.plan import Action, ImprovementPlan, Status, Update
from reporter.domain.thresholds import Thresholds
from reporter.making.materials import LivePlan

TODAY, MEETING = date(2015, 3, 9), date(2015, 3, 25)
UPDATE = Update(date(2015, 3, 1), "A lead", Status.IN_PROGRESS, 50, "Half way.", None, None, None, None, None)
STALE_AFTER = Thresholds().stale_after_days


@pytest.fixture
def plan(tmp_path: object) -> ImprovementPlan:
    """The small board's plan, whose one action says all that it should."""
    town = make_town(tmp_path / "office", str(tmp_path / "ledger.sqlite"))  # type: ignore[operator]
    assert TABLES
    return LivePlan(town.settings.boards["town"], TODAY, None).load().plan


@pytest.fixture
def action(plan: ImprovementPlan) -> Action:
    """An action about which there is nothing to ask."""
    return replace(
        plan.actions[0],
        due=date(2015, 12, 31),
        success_measure="A measure",
        intended_outcome="An outcome",
        updates=(UPDATE,),
    )


def asked(plan: ImprovementPlan, *actions: Action) -> tuple[Ask, ...]:
    """What is asked about these actions."""
    return asks(replace(plan, actions=actions), TODAY, MEETING, Thresholds())


def needs(plan: ImprovementPlan, action: Action) -> list[tuple[Need, str]]:
    """What is asked about one."""
    found = asked(plan, action)
    return [(reason.need, reason.found) for ask in found for reason in ask.reasons]


def test_an_action_that_says_all_is_not_asked_about(plan: ImprovementPlan, action: Action) -> None:
    assert asked(plan, action) == ()


@pytest.mark.parametrize(
    ("due", "found"),
    [
        (TODAY - timedelta(days=1), [(Need.OVERDUE, "It was due on 8 March 2015, 1 day ago.")]),
        (TODAY, [(Need.DUE, "It is due on 9 March 2015.")]),
        (MEETING, [(Need.DUE, "It is due on 25 March 2015.")]),
        (MEETING + timedelta(days=1), []),
    ],
)
def test_by_its_due_date(plan: ImprovementPlan, action: Action, due: date, found: list[tuple[Need, str]]) -> None:
    assert needs(plan, replace(action, due=due)) == found


def test_the_revised_date_counts(plan: ImprovementPlan, action: Action) -> None:
    late = replace(UPDATE, revised_due=date(2015, 12, 1), approved_by="The board")
    assert needs(plan, replace(action, due=date(2015, 1, 1), updates=(late,))) == []


@pytest.mark.parametrize("status", [Status.COMPLETE, Status.VERIFIED])
def test_what_is_closed_is_asked_for_evidence_alone(plan: ImprovementPlan, action: Action, status: Status) -> None:
    done = replace(UPDATE, status=status, dated=date(2014, 1, 1))
    closed = replace(action, due=date(2014, 1, 1), updates=(done,))
    assert needs(plan, closed) == [(Need.MISSING, "It lacks evidence of impact, though it is complete.")]
    proved = replace(done, evidence_of_impact="Fewer wait.")
    assert needs(plan, replace(closed, updates=(proved,))) == []


def test_silence_is_counted_in_days(plan: ImprovementPlan, action: Action) -> None:
    old = replace(UPDATE, dated=TODAY - timedelta(days=STALE_AFTER + 1))
    (found,) = needs(plan, replace(action, updates=(old,)))
    assert found[0] is Need.STALE
    assert found[1].endswith(f", {STALE_AFTER + 1} days ago.")
    edge = replace(UPDATE, dated=TODAY - timedelta(days=STALE_AFTER))
    assert needs(plan, replace(action, updates=(edge,))) == []
    assert (Need.STALE, "Nothing has been heard of it yet.") in needs(plan, replace(action, updates=()))


def test_an_action_that_is_to_start_later_may_be_silent(plan: ImprovementPlan, action: Action) -> None:
    assert needs(plan, replace(action, start=TODAY + timedelta(days=1), updates=())) == []


def test_what_is_missing_is_named_once(plan: ImprovementPlan, action: Action) -> None:
    bare = replace(action, due=None, success_measure=None, intended_outcome=None)
    found = "It lacks a due date, a success measure and an intended outcome."
    assert needs(plan, bare) == [(Need.MISSING, found)]


def test_the_gravest_reason_comes_first_and_each_says_what_to_write(plan: ImprovementPlan, action: Action) -> None:
    (ask,) = asked(plan, replace(action, due=date(2015, 1, 1), success_measure=None, updates=()))
    assert [reason.need for reason in ask.reasons] == [Need.OVERDUE, Need.STALE, Need.MISSING]
    assert all(reason.write == WRITE[reason.need] for reason in ask.reasons)
    assert set(WRITE) == set(Need)


def test_a_weakness_with_the_ref_of_an_action_says_nothing_of_it(plan: ImprovementPlan, action: Action) -> None:
    weakness = replace(plan.areas_for_improvement[0], ref=action.ref, cause=None)
    assert needs(replace(plan, areas_for_improvement=(weakness,)), replace(action, answers=(action.ref,))) == []
