"""A board's own tables: a folder of CSV files, or one workbook with a sheet per table."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from reporter.errors import DataError
from reporter.findings import Findings, Place, ToDo
from reporter.settings import InputLimits
from reporter.sources.grid import Grid, Table, table_from
from reporter.sources.reading.every_cell import cell_name
from reporter.sources.reading.files import csv_files, is_workbook
from reporter.sources.reading.sheets import csv_grid, read_grids, sheets_of
from reporter.sources.schema import KNOWN_TABLES, PLAN_TABLES, nearest, normal

HEADINGS_ALONE = "Add the file; it may hold a heading row alone."


@dataclass
class _Reading:
    """What has been read so far: grids by table name, findings, and where each table is."""

    grids: dict[str, Grid]
    findings: Findings
    there: dict[str, Path]
    limits: InputLimits


def read_tables(source: Path, limits: InputLimits, findings: Findings) -> dict[str, Table]:
    """The tables of a plan that are there. All that is wrong with files, sheets and headings goes to the findings."""
    reading = _Reading({}, findings, {}, limits)
    if is_workbook(source):
        _read_workbook(source, reading)
    else:
        _read_folder(source, reading)
    tables = {name: table_from(grid, PLAN_TABLES[name], findings) for name, grid in reading.grids.items()}
    return {name: table for name, table in tables.items() if table} | {
        name: Table(())
        for name in reading.there
        if not tables.get(name)  # it is there, and what is wrong is told
    }


def tell_missing(source: Path, tables: Collection[str], findings: Findings) -> None:
    """A plan needs some tables; whatever gave `tables`, these are not among them."""
    for name, columns in PLAN_TABLES.items():
        if not columns.needed or name in tables:
            continue
        if is_workbook(source):
            found, advice = f'There is no sheet "{name}".', "Add the sheet, or correct its name."
            findings.error(ToDo.MEND_FILES, Place(str(source)), found, advice)
        else:
            file = Place(str(source / f"{name.replace(' ', '_')}.csv"))
            findings.error(ToDo.MEND_FILES, file, "The file is missing.", HEADINGS_ALONE)


def _read_folder(source: Path, reading: _Reading) -> None:
    for path in csv_files(source):
        name = normal(path.stem)
        if name in reading.there:
            found = f"It stands for the same table as {reading.there[name].name}."
            reading.findings.error(ToDo.MEND_FILES, Place(str(path)), found, "Take one of them out.")
        elif name in PLAN_TABLES:
            reading.there[name] = path
            try:
                reading.grids[name] = csv_grid(path, reading.limits, reading.findings)
            except DataError as error:  # the other files may have something to say as well
                reading.findings.refused(Place(str(path)), error)
        elif name not in KNOWN_TABLES and (meant := nearest(name, KNOWN_TABLES)):
            advice = f"Rename it {meant.replace(' ', '_')}.csv, or take it out of the folder."
            found = "This is not the name of a table."
            reading.findings.error(ToDo.MEND_FILES, Place(str(path)), found, advice)


def _read_workbook(source: Path, reading: _Reading) -> None:
    sheets: dict[str, str] = {}
    for sheet in sheets_of(source, reading.limits):
        name = normal(sheet.name)
        if name in sheets:
            found = f'Sheet "{sheet.name}" stands for the same table as sheet "{sheets[name]}".'
            reading.findings.error(ToDo.MEND_FILES, Place(str(source)), found, "Take one of them out.")
        sheets.setdefault(name, sheet.name)
    for name, sheet_name in sheets.items():
        meant = nearest(name, KNOWN_TABLES)
        if name not in KNOWN_TABLES and meant and meant not in sheets:
            found, advice = "This is not the name of a table.", f'Did you mean "{meant}"?'
            reading.findings.error(ToDo.MEND_FILES, Place(str(source), sheet_name), found, advice)
    wanted = [name for name in sheets if name in PLAN_TABLES]
    reading.there |= dict.fromkeys(wanted, source)
    names = [sheets[name] for name in wanted]
    grids = read_grids(source, names, reading.limits, Findings()) if names else []  # hidden sheets are no news here
    for name, grid in zip(wanted, grids, strict=True):
        tell_faults(grid, reading.findings)
        reading.grids[name] = grid


def tell_faults(grid: Grid, findings: Findings) -> None:
    """Every cell of a table of ours counts: one that only looks empty is an error."""
    for (row, column), fault in grid.faults.items():
        place = Place(grid.place.file, grid.place.sheet, cell=cell_name(row, column))
        findings.error(ToDo.MEND_FILES, place, *fault)
