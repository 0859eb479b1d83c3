"""Files into tables of text: the home of pandas. A folder of CSV files, or one workbook with a sheet per table."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from reporter.errors import DataError, Problem
from reporter.sources.files import WORKBOOK, csv_files, decode, read_bytes
from reporter.sources.grid import Grid, Table, table_from
from reporter.sources.schema import KNOWN_TABLES, PLAN_TABLES, nearest, normal


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables found, by name, and the digest (SHA-256, hex) of every file they came from."""

    found: Mapping[str, Table]
    digests: Mapping[str, str]


def read_tables(source: Path) -> Tables:
    """Every table of a plan. All that is wrong with files, sheets and headings is told in one DataError."""
    problems: list[Problem] = []
    digests: dict[str, str] = {}
    grids = _workbook(source, digests) if source.suffix.casefold() == WORKBOOK else _folder(source, digests, problems)
    found: dict[str, Table] = {}
    for name, grid in grids:
        table = table_from(grid, PLAN_TABLES[name], problems)
        if table is not None:
            found[name] = table
    read = set(found) | {name for name, _ in grids}
    problems += [_missing(source, name) for name, columns in PLAN_TABLES.items() if columns.needed and name not in read]
    if problems:
        raise DataError(*problems)
    return Tables(found, digests)


def _missing(source: Path, name: str) -> Problem:
    if source.suffix.casefold() == WORKBOOK:
        return Problem(str(source), f'There is no sheet "{name}".', "Add the sheet, or correct its name.")
    file = source / f"{name.replace(' ', '_')}.csv"
    return Problem(str(file), "The file is missing.", "Add the file; it may hold a heading row alone.")


def _folder(source: Path, digests: dict[str, str], problems: list[Problem]) -> list[tuple[str, Grid]]:
    grids = []
    for path in csv_files(source):
        name = normal(path.stem)
        if name in PLAN_TABLES:
            try:
                content = read_bytes(path)
                grids.append((name, _csv_grid(path, content)))
            except DataError as error:  # the other files may have something to say as well
                problems += error.problems
                grids.append((name, Grid(str(path), ())))
            else:
                digests[path.name] = hashlib.sha256(content).hexdigest()
        elif name not in KNOWN_TABLES and (meant := nearest(name, KNOWN_TABLES)):
            advice = f"Rename it {meant.replace(' ', '_')}.csv, or take it out of the folder."
            problems.append(Problem(str(path), "This is not the name of a table.", advice))
    return grids


def _csv_grid(path: Path, content: bytes) -> Grid:
    text = decode(path, content)
    if not text.strip():
        return Grid(str(path), ())
    try:
        frame = pd.read_csv(io.StringIO(text), header=None, dtype=str, na_filter=False, skip_blank_lines=False)
    except pd.errors.ParserError as error:
        found = f"The rows do not fit together ({str(error).removeprefix('Error tokenizing data. C error: ').strip()})."
        advice = 'Put a cell that holds a comma or a quotation mark in "quotation marks".'
        raise DataError(Problem(str(path), found, advice)) from error
    return Grid(str(path), tuple(_rows(frame)))


def _workbook(source: Path, digests: dict[str, str]) -> list[tuple[str, Grid]]:
    content = read_bytes(source)
    digests[source.name] = hashlib.sha256(content).hexdigest()
    try:
        book = pd.ExcelFile(io.BytesIO(content), engine="calamine")
        sheets = {normal(str(sheet)): str(sheet) for sheet in book.sheet_names}
        frames = {name: book.parse(sheets[name], header=None, dtype=object, na_filter=False)
                  for name in PLAN_TABLES if name in sheets}  # fmt: skip
    except Exception as error:
        found = f"It cannot be read as a workbook ({error})."
        raise DataError(Problem(str(source), found, "Save it again as .xlsx, without a password.")) from error
    _refuse_misspelt(source, sheets)
    return [(name, Grid(f'{source}, sheet "{sheets[name]}"', tuple(_rows(frame)))) for name, frame in frames.items()]


def _refuse_misspelt(source: Path, sheets: Mapping[str, str]) -> None:
    odd = [(sheet, nearest(name, KNOWN_TABLES)) for name, sheet in sheets.items() if name not in KNOWN_TABLES]
    problems = [
        Problem(f'{source}, sheet "{sheet}"', "This is not the name of a table.", f'Did you mean "{meant}"?')
        for sheet, meant in odd
        if meant and meant not in sheets
    ]
    if problems:
        raise DataError(*problems)


def _rows(frame: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for row in frame.itertuples(index=False, name=None):
        yield tuple(_text(cell) for cell in row)


def _text(cell: object) -> str:
    """A cell as the text a person would have typed."""
    match cell:
        case str():
            return cell
        case None | bool():
            return "" if cell is None else str(cell).upper()
        case datetime() | date():
            return "" if pd.isna(cell) else cell.strftime("%d/%m/%Y")
        case float():
            return "" if pd.isna(cell) else format(cell, ".15g")
        case _:
            return str(cell)
