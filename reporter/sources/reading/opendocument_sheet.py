"""One sheet of an OpenDocument spreadsheet while it is walked through; repeated cells are unrolled within bounds."""

from dataclasses import dataclass, field

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.grid import Grid, Merge
from reporter.sources.reading.bounds import check_cells
from reporter.sources.reading.elements import Attributes
from reporter.sources.reading.every_cell import IS_ERROR, NOT_WORKED_OUT
from reporter.sources.reading.files import too_large

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
EXTENDED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
HIDDEN = frozenset({"collapse", "filter"})
CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
SPACES = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}  # written as elements, not as text


@dataclass
class _Cell:
    """A cell while it is walked through: its attributes and paragraphs, and how deep inside it we are."""

    attributes: Attributes
    paragraphs: list[list[str]] = field(default_factory=list)
    depth: int = 0
    in_paragraph: bool = False

    @property
    def repeated(self) -> int:
        """How many cells in a row are this one."""
        return _number(self.attributes, "number-columns-repeated")

    @property
    def value(self) -> str:
        """The value as the text that a person would have typed."""
        kind, value = self.attributes.get(f"{OFFICE}value-type"), self.attributes.get(f"{OFFICE}value", "")
        if kind == "date":
            year, month, day = self.attributes.get(f"{OFFICE}date-value", "")[:10].split("-")
            return f"{day}/{month}/{year}"
        if kind == "boolean":
            return self.attributes.get(f"{OFFICE}boolean-value", "").upper()
        if kind == "percentage":
            return f"{float(value) * 100:.12g}%"
        if kind in {"float", "currency"}:
            return f"{float(value):.15g}"
        return "\n".join("".join(paragraph) for paragraph in self.paragraphs)

    @property
    def fault(self) -> tuple[str, str] | None:
        """What was found and what to do, for a cell that only looks empty."""
        if self.attributes.get(f"{EXTENDED}value-type") == "error":
            return IS_ERROR
        formula = f"{TABLE}formula" in self.attributes
        return NOT_WORKED_OUT if formula and f"{OFFICE}value-type" not in self.attributes else None


@dataclass
class _Row:
    """A row while it is walked through: its texts as far as there are any, and what is seen beside them."""

    repeated: int
    hidden: bool
    texts: list[str] = field(default_factory=list)
    column: int = 0  # the last one
    merges: list[tuple[int, int, int]] = field(default_factory=list)  # column, rows, columns
    fills: list[tuple[int, str]] = field(default_factory=list)
    faults: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Sheet:
    """One sheet. Raises DataError where it reaches beyond the limits."""

    place: Place
    colours: dict[str, str]
    limits: InputLimits
    rows: list[tuple[str, ...]] = field(default_factory=list)
    empty: int = 0  # rows, counted only when something follows
    width: int = 0
    columns: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    faults: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    row: _Row | None = None
    cell: _Cell | None = None

    def start(self, element: str, attributes: Attributes) -> None:
        """An element begins."""
        if self.cell:
            self._inside(self.cell, element, attributes)
        elif element in CELLS:
            self.cell = _Cell(attributes)
        elif element == f"{TABLE}table-row":
            hidden = attributes.get(f"{TABLE}visibility") in HIDDEN
            self.row = _Row(_number(attributes, "number-rows-repeated"), hidden)
        elif element == f"{TABLE}table-column":
            self._column(attributes)

    def text(self, text: str) -> None:
        """A text stands there."""
        if self.cell and self.cell.in_paragraph:
            self.cell.paragraphs[-1].append(text)

    def end(self, element: str) -> None:
        """An element ends."""
        if self.cell and self.cell.depth:
            self.cell.depth -= 1
            self.cell.in_paragraph &= self.cell.depth > 0
        elif self.cell and self.row:
            self._add(self.row, self.cell)
            self.cell = None
        elif self.row and element == f"{TABLE}table-row":
            self._end_row(self.row)
            self.row = None

    def grid(self) -> Grid:
        """All that was read."""
        return Grid(
            self.place,
            tuple(self.rows),
            tuple(self.merges),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.fills,
            self.faults,
        )

    def _inside(self, cell: _Cell, element: str, attributes: Attributes) -> None:
        """What stands in a cell: its own paragraphs count, those of a note on it do not."""
        cell.depth += 1
        if cell.depth == 1 and element == f"{TEXT}p":
            cell.paragraphs.append([])
            cell.in_paragraph = True
        elif cell.in_paragraph and element in SPACES:
            count = min(int(attributes.get(f"{TEXT}c", "1")), self.limits.cell_characters + 1)
            cell.paragraphs[-1].append(SPACES[element] * count)

    def _column(self, attributes: Attributes) -> None:
        before, self.columns = self.columns, self.columns + _number(attributes, "number-columns-repeated")
        if attributes.get(f"{TABLE}visibility") in HIDDEN:
            self.hidden_columns |= set(range(before + 1, min(self.columns, self.limits.columns) + 1))

    def _add(self, row: _Row, cell: _Cell) -> None:
        column, row.column = row.column + 1, row.column + cell.repeated
        fault = cell.fault
        if text := "" if fault else cell.value:
            self._check("columns", row.column)
            row.texts += [""] * (column - 1 - len(row.texts)) + [text] * cell.repeated
        within = range(column, min(row.column, self.limits.columns) + 1)
        if fault:
            row.faults |= dict.fromkeys(within, fault)
        if colour := self.colours.get(cell.attributes.get(f"{TABLE}style-name", "")):
            row.fills += [(place, colour) for place in within]
        down, across = (_number(cell.attributes, f"number-{what}-spanned") for what in ("rows", "columns"))
        if down > 1 or across > 1:
            row.merges.append((column, down, across))

    def _end_row(self, row: _Row) -> None:
        """Take the row in, with the empty ones above it."""
        if not row.texts and not row.faults:
            self.empty += row.repeated
            return
        first, last = len(self.rows) + self.empty + 1, len(self.rows) + self.empty + row.repeated
        self._check("rows", last)
        self.width = max(self.width, len(row.texts))
        check_cells(self.place, last, self.width, self.limits)
        self.rows += [()] * self.empty + [tuple(row.texts)] * row.repeated
        self.empty = 0
        self._see(row, range(first, last + 1))

    def _see(self, row: _Row, numbers: range) -> None:
        """What a reader's eye sees of a row beside its texts."""
        self.merges += [
            Merge(n, left, n + down - 1, left + across - 1) for left, down, across in row.merges for n in numbers
        ]
        self.hidden_rows |= set(numbers if row.hidden else ())
        self.faults |= {(number, column): fault for number in numbers for column, fault in row.faults.items()}
        if len(self.fills) + len(numbers) * len(row.fills) > self.limits.cells:
            raise too_large(self.place, "Very many cells are coloured.", f"{self.limits.cells:,} cells", "cells")
        self.fills |= {(number, column): colour for number in numbers for column, colour in row.fills}

    def _check(self, what: str, reached: int) -> None:
        limit = getattr(self.limits, what)
        if reached > limit:
            found = f"It reaches over {reached:,} {what}."
            advice = f"At most {limit:,} {what} are read: clear what stands far outside the table."
            raise DataError(Problem(str(self.place), found, advice))


def _number(attributes: Attributes, name: str) -> int:
    return max(int(attributes.get(f"{TABLE}{name}", "1")), 1)
