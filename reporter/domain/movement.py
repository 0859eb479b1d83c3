"""What moved between two data cuts: each action's progress now, beside what it was at the previous meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporter.domain.plan import Action, ImprovementPlan, Rating
from reporter.domain.progress import Rated, RollUp, rate, roll_up
from reporter.domain.scheme import RatingScheme
from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import uk_date

# How good a standing is, to tell better from worse, whatever is printed. Grey to green is a start, no improvement.
STANDING: Mapping[Rating, int] = {
    Rating.RED: 0,
    Rating.AMBER: 1,
    Rating.RE_DATED: 1,
    Rating.NOT_RATED: 1,
    Rating.GREY: 2,
    Rating.GREEN: 2,
    Rating.COMPLETE: 2,
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
    """The plan measured as at one day, against an earlier day (None for the first paper), in the words of a scheme."""

    as_at: date
    since: date | None
    actions: tuple[ActionProgress, ...]
    removed: tuple[Action, ...]
    areas: Mapping[str, RollUp]
    total: RollUp
    scheme: RatingScheme

    def moved(self, movement: Movement) -> tuple[ActionProgress, ...]:
        """The actions that moved in this way, in the plan's order."""
        return tuple(progress for progress in self.actions if progress.movement is movement)

    def rated(self, rating: Rating) -> tuple[ActionProgress, ...]:
        """The actions with this rating, in the plan's order."""
        return tuple(progress for progress in self.actions if progress.rating is rating)

    def printed_like(self, rating: Rating) -> tuple[ActionProgress, ...]:
        """The actions that the scheme prints like this rating, in the plan's order."""
        return tuple(progress for progress in self.actions if self.scheme.alike(rating, progress.rating))


def measure(
    plan: ImprovementPlan, as_at: date, since: date | None, thresholds: Thresholds, scheme: RatingScheme
) -> PlanProgress:
    """Rate every action as at a day and say in the words of a scheme how it moved since an earlier one.

    Both days are told in the same scheme: a change of scheme moves nothing.
    """
    before = {a.ref: (a, rate(a, since, thresholds).rating) for a in plan.as_at(since).actions} if since else {}
    now = plan.as_at(as_at)
    actions = tuple(
        _progress(action, rate(action, as_at, thresholds), before.get(action.ref), scheme, first_paper=since is None)
        for action in now.actions
    )
    areas = {
        area.ref: roll_up((p.rating for p in actions if p.action.area == area.ref), thresholds, scheme)
        for area in plan.areas
    }
    still_there = {action.ref for action in now.actions}
    removed = tuple(action for action in plan.actions if action.ref in before and action.ref not in still_there)
    total = roll_up((p.rating for p in actions), thresholds, scheme)
    return PlanProgress(as_at, since, actions, removed, areas, total, scheme)


def _progress(
    action: Action, rated: Rated, before: tuple[Action, Rating] | None, scheme: RatingScheme, *, first_paper: bool
) -> ActionProgress:
    own = action.lead_rating
    if own and scheme.alike(own, rated.rating):
        own = None
    if before:
        movement, moved = _movement(_dates_moved(before[0], action), before[1], rated.rating, scheme)
    elif first_paper:
        movement, moved = Movement.UNCHANGED, "first report"
    else:
        movement, moved = Movement.NEW, "new in the plan since the last paper"
    return ActionProgress(action, rated.rating, rated.reason, own, movement, moved)


def _movement(dates_moved: str, earlier: Rating, now: Rating, scheme: RatingScheme) -> tuple[Movement, str]:
    alike = scheme.alike(earlier, now)
    from_to = "" if alike else f"{scheme.word(earlier)} to {scheme.word(now)}"
    if now is Rating.BLUE and earlier is not Rating.BLUE:
        return Movement.CLOSED, ", ".join(part for part in (from_to, "complete and verified") if part)
    if dates_moved:
        # A better rating that was bought with a later date is a slip, whatever the colours say.
        return Movement.SLIPPED, dates_moved
    step = STANDING[now] - STANDING[earlier]
    if step == 0 or alike:
        return Movement.UNCHANGED, from_to or "unchanged"
    return (Movement.IMPROVED if step > 0 else Movement.SLIPPED), from_to


def _dates_moved(before: Action, now: Action) -> str:
    """How the due date was put back or lost, in words; empty where it was not."""
    was, due = before.current_due, now.current_due
    if was is None or (due is not None and due <= was):
        return ""
    return f"due date moved from {uk_date(was)} to {uk_date(due) if due else 'no date'}"
