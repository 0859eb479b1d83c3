"""The coverage matrix: which actions answer each weakness and how far they are, and what nobody answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.domain.plan import Action, AreaForImprovement, ImprovementPlan, Status
from reporter.domain.wording import count, join


@dataclass(frozen=True, slots=True)
class Covered:
    """A weakness with the actions of any area that answer it, in the plan's order."""

    weakness: AreaForImprovement
    actions: tuple[Action, ...]

    @property
    def open(self) -> tuple[Action, ...]:
        """Those of its actions on which something is still to be done."""
        return tuple(action for action in self.actions if action.is_open)

    @property
    def complete(self) -> tuple[Action, ...]:
        """Those that are reported complete and not verified yet."""
        return tuple(action for action in self.actions if action.status is Status.COMPLETE)

    @property
    def verified(self) -> tuple[Action, ...]:
        """Those that are verified."""
        return tuple(action for action in self.actions if action.status is Status.VERIFIED)

    @property
    def evidenced(self) -> tuple[Action, ...]:
        """Those that have evidence of impact."""
        return tuple(action for action in self.actions if action.evidence)

    @property
    def elsewhere(self) -> tuple[Action, ...]:
        """Those that stand in another area than the weakness."""
        return tuple(action for action in self.actions if action.area != self.weakness.area)

    @property
    def said(self) -> str:
        """How it is answered, as a phrase: "2 actions: 1 open and 1 verified; evidence of impact from 1"."""
        if not self.actions:
            return "no action answers it"
        stages = {"open": self.open, "complete": self.complete, "verified": self.verified}
        parts = join([f"{len(actions)} {stage}" for stage, actions in stages.items() if actions])
        evidence = f"evidence of impact from {len(self.evidenced)}" if self.evidenced else "no evidence of impact yet"
        return f"{count(len(self.actions), 'action')}: {parts}; {evidence}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every weakness with what answers it, and the actions that answer none."""

    weaknesses: tuple[Covered, ...]
    answering_none: tuple[Action, ...]

    @property
    def unanswered(self) -> tuple[AreaForImprovement, ...]:
        """The weaknesses that no action answers."""
        return tuple(covered.weakness for covered in self.weaknesses if not covered.actions)

    def of(self, area: str) -> Sequence[Covered]:
        """The weaknesses of one area."""
        return [covered for covered in self.weaknesses if covered.weakness.area == area]


def cover(plan: ImprovementPlan) -> Coverage:
    """The coverage matrix of a plan, given as it stood at the end of a day."""
    known = {weakness.ref for weakness in plan.areas_for_improvement}
    return Coverage(
        tuple(
            Covered(weakness, tuple(action for action in plan.actions if weakness.ref in action.answers))
            for weakness in plan.areas_for_improvement
        ),
        tuple(action for action in plan.actions if known.isdisjoint(action.answers)),
    )
