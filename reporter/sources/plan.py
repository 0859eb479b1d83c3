"""A whole plan, from its source or from tables that were kept, and whether its source has been touched."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reporter.domain.plan import ImprovementPlan
from reporter.sources.files import WORKBOOK, csv_files, read_bytes
from reporter.sources.grid import Table
from reporter.sources.records import plan_from
from reporter.sources.schema import PLAN_TABLES, normal


@dataclass(frozen=True)
class LoadedPlan:
    """A checked plan, with each table that it was made of as bytes to keep, and each table's number of rows."""

    plan: ImprovementPlan
    tables: Mapping[str, bytes]
    rows: Mapping[str, int]


def load_plan(source: Path) -> LoadedPlan:
    """Read a folder of CSV files or an .xlsx workbook. Raises DataError with every problem of every row."""
    from reporter.sources.tables import read_tables  # noqa: PLC0415 - pandas comes in here, and not before

    return _loaded(read_tables(source))


def load_kept(tables: Mapping[str, bytes]) -> LoadedPlan:
    """The plan again from the tables that a `LoadedPlan` gave to keep."""
    return _loaded({name: Table.from_bytes(name, content) for name, content in tables.items()})


def _loaded(tables: Mapping[str, Table]) -> LoadedPlan:
    kept = {name: table.to_bytes() for name, table in tables.items()}
    return LoadedPlan(plan_from(tables), kept, {name: len(table.rows) for name, table in tables.items()})


def source_digests(source: Path) -> dict[str, str]:
    """SHA-256 (hex) of each file that the plan is read from, as it is. Raises DataError where one cannot be read."""
    if source.suffix.casefold() == WORKBOOK:
        return {source.name: _digest(source)}
    return {path.name: _digest(path) for path in csv_files(source) if normal(path.stem) in PLAN_TABLES}


def _digest(path: Path) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest()
