"""What any paper is to those who print and keep it, whatever it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class PaperKind(StrEnum):
    """Which paper it is: who composes it, and the template that prints it."""

    INSPECTION_RESPONSE = "inspection-response"
    BOARD_PAPER = "board-paper"


@dataclass(frozen=True, slots=True)
class Described:
    """What the PDF says of itself. `dated` is the edition's date, never the clock's; a `draft` is marked as one."""

    title: str
    author: str
    subject: str
    classification: str
    dated: date
    draft: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of the paper as a table, attached to the PDF as CSV. Only what is printed in the paper may stand here."""

    name: str
    description: str
    rows: Sequence[Sequence[str]]


class Content(Protocol):
    """What everybody may know of any paper; the rest is between its composer and its template."""

    @property
    def about(self) -> Described:
        """The metadata."""

    @property
    def figures(self) -> Sequence[Figures]:
        """What is attached as CSV."""

    @property
    def counts(self) -> Mapping[str, int]:
        """What the paper comes to, for whoever ran it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished, conformant PDF and its number of pages."""

    content: bytes
    pages: int
