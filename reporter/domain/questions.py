"""Questions that the board should ask: one about an action at most, each with the figure that calls for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporter.domain.analysis import Analysis
from reporter.domain.escalation import Cause, Escalated
from reporter.domain.movement import ActionProgress
from reporter.domain.plan import Action, Rating
from reporter.domain.progress import expected_progress
from reporter.domain.wording import count, uk_date


@dataclass(frozen=True, slots=True)
class Question:
    """A plain sentence about one action: its `leads` know the answer, and `to` must give it where it is escalated."""

    ref: str
    text: str
    to: str
    leads: str


def questions(analysis: Analysis) -> tuple[Question, ...]:
    """The questions in a fixed order: what is escalated first, then by how much they ask; no action twice."""
    to = {climbed.action.ref: climbed.answers for climbed in analysis.escalated}
    asked: dict[str, Question] = {}
    for action, text in _all(analysis):
        leads = "; ".join(action.leads)
        asked.setdefault(action.ref, Question(action.ref, f"{action.ref} {text}", to.get(action.ref) or leads, leads))
    return tuple(asked.values())


def _all(analysis: Analysis) -> Iterator[tuple[Action, str]]:
    by_ref = {p.action.ref: p for p in analysis.progress.actions}
    for climbed in analysis.escalated:
        yield climbed.action, _of_escalated(climbed, by_ref[climbed.action.ref], analysis)
    for progress in analysis.progress.rated(Rating.RED):
        yield progress.action, _of_red(progress, analysis)
    yield from _of_standstill(analysis)
    yield from _of_closing(analysis)
    for progress in analysis.progress.actions:
        if progress.action.is_open and progress.action.current_due is None:
            words = f' ("{progress.action.due_words}")' if progress.action.due_words else ""
            yield progress.action, f"has no due date{words}: by when will it be done?"


def _of_escalated(climbed: Escalated, progress: ActionProgress, analysis: Analysis) -> str:
    """By what presses most: red before silence, silence before moves."""
    if progress.rating is Rating.RED:
        return _of_red(progress, analysis)
    if silence := climbed.reasons.get(Cause.SILENT):
        return f"has had {silence}: is anybody working on it?"
    slip = next(slip for slip in analysis.slippage.slips if slip.action.ref == climbed.action.ref)
    due = progress.action.current_due
    date = f" of {uk_date(due)}" if due else ""
    return f"has {slip.said}: what makes its date{date} one that will hold?"


def _of_red(progress: ActionProgress, analysis: Analysis) -> str:
    """Overdue, else so far behind that it is off track."""
    action, as_at = progress.action, analysis.progress.as_at
    updated = f"was last updated on {uk_date(action.latest.dated)}" if action.latest else "was never updated"
    if action.current_due and action.current_due < as_at:
        overdue = count((as_at - action.current_due).days, "day")
        return f"is {overdue} overdue and {updated}: what will be different by the next meeting?"
    behind = f"is {action.progress}% done where {expected_progress(action, as_at)}% was to be expected"
    return f"{behind}, and {updated}: what will bring it back on course?"


def _of_standstill(analysis: Analysis) -> Iterator[tuple[Action, str]]:
    for still in analysis.standstill.little_progress:
        since = f" since {uk_date(still.since)}" if still.since else ""
        figure = "" if still.action.progress is None else f" at {still.action.progress}%"
        yield still.action, f"has stood still{figure}{since}: what stands in the way?"
    for still in analysis.standstill.stale:
        yield still.action, f"has had {still.said}: is anybody working on it?"
    for still in analysis.standstill.green_but_unchanged:
        yield still.action, f"is {still.said}: how do we know that it is on track?"


def _of_closing(analysis: Analysis) -> Iterator[tuple[Action, str]]:
    for closed in analysis.closure.without_evidence:
        yield closed.action, f"is {closed.said}: what has changed for children?"
    for hollow in analysis.empty_words:
        said = f"was last updated on {uk_date(hollow.update.dated)}, and the update {hollow.why}"
        yield hollow.action, f"{said}: what has changed for children?"
    for closed in analysis.closure.by_own_lead:
        yield closed.action, f"was {closed.said}: who else has looked at the evidence?"
    for closed in analysis.closure.awaiting:
        yield closed.action, f"is {closed.said}: who will verify it, and when?"
