"""How an action is doing: its rating with the reason in words, and the roll-up for an area and for the plan.

The scheme is the board's own: blue, red, amber, green, grey (BRAG) and "not rated". Rules are tried in order; the first
that has something to say decides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reporter.domain.closure import by_a_lead, closing
from reporter.domain.plan import Action, Rating, Status
from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import count, uk_date


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating and why, as a phrase that follows "red: "."""

    rating: Rating
    reason: str


def rate(action: Action, as_at: date, thresholds: Thresholds) -> Rated:
    """Rate an action, given as it stood at the end of `as_at`."""
    return (
        _closed(action)
        or _undated(action)
        or _overdue(action, as_at)
        or _not_started(action, as_at, thresholds)
        or _off_track(action, as_at, thresholds)
        or _stale(action, as_at, thresholds)
        or _at_risk(action, as_at, thresholds)
        or _re_dated(action)
        or _on_track(action, as_at)
    )


def _closed(action: Action) -> Rated | None:
    """Closure takes two steps: the lead reports completion, then somebody else verifies it by the evidence."""
    if action.is_open:
        return None
    first = closing(action)
    said = f"reported complete on {uk_date(first.dated)}"
    if action.status is Status.VERIFIED:
        said = f"complete, and verified by {first.verified_by} on {uk_date(first.dated)}"
    if not action.evidence:
        return Rated(Rating.AMBER, f"{said}, but no evidence of impact is recorded")
    if action.status is Status.COMPLETE:
        return Rated(Rating.GREEN, f"{said}, with evidence of impact; not yet verified")
    if by_a_lead(first.verified_by, action):
        return Rated(Rating.GREEN, f"{said}, but that is its own lead; not yet verified by anybody else")
    return Rated(Rating.BLUE, said)


def _undated(action: Action) -> Rated | None:
    if action.current_due:
        return None
    return Rated(Rating.NOT_RATED, "it has no due date, so progress cannot be judged")


def _overdue(action: Action, as_at: date) -> Rated | None:
    due = action.current_due
    if due is None or due >= as_at:
        return None
    moved = len(action.revisions)
    history = f"after {count(moved, 'revised date')}" if moved else "no revised date"
    return Rated(Rating.RED, f"{count((as_at - due).days, 'day')} overdue, {history}")


def _not_started(action: Action, as_at: date, thresholds: Thresholds) -> Rated | None:
    if action.status is not Status.NOT_STARTED:
        return None
    if action.start and action.start < as_at:
        late = (as_at - action.start).days
        return Rated(Rating.AMBER, f"should have started on {uk_date(action.start)}, {count(late, 'day')} ago")
    if action.current_due == as_at:
        return Rated(Rating.AMBER, "not started, and due today")
    if action.start:
        return Rated(Rating.GREY, f"due to start on {uk_date(action.start)}")
    untouched = _stale(action, as_at, thresholds)
    return untouched or _re_dated(action) or Rated(Rating.GREY, "not started and not yet due; no start date is given")


def _stale(action: Action, as_at: date, thresholds: Thresholds) -> Rated | None:
    touched = action.latest.dated if action.latest else action.added
    if touched is None or (as_at - touched).days <= thresholds.stale_after_days:
        return None
    silent = count((as_at - touched).days, "day")
    said = f"no update for {silent}" if action.latest else f"no update since it was added, {silent} ago"
    return Rated(Rating.AMBER, said)


def expected_progress(action: Action, as_at: date) -> int | None:
    """Percent that should be done by now if work went evenly from the start date to the due date in force."""
    began, due = action.began, action.current_due
    if began is None or due is None or due <= began:
        return None
    share = (as_at - began).days / (due - began).days
    return round(100 * min(max(share, 0), 1))


def _behind(action: Action, as_at: date) -> tuple[int, str]:
    """Percentage points behind even progress, and that in words; 0 where it cannot be told."""
    expected, actual = expected_progress(action, as_at), action.progress
    if expected is None or actual is None:
        return 0, ""
    return expected - actual, f"{actual}% done where {expected}% was to be expected"


def _off_track(action: Action, as_at: date, thresholds: Thresholds) -> Rated | None:
    behind, said = _behind(action, as_at)
    return Rated(Rating.RED, f"off track: {said}") if behind > thresholds.red_behind else None


def _at_risk(action: Action, as_at: date, thresholds: Thresholds) -> Rated | None:
    behind, said = _behind(action, as_at)
    return Rated(Rating.AMBER, f"at risk: {said}") if behind > thresholds.amber_behind else None


def _re_dated(action: Action) -> Rated | None:
    due = action.current_due
    if action.due is None or due is None or due <= action.due:
        return None
    return Rated(Rating.AMBER, f"slipped {count((due - action.due).days, 'day')} from its original date")


def _on_track(action: Action, as_at: date) -> Rated:
    expected, actual = expected_progress(action, as_at), action.progress
    if actual is None:
        return Rated(Rating.GREEN, "on track by its dates; no progress figure is given")
    if expected is None:
        return Rated(Rating.GREEN, f"on track: {actual}% done")
    return Rated(Rating.GREEN, f"on track: {actual}% done, {expected}% expected")


@dataclass(frozen=True, slots=True)
class RollUp:
    """The ratings of several actions, counted, and what they come to."""

    counts: Mapping[Rating, int]
    rating: Rating
    reason: str

    @property
    def total(self) -> int:
        """How many actions were counted."""
        return sum(self.counts.values())


def roll_up(ratings: Iterable[Rating], thresholds: Thresholds) -> RollUp:
    """Count ratings and rate the whole by the share of its open (not blue) actions that are red or amber."""
    counted = Counter(ratings)
    counts = {rating: counted[rating] for rating in Rating}
    total = sum(counts.values())
    is_open = total - counts[Rating.BLUE]
    red, amber = counts[Rating.RED], counts[Rating.AMBER]
    if total == 0:
        return RollUp(counts, Rating.NOT_RATED, "it has no action")
    if is_open == 0:
        return RollUp(counts, Rating.BLUE, "every action is complete and verified")
    if red * 100 >= thresholds.area_share * is_open:
        return RollUp(counts, Rating.RED, f"{red} of {count(is_open, 'open action')} {_is(red)} red")
    if (red + amber) * 100 >= thresholds.area_share * is_open:
        return RollUp(counts, Rating.AMBER, f"{red + amber} of {count(is_open, 'open action')} {_is(red + amber)} "
                                            f"{'red or amber' if red else 'amber'}")  # fmt: skip
    return _without_concern(counts, is_open)


def _without_concern(counts: Mapping[Rating, int], is_open: int) -> RollUp:
    """Where red and amber are few: what most of the open actions are, the worse where two are equally many."""
    said = {Rating.NOT_RATED: "cannot be rated", Rating.GREY: "not started", Rating.GREEN: "on track"}
    rating = max(said, key=lambda candidate: counts[candidate])
    number = counts[rating]
    verb = "" if rating is Rating.NOT_RATED else f"{_is(number)} "
    return RollUp(counts, rating, f"{number} of {count(is_open, 'open action')} {verb}{said[rating]}")


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
