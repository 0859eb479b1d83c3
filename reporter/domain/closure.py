"""Closing takes two steps: complete is what the lead says, verified is what somebody else saw in the evidence."""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from reporter.domain.plan import Action, ImprovementPlan, Status, Update
from reporter.domain.wording import since_when, uk_date


@dataclass(frozen=True, slots=True)
class Closing:
    """An action that is said to be done: since when it stands so, for how many days, by whom, and that in words."""

    action: Action
    since: date
    days: int
    verified_by: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Closure:
    """The closed actions of a plan by how far their closing has got; each stands in one of the four."""

    without_evidence: tuple[Closing, ...]
    awaiting: tuple[Closing, ...]
    by_own_lead: tuple[Closing, ...]
    verified: tuple[Closing, ...]


def closures(plan: ImprovementPlan, as_at: date) -> Closure:
    """How far closing has got in a plan, given as it stood at the end of `as_at`."""
    closed = [action for action in plan.actions if not action.is_open]
    unproven = [action for action in closed if not action.evidence]
    proven = [action for action in closed if action.evidence]
    verified = [action for action in proven if action.status is Status.VERIFIED]
    return Closure(
        without_evidence=tuple(_without_evidence(action, as_at) for action in unproven),
        awaiting=tuple(_awaiting(action, as_at) for action in proven if action.status is Status.COMPLETE),
        by_own_lead=tuple(_verified(a, as_at, "its own lead, ") for a in verified if _is_its_own_judge(a)),
        verified=tuple(_verified(a, as_at) for a in verified if not _is_its_own_judge(a)),
    )


def closing(action: Action) -> Update:
    """The update that closed a closed action: the first of its present status, somebody else's before a lead's."""
    run = list(takewhile(lambda update: update.status is action.status, reversed(action.updates)))[::-1]
    return next((update for update in run if not by_a_lead(update.verified_by, action)), run[0])


def by_a_lead(post: str | None, action: Action) -> bool:
    """Whether a post is one that answers for the action."""
    return post is not None and post.casefold() in {lead.casefold() for lead in action.leads}


def _is_its_own_judge(action: Action) -> bool:
    return by_a_lead(closing(action).verified_by, action)


def _without_evidence(action: Action, as_at: date) -> Closing:
    update = closing(action)
    verified = f" and verified by {update.verified_by}" if action.status is Status.VERIFIED else ""
    said = f"complete{verified} since {uk_date(update.dated)}, without evidence of impact"
    return _closing(action, update.dated, as_at, said)


def _awaiting(action: Action, as_at: date) -> Closing:
    """It waits from the day on which it was both complete and had evidence."""
    evidenced = next(update.dated for update in action.updates if update.evidence_of_impact)
    since = max(closing(action).dated, evidenced)
    said = f"complete, with evidence of impact; it has waited for verification {since_when(since, as_at)}"
    return _closing(action, since, as_at, said)


def _verified(action: Action, as_at: date, whose: str = "") -> Closing:
    update = closing(action)
    said = f"verified by {whose}{update.verified_by}, on {uk_date(update.dated)}"
    return _closing(action, update.dated, as_at, said)


def _closing(action: Action, since: date, as_at: date, said: str) -> Closing:
    return Closing(action, since, (as_at - since).days, closing(action).verified_by, said)
