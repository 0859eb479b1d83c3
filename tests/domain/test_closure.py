"""Verified is more than complete, and complete without evidence is less."""

from datetime import date

import pytest

from domain.conftest import LAST_TIME, TODAY, action, complete, days, plan, update, verified
from reporter.domain.closure import Closure, closures
from reporter.domain.plan import Action

KINDS = ("without_evidence", "awaiting", "by_own_lead", "verified")
BEFORE = TODAY - days(1)
BY_LEAD = verified(by="Head of Service")


def told(closure: Closure) -> dict[str, list[str]]:
    """The refs of each kind that has any."""
    return {kind: [c.action.ref for c in getattr(closure, kind)] for kind in KINDS if getattr(closure, kind)}


@pytest.mark.parametrize(
    ("entry", "kind", "said"),
    [
        (
            action(complete(LAST_TIME)),
            "without_evidence",
            "complete since 10 February 2015, without evidence of impact",
        ),
        (
            action(verified(evidence=None)),
            "without_evidence",
            "complete and verified by the Vice Chair since 17 March 2015, without evidence of impact",
        ),
        (
            action(complete(LAST_TIME, "Audit.")),
            "awaiting",
            "complete, with evidence of impact; it has waited for verification since 10 February 2015 (35 days)",
        ),
        (
            action(complete(BEFORE, "Audit.")),
            "awaiting",
            "complete, with evidence of impact; it has waited for verification since 16 March 2015 (1 day)",
        ),
        (
            action(complete(TODAY, "Audit.")),
            "awaiting",
            "complete, with evidence of impact; it has waited for verification since 17 March 2015",
        ),
        (action(BY_LEAD), "by_own_lead", "verified by its own lead, Head of Service, on 17 March 2015"),
        (action(verified(LAST_TIME)), "verified", "verified by the Vice Chair, on 10 February 2015"),
    ],
)
def test_each_closed_action_stands_in_one_list_with_its_reason(entry: Action, kind: str, said: str) -> None:
    closure = closures(plan(entry), TODAY)
    assert told(closure) == {kind: ["1-01"]}
    assert getattr(closure, kind)[0].said == said


@pytest.mark.parametrize(
    ("entry", "since"),
    [
        (action(complete(LAST_TIME), complete(BEFORE, "Audit."), complete()), BEFORE),
        (action(update(LAST_TIME, evidence="Audit."), complete(BEFORE)), BEFORE),
        (action(complete(LAST_TIME, "Audit."), update(BEFORE), complete()), TODAY),
    ],
)
def test_an_action_waits_from_the_day_on_which_it_was_both_complete_and_evidenced(entry: Action, since: date) -> None:
    (waiting,) = closures(plan(entry), TODAY).awaiting
    assert (waiting.since, waiting.days) == (since, (TODAY - since).days)


def test_the_first_who_is_not_a_lead_verified_it() -> None:
    entry = action(
        verified(LAST_TIME, "head of service"),
        verified(BEFORE, "the Chair"),
        verified(TODAY, "the Vice Chair"),
        lead="Head of Service; Team Manager",
    )
    (done,) = closures(plan(entry), TODAY).verified
    assert (done.verified_by, done.since) == ("the Chair", BEFORE)


def test_open_actions_are_in_no_list() -> None:
    assert told(closures(plan(), TODAY)) == {}
    assert told(closures(plan(action(), action(complete(BEFORE, "Audit."), update(), ref="1-02")), TODAY)) == {}


def test_lists_keep_the_order_of_the_plan() -> None:
    entries = [action(complete(LAST_TIME + days(n)), ref=f"1-0{n}") for n in (3, 1, 2)]
    assert told(closures(plan(*entries), TODAY)) == {"without_evidence": ["1-03", "1-01", "1-02"]}
