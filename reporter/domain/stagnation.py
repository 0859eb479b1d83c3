"""What does not move: little or no progress, nothing heard, green for no reason, and green that turned out overdue.

Asked of the open actions in force; one whose work is to start later need not have moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from reporter.domain.plan import Action, ImprovementPlan, Rating, Status
from reporter.domain.progress import rate
from reporter.domain.thresholds import Thresholds
from reporter.domain.wording import count, since_when

STEPS = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETE, Status.VERIFIED)


@dataclass(frozen=True, slots=True)
class Still:
    """An action that has not moved, since when (None: since before anything was recorded), and that in words.

    `last_said` are the words of the latest update, empty where there are none; `last_dated` is its day.
    """

    action: Action
    since: date | None
    days: int | None
    said: str
    last_said: str
    last_dated: date | None


@dataclass(frozen=True, slots=True)
class Standstill:
    """The actions that do not move, by kind; an action may be of several kinds.

    Little progress is none since the last paper (`since`, None for the first one) or for so many `days`.
    """

    since: date | None
    days: int
    little_progress: tuple[Still, ...]
    stale: tuple[Still, ...]
    green_but_unchanged: tuple[Still, ...]
    green_then_overdue: tuple[Still, ...]


def stand_still(plan: ImprovementPlan, as_at: date, since: date | None, thresholds: Thresholds) -> Standstill:
    """What did not move up to `as_at`, the last paper having been as at `since` (None for the first paper)."""
    actions = [action for action in plan.as_at(as_at).actions if action.is_open]
    begun = [action for action in actions if not action.is_to_start(as_at)]
    before = {action.ref: action for action in plan.as_at(since).actions} if since else {}
    was_green = {ref for ref, action in before.items() if since and _is(action, Rating.GREEN, since, thresholds)}
    known = [action for action in actions if action.ref in was_green]
    last_paper = since or date.min
    return Standstill(
        since,
        thresholds.little_progress_days,
        tuple(_little(a, as_at) for a in begun if _is_little(a, before, as_at, last_paper, thresholds)),
        tuple(_silent(a, as_at) for a in begun if _is_stale(a, as_at, thresholds)),
        tuple(_unchanged(a, as_at, last_paper) for a in known if _is_unchanged(a, before[a.ref], as_at, thresholds)),
        tuple(_overdue(a, as_at) for a in known if a.current_due and a.current_due < as_at),
    )


def moved_forward(action: Action) -> date | None:
    """The day on which status or progress last got further than it was; None where it never did."""
    status, progress, moved = Status.NOT_STARTED, 0, None
    for update in action.updates:
        now = progress if update.progress is None else update.progress
        if STEPS.index(update.status) > STEPS.index(status) or now > progress:
            moved = update.dated
        status, progress = update.status, now
    return moved


def _stands_since(action: Action) -> date | None:
    return moved_forward(action) or action.began


def last_heard_of(action: Action) -> date | None:
    """The day of the latest update, else the day on which the action was added."""
    return action.latest.dated if action.latest else action.added


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their capitals, spaces and full stops."""
    return _spelt(one) == _spelt(other)


def _spelt(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!? ")


def _is(action: Action, rating: Rating, day: date, thresholds: Thresholds) -> bool:
    return rate(action, day, thresholds).rating is rating


def _is_little(action: Action, before: Iterable[str], as_at: date, last_paper: date, thresholds: Thresholds) -> bool:
    stands_since = _stands_since(action)
    if stands_since is None:
        return action.ref in before
    between_papers = action.ref in before and stands_since <= last_paper
    return between_papers or (as_at - stands_since).days >= thresholds.little_progress_days


def _little(action: Action, as_at: date) -> Still:
    stands_since = _stands_since(action)
    figure = "" if action.progress is None else f", {action.progress}% done"
    state = f"{action.status}{figure}"
    if stands_since is None:
        return _still(action, None, as_at, f"no progress is recorded: {state}")
    return _still(action, stands_since, as_at, f"no progress {since_when(stands_since, as_at)}: {state}")


def _is_stale(action: Action, as_at: date, thresholds: Thresholds) -> bool:
    heard = last_heard_of(action)
    return heard is None or (as_at - heard).days > thresholds.stale_after_days


def _silent(action: Action, as_at: date) -> Still:
    heard = last_heard_of(action)
    if heard is None:
        return _still(action, None, as_at, "no update is recorded")
    what = "no update" if action.latest else "no update since it was added,"
    days = count((as_at - heard).days, "day")
    said = f"{what} for {days}" if action.latest else f"{what} {days} ago"
    return _still(action, heard, as_at, said)


def _is_unchanged(action: Action, before: Action, as_at: date, thresholds: Thresholds) -> bool:
    """Green now as then, with the same progress, and nothing new in words."""
    if not _is(action, Rating.GREEN, as_at, thresholds) or action.progress != before.progress:
        return False
    return action.latest == before.latest or same_words(_words(action), _words(before))


def _words(action: Action) -> str:
    return action.latest.commentary if action.latest else ""


def _unchanged(action: Action, as_at: date, last_paper: date) -> Still:
    """Nothing was said, or the same again."""
    figure = "no progress figure" if action.progress is None else f"the same progress ({action.progress}%)"
    words = "the same words" if action.latest and action.latest.dated > last_paper else "no update"
    return _still(
        action, _stands_since(action), as_at, f"on track as in the last paper, with {figure} and {words} since"
    )


def _overdue(action: Action, as_at: date) -> Still:
    due = action.current_due or as_at
    days = count((as_at - due).days, "day")
    said = f"on track in the last paper, now {days} overdue"
    return _still(action, due + timedelta(days=1), as_at, said)


def _still(action: Action, since: date | None, as_at: date, said: str) -> Still:
    days = (as_at - since).days if since else None
    return Still(action, since, days, said, _words(action), action.latest.dated if action.latest else None)
