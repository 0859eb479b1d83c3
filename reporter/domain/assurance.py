"""What page 1 concludes, by rule: the worst, the best, what the board must decide, and what it should ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporter.domain.analysis import Analysis
from reporter.domain.escalation import Escalated
from reporter.domain.movement import STANDING, ActionProgress, Movement
from reporter.domain.plan import Action, ImprovementPlan, Rating, Status
from reporter.domain.questions import Question, questions
from reporter.domain.wording import count, uk_date

LISTED = 5  # of the worst, and of those that moved most for the better


class Wanted(StrEnum):
    """Why something is put to the board for decision, in the order in which it is asked."""

    EXTENSION = "extension"
    UNANSWERED = "weakness without an action"
    UNDATED = "action without a date"
    VERIFICATION = "completion to verify"
    REMOVAL = "removal to confirm"


@dataclass(frozen=True, slots=True)
class Worst:
    """One of the actions that stand worst, with all that speaks against it in one phrase."""

    progress: ActionProgress
    escalated: Escalated | None
    days_overdue: int
    said: str


@dataclass(frozen=True, slots=True)
class Better:
    """One of the actions that moved most for the better, and how, as a phrase."""

    progress: ActionProgress
    points: int  # of progress since the last paper
    said: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that only the board can settle: the ref it is about, and what follows "The Board is asked to".

    `of_several` says the same of several refs that stand in its {}; it is empty where each has to be told by itself.
    """

    wanted: Wanted
    ref: str
    text: str
    of_several: str = ""


@dataclass(frozen=True, slots=True)
class Assurance:
    """The conclusions of a paper."""

    worst: tuple[Worst, ...]
    better: tuple[Better, ...]
    decisions: tuple[Decision, ...]
    questions: tuple[Question, ...]


def conclude(plan: ImprovementPlan, analysis: Analysis) -> Assurance:
    """What the analysis of a plan, given with its history, comes to."""
    return Assurance(
        worst=tuple(_worst(analysis))[:LISTED],
        better=tuple(_better(plan, analysis))[:LISTED],
        decisions=tuple(_decisions(analysis)),
        questions=questions(analysis),
    )


def _worst(analysis: Analysis) -> list[Worst]:
    """Escalated highest first; then most days overdue, most days slipped, and the plan's order."""
    on_ladder = {climbed.action.ref: climbed for climbed in analysis.escalated}
    slipped = {slip.action.ref: slip.days for slip in analysis.slippage.slips}
    asked = [p for p in analysis.progress.actions if p.rating is Rating.RED or p.action.ref in on_ladder]
    found = [_stands(p, on_ladder.get(p.action.ref), analysis.progress.as_at) for p in asked]
    return sorted(
        found,
        key=lambda worst: (
            -worst.escalated.rung if worst.escalated else 0,
            -worst.days_overdue,
            -slipped.get(worst.progress.action.ref, 0),
        ),
    )


def _stands(progress: ActionProgress, on_ladder: Escalated | None, as_at: date) -> Worst:
    due = progress.action.current_due
    overdue = (as_at - due).days if due and due < as_at else 0
    escalation = f"; escalated to the {on_ladder.name}: {on_ladder.said}" if on_ladder else ""
    return Worst(progress, on_ladder, overdue, f"{progress.rating}: {progress.reason}{escalation}")


def _better(plan: ImprovementPlan, analysis: Analysis) -> list[Better]:
    """Closed before improved; then the larger step of rating, more points of progress, and the plan's order."""
    since = analysis.progress.since
    before = {action.ref: action for action in plan.as_at(since).actions} if since else {}
    moved = [p for p in analysis.progress.actions if p.movement in {Movement.CLOSED, Movement.IMPROVED}]
    found = [_gained(p, before[p.action.ref]) for p in moved]
    return sorted(
        found, key=lambda better: (better.progress.movement is not Movement.CLOSED, -_step(better), -better.points)
    )


def _gained(progress: ActionProgress, before: Action) -> Better:
    now, then = progress.action.progress, before.progress
    if then is None and before.status is Status.NOT_STARTED:
        then = 0
    points = 0 if now is None or then is None else now - then
    figures = f", {then}% to {now}% done" if points > 0 else ""
    return Better(progress, points, f"{progress.moved}{figures}")


def _step(better: Better) -> int:
    """How good its rating is now: of two improvements the one that ends higher counts for more."""
    return STANDING[better.progress.rating]


def _decisions(analysis: Analysis) -> Iterator[Decision]:
    for extension in analysis.extensions.asked:
        ref = extension.action.ref
        yield Decision(Wanted.EXTENSION, ref, f"approve or refuse that {ref} moves {extension.said}")
    for weakness in analysis.coverage.unanswered:
        ref = weakness.ref
        said = f"decide who will answer area for improvement {ref}, which no action answers"
        several = "decide who will answer areas for improvement {}, which no action answers"
        yield Decision(Wanted.UNANSWERED, ref, said, several)
    for action in _undated(p.action for p in analysis.progress.actions):
        words = f' in place of "{action.due_words}"' if action.due_words else ""
        yield Decision(Wanted.UNDATED, action.ref, f"set a due date for {action.ref}{words}", "set a due date for {}")
    for waiting in analysis.closure.awaiting:
        ref = waiting.action.ref
        days = f", {count(waiting.days, 'day')} ago" if waiting.days else ""
        said = f"say who will verify {ref}, complete with evidence on {uk_date(waiting.since)}{days}"
        yield Decision(Wanted.VERIFICATION, ref, said, "say who will verify {}, complete with evidence")
    for own in analysis.closure.by_own_lead:
        said = f"have {own.action.ref} verified by somebody else than its lead, {own.verified_by}"
        several = "have {} verified by somebody else than their leads"
        yield Decision(Wanted.VERIFICATION, own.action.ref, said, several)
    for action in analysis.progress.removed:
        why = "" if action.removal_reason else ", for which no reason is recorded"
        said, several = f"{action.ref} is taken out of the plan{why}", f"{{}} are taken out of the plan{why}"
        yield Decision(Wanted.REMOVAL, action.ref, f"confirm that {said}", f"confirm that {several}")


def _undated(actions: Iterable[Action]) -> Iterator[Action]:
    return (action for action in actions if action.is_open and action.current_due is None)
