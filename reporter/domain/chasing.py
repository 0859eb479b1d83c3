"""What each lead is asked before the data cut: which of their actions are overdue, due, silent, or say too little."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporter.domain.plan import Action, ImprovementPlan
from reporter.domain.quality import assess
from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import count, join, uk_date

Lacking = dict[tuple[str, str | None], list[str]]  # what is missing, by ref and lead


class Need(StrEnum):
    """Why a lead is written to about an action."""

    OVERDUE = "overdue"
    DUE = "due"
    STALE = "stale"
    MISSING = "missing"


WRITE: Mapping[Need, str] = {
    Need.OVERDUE: "Say what is left and what stands in the way. If it is complete, say since when, and what shows that "
    "it made a difference. If its date has been changed, write the new one and who agreed.",
    Need.DUE: "Say whether it will be complete by then. If it is, write the evidence; if not, what is left.",
    Need.STALE: "Say what was done since, how much is done in percent, and what comes next.",
    Need.MISSING: "Fill in these columns.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, as a sentence, with what to write."""

    need: Need
    found: str

    @property
    def write(self) -> str:
        """What the lead is asked for."""
        return WRITE[self.need]


@dataclass(frozen=True, slots=True)
class Ask:
    """An action about which its leads are asked for something."""

    action: Action
    reasons: tuple[Reason, ...]


def asks(plan: ImprovementPlan, as_at: date, meeting: date, thresholds: Thresholds) -> tuple[Ask, ...]:
    """What is to be asked about a plan as it stands at the end of `as_at`, before a meeting; in the plan's order.

    An action about which there is nothing to ask is left out, and so is one that is not in the plan any more.
    """
    quality = assess(plan, as_at, thresholds)
    lacking: Lacking = {}
    for gap in quality.gaps:  # those of weaknesses have no lead
        lacking.setdefault((gap.ref, gap.lead or None), []).append(gap.missing)
    found = (Ask(action, tuple(_reasons(action, lacking, as_at, meeting, thresholds))) for action in plan.actions)
    return tuple(ask for ask in found if ask.reasons)


def _reasons(action: Action, lacking: Lacking, as_at: date, meeting: date, thresholds: Thresholds) -> Iterator[Reason]:
    due = action.current_due
    missing = lacking.get((action.ref, action.lead or None), [])
    silent = f"an update of the last {thresholds.stale_after_days} days"
    if action.is_open and due:
        if due < as_at:
            yield Reason(Need.OVERDUE, f"It was due on {uk_date(due)}, {count((as_at - due).days, 'day')} ago.")
        elif due <= meeting:
            yield Reason(Need.DUE, f"It is due on {uk_date(due)}.")
    if silent in missing and not action.is_to_start(as_at):
        yield Reason(Need.STALE, _silence(action, as_at))
    if others := [what for what in missing if what != silent]:
        yield Reason(Need.MISSING, f"It lacks {join(others)}.")


def _silence(action: Action, as_at: date) -> str:
    if action.latest is None:
        return "Nothing has been heard of it yet."
    dated = action.latest.dated
    return f"The last update is of {uk_date(dated)}, {count((as_at - dated).days, 'day')} ago."
