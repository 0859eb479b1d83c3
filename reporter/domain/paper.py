"""What any paper is to those who print and keep it, whatever it says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class AnnexName(StrEnum):
    """What may stand behind the body of a paper, under a letter of its own."""

    AREAS = "areas"
    LISTS = "lists"
    ACTIONS = "actions"
    COVERAGE = "coverage"
    SLIPPAGE = "slippage"
    DATA_QUALITY = "data-quality"
    RATING_KEY = "rating-key"
    GLOSSARY = "glossary"


class PaperKind(StrEnum):
    """Which paper it is: who composes it, and the template that prints it."""

    INSPECTION_RESPONSE = "inspection-response"
    BOARD_PAPER = "board-paper"
    CHAIRS_BRIEF = "chairs-brief"
    EXCEPTIONS = "exceptions"
    AGENCY_EXTRACT = "agency-extract"
    SCRUTINY_BRIEFING = "scrutiny-briefing"
    ANNUAL_REPORT = "annual-report"


@dataclass(frozen=True, slots=True)
class Described:
    """What a paper says of itself. `dated` is the edition's date, never the clock's; drafts and samples are marked."""

    title: str
    author: str
    subject: str
    edition: str
    classification: str
    dated: date
    draft: bool
    sample: bool

    @property
    def marks(self) -> tuple[str, ...]:
        """What must stand on whatever is made of the paper, in this order."""
        draft = ("DRAFT, not yet approved",) if self.draft else ()
        return (self.classification, *draft, *(("SAMPLE DATA",) if self.sample else ()))


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of the paper as a table, attached to the PDF as CSV. Only what is printed in the paper may stand here."""

    name: str
    description: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that somebody goes on working with; one sheet of the workbook beside the paper."""

    name: str
    description: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int | date | None]]


class Content(Protocol):
    """What everybody may know of any paper; the rest is between its composer and its template."""

    @property
    def about(self) -> Described:
        """The metadata."""

    @property
    def figures(self) -> Sequence[Figures]:
        """What is attached as CSV."""

    @property
    def workbook(self) -> Sequence[Sheet]:
        """What stands in a workbook beside the paper; empty where there is none."""

    @property
    def counts(self) -> Mapping[str, int]:
        """What the paper comes to, for whoever ran it."""

    @property
    def latest(self) -> Mapping[str, int]:
        """The page on which each of these parts must begin at the latest, by anchor; empty where it does not matter."""

    def body_alone(self) -> "Content":
        """The same without what stands behind the body, to see how long that is."""

    def shortened(self, late: Collection[str]) -> "Content | None":
        """The same with less where these parts begin too late; None where nothing more can be left out."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished edition: its files by their endings, the conformant PDF last, and the PDF's number of pages.

    `overruns` say, as sentences, which parts begin too late though nothing more could be left out before them.
    """

    files: Mapping[str, bytes]
    pages: int
    overruns: Sequence[str] = ()
