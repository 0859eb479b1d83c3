"""What papers are made for, and the days that hang together: data cut, draft, sign-off, despatch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from reporter.domain.meetings import Meeting
from reporter.domain.working_days import WorkingDays


class CatchUp(StrEnum):
    """What becomes of papers that no run made on their day."""

    LATEST = "latest"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True)
class Spacing:
    """How far the days lie apart: clear days before the meeting, the others in working days before despatch."""

    clear_days: int = 5
    data_cut: int = 2
    draft: int = 1
    sign_off: int = 1


@dataclass(frozen=True)
class Occasion:
    """A meeting, or a day that a paper's own schedule names, with the days that hang together.

    A paper says what was recorded by the end of the day of the `data_cut`; it is due from the moment `draft` on, an
    aware time; the chair signs off on `sign_off`; papers go out on `despatch`. Of the
    exceptions, `next_meeting` is the day of the meeting that follows, where the calendar has one.
    """

    dated: date
    data_cut: date
    draft: datetime
    sign_off: date
    despatch: date
    meeting: Meeting | None
    next_meeting: date | None = None


def for_meeting(meeting: Meeting, spacing: Spacing, working: WorkingDays, zone: tzinfo | None) -> Occasion:
    """The days of a meeting; a day of despatch that the calendar sets by hand counts."""
    despatch = meeting.papers_due or working.despatch(meeting.dated, spacing.clear_days)

    def before(days: int) -> date:
        return working.before(despatch, days) if days else despatch

    return Occasion(
        dated=meeting.dated,
        data_cut=before(spacing.data_cut),
        draft=datetime.combine(before(spacing.draft), time(), zone),
        sign_off=before(spacing.sign_off),
        despatch=despatch,
        meeting=meeting,
    )


def for_moment(moment: datetime) -> Occasion:
    """The occasion of a schedule of its own: all on one day, with what was recorded by the end of the day before."""
    day = moment.date()
    return Occasion(day, day - timedelta(days=1), moment, day, day, None)


def latest(occasions: Iterable[Occasion], now: datetime, days_back: int) -> Occasion | None:
    """The last occasion whose papers are due by now, unless it is longer ago than so many days."""
    due = [occasion for occasion in occasions if _is_due(occasion, now, days_back)]
    return max(due, key=lambda occasion: occasion.dated, default=None)


def made_up(occasions: Iterable[Occasion], now: datetime, catch_up: CatchUp, days_back: int) -> tuple[Occasion, ...]:
    """The occasions whose papers a run makes where they are missing, in order of date."""
    due = sorted((o for o in occasions if _is_due(o, now, days_back)), key=lambda occasion: occasion.dated)
    match catch_up:
        case CatchUp.ALL:
            return tuple(due)
        case CatchUp.LATEST:
            return tuple(due[-1:])
        case CatchUp.NONE:
            return tuple(occasion for occasion in due if occasion.draft.date() == now.date())


def _is_due(occasion: Occasion, now: datetime, days_back: int) -> bool:
    return not _is_after(occasion.draft, now) and now.date() - occasion.draft.date() <= timedelta(days=days_back)


def _is_after(moment: datetime, now: datetime) -> bool:
    """Whether a moment is still to come, also in the hour that the clock on the wall shows twice."""
    return moment.astimezone(UTC) > now.astimezone(UTC)


def next_due(occasions: Iterable[Occasion], now: datetime) -> Occasion | None:
    """The occasion whose papers fall due next after now, or None where the calendar has run out."""
    return min((o for o in occasions if _is_after(o.draft, now)), key=lambda occasion: occasion.draft, default=None)


def at_hand(occasions: Sequence[Occasion], today: date) -> Occasion | None:
    """The occasion of today or the next to come, else the last; None where there is none."""
    coming = (occasion for occasion in occasions if occasion.dated >= today)
    by_day = max(occasions, key=lambda occasion: occasion.dated, default=None)
    return min(coming, key=lambda occasion: occasion.dated, default=by_day)


def previous_cut(occasions: Sequence[Occasion], occasion: Occasion, as_at: date) -> date | None:
    """The data cut of the papers that came before those of `occasion`, as at `as_at`; None for the first."""
    before = (other.data_cut for other in occasions if other.dated < occasion.dated and other.data_cut < as_at)
    return max(before, default=None)


def as_at_day(occasion: Occasion, today: date) -> date:
    """The as-at day of a paper made today: late runs report what the papers would have said on their day."""
    return min(occasion.data_cut, today)
