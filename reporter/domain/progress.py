"""How an action is doing: its rating with the reason in words, and the roll-up for an area and for the plan.

The scheme is the board's own: blue, red, amber, green, grey (BRAG) and "not rated". Rules are tried in order; the first
that has something to say decides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import Action, Rating, Status
from reporter.domain.wording import count, uk_date


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the rules draw their lines. Days are calendar days; the rest is in percent or percentage points."""

    stale_after_days: int = 62
    amber_behind: int = 15
    red_behind: int = 35
    area_share: int = 25


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
        or _not_started(action, as_at)
        or _off_track(action, as_at, thresholds)
        or _stale(action, as_at, thresholds)
        or _at_risk(action, as_at, thresholds)
        or _re_dated(action)
        or _on_track(action, as_at)
    )


def _closed(action: Action) -> Rated | None:
    latest = action.latest
    if latest is None or latest.status not in {Status.COMPLETE, Status.VERIFIED}:
        return None
    since = uk_date(_status_since(action))
    if latest.status is Status.VERIFIED:
        return Rated(Rating.BLUE, f"complete, and verified by {latest.verified_by} on {since}")
    if action.evidence:
        return Rated(Rating.GREEN, f"reported complete on {since}, with evidence of impact; not yet verified")
    return Rated(Rating.AMBER, f"reported complete on {since}, but no evidence of impact is recorded")


def _status_since(action: Action) -> date:
    """The day on which the present status was first recorded."""
    status = action.status
    since = action.updates[-1].dated
    for update in reversed(action.updates):
        if update.status is not status:
            break
        since = update.dated
    return since


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


def _not_started(action: Action, as_at: date) -> Rated | None:
    if action.status is not Status.NOT_STARTED:
        return None
    if action.start is None:
        return Rated(Rating.GREY, "not started and not yet due")
    if action.start > as_at:
        return Rated(Rating.GREY, f"due to start on {uk_date(action.start)}")
    late = (as_at - action.start).days
    return Rated(Rating.AMBER, f"should have started on {uk_date(action.start)}, {count(late, 'day')} ago")


def _stale(action: Action, as_at: date, thresholds: Thresholds) -> Rated | None:
    if action.latest is None:
        return None
    silent = (as_at - action.latest.dated).days
    if silent <= thresholds.stale_after_days:
        return None
    return Rated(Rating.AMBER, f"no update for {count(silent, 'day')}")


def expected_progress(action: Action, as_at: date) -> int | None:
    """Percent that should be done by now if work went evenly from the start date to the due date in force."""
    due = action.current_due
    if action.start is None or due is None or due <= action.start:
        return None
    share = (as_at - action.start).days / (due - action.start).days
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
    if counts[Rating.GREEN] == 0:
        return _nothing_under_way(counts, is_open)
    return RollUp(counts, Rating.GREEN, f"{counts[Rating.GREEN]} of {count(is_open, 'open action')} "
                                        f"{_is(counts[Rating.GREEN])} on track")  # fmt: skip


def _nothing_under_way(counts: Mapping[Rating, int], is_open: int) -> RollUp:
    if counts[Rating.GREY]:
        return RollUp(counts, Rating.GREY, f"{counts[Rating.GREY]} of {count(is_open, 'open action')} not started")
    return RollUp(counts, Rating.NOT_RATED, "no open action can be rated")


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
