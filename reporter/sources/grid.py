"""From a grid of text to a table: find the headings, refuse unknown ones, leave out empty rows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import Self

from reporter.domain.wording import join
from reporter.findings import Findings, Place, ToDo
from reporter.sources.cells import RowReader, clean, clean_row, quoted
from reporter.sources.schema import Columns, nearest, normal


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one: the first and the last row and column, counted from 1; the first cell holds the text."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """The cells of one file, sheet or query as text, from its first row, and what a reader's eye sees beside the text.

    Rows and columns are counted from 1, as a spreadsheet does. `fills` are the colours of cells (RRGGBB, capitals),
    `faults` what is wrong with cells that only look empty, as what was found and what to do. A number that stands for a
    day means one that is `days_later` than Excel counts by default: where the workbook counts from 1904.
    """

    place: Place
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    faults: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    days_later: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: where it came from, its cells by our heading, and what the source calls those headings."""

    place: Place
    cells: Mapping[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """The rows of one of our tables, from wherever they came."""

    rows: tuple[Row, ...]

    def to_bytes(self) -> bytes:
        """The table as JSON, the same for the same cells wherever they came from."""
        headings = sorted(set().union(*(row.cells for row in self.rows)))
        rows = [[row.place.row, *map(row.cells.get, headings, repeat(""))] for row in self.rows]
        return json.dumps({"headings": headings, "rows": rows}, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, name: str, content: bytes) -> Self:
        """The table that `to_bytes` wrote."""
        kept = json.loads(content)
        place, headings = Place(name), kept["headings"]
        return cls(
            tuple(Row(place.at(number), dict(zip(headings, cells, strict=True))) for number, *cells in kept["rows"])
        )

    def readers(self, findings: Findings) -> Iterator[RowReader]:
        """A reader for each row; what it finds wrong goes to `findings`."""
        for row in self.rows:
            yield RowReader(row.place, row.cells, findings, row.headings)


def table_from(grid: Grid, columns: Columns, findings: Findings) -> Table | None:
    """The table in a grid, or None with the reason among the findings."""
    if not any(clean(cell) for row in grid.rows for cell in row):
        advice = f"Give it the headings {join(columns.required)}."
        findings.error(ToDo.MEND_HEADINGS, grid.place, "It is empty.", advice)
        return None
    first = [clean(cell) for cell in grid.rows[0]]
    headings = [normal(cell) for cell in first]
    if not any(headings):
        place = grid.place.at(1)
        findings.error(ToDo.MEND_HEADINGS, place, "The row is empty.", "The headings must stand in row 1.")
        return None
    if not _headings_fit(grid.place.at(1), headings, columns, findings):
        return None
    rows = []
    for number, row in enumerate(grid.rows[1:], 2):
        texts = clean_row(row)
        _check_nothing_lost(grid.place.at(number), headings, texts, findings)
        cells = {heading: text for heading, text in zip(headings, texts, strict=False) if heading}
        if any(cells.values()):
            rows.append(Row(grid.place.at(number), cells))
    table = Table(tuple(rows))
    _check_filled(table, columns, findings)
    return table


def _check_filled(table: Table, columns: Columns, findings: Findings) -> None:
    """What a table of ours always says."""
    for reader in table.readers(findings):
        for column in columns.filled:
            reader.text(column)


def _check_nothing_lost(place: Place, headings: list[str], texts: list[str], findings: Findings) -> None:
    """A cell that no heading stands over would be lost without a word."""
    advice = 'Give the column a heading; a cell that holds a comma stands in "quotation marks".'
    for number, text in enumerate(texts):
        if text and (number >= len(headings) or not headings[number]):
            found = f"{quoted(text)} stands in a column that has no heading."
            findings.error(ToDo.MEND_HEADINGS, place, found, advice, text)


def _headings_fit(place: Place, headings: list[str], columns: Columns, findings: Findings) -> bool:
    before = len(findings.found)
    for heading in dict.fromkeys(h for h in headings if h):
        if heading not in columns.known:
            meant = nearest(heading, columns.known)
            advice = f'Did you mean "{meant}"?' if meant else f"The headings known here are {join(columns.known)}."
            found = f"The heading {quoted(heading)} is not known."
            findings.error(ToDo.MEND_HEADINGS, place, found, advice, heading)
        elif headings.count(heading) > 1:
            found, advice = f'The heading "{heading}" stands twice.', "Take one of the two columns out."
            findings.error(ToDo.MEND_HEADINGS, place, found, advice, heading)
    for column in columns.required:
        if column not in headings:
            findings.error(ToDo.MEND_HEADINGS, place, f'The heading "{column}" is missing.', "Add the column.")
    return len(findings.found) == before
