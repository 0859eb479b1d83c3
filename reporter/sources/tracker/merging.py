"""The cells of a sheet with those filled that are merged with another: only true merges, never a guess."""

from dataclasses import dataclass
from functools import cached_property

from reporter.sources.cells import clean_row
from reporter.sources.grid import Grid

Spot = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True)
class Cells:
    """Cleaned texts of all rows, and which cells are one.

    `tall` gives the first row of cells that reach over rows, `begins` the first column of those that reach over
    columns. Rows and columns count from 1; `rows[0]` is row 1.
    """

    rows: list[list[str]]
    tall: dict[Spot, int]
    begins: dict[Spot, int]

    @cached_property
    def wide_rows(self) -> frozenset[int]:
        """The rows in which a cell reaches over several columns."""
        return frozenset(row for row, _ in self.begins)

    def filled(self, row: int) -> list[int]:
        """The columns at which the filled cells of a row begin; cells merged into one count once."""
        texts = self.rows[row - 1]
        if row not in self.wide_rows:
            return [column for column, text in enumerate(texts, 1) if text]
        return list(dict.fromkeys(self.beginning(row, c) for c, text in enumerate(texts, 1) if text))

    def beginning(self, row: int, column: int) -> int:
        """The column at which the cell there begins."""
        return self.begins.get((row, column), column)

    def goes_on(self, row: int, column: int) -> bool:
        """Whether the cell there began in a row above."""
        return self.tall.get((row, column), row) < row

    def is_wide(self, row: int, column: int) -> bool:
        """Whether the cell that begins there reaches over several columns."""
        return (row, column + 1) in self.begins


def merged(grid: Grid) -> Cells:
    """The cleaned cells of a sheet; each cell of a merged block holds the text of its first."""
    width = max((len(row) for row in grid.rows), default=0)
    rows = [clean_row(row) + [""] * (width - len(row)) for row in grid.rows]
    tall: dict[Spot, int] = {}
    begins: dict[Spot, int] = {}
    for merge in grid.merges:
        bottom, right = min(merge.bottom, len(rows)), min(merge.right, width)
        if merge.top > bottom or merge.left > right:
            continue
        text = rows[merge.top - 1][merge.left - 1]
        for row in range(merge.top, bottom + 1):
            for column in range(merge.left, right + 1):
                rows[row - 1][column - 1] = text
                if bottom > merge.top:
                    tall[row, column] = merge.top
                if right > merge.left:
                    begins[row, column] = merge.left
    return Cells(rows, tall, begins)
