"""How well a plan is kept, area by area: is each action SMART, is it fresh, does the chain hold from cause to impact.

SMART is asked of each action in force: a lead by post, a real due date, a success measure, an intended outcome. Fresh
is an open action with an update not older than the board calls stale. The chain asks of each weakness for a cause and
an action, of each action for the weakness that it answers, of each closed action for evidence of impact.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import CLOSED, Action, AreaForImprovement, ImprovementPlan
from reporter.domain.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Score:
    """How many of how many."""

    good: int
    of: int

    def __str__(self) -> str:
        return f"{self.good} of {self.of}" if self.of else "none"

    def __add__(self, other: "Score") -> "Score":
        return Score(self.good + other.good, self.of + other.of)

    @property
    def percent(self) -> int | None:
        """In percent, never rounded up to 100; None where there is nothing to count."""
        if not self.of:
            return None
        return 100 if self.good == self.of else min(round(self.good * 100 / self.of), 99)


@dataclass(frozen=True, slots=True)
class Quality:
    """The scores of an area or of the whole plan, and the day of the latest update."""

    smart: Score
    fresh: Score
    chain: Score
    last_update: date | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a plan should say and does not: of an action, or of an area for improvement, by its ref."""

    area: str
    ref: str
    missing: str
    lead: str


@dataclass(frozen=True)
class PlanQuality:
    """The scores of each area by ref, those of the whole plan, and what is missing."""

    areas: Mapping[str, Quality]
    total: Quality
    gaps: tuple[Gap, ...]


def assess(plan: ImprovementPlan, as_at: date, thresholds: Thresholds) -> PlanQuality:
    """How well a plan, given as it stood at the end of `as_at`, is kept."""
    areas = {area.ref: _quality(plan, area.ref, as_at, thresholds) for area in plan.areas}
    return PlanQuality(areas, _sum(areas.values()), tuple(_gaps(plan, as_at, thresholds)))


def _quality(plan: ImprovementPlan, area: str, as_at: date, thresholds: Thresholds) -> Quality:
    actions = [action for action in plan.actions if action.area == area]
    weaknesses = [weakness for weakness in plan.areas_for_improvement if weakness.area == area]
    answered = {ref for action in plan.actions for ref in action.answers}
    opened = [action for action in actions if action.status not in CLOSED]
    links = [*(ok for w in weaknesses for ok, _ in _chain_of_weakness(w, answered)),
             *(ok for a in actions for ok, _ in _chain_of_action(a))]  # fmt: skip
    updates = [action.latest.dated for action in actions if action.latest]
    return Quality(
        Score(sum(not any(_not_smart(action)) for action in actions), len(actions)),
        Score(sum(_is_fresh(action, as_at, thresholds) for action in opened), len(opened)),
        Score(sum(links), len(links)),
        max(updates, default=None),
    )


def _sum(qualities: Iterable[Quality]) -> Quality:
    smart = fresh = chain = Score(0, 0)
    last: list[date] = []
    for quality in qualities:
        smart, fresh, chain = smart + quality.smart, fresh + quality.fresh, chain + quality.chain
        last += [quality.last_update] if quality.last_update else []
    return Quality(smart, fresh, chain, max(last, default=None))


def _not_smart(action: Action) -> Iterator[str]:
    if not action.leads:
        yield "a named lead"
    if action.current_due is None:
        yield "a due date"
    if not action.success_measure:
        yield "a success measure"
    if not action.intended_outcome:
        yield "an intended outcome"


def _is_fresh(action: Action, as_at: date, thresholds: Thresholds) -> bool:
    touched = action.latest.dated if action.latest else action.added
    return touched is not None and (as_at - touched).days <= thresholds.stale_after_days


def _chain_of_weakness(weakness: AreaForImprovement, answered: set[str]) -> Iterator[tuple[bool, str]]:
    yield bool(weakness.cause), "its cause"
    yield weakness.ref in answered, "an action that answers it"


def _chain_of_action(action: Action) -> Iterator[tuple[bool, str]]:
    yield bool(action.answers), "the area for improvement that it answers"
    if action.status in CLOSED:
        yield action.evidence is not None, "evidence of impact, though it is complete"


def _gaps(plan: ImprovementPlan, as_at: date, thresholds: Thresholds) -> Iterator[Gap]:
    answered = {ref for action in plan.actions for ref in action.answers}
    for weakness in plan.areas_for_improvement:
        lacking = (what for ok, what in _chain_of_weakness(weakness, answered) if not ok)
        yield from (Gap(weakness.area, weakness.ref, what, "") for what in lacking)
    for action in plan.actions:
        missing = [*_not_smart(action), *(what for ok, what in _chain_of_action(action) if not ok)]
        if action.status not in CLOSED and not _is_fresh(action, as_at, thresholds):
            missing.append(f"an update of the last {thresholds.stale_after_days} days")
        yield from (Gap(action.area, action.ref, what, action.lead or "") for what in missing)
