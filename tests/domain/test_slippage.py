"""How far due dates slipped, step by step and in sum."""

from datetime import date

import pytest
from hypothesis import given

from domain.conftest import LAST_TIME, TODAY, action, area, days, plan, re_dated, update
from domain.test_properties import DAYS, actions, plans, quick
from reporter.domain.plan import Action, ImprovementPlan
from reporter.domain.slippage import Slipped, first_due, put_back, slippage

DUE, LATER, LATEST = date(2014, 10, 31), date(2014, 12, 31), date(2015, 3, 31)
BEFORE = LAST_TIME - days(30)


@pytest.mark.parametrize(
    ("entry", "said", "steps"),
    [
        (
            action(re_dated(BEFORE, LATER, approved_by="the Board"), due=DUE),
            "moved once, 61 days later than its first date",
            ["from 31 October 2014 to 31 December 2014, 61 days later, approved by the Board"],
        ),
        (
            action(re_dated(BEFORE, DUE + days(1)), re_dated(TODAY, LATEST), due=DUE),
            "moved twice, 151 days later than its first date",
            [
                "from 31 October 2014 to 1 November 2014, 1 day later, not approved by anybody",
                "from 1 November 2014 to 31 March 2015, 150 days later, not approved by anybody",
            ],
        ),
        (
            action(re_dated(BEFORE, DUE - days(2)), due=DUE),
            "moved once, 2 days earlier than its first date",
            ["from 31 October 2014 to 29 October 2014, 2 days earlier, not approved by anybody"],
        ),
        (
            action(re_dated(BEFORE, LATER), re_dated(LAST_TIME, LATEST), re_dated(TODAY, DUE), due=DUE),
            "moved 3 times, back to its first date",
            [
                "from 31 October 2014 to 31 December 2014, 61 days later, not approved by anybody",
                "from 31 December 2014 to 31 March 2015, 90 days later, not approved by anybody",
                "from 31 March 2015 to 31 October 2014, 151 days earlier, not approved by anybody",
            ],
        ),
        (
            action(re_dated(BEFORE, DUE), re_dated(TODAY, LATER), due=None),
            "moved once, 61 days later than its first date",
            ["from 31 October 2014 to 31 December 2014, 61 days later, not approved by anybody"],
        ),
    ],
)
def test_each_step_is_told_and_how_far_it_is_in_all(entry: Action, said: str, steps: list[str]) -> None:
    (slip,) = slippage(plan(entry)).slips
    assert (slip.said, [step.said for step in slip.steps]) == (said, steps)


@pytest.mark.parametrize("entry", [action(), action(update()), action(re_dated(TODAY, DUE), due=None)])
def test_an_action_has_not_slipped_that_kept_its_date_or_got_its_first(entry: Action) -> None:
    sums = slippage(plan(entry))
    assert (sums.slips, sums.total) == ((), Slipped(0, 0, 0, None))


def test_areas_and_the_plan_add_up_their_moves_and_days() -> None:
    tiny = plan(
        action(re_dated(BEFORE, DUE + days(10)), re_dated(TODAY, DUE + days(30)), due=DUE),
        action(re_dated(TODAY, DUE + days(5)), due=DUE, ref="1-02"),
        action(ref="1-03"),
        action(re_dated(TODAY, DUE + days(100)), due=DUE, ref="2-01", area="2"),
        areas=[area(), area("2", "Care"), area("3", "Leadership")],
    )
    sums = slippage(tiny)
    assert sums.areas == {"1": Slipped(2, 3, 35, 17.5), "2": Slipped(1, 1, 100, 100), "3": Slipped(0, 0, 0, None)}
    assert sums.total == Slipped(3, 4, 135, 30)
    assert [slip.action.ref for slip in sums.most(2)] == ["2-01", "1-01"]
    assert [slip.action.ref for slip in sums.slips] == ["2-01", "1-01", "1-02"]


def test_a_date_brought_forward_is_not_among_those_that_slipped_most() -> None:
    tiny = plan(action(re_dated(TODAY, DUE - days(1)), due=DUE))
    assert (len(slippage(tiny).slips), slippage(tiny).most(5)) == (1, ())


@quick
@given(actions(), DAYS)
def test_the_steps_lead_from_the_first_date_to_the_one_in_force(entry: Action, day: date) -> None:
    known = entry.as_at(day)
    first = first_due(known)
    for slip in slippage(plan(known)).slips:
        assert first is not None
        assert known.current_due == first + days(slip.days) == first + days(sum(step.days for step in slip.steps))
        assert sum(step.days > 0 for step in slip.steps) == len(put_back(known))


@quick
@given(plans(), DAYS)
def test_the_areas_sum_up_to_the_plan(whole: ImprovementPlan, day: date) -> None:
    sums = slippage(whole.as_at(day))
    assert sums.total.days == sum(one.days for one in sums.areas.values())
    assert sums.total.moves == sum(one.moves for one in sums.areas.values()) == sum(len(s.steps) for s in sums.slips)
