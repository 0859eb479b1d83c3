"""From a grid of text to a table: find the headings, refuse unknown ones, leave out empty rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporter.domain.wording import join
from reporter.errors import Problem
from reporter.sources.cells import RowReader, clean
from reporter.sources.schema import Columns, nearest, normal


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one file or sheet as text, from its first row; `place` is how messages name it."""

    place: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A grid whose headings are known: the cells of each row by heading, with the row's number in the spreadsheet."""

    place: str
    rows: tuple[tuple[int, dict[str, str]], ...]

    def readers(self, problems: list[Problem]) -> Iterator[RowReader]:
        """A reader for each row; what it finds wrong is added to `problems`."""
        for number, cells in self.rows:
            yield RowReader(self.place, number, cells, problems)


def table_from(grid: Grid, columns: Columns, problems: list[Problem]) -> Table | None:
    """The table in a grid, or None with the reason added to `problems`."""
    if not grid.rows:
        if not any(problem.where.startswith(grid.place) for problem in problems):
            problems.append(Problem(grid.place, "It is empty.", f"Give it the headings {join(columns.required)}."))
        return None
    headings = [normal(clean(cell)) for cell in grid.rows[0]]
    wrong = _heading_problems(f"{grid.place}, row 1", headings, columns)
    if wrong:
        problems += wrong
        return None
    rows = []
    for number, row in enumerate(grid.rows[1:], 2):
        cells = {heading: clean(cell) for heading, cell in zip(headings, row, strict=False) if heading}
        if any(cells.values()):
            rows.append((number, cells))
    return Table(grid.place, tuple(rows))


def _heading_problems(where: str, headings: list[str], columns: Columns) -> list[Problem]:
    if len(headings) == 1 and ";" in headings[0]:
        return [Problem(where, "The columns are parted by semicolons.", "Save the file with commas between columns.")]
    problems = []
    for heading in dict.fromkeys(h for h in headings if h):
        if heading not in columns.known:
            meant = nearest(heading, columns.known)
            advice = f'Did you mean "{meant}"?' if meant else f"The headings known here are {join(columns.known)}."
            problems.append(Problem(where, f'The heading "{heading[:60]}" is not known.', advice))
        elif headings.count(heading) > 1:
            problems.append(
                Problem(where, f'The heading "{heading}" stands twice.', "Take one of the two columns out.")
            )
    missing = [column for column in columns.required if column not in headings]
    problems += [Problem(where, f'The heading "{column}" is missing.', "Add the column.") for column in missing]
    return problems
