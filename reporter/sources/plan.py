"""A whole plan from its source: read the tables, make records of them, check how they hang together."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reporter.domain.plan import ImprovementPlan


@dataclass(frozen=True)
class LoadedPlan:
    """A checked plan, with the digest (SHA-256, hex) of each file it was read from and each table's number of rows."""

    plan: ImprovementPlan
    digests: Mapping[str, str]
    rows: Mapping[str, int]


def load_plan(source: Path) -> LoadedPlan:
    """Read a folder of CSV files or an .xlsx workbook. Raises DataError with every problem of every row."""
    from reporter.sources.records import plan_from  # noqa: PLC0415 - pandas comes in here, and not before
    from reporter.sources.tables import read_tables  # noqa: PLC0415

    tables = read_tables(source)
    rows = {name: len(table.rows) for name, table in tables.found.items()}
    return LoadedPlan(plan_from(tables.found), tables.digests, rows)
