"""One action as the board paper prints it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.domain.movement import ActionProgress, Movement
from reporter.domain.plan import Action, Status
from reporter.domain.wording import count, join, sentence, uk_date
from reporter.papers.content import Mark, mark


@dataclass(frozen=True, slots=True)
class LatestUpdate:
    """The latest update: when, by whom and how far, then what was said."""

    heading: str
    commentary: str


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """Everything a member needs to challenge an action; `details` are label and text, in printing order."""

    ref: str
    anchor: str
    text: str
    mark: Mark
    reason: str
    asides: Sequence[str]
    update: LatestUpdate | None
    details: Sequence[tuple[str, str]]


def action_entry(progress: ActionProgress) -> ActionEntry:
    """The entry for one action."""
    action = progress.action
    return ActionEntry(
        ref=action.ref,
        anchor=f"action-{action.ref}",
        text=action.text,
        mark=mark(progress.rating),
        reason=sentence(progress.reason),
        asides=tuple(_asides(progress)),
        update=_latest(action),
        details=tuple(_details(action)),
    )


def _asides(progress: ActionProgress) -> list[str]:
    asides = []
    if progress.lead_rating:
        asides.append(f"The lead rates it {progress.lead_rating}.")
    if progress.movement is not Movement.UNCHANGED:
        asides.append(sentence(f"{progress.movement} since the last paper: {progress.moved}"))
    return asides


def due_line(action: Action) -> str:
    """The due date with its whole history: "31 March 2015, moved twice from 31 October 2014 (151 days)"."""
    due = action.current_due
    if due is None:
        return "No due date"
    revisions = action.revisions
    if not revisions:
        return uk_date(due)
    if action.due is None:
        return f"{uk_date(due)}, where at first there was no date"
    steps = join([uk_date(revision.due_after) for revision in revisions[:-1]])
    via = f", by way of {steps}" if steps else ""
    unapproved = sum(revision.approved_by is None for revision in revisions)
    approval = _approval(unapproved, len(revisions), revisions[-1].approved_by)
    slipped = count(abs((due - action.due).days), "day")
    direction = "later" if due > action.due else "earlier"
    return f"{uk_date(due)}, {slipped} {direction} than the first date, {uk_date(action.due)}{via}; {approval}"


def _approval(unapproved: int, revisions: int, approver: str | None) -> str:
    if not unapproved:
        return f"approved by {approver}"
    if unapproved == revisions:
        return "no approval is recorded"
    return f"no approval is recorded for {count(unapproved, 'change')} of {revisions}"


def _latest(action: Action) -> LatestUpdate | None:
    latest = action.latest
    if latest is None:
        return None
    how_far = str(latest.status) if latest.progress is None else f"{latest.status}, {latest.progress}%"
    closed = latest.status in {Status.COMPLETE, Status.VERIFIED}
    heading = f"{uk_date(latest.dated)}, {latest.author} ({latest.status if closed else how_far})"
    return LatestUpdate(heading, latest.commentary)


def _details(action: Action) -> list[tuple[str, str]]:
    evidence = action.evidence
    proof = f"{evidence.evidence_of_impact} ({uk_date(evidence.dated)})" if evidence else "none is recorded yet"
    answers = f"area for improvement {join(action.answers)}" if action.answers else "no area for improvement"
    details = [
        ("Lead", ", ".join(name for name in (action.lead, action.partner_agency) if name) or "none is named"),
        ("Due", due_line(action)),
        ("Answers", answers),
        ("Success measure", _measure(action)),
        ("Evidence of impact", proof),
    ]
    return [(label, sentence(text)) for label, text in details]


def _measure(action: Action) -> str:
    if action.success_measure is None:
        return "none is stated"
    span = [
        f"baseline {action.baseline}" if action.baseline else "",
        f"target {action.target}" if action.target else "",
    ]
    figures = "; ".join(part for part in span if part)
    return f"{action.success_measure} ({figures})" if figures else action.success_measure
