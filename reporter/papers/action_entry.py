"""One action as the board paper prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.movement import ActionProgress, Movement
from reporter.domain.plan import Action, Revision, Status
from reporter.domain.scheme import RatingScheme
from reporter.domain.wording import count, join, posts, sentence, uk_date
from reporter.papers.content import Mark, mark

UNMOVED = frozenset({"unchanged", "first report"})


@dataclass(frozen=True, slots=True)
class LatestUpdate:
    """The latest update: when, by whom and how far, then what was said."""

    heading: str
    commentary: str


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """Everything a member needs to challenge an action; `details` are lines of labelled sentences."""

    ref: str
    anchor: str
    text: str
    mark: Mark
    reason: str
    asides: Sequence[str]
    update: LatestUpdate | None
    details: Sequence[str]


def action_entry(progress: ActionProgress, scheme: RatingScheme) -> ActionEntry:
    """The entry for one action, in the words of a scheme."""
    action = progress.action
    return ActionEntry(
        ref=action.ref,
        anchor=f"action-{action.ref}",
        text=action.text,
        mark=mark(scheme, progress.rating),
        reason=f"{progress.reason}.",
        asides=tuple(_asides(progress, scheme)),
        update=_latest(action),
        details=tuple(_details(action)),
    )


def _asides(progress: ActionProgress, scheme: RatingScheme) -> list[str]:
    asides = []
    if progress.lead_rating:
        asides.append(f"The lead rates it {scheme.word(progress.lead_rating)}.")
    if not progress.action.answers:
        asides.append("It answers no area for improvement.")
    match progress.movement:
        case Movement.NEW:
            asides.append(sentence(progress.moved))
        case Movement.UNCHANGED if progress.moved not in UNMOVED:
            asides.append(sentence(f"since the last paper: {progress.moved}"))
        case Movement.IMPROVED | Movement.SLIPPED | Movement.CLOSED:
            asides.append(sentence(f"{progress.movement} since the last paper: {progress.moved}"))
    return asides


def due_line(action: Action) -> str:
    """The due date in force with its whole history.

    31 March 2015, 151 days later than the first date, 31 October 2014, by way of 31 January 2015; approved by the Board
    """
    due, revisions = action.current_due, action.revisions
    if due is None:
        return "no due date"
    if not revisions:
        return uk_date(due)
    steps = join([uk_date(revision.due_after) for revision in revisions[:-1]])
    via = f", by way of {steps}" if steps else ""
    return f"{uk_date(due)}, {_against_first(action.due, due)}{via}; {_approval(revisions)}"


def _against_first(first: date | None, due: date) -> str:
    if first is None:
        return "where at first there was no date"
    if due == first:
        return "the first date again"
    direction = "later" if due > first else "earlier"
    return f"{count(abs((due - first).days), 'day')} {direction} than the first date, {uk_date(first)}"


def _approval(revisions: Sequence[Revision]) -> str:
    approvers = list(dict.fromkeys(revision.approved_by for revision in revisions if revision.approved_by))
    unapproved = sum(revision.approved_by is None for revision in revisions)
    if not approvers:
        return "no approval is recorded"
    said = f"approved by {join(approvers)}"
    return f"{said}, without approval for {unapproved} of {count(len(revisions), 'change')}" if unapproved else said


def published_progress(action: Action) -> str:
    """The progress that the paper prints with the latest update: none once the action is closed."""
    latest = action.latest
    if latest is None or latest.progress is None or latest.status in {Status.COMPLETE, Status.VERIFIED}:
        return ""
    return f"{latest.progress}%"


def _latest(action: Action) -> LatestUpdate | None:
    latest = action.latest
    if latest is None:
        return None
    how_far = ", ".join(part for part in (str(latest.status), published_progress(action)) if part)
    when = ", ".join(part for part in (uk_date(latest.dated), latest.author) if part)
    return LatestUpdate(f"{when} ({how_far})", latest.commentary or "No words were recorded.")


def _details(action: Action) -> list[str]:
    lead = sentence(posts(action.leads)) or "none is named."
    agency = f" Agency: {sentence(action.partner_agency)}" if action.partner_agency else ""
    due = sentence(due_line(action)) if action.current_due else _undated(action)
    return [f"Lead: {lead}{agency} Due: {due}", f"Success measure: {_measure(action)} {_proof(action)}"]


def _undated(action: Action) -> str:
    return f"none is given; the plan says “{action.due_words}”." if action.due_words else "none is given."


def _proof(action: Action) -> str:
    evidence = action.evidence
    if evidence is None or evidence.evidence_of_impact is None:
        return "Evidence of impact: none is recorded yet."
    return f"Evidence of impact ({uk_date(evidence.dated)}): {sentence(evidence.evidence_of_impact)}"


def _measure(action: Action) -> str:
    if action.success_measure is None:
        return "none is stated."
    span = [
        f"baseline {action.baseline}" if action.baseline else "",
        f"target {action.target}" if action.target else "",
    ]
    figures = "; ".join(part for part in span if part)
    return sentence(f"{action.success_measure} ({figures})" if figures else action.success_measure)
