"""What is noticed while data is read: each finding says where, what was found, and what a person should do about it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from reporter.errors import DataError, Problem


class Weight(StrEnum):
    """How much a finding matters: an error stops the papers, a warning stands in them, a note is told by a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ToDo(StrEnum):
    """What a person does about findings, in the order in which a report groups them."""

    MEND_FILES = "Mend the files, so that they can be read"
    MEND_HEADINGS = "Mend the headings"
    TAKE_OUT_CHILD_COLUMNS = "Take out the columns about single children"
    TAKE_OUT_PERSONAL_DATA = "Take out what could identify somebody"
    MEND_REFS = "Mend the refs"
    FILL_IN = "Fill in these cells"
    MEND_DATES = "Mend these dates"
    MEND_VALUES = "Write these values so that they can be read"
    LOOK_AT_LAYOUT = "See whether the table is read as you mean it"
    LOOK_AT_HIDDEN = "See whether what is hidden belongs in a paper"
    LOOK_AT_REFS = "See whether these actions are the ones you mean"
    LOOK_AT_DATES = "See whether these dates are read as you mean them"
    LOOK_AT_WORDS = "See whether these words are read as you mean them"
    LOOK_AT_COLOURS = "See whether these colours are read as you mean them"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file (or a database), its sheet, the row as the spreadsheet counts, the heading.

    `cell` (B12) stands instead of row and heading where no table has been found yet.
    """

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    cell: str = ""

    def at(self, row: int | None, column: str = "") -> Self:
        """A row of this file or sheet, or a cell of it."""
        return type(self)(self.file, self.sheet, row, column, self.cell)

    def __str__(self) -> str:
        sheet = f', sheet "{self.sheet}"' if self.sheet else ""
        row = f", row {self.row}" if self.row is not None else ""
        column = f', column "{self.column}"' if self.column else ""
        cell = f", cell {self.cell}" if self.cell else ""
        return f"{self.file}{sheet}{row}{column}{cell}"


@dataclass(frozen=True)
class Finding(Problem):
    """A problem whose place is known in all its parts; `value` is the cell's own text, empty where it is kept quiet."""

    weight: Weight
    to_do: ToDo
    place: Place
    value: str


def findings_to_bytes(findings: Iterable[Finding]) -> bytes:
    """Findings as JSON, to be kept."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, separators=(",", ":")).encode()


def findings_from(content: bytes) -> "Findings":
    """The findings that `findings_to_bytes` wrote."""
    return Findings([_finding(**kept) for kept in json.loads(content)])


def _finding(*, weight: str, to_do: str, place: dict[str, Any], **texts: str) -> Finding:
    return Finding(weight=Weight(weight), to_do=ToDo(to_do), place=Place(**place), **texts)


@dataclass
class Findings:
    """Collects what is noticed while data is read."""

    found: list[Finding] = field(default_factory=list)

    def error(self, to_do: ToDo, place: Place, found: str, advice: str, value: str = "") -> None:
        """Note what stops the papers."""
        self.found.append(Finding(str(place), found, advice, Weight.ERROR, to_do, place, value))

    def warning(self, to_do: ToDo, place: Place, found: str, advice: str, value: str = "") -> None:
        """Note what readers of the papers must know."""
        self.found.append(Finding(str(place), found, advice, Weight.WARNING, to_do, place, value))

    def note(self, to_do: ToDo, place: Place, found: str, advice: str, value: str = "") -> None:
        """Note how something was read that could have been meant differently."""
        self.found.append(Finding(str(place), found, advice, Weight.NOTE, to_do, place, value))

    def refused(self, place: Place, error: DataError) -> None:
        """Note what kept a file from being read, so that others can have their say as well."""
        self.found += [
            problem
            if isinstance(problem, Finding)
            else Finding(problem.where, problem.found, problem.advice, Weight.ERROR, ToDo.MEND_FILES, place, "")
            for problem in error.problems
        ]

    def of(self, weight: Weight) -> Iterator[Finding]:
        """The findings of one weight, in the order in which they were made."""
        return (finding for finding in self.found if finding.weight is weight)

    def stop_on_errors(self, *to_dos: ToDo) -> None:
        """Raise DataError with every error that was found, if any; where some are named, if one is of these."""
        errors = list(self.of(Weight.ERROR))
        if any(not to_dos or error.to_do in to_dos for error in errors):
            raise DataError(*errors)
