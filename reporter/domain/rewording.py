"""Actions that say something else than in the paper before, and actions that are gone without a word."""

from dataclasses import dataclass

from reporter.domain.plan import Action, ImprovementPlan


@dataclass(frozen=True, slots=True)
class Reworded:
    """An action with the words that it had in the paper before."""

    action: Action
    before: str


@dataclass(frozen=True, slots=True)
class Vanished:
    """An action of the paper before whose row is in the plan no more, though nobody said that it was removed."""

    ref: str
    text: str


def reworded(plan: ImprovementPlan) -> tuple[Reworded, ...]:
    """The actions in force that were worded anew, capitals, spaces and full stops aside."""
    before = dict(plan.said_before)
    return tuple(
        Reworded(action, before[action.ref])
        for action in plan.actions
        if action.ref in before and _spelt(before[action.ref]) != _spelt(action.text)
    )


def vanished(whole: ImprovementPlan) -> tuple[Vanished, ...]:
    """The actions that are gone, of a plan given with all that it ever held."""
    there = {action.ref for action in whole.actions}
    return tuple(Vanished(ref, text) for ref, text in whole.said_before if ref not in there)


def _spelt(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
