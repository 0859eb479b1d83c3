"""Meetings, and the editions of their papers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeetingStatus(StrEnum):
    """Whether a meeting takes place on its day."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"


@dataclass(frozen=True)
class Meeting:
    """A meeting of the board. `papers_due` is the day of despatch where the calendar sets it by hand."""

    dated: date
    papers_due: date | None
    status: MeetingStatus
    venue: str | None

    @property
    def takes_place(self) -> bool:
        """Whether papers are wanted for this day at all."""
        return self.status in {MeetingStatus.PLANNED, MeetingStatus.HELD}


@dataclass(frozen=True, order=True)
class Edition:
    """One version of one paper of one board, for a meeting or for a day that the paper's own schedule names.

    Its id is also the beginning of the names of its files, below the output folder.
    """

    board: str
    dated: date
    paper: str
    number: int

    @property
    def id(self) -> str:
        """nottingham/2015-03-25/board-paper-e1."""
        return f"{self.series}-e{self.number}"

    @property
    def series(self) -> str:
        """What all editions of one paper for one day have in common: nottingham/2015-03-25/board-paper."""
        return f"{self.folder}/{self.paper}"

    @property
    def folder(self) -> str:
        """Where all papers of one board for one day stand, below the output folder: nottingham/2015-03-25."""
        return f"{self.board}/{self.dated.isoformat()}"


def next_number(existing: Collection[int]) -> int:
    """The number of the edition that follows; numbers start at 1 and are never used again."""
    return max(existing, default=0) + 1
