"""What moved between two data cuts: each action's progress now, beside what it was at the previous meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporter.domain.plan import Action, ImprovementPlan, Rating
from reporter.domain.progress import Rated, RollUp, rate, roll_up
from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import uk_date

# How good a rating is, to tell better from worse. Grey to green is a start, not an improvement.
STANDING: Mapping[Rating, int] = {
    Rating.RED: 0,
    Rating.AMBER: 1,
    Rating.NOT_RATED: 1,
    Rating.GREY: 2,
    Rating.GREEN: 2,
    Rating.BLUE: 3,
}


class Movement(StrEnum):
    """How an action moved since the previous meeting."""

    NEW = "new"
    IMPROVED = "improved"
    SLIPPED = "slipped"
    UNCHANGED = "unchanged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ActionProgress:
    """An action as at the data cut: rating, reason, the lead's own rating where it differs, and movement in words."""

    action: Action
    rating: Rating
    reason: str
    lead_rating: Rating | None
    movement: Movement
    moved: str


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """The plan measured as at one day, against an earlier day (None for the first paper)."""

    as_at: date
    since: date | None
    actions: tuple[ActionProgress, ...]
    removed: tuple[Action, ...]
    areas: Mapping[str, RollUp]
    total: RollUp

    def moved(self, movement: Movement) -> tuple[ActionProgress, ...]:
        """The actions that moved in this way, in the plan's order."""
        return tuple(progress for progress in self.actions if progress.movement is movement)

    def rated(self, rating: Rating) -> tuple[ActionProgress, ...]:
        """The actions with this rating, in the plan's order."""
        return tuple(progress for progress in self.actions if progress.rating is rating)


def measure(plan: ImprovementPlan, as_at: date, since: date | None, thresholds: Thresholds) -> PlanProgress:
    """Rate every action as at a day and say how it moved since an earlier one."""
    before = {action.ref: action for action in plan.as_at(since).actions} if since else {}
    now = plan.as_at(as_at)
    actions = tuple(
        _progress(action, before.get(action.ref), as_at=as_at, since=since, thresholds=thresholds)
        for action in now.actions
    )
    areas = {
        area.ref: roll_up((p.rating for p in actions if p.action.area == area.ref), thresholds) for area in plan.areas
    }
    still_there = {action.ref for action in now.actions}
    removed = tuple(action for action in plan.actions if action.ref in before and action.ref not in still_there)
    return PlanProgress(as_at, since, actions, removed, areas, roll_up((p.rating for p in actions), thresholds))


def _progress(
    action: Action, before: Action | None, *, as_at: date, since: date | None, thresholds: Thresholds
) -> ActionProgress:
    rated = rate(action, as_at, thresholds)
    own = action.lead_rating if action.lead_rating is not rated.rating else None
    earlier = rate(before, since, thresholds) if before and since else None
    movement, moved = _movement(action, rated, before, earlier, first_paper=since is None)
    return ActionProgress(action, rated.rating, rated.reason, own, movement, moved)


def _movement(
    action: Action, rated: Rated, before: Action | None, earlier: Rated | None, *, first_paper: bool
) -> tuple[Movement, str]:
    if before is None or earlier is None:
        return (
            (Movement.UNCHANGED, "first report")
            if first_paper
            else (Movement.NEW, "new in the plan since the last paper")
        )
    if rated.rating is Rating.BLUE and earlier.rating is not Rating.BLUE:
        return Movement.CLOSED, f"{earlier.rating} to {rated.rating}, complete and verified"
    if _later(before.current_due, action.current_due):
        # A better rating that was bought with a later date is a slip, whatever the colours say.
        return Movement.SLIPPED, f"due date moved from {_day(before.current_due)} to {_day(action.current_due)}"
    step = STANDING[rated.rating] - STANDING[earlier.rating]
    if step == 0:
        return Movement.UNCHANGED, "unchanged" if rated.rating is earlier.rating else _from_to(earlier, rated)
    return (Movement.IMPROVED if step > 0 else Movement.SLIPPED), _from_to(earlier, rated)


def _later(before: date | None, now: date | None) -> bool:
    """Whether a date was put back; losing the date altogether counts."""
    if before is None:
        return False
    return now is None or now > before


def _day(day: date | None) -> str:
    return uk_date(day) if day else "no date"


def _from_to(earlier: Rated, rated: Rated) -> str:
    return f"{earlier.rating} to {rated.rating}"
