"""The ladder: what leads up to each rung, since when an action is red, and who must answer."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from domain.conftest import LAST_TIME, THRESHOLDS, TODAY, action, complete, days, plan, re_dated, update, verified
from domain.test_properties import DAYS, actions, quick
from reporter.domain.escalation import Escalated, Ladder, Rung, escalated, red_since
from reporter.domain.plan import Action, Rating, Status
from reporter.domain.progress import rate

LADDER = Ladder()
FRESH = update(TODAY)


def climbed(*entries: Action, ladder: Ladder = LADDER) -> tuple[Escalated, ...]:
    return escalated(plan(*entries), TODAY, THRESHOLDS, ladder)


def overdue(number: int, ref: str = "1-01") -> Action:
    """An action that is so many days overdue, and has been reported on."""
    return action(update(TODAY - days(400)), FRESH, due=TODAY - days(number), ref=ref)


def moved(number: int) -> Action:
    due = TODAY + days(30)
    steps = (re_dated(TODAY - days(40 - n), due + days(n)) for n in range(1, number + 1))
    return action(*steps, FRESH, due=due)


def silent(number: int) -> Action:
    return action(update(TODAY - days(number)))


@pytest.mark.parametrize(
    ("entry", "name", "said"),
    [
        (overdue(1), "lead", "red for 1 day"),
        (overdue(30), "lead", "red for 30 days"),
        (overdue(31), "sub-group chair", "red for 31 days"),
        (overdue(61), "sub-group chair", "red for 61 days"),
        (overdue(62), "board chair", "red for 62 days"),
        (overdue(63), "board chair", "red for 62 days or more"),
        (overdue(300), "board chair", "red for 62 days or more"),
        (moved(1), "lead", "moved once"),
        (moved(2), "sub-group chair", "moved twice"),
        (moved(4), "board chair", "moved 4 times"),
        (silent(42), "lead", "no update for 42 days"),
        (silent(62), "sub-group chair", "no update for 62 days"),
        (silent(92), "board chair", "no update for 92 days"),
        (action(added=TODAY - days(92)), "board chair", "no update for 92 days"),
        (
            action(re_dated(TODAY - days(70), TODAY - days(10)), due=TODAY - days(60)),
            "sub-group chair",
            "red for 10 days; moved once; no update for 70 days",
        ),
    ],
)
def test_the_highest_rung_that_is_reached_counts_and_every_reason_is_told(entry: Action, name: str, said: str) -> None:
    (found,) = climbed(entry)
    assert (found.name, found.said) == (name, said)
    assert LADDER.rungs[found.rung - 1].name == name


@pytest.mark.parametrize(
    "entry",
    [
        overdue(0),
        silent(41),
        action(),  # nothing was ever recorded: it is stale, but not for so many days
        action(FRESH, re_dated(TODAY, TODAY + days(5)), due=TODAY + days(9)),  # brought forward
        action(re_dated(TODAY, TODAY + days(5)), due=None),  # a first date
        action(complete(TODAY - days(400)), due=TODAY - days(300)),
        action(verified(TODAY - days(400))),
        action(update(TODAY - days(100), Status.NOT_STARTED), start=TODAY + days(1)),
        action(update(TODAY - days(100)), removed=TODAY),
    ],
)
def test_an_action_stays_off_the_ladder(entry: Action) -> None:
    assert climbed(entry) == ()


@pytest.mark.parametrize(
    ("entry", "since"),
    [
        (overdue(0), None),
        (overdue(1), TODAY),
        (overdue(20), TODAY - days(19)),
        # red since the update that gave up on progress, and not before
        (action(update(TODAY - days(9), progress=0), start=TODAY - days(50), due=TODAY + days(10)), TODAY - days(9)),
        # time alone makes it red: 36 of 100 days are gone on the 36th
        (action(update(TODAY - days(40), progress=0), start=TODAY - days(40), due=TODAY + days(60)), TODAY - days(4)),
        # a new date ended the red, and it came back
        (action(re_dated(TODAY - days(20), TODAY - days(5)), due=TODAY - days(30)), TODAY - days(4)),
        # a day of green in between ends it, however late it is now
        (
            action(
                update(TODAY - days(90)),
                complete(TODAY - days(15), "Audit."),
                update(TODAY - days(10)),
                due=TODAY - days(80),
            ),
            TODAY - days(10),
        ),
        # several updates while it is red do not end it
        (
            action(*(update(TODAY - days(n)) for n in (50, 40, 30, 20, 10, 0)), due=TODAY - days(45)),
            TODAY - days(44),
        ),
        (action(update(TODAY - days(90)), due=TODAY - days(85), added=TODAY - days(7)), TODAY - days(7)),
    ],
)
def test_an_action_is_red_since_the_first_day_of_an_unbroken_run(entry: Action, since: date | None) -> None:
    assert red_since(entry, TODAY, THRESHOLDS, days_back=200) == since


def test_it_is_not_looked_further_back_than_asked() -> None:
    assert red_since(overdue(300), TODAY, THRESHOLDS, days_back=62) == TODAY - days(62)


@quick
@given(actions(), DAYS)
def test_red_since_is_what_rating_every_single_day_gives(entry: Action, day: date) -> None:
    entry = replace(entry, removed=None, added=None)
    run = 0
    while run <= 100 and rate(entry.as_at(day - days(run)), day - days(run), THRESHOLDS).rating is Rating.RED:
        run += 1
    expected = day - days(run - 1) if run else None
    assert red_since(entry, day, THRESHOLDS, days_back=100) == expected


@pytest.mark.parametrize(
    ("number", "lead", "sub_group", "answers"),
    [
        (1, "Head of Service", None, "Head of Service"),
        (1, "Head of Service; Team Manager", None, "Head of Service and Team Manager"),
        (1, None, None, "its lead (not named in the plan)"),
        (31, "Head of Service", "Training Sub-group", "Chair of the Training Sub-group"),
        (31, "Head of Service", None, "the chair of its sub-group (not named in the plan)"),
        (62, "Head of Service", "Training Sub-group", "Chair of the Partnership"),
    ],
)
def test_each_rung_has_somebody_who_answers(number: int, lead: str | None, sub_group: str | None, answers: str) -> None:
    entry = replace(overdue(number), lead=lead, sub_group=sub_group)
    (found,) = climbed(entry, ladder=replace(LADDER, board="Partnership"))
    assert found.answers == answers


def test_a_ladder_may_have_rungs_of_its_own_and_reasons_left_out() -> None:
    ladder = Ladder((Rung("lead", red_days=10), Rung("Chief Executive", red_days=20)))
    assert climbed(moved(5), silent(50), ladder=ladder) == ()
    (low, high) = reversed(climbed(overdue(12), overdue(25, ref="1-02"), ladder=ladder))
    assert (low.rung, low.answers, low.said) == (1, "Head of Service", "red for 12 days")
    assert (high.rung, high.answers, high.said) == (2, "Chief Executive", "red for 20 days or more")
    assert climbed(overdue(99), ladder=Ladder(())) == ()


def test_the_highest_rung_stands_first_and_then_the_order_of_the_plan() -> None:
    entries = [overdue(1), overdue(70, "1-02"), overdue(40, "1-03"), overdue(65, "1-04"), overdue(2, "1-05")]
    assert [found.action.ref for found in climbed(*entries)] == ["1-02", "1-04", "1-03", "1-01", "1-05"]
    assert climbed() == ()


def test_it_is_worked_out_as_at_a_day_that_is_past() -> None:
    (found,) = escalated(plan(overdue(40)), LAST_TIME, THRESHOLDS, LADDER)
    assert (found.said, found.red_since) == ("red for 5 days; no update for 365 days", LAST_TIME - days(4))
