"""Due dates that were put back since the last paper: those that the board is asked for, and those that were granted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reporter.domain.plan import Action, ImprovementPlan, Revision
from reporter.domain.slippage import first_due, put_back
from reporter.domain.wording import count, times, uk_date


@dataclass(frozen=True, slots=True)
class Extension:
    """One due date put back: the first date, the one before, the new one, how often it has moved, and why.

    `approved_by` and `approved_on` are None while it is only asked for; `why` are the words of the update, or empty.
    """

    action: Action
    original: date
    before: date
    to: date
    times_moved: int
    days_from_original: int
    why: str
    approved_by: str | None
    approved_on: date | None

    @property
    def said(self) -> str:
        """The dates in words, as a phrase."""
        moved = f"moved {times(self.times_moved)}"
        away = self.days_from_original
        far = (
            f"{count(abs(away), 'day')} {'after' if away > 0 else 'before'} the first date"
            if away
            else "the first date"
        )
        return f"from {uk_date(self.before)} to {uk_date(self.to)} ({moved}; {far})"


@dataclass(frozen=True, slots=True)
class Extensions:
    """What is asked of the board, and what somebody has granted since the last paper."""

    asked: tuple[Extension, ...]
    granted: tuple[Extension, ...]


def extensions(plan: ImprovementPlan, since: date | None) -> Extensions:
    """The extensions since the last paper, of a plan given as it stood at the end of its day."""
    last_paper = since or date.min
    asked = (_asked(action, last_paper) for action in plan.actions if action.is_open)
    return Extensions(
        tuple(extension for extension in asked if extension),
        tuple(extension for action in plan.actions for extension in _granted(action, last_paper)),
    )


def _asked(action: Action, last_paper: date) -> Extension | None:
    """The date in force where nobody approved it; several such moves in a row are one request."""
    run: list[Revision] = []
    for revision in reversed(action.revisions):
        if revision.approved_by or revision.dated <= last_paper or revision.due_before is None:
            break
        run.append(revision)
    if not run or run[-1].due_before is None or run[0].due_after <= run[-1].due_before:
        return None
    return _extension(action, run[0], before=run[-1].due_before)


def _granted(action: Action, last_paper: date) -> Iterator[Extension]:
    for revision in put_back(action):
        if revision.approved_on and revision.approved_on > last_paper and revision.due_before:
            yield _extension(action, revision, before=revision.due_before)


def _extension(action: Action, revision: Revision, before: date) -> Extension:
    original = first_due(action) or before
    times = sum(earlier.dated <= revision.dated for earlier in put_back(action))
    return Extension(
        action=action,
        original=original,
        before=before,
        to=revision.due_after,
        times_moved=times,
        days_from_original=(revision.due_after - original).days,
        why=_why(action, revision),
        approved_by=revision.approved_by,
        approved_on=revision.approved_on,
    )


def _why(action: Action, revision: Revision) -> str:
    """The words of the update that moved the date."""
    words = (u.commentary for u in action.updates if u.dated == revision.dated and u.revised_due == revision.due_after)
    return next(words, "")
