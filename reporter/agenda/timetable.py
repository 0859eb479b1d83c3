"""The days of a board: its meetings, its working days, and the occasions on which each of its papers is made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reporter.domain.cron import moments_before, next_moment
from reporter.domain.meetings import Meeting
from reporter.domain.occasions import Occasion, for_meeting, for_moment
from reporter.domain.paper import PaperKind
from reporter.domain.working_days import WorkingDays
from reporter.settings import Board
from reporter.settings import Calendar as Rules
from reporter.sources.bank_holidays import bank_holidays
from reporter.sources.calendar import load_meetings


@dataclass(frozen=True)
class Timetable:
    """The meetings of a board in order of date, its working days, and the occasions of each paper by name."""

    meetings: tuple[Meeting, ...]
    working: WorkingDays
    occasions: dict[str, tuple[Occasion, ...]]
    for_meetings: bool  # whether any paper goes by meetings


def timetable(board: Board, now: datetime, first: date | None = None) -> Timetable:
    """The days of a board around `now`, aware and in its zone; schedules of papers are followed back to a first day.

    Raises DataError where the board's calendar cannot be read.
    """
    meetings = load_meetings(board.plan, board.limits)
    working = working_days(board.calendar, meetings)
    occasions: dict[str, tuple[Occasion, ...]] = {}
    for name, paper in board.papers.items():
        if paper.cron:
            oldest = now.date() - timedelta(days=paper.catch_up_days)
            found = [*_scheduled(paper.cron, now, min(oldest, first or oldest))]
        else:
            spacing = board.calendar.spacing(paper)
            there = (meeting for meeting in meetings if meeting.takes_place)
            found = [for_meeting(meeting, spacing, working, now.tzinfo) for meeting in there]
        if paper.kind is PaperKind.EXCEPTIONS:  # it alone looks ahead; no other is outdated where that meeting moves
            found = [_followed(occasion, meetings) for occasion in found]
        occasions[name] = tuple(found)
    by_meetings = any(paper.cron is None for paper in board.papers.values())
    return Timetable(meetings, working, occasions, by_meetings)


def _followed(occasion: Occasion, meetings: Sequence[Meeting]) -> Occasion:
    """The occasion with the day of the meeting that follows it."""
    later = (meeting.dated for meeting in meetings if meeting.takes_place and meeting.dated > occasion.dated)
    return replace(occasion, next_meeting=min(later, default=None))


def working_days(rules: Rules, meetings: tuple[Meeting, ...]) -> WorkingDays:
    """Which days count in the years of those meetings."""
    years = {meeting.dated.year - before for meeting in meetings for before in (0, 1)}
    holidays = bank_holidays(rules.bank_holidays, years) | set(rules.added_holidays)
    return WorkingDays(rules.weekdays_off, holidays - set(rules.dropped_holidays))


def _scheduled(cron: str, now: datetime, oldest: date) -> list[Occasion]:
    """The moments of a paper's own schedule back to a day, one before them, and the next to come."""
    moments = [next_moment(cron, now)]
    for moment in moments_before(cron, now):
        moments.append(moment)
        if moment.date() < oldest:
            break
    return [for_moment(moment) for moment in reversed(moments)]
