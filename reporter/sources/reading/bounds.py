"""What no grid may be, whatever it was read from: too many cells, too long a cell, merged blocks in a heap."""

from collections.abc import Iterator

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.grid import Grid
from reporter.sources.reading.files import too_large


def check_cells(place: Place, rows: int, columns: int, limits: InputLimits) -> None:
    """Refuse a table that reaches over more cells than are read. Raises DataError."""
    if rows * columns > limits.cells:
        found = f"It reaches over {rows:,} rows and {columns:,} columns."
        raise too_large(place, found, f"{limits.cells:,} cells", "cells")


def within(grid: Grid, limits: InputLimits) -> Grid:
    """The grid, unless a cell is longer than the limit allows, or merged blocks lie over each other."""
    problems = list(_too_long(grid, limits))
    if _merged_cells(grid) > len(grid.rows) * _width(grid):
        advice = "Unmerge the cells, and merge again those that belong together."
        problems.append(Problem(str(grid.place), "Its merged cells lie over each other.", advice))
    if problems:
        raise DataError(*problems)
    return grid


def _merged_cells(grid: Grid) -> int:
    """How many cells are merged, counted for each block that they belong to."""
    bottom, right = len(grid.rows), _width(grid)
    return sum(
        max(0, min(merge.bottom, bottom) - merge.top + 1) * max(0, min(merge.right, right) - merge.left + 1)
        for merge in grid.merges
    )


def _width(grid: Grid) -> int:
    return max(map(len, grid.rows), default=0)


def _too_long(grid: Grid, limits: InputLimits) -> Iterator[Problem]:
    for number, row in enumerate(grid.rows, 1):
        if max(map(len, row), default=0) > limits.cell_characters:
            found = f"A cell holds more than {limits.cell_characters:,} characters."
            yield Problem(
                str(grid.place.at(number)), found, "Shorten it, or raise cell_characters in the config's limits."
            )
