"""Files into tables of text: the home of pandas. A folder of CSV files, or one workbook with a sheet per table."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from reporter.errors import DataError, Problem
from reporter.sources.files import WORKBOOK, csv_files, csv_rows, decode, read_bytes
from reporter.sources.grid import Grid, Table, table_from
from reporter.sources.schema import KNOWN_TABLES, PLAN_TABLES, nearest, normal
from reporter.sources.workbook import grid_rows, inspect, readable


@dataclass
class _Reading:
    """What has been read so far: grids by table name, problems, and where each table is."""

    grids: dict[str, Grid]
    problems: list[Problem]
    there: dict[str, Path]


def read_tables(source: Path) -> dict[str, Table]:
    """Every table of a plan. All that is wrong with files, sheets and headings is told in one DataError."""
    reading = _Reading({}, [], {})
    if source.suffix.casefold() == WORKBOOK:
        _read_workbook(source, reading)
    else:
        _read_folder(source, reading)
    reading.problems += [
        _missing(source, name) for name, columns in PLAN_TABLES.items() if columns.needed and name not in reading.there
    ]
    tables = {name: table_from(grid, PLAN_TABLES[name], reading.problems) for name, grid in reading.grids.items()}
    if reading.problems:
        raise DataError(*reading.problems)
    return {name: table for name, table in tables.items() if table}


def _missing(source: Path, name: str) -> Problem:
    if source.suffix.casefold() == WORKBOOK:
        return Problem(str(source), f'There is no sheet "{name}".', "Add the sheet, or correct its name.")
    file = source / f"{name.replace(' ', '_')}.csv"
    return Problem(str(file), "The file is missing.", "Add the file; it may hold a heading row alone.")


def _read_folder(source: Path, reading: _Reading) -> None:
    for path in csv_files(source):
        name = normal(path.stem)
        if name in reading.there:
            found = f"It stands for the same table as {reading.there[name].name}."
            reading.problems.append(Problem(str(path), found, "Take one of them out."))
        elif name in PLAN_TABLES:
            reading.there[name] = path
            try:
                reading.grids[name] = Grid(str(path), tuple(_csv_rows(path, read_bytes(path))))
            except DataError as error:  # the other files may have something to say as well
                reading.problems += error.problems
        elif name not in KNOWN_TABLES and (meant := nearest(name, KNOWN_TABLES)):
            advice = f"Rename it {meant.replace(' ', '_')}.csv, or take it out of the folder."
            reading.problems.append(Problem(str(path), "This is not the name of a table.", advice))


def _csv_rows(path: Path, content: bytes) -> Iterator[tuple[str, ...]]:
    text = decode(path, content)
    columns = max((len(row) for row in csv_rows(path, text)), default=0)
    if not columns:
        return
    frame = pd.read_csv(
        io.StringIO(text), header=None, names=range(columns), dtype=str, na_filter=False, skip_blank_lines=False
    )
    for row in frame.itertuples(index=False, name=None):
        yield tuple(cell if isinstance(cell, str) else "" for cell in row)


def _read_workbook(source: Path, reading: _Reading) -> None:
    content = read_bytes(source)
    sheets = inspect(source, content, PLAN_TABLES)
    for name, sheet in sheets.items():
        meant = nearest(name, KNOWN_TABLES)
        if name not in KNOWN_TABLES and meant and meant not in sheets:
            where = f'{source}, sheet "{sheet.name}"'
            reading.problems.append(Problem(where, "This is not the name of a table.", f'Did you mean "{meant}"?'))
    wanted = {name: sheet for name, sheet in sheets.items() if name in PLAN_TABLES}
    reading.there |= dict.fromkeys(wanted, source)
    names = [sheet.name for sheet in wanted.values()]
    with readable(source):
        frames = pd.read_excel(
            io.BytesIO(content), sheet_name=names, engine="calamine", header=None, dtype=object, na_filter=False
        )
    for name, sheet in wanted.items():
        rows = frames[sheet.name].itertuples(index=False, name=None)
        reading.grids[name] = Grid(f'{source}, sheet "{sheet.name}"', grid_rows(rows, sheet))
