"""Meetings, editions, and which editions are due."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeetingStatus(StrEnum):
    """Whether a meeting takes place."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Meeting:
    """A meeting of the board; its papers go out on `papers_due`."""

    dated: date
    papers_due: date
    status: MeetingStatus
    venue: str | None

    @property
    def takes_place(self) -> bool:
        """Whether papers are wanted for it at all."""
        return self.status is not MeetingStatus.CANCELLED


@dataclass(frozen=True, order=True)
class Edition:
    """One version of one paper for one meeting of one board. Its id is also its place in the output folder."""

    board: str
    meeting: date
    paper: str
    number: int

    @property
    def id(self) -> str:
        """nottingham/2015-03-25/board-paper-e1."""
        return f"{self.board}/{self.meeting.isoformat()}/{self.paper}-e{self.number}"


def latest_due(meetings: Iterable[Meeting], today: date) -> Meeting | None:
    """The latest meeting whose papers should be out by now, or None."""
    due = [meeting for meeting in meetings if meeting.takes_place and meeting.papers_due <= today]
    return max(due, key=lambda meeting: meeting.dated, default=None)


def next_due(meetings: Iterable[Meeting], today: date) -> Meeting | None:
    """The meeting whose papers fall due next after today, or None where the calendar has run out."""
    to_come = [meeting for meeting in meetings if meeting.takes_place and meeting.papers_due > today]
    return min(to_come, key=lambda meeting: meeting.papers_due, default=None)


def previous_cut(meetings: Iterable[Meeting], meeting: Meeting, as_at: date) -> date | None:
    """The as-at date of the papers that came before those of `meeting`, as at `as_at`; None for the first."""
    before = (other for other in meetings if other.takes_place and other.dated < meeting.dated)
    return max((other.papers_due for other in before if other.papers_due < as_at), default=None)


def data_cut(meeting: Meeting, today: date) -> date:
    """The as-at date of a paper made on `today`: late runs report what the papers would have said on their day."""
    return min(meeting.papers_due, today)


def next_edition(existing: Collection[Edition], board: str, meeting: Meeting, paper: str) -> Edition:
    """The edition that follows those that exist; numbers start at 1 and are never used again."""
    numbers = [e.number for e in existing if (e.board, e.meeting, e.paper) == (board, meeting.dated, paper)]
    return Edition(board, meeting.dated, paper, max(numbers, default=0) + 1)


def editions_due(
    existing: Collection[Edition], board: str, papers: Iterable[str], meeting: Meeting
) -> tuple[Edition, ...]:
    """The papers of a meeting that do not exist yet."""
    wanted = (next_edition(existing, board, meeting, paper) for paper in papers)
    return tuple(edition for edition in wanted if edition.number == 1)
