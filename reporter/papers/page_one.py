"""What page 1 says beside ratings and movement: what was re-dated or lost, what is escalated, what to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reporter.domain.analysis import Analysis
from reporter.domain.assurance import Wanted, conclude
from reporter.domain.escalation import Escalated
from reporter.domain.plan import Action, ImprovementPlan
from reporter.domain.rewording import reworded, vanished
from reporter.domain.wording import agree, join

RED_ROWS = 4

Refs = Sequence[tuple[str, str]]  # (ref, anchor)


@dataclass(frozen=True, slots=True)
class Further:
    """Beside what the ratings say: lists of refs under a heading, a sentence, and what the board is asked first.

    `scheme_changed` says that the ratings are printed otherwise than before; `rows` is how many red actions there is
    room for.
    """

    moved: Sequence[tuple[str, Refs]] = ()
    escalated: str = ""
    asks: Sequence[str] = ()
    scheme_changed: str = ""
    rows: int = RED_ROWS


def further(plan: ImprovementPlan, analysis: Analysis, recommended: Sequence[str], scheme_changed: str) -> Further:
    """All of it, for a plan given with its history; `recommended` is what the config has the board asked."""
    asks = (*recommended, *_asks(plan, analysis))
    return Further(tuple(_moved(plan, analysis)), _escalated(analysis.escalated), asks, scheme_changed)


def _moved(plan: ImprovementPlan, analysis: Analysis) -> Iterator[tuple[str, Refs]]:
    progress = analysis.progress
    if progress.since is None:
        return
    since, now = progress.since, [one.action for one in progress.actions]
    yield "Re-dated", [_ref(action) for action in now if _is_re_dated(action, since)]
    yield "Worded anew", [_ref(one.action) for one in reworded(plan.as_at(progress.as_at))]
    yield "Gone without a word", [(one.ref, "") for one in vanished(plan)]


def _is_re_dated(action: Action, since: date) -> bool:
    return any(revision.dated > since for revision in action.revisions)


def _ref(action: Action) -> tuple[str, str]:
    return action.ref, f"action-{action.ref}"


def _escalated(found: Sequence[Escalated]) -> str:
    """Who has to answer for how many, the highest rung first."""
    if not found:
        return "No action is escalated."
    rungs = dict.fromkeys(one.name for one in found)
    parts = [_of_rung(rung, [one.action.ref for one in found if one.name == rung]) for rung in rungs]
    return f"{agree(len(found), 'action', 'is', 'are')} escalated by rule: {join(parts)}."


def _of_rung(rung: str, refs: Sequence[str]) -> str:
    few = 4  # refs that a line has room for
    return f"{len(refs)} to the {rung}{f' ({join(refs)})' if len(refs) <= few else ''}"


def _asks(plan: ImprovementPlan, analysis: Analysis) -> Iterator[str]:
    """What only the board can decide and the ratings do not show."""
    decisions = conclude(plan, analysis).decisions
    wanted = {kind: [one.ref for one in decisions if one.wanted is kind] for kind in Wanted}
    if refs := wanted[Wanted.EXTENSION]:
        dates = "the later date" if len(refs) == 1 else "the later dates"
        yield f"approve or refuse {dates} of {join(refs)}, which nobody has approved"
    if refs := wanted[Wanted.VERIFICATION]:
        yield f"say who will verify {join(refs)}, reported complete"
    if refs := wanted[Wanted.REMOVAL]:
        yield f"confirm that {join(refs)} {'goes' if len(refs) == 1 else 'go'} out of the plan"
