"""Meetings, and the editions of their papers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile


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

    Its id is also its place in the output folder.
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
        return f"{self.board}/{self.dated.isoformat()}/{self.paper}"


def edition_of(text: str) -> Edition | None:
    """The edition that an id names, or None where it is none; a paper's file name (-draft.pdf, .pdf) will do."""
    board, _, rest = text.removesuffix(".pdf").removesuffix("-draft").partition("/")
    day, _, name = rest.partition("/")
    digits = "".join(reversed(list(takewhile(str.isdecimal, reversed(name)))))
    paper = name.removesuffix(f"-e{digits}")
    if not board or not paper or not digits.isascii() or digits.startswith("0") or paper == name:
        return None
    try:
        return Edition(board, date.fromisoformat(day), paper, int(digits))
    except ValueError:
        return None


def next_number(existing: Collection[int]) -> int:
    """The number of the edition that follows; numbers start at 1 and are never used again."""
    return max(existing, default=0) + 1
