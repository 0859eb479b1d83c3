"""How far due dates have slipped: step by step for each action, added up for each area and for the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from reporter.domain.plan import Action, ImprovementPlan, Revision
from reporter.domain.wording import count, times, uk_date


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a due date: when it was recorded, from and to, by how many days, and who approved it."""

    dated: date
    before: date
    after: date
    days: int  # negative where the date came forward
    approved_by: str | None

    @property
    def said(self) -> str:
        """The move in words, as a phrase."""
        direction = "later" if self.days > 0 else "earlier"
        approved = f"approved by {self.approved_by}" if self.approved_by else "not approved by anybody"
        return (
            f"from {uk_date(self.before)} to {uk_date(self.after)}, "
            f"{count(abs(self.days), 'day')} {direction}, {approved}"
        )


@dataclass(frozen=True, slots=True)
class Slip:
    """An action whose due date has moved: by how many days in all, and each step, oldest first."""

    action: Action
    days: int
    steps: tuple[Step, ...]

    @property
    def said(self) -> str:
        """How far it slipped, as a phrase."""
        moved = f"moved {times(len(self.steps))}"
        if self.days == 0:
            return f"{moved}, back to its first date"
        direction = "later" if self.days > 0 else "earlier"
        return f"{moved}, {count(abs(self.days), 'day')} {direction} than its first date"


@dataclass(frozen=True, slots=True)
class Slipped:
    """Of some actions: how many moved, in how many moves, by how many days in all and as the median."""

    actions: int
    moves: int
    days: int
    median_days: float | None  # None where none has moved


@dataclass(frozen=True, slots=True)
class Slippage:
    """The actions whose due date has moved, the one that slipped most first; the sums of each area and of the plan."""

    slips: tuple[Slip, ...]
    areas: Mapping[str, Slipped]
    total: Slipped

    def most(self, number: int) -> tuple[Slip, ...]:
        """The ones that slipped most, at most so many."""
        return tuple(slip for slip in self.slips if slip.days > 0)[:number]


def slippage(plan: ImprovementPlan, since: date = date.min) -> Slippage:
    """How far the due dates of a plan have slipped after a day, the plan given as it stood at the end of another."""
    slips = [_slip(action, moves) for action in plan.actions if (moves := _moves(action, since))]
    areas = {area.ref: _slipped(slip for slip in slips if slip.action.area == area.ref) for area in plan.areas}
    return Slippage(tuple(sorted(slips, key=lambda slip: -slip.days)), areas, _slipped(slips))


def first_due(action: Action) -> date | None:
    """The first due date that the action ever had."""
    return action.due or next((revision.due_after for revision in action.revisions), None)


def put_back(action: Action) -> tuple[Revision, ...]:
    """The revisions that made the due date later, oldest first."""
    return tuple(r for r in action.revisions if r.due_before is not None and r.due_after > r.due_before)


def _moves(action: Action, since: date) -> tuple[Step, ...]:
    """Every move; a first date for an action that had none is no move."""
    return tuple(
        Step(r.dated, r.due_before, r.due_after, (r.due_after - r.due_before).days, r.approved_by)
        for r in action.revisions
        if r.due_before is not None and r.dated > since
    )


def _slip(action: Action, steps: tuple[Step, ...]) -> Slip:
    return Slip(action, sum(step.days for step in steps), steps)


def _slipped(slips: Iterable[Slip]) -> Slipped:
    found = list(slips)
    days = [slip.days for slip in found]
    moves = sum(len(slip.steps) for slip in found)
    return Slipped(len(found), moves, sum(days), median(days) if days else None)
