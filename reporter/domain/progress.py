"""How an action is doing: its rating with the reason in words, and the roll-up for an area and for the plan.

The rules find where an action stands, whatever a board's scheme prints for it. They are tried in order; the first that
has something to say decides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reporter.domain.closure import by_a_lead, closing
from reporter.domain.plan import Action, Rating, Status
from reporter.domain.scheme import RatingScheme
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
        or _overdue(action, as_at, thresholds)
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
        return Rated(Rating.COMPLETE, f"{said}, with evidence of impact; not yet verified")
    if by_a_lead(first.verified_by, action):
        return Rated(Rating.COMPLETE, f"{said}, but that is its own lead; not yet verified by anybody else")
    return Rated(Rating.BLUE, said)


def verifier(action: Action) -> str | None:
    """Who verified the action as it stands, if anybody did."""
    return closing(action).verified_by if action.status is Status.VERIFIED else None


def _undated(action: Action) -> Rated | None:
    if action.current_due:
        return None
    return Rated(Rating.NOT_RATED, "it has no due date, so progress cannot be judged")


def _overdue(action: Action, as_at: date, thresholds: Thresholds) -> Rated | None:
    due = action.current_due
    if due is None or due >= as_at:
        return None
    moved = len(action.revisions)
    history = f"after {count(moved, 'revised date')}" if moved else "no revised date"
    late = (as_at - due).days
    rating = Rating.RED if late > thresholds.red_overdue_days else Rating.AMBER
    return Rated(rating, f"{count(late, 'day')} overdue, {history}")


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
    late = count((due - action.due).days, "day")
    if action.revisions[-1].approved_by:
        return Rated(Rating.RE_DATED, f"moved with approval, {late} later than its original date")
    return Rated(Rating.AMBER, f"slipped {late} from its original date")


def _on_track(action: Action, as_at: date) -> Rated:
    expected, actual = expected_progress(action, as_at), action.progress
    if actual is None:
        return Rated(Rating.GREEN, "on track by its dates; no progress figure is given")
    if expected is None:
        return Rated(Rating.GREEN, f"on track: {actual}% done")
    return Rated(Rating.GREEN, f"on track: {actual}% done, {expected}% expected")


# What most actions of an area can be where few are a concern, worst first.
UNCONCERNED = {
    Rating.NOT_RATED: "cannot be rated",
    Rating.GREY: "not started",
    Rating.GREEN: "on track",
    Rating.RE_DATED: "re-dated with approval",
    Rating.COMPLETE: "reported complete",
}


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

    @property
    def is_open(self) -> int:
        """How many of them are not closed."""
        return self.total - self.counts[Rating.BLUE]


def roll_up(ratings: Iterable[Rating], thresholds: Thresholds, scheme: RatingScheme) -> RollUp:
    """Count ratings and rate the whole by the share of its open (not blue) actions that are red or amber.

    What the scheme prints like red counts as red, and so with amber: the reason must agree with what readers can count.
    """
    counted = Counter(ratings)
    counts = {rating: counted[rating] for rating in Rating}
    is_open = sum(counts.values()) - counts[Rating.BLUE]
    if not counted:
        return RollUp(counts, Rating.NOT_RATED, "it has no action")
    if is_open == 0:
        return RollUp(counts, Rating.BLUE, "every action is complete and verified")
    red = scheme.count(counts, Rating.RED)
    both = red if scheme.alike(Rating.RED, Rating.AMBER) else red + scheme.count(counts, Rating.AMBER)
    if red * 100 >= thresholds.area_share * is_open:
        return RollUp(counts, Rating.RED, concern(red, is_open, scheme.word(Rating.RED)))
    if both * 100 >= thresholds.area_share * is_open:
        words = [scheme.word(Rating.RED)] * (red > 0) + [scheme.word(Rating.AMBER)]
        return RollUp(counts, Rating.AMBER, concern(both, is_open, " or ".join(words)))
    return _without_concern(counts, is_open, scheme)


def concern(number: int, is_open: int, word: str) -> str:
    """3 of 7 open actions are red."""
    return f"{number} of {count(is_open, 'open action')} {_is(number)} {word}"


def _without_concern(counts: Mapping[Rating, int], is_open: int, scheme: RatingScheme) -> RollUp:
    """Where red and amber are few: what most of the open actions are, the worse where two are equally many."""
    open_counts = {**counts, Rating.BLUE: 0}
    rating = max(
        (standing for standing in UNCONCERNED if not _is_concern(standing, scheme)),
        key=lambda standing: scheme.count(open_counts, standing),
    )
    number = scheme.count(open_counts, rating)
    alike = [standing for standing in scheme.entry(rating).standings if open_counts[standing]]
    found = dict.fromkeys(_said(standing, scheme) for standing in alike)
    verb = "" if rating is Rating.NOT_RATED else f"{_is(number)} "
    return RollUp(counts, rating, f"{number} of {count(is_open, 'open action')} {verb}{' or '.join(found)}")


def _is_concern(standing: Rating, scheme: RatingScheme) -> bool:
    return scheme.alike(Rating.RED, standing) or scheme.alike(Rating.AMBER, standing)


def _said(standing: Rating, scheme: RatingScheme) -> str:
    """What an action is, after "is"; whatever is printed like what is on track is told like it."""
    like_on_track = standing is not Rating.GREY and scheme.alike(Rating.GREEN, standing)
    return UNCONCERNED[Rating.GREEN if like_on_track else standing]


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
