"""Each cell of a sheet in turn, however it is written: slower than looking for the few that matter, and never wrong."""

from dataclasses import dataclass, field

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.reading.bounds import check_cells
from reporter.sources.reading.elements import Attributes, walk
from reporter.sources.reading.files import too_large
from reporter.sources.reading.styles import Styles

IS_ERROR = "It is a spreadsheet error.", "Mend the formula."
NOT_WORKED_OUT = "It is a formula that was never worked out.", "Open the workbook in Excel and save it again."


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that matters: its place from 1, the number of its style, and what is wrong with it (found, advice)."""

    row: int
    column: int
    style: bytes = b""
    fault: tuple[str, str] | None = None


def every_cell(place: Place, content: bytes, styles: Styles, limits: InputLimits) -> list[Cell]:
    """The cells that matter. Raises DataError where one that holds something stands far outside of any table."""
    sheet = _Sheet(place, styles, limits)
    walk(content, sheet.start, sheet.end, sheet.text)
    return sheet.found


def cell_name(row: int, column: int) -> str:
    """B12."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


@dataclass
class _Sheet:
    """A sheet while it is walked through: one without a place follows the one before it."""

    place: Place
    styles: Styles
    limits: InputLimits
    found: list[Cell] = field(default_factory=list)
    row: int = 0
    column: int = 0
    seen: int = 0
    last_row: int = 0
    last_column: int = 0
    attributes: Attributes = field(default_factory=dict)
    inside: set[str] = field(default_factory=set)  # what the cell holds: f, v, is, and "value" for a value with text
    open: str = ""

    def start(self, element: str, attributes: Attributes) -> None:
        """An element begins."""
        self.open = name = element.rpartition("}")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "c":
            self._begin(attributes)
        else:
            self.inside.add(name)

    def _begin(self, attributes: Attributes) -> None:
        self.attributes, self.inside, self.column = attributes, set(), self.column + 1
        if place := attributes.get("r", ""):
            letters = place.rstrip("0123456789")
            self.row, self.column = int(place[len(letters) :]), column_number(letters.encode())
        self.seen += 1
        if self.seen > self.limits.cells:
            limit = f"{self.limits.cells:,} cells"
            raise too_large(self.place, f"It holds more than {limit}.", limit, "cells")

    def text(self, text: str) -> None:
        """A text stands there."""
        if self.open == "v" and text:
            self.inside.add("value")

    def end(self, element: str) -> None:
        """An element ends."""
        name = element.rpartition("}")[2]
        self.open = ""
        if name != "c":
            return
        if self.inside:
            self._reach()
        style, fault = self.attributes.get("s", "").encode(), self._fault()
        if fault or style in self.styles.interesting:
            self.found.append(Cell(self.row, self.column, style, fault))
        self.inside = set()

    def _fault(self) -> tuple[str, str] | None:
        """What was found and what to do, for a cell that only looks empty."""
        kind = self.attributes.get("t")
        if kind == "e":
            return IS_ERROR
        return NOT_WORKED_OUT if "f" in self.inside and "value" not in self.inside and kind != "str" else None

    def _reach(self) -> None:
        """How far the cells reach that hold something."""
        if self.row > self.limits.rows or self.column > self.limits.columns:
            reach = f"the first {self.limits.rows:,} rows and {self.limits.columns} columns"
            where = f"{self.place}, cell {cell_name(self.row, self.column)}"
            advice = f"Clear that cell: a plan is looked for in {reach}."
            raise DataError(Problem(where, "Something stands far outside the table.", advice))
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        check_cells(self.place, self.last_row, self.last_column, self.limits)
