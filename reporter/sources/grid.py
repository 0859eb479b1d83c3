"""From a grid of text to a table: find the headings, refuse unknown ones, leave out empty rows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from reporter.domain.wording import join
from reporter.errors import Problem
from reporter.sources.cells import RowReader, clean, quoted
from reporter.sources.schema import Columns, nearest, normal


@dataclass(frozen=True)
class Grid:
    """The cells of one file or sheet as text, from its first row; `place` is how messages name it."""

    place: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Table:
    """A grid whose headings are known: the cells of each row by heading, with the row's number in the spreadsheet."""

    place: str
    rows: tuple[tuple[int, dict[str, str]], ...]

    def to_bytes(self) -> bytes:
        """The table as JSON, the same for the same cells wherever they came from."""
        headings = sorted({heading for _, cells in self.rows for heading in cells})
        rows = [[number, *(cells.get(heading, "") for heading in headings)] for number, cells in self.rows]
        return json.dumps({"headings": headings, "rows": rows}, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, name: str, content: bytes) -> Self:
        """The table that `to_bytes` wrote."""
        kept = json.loads(content)
        rows = tuple((number, dict(zip(kept["headings"], cells, strict=True))) for number, *cells in kept["rows"])
        return cls(name, rows)

    def readers(self, problems: list[Problem]) -> Iterator[RowReader]:
        """A reader for each row; what it finds wrong is added to `problems`."""
        for number, cells in self.rows:
            yield RowReader(self.place, number, cells, problems)


def table_from(grid: Grid, columns: Columns, problems: list[Problem]) -> Table | None:
    """The table in a grid, or None with the reason added to `problems`."""
    if not any(clean(cell) for row in grid.rows for cell in row):
        problems.append(Problem(grid.place, "It is empty.", f"Give it the headings {join(columns.required)}."))
        return None
    first = [clean(cell) for cell in grid.rows[0]]
    headings = [cell.casefold() if "\t" in cell else normal(cell) for cell in first]
    if not any(headings):
        problems.append(Problem(f"{grid.place}, row 1", "The row is empty.", "The headings must stand in row 1."))
        return None
    wrong = _heading_problems(f"{grid.place}, row 1", headings, columns)
    if wrong:
        problems += wrong
        return None
    rows = []
    for number, row in enumerate(grid.rows[1:], 2):
        texts = [clean(cell) for cell in row]
        problems += _without_heading(f"{grid.place}, row {number}", headings, texts)
        cells = {heading: text for heading, text in zip(headings, texts, strict=False) if heading}
        if any(cells.values()):
            rows.append((number, cells))
    return Table(grid.place, tuple(rows))


def _without_heading(where: str, headings: list[str], texts: list[str]) -> list[Problem]:
    """A cell that no heading stands over would be lost without a word."""
    lost = [text for place, text in enumerate(texts) if text and (place >= len(headings) or not headings[place])]
    advice = 'Give the column a heading; a cell that holds a comma stands in "quotation marks".'
    return [Problem(where, f"{quoted(text)} stands in a column that has no heading.", advice) for text in lost]


def _heading_problems(where: str, headings: list[str], columns: Columns) -> list[Problem]:
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if separator in headings[0] and not set(headings) & set(columns.known):
            return [Problem(where, f"The columns are parted by {name}.", "Save the file with commas between columns.")]
    problems = []
    for heading in dict.fromkeys(h for h in headings if h):
        if heading not in columns.known:
            meant = nearest(heading, columns.known)
            advice = f'Did you mean "{meant}"?' if meant else f"The headings known here are {join(columns.known)}."
            problems.append(Problem(where, f"The heading {quoted(heading)} is not known.", advice))
        elif headings.count(heading) > 1:
            problems.append(
                Problem(where, f'The heading "{heading}" stands twice.', "Take one of the two columns out.")
            )
    missing = [column for column in columns.required if column not in headings]
    problems += [Problem(where, f'The heading "{column}" is missing.', "Add the column.") for column in missing]
    return problems
