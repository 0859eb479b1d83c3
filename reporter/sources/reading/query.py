"""A database asked for a tracker: read-only, one statement, within a time, and undone in any case."""

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.grid import Grid
from reporter.sources.reading.bounds import check_cells, within
from reporter.sources.reading.files import too_large
from reporter.sources.reading.workbook import cell_text

POSTGRESQL, SQLITE = "postgresql://", "sqlite:///"
CONNECT = 10  # seconds
BATCH = 1000  # rows
READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
STEPS = 10_000  # of SQLite's machine between two looks at the clock


def query_grid(url: str, query: str, seconds: int, limits: InputLimits) -> Grid:
    """What a database answers, the names of its columns in row 1.

    Raises DataError where it cannot be asked, does not answer in time, or answers more than the limits allow.
    """
    with _asked(url, seconds) as connection:
        answer = connection.exec_driver_sql(query)  # as it stands: colons and percent signs are text
        if not answer.returns_rows:
            found, advice = "The query gives no rows.", "Write one SELECT."
            raise DataError(Problem(url, found, advice))
        names = tuple(answer.keys())
        if len(names) > limits.columns:
            raise too_large(url, f"The query gives {len(names):,} columns.", f"{limits.columns} columns", "columns")
        rows = [names]
        for batch in answer.partitions(BATCH):
            rows += [tuple(_text(value) for value in row) for row in batch]
            check_cells(Place(url), len(rows), len(names), limits)
            if len(rows) > limits.rows:
                raise too_large(
                    url, f"The query gives more than {limits.rows:,} rows.", f"{limits.rows:,} rows", "rows"
                )
    return within(Grid(Place(url), tuple(rows)), limits)


def query_digest(url: str, query: str, seconds: int, limits: InputLimits) -> str:
    """SHA-256 (hex) of what a database answers. Raises DataError as `query_grid` does."""
    return hashlib.sha256(json.dumps(query_grid(url, query, seconds, limits).rows).encode()).hexdigest()


@contextmanager
def _asked(url: str, seconds: int) -> Iterator[Connection]:
    """A connection that can change nothing; whatever goes wrong is told."""
    try:
        engine = _postgresql(url, seconds) if url.startswith(POSTGRESQL) else _sqlite(url, seconds)
        with engine.connect() as connection:
            try:
                yield connection
            finally:
                connection.rollback()
    except ModuleNotFoundError as error:
        advice = 'Install it: pip install "reporter[postgresql]"'
        raise DataError(Problem(url, "The driver for PostgreSQL is not installed.", advice)) from error
    except (SQLAlchemyError, ArgumentError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines()[0].rstrip(".")
        advice = (
            "Check the address, the query, and that the user may read; a slow query needs more seconds in the config."
        )
        raise DataError(Problem(url, f"The database did not answer ({reason}).", advice)) from error


def _postgresql(url: str, seconds: int) -> Engine:
    options = f"-c default_transaction_read_only=on -c statement_timeout={seconds * 1000}"
    arguments = {"connect_timeout": CONNECT, "application_name": "reporter", "options": options}
    return create_engine(
        url.replace(POSTGRESQL, "postgresql+psycopg://", 1),
        connect_args=arguments,
        poolclass=NullPool,
        execution_options={"stream_results": True, "postgresql_readonly": True, "no_parameters": True},
    )


def _sqlite(url: str, seconds: int) -> Engine:
    """The file is opened so that it cannot be written to, and not made where there is none."""
    path = Path(url.removeprefix(SQLITE)).absolute()
    return create_engine(SQLITE, creator=lambda: _opened(path, seconds), poolclass=NullPool)


def _opened(path: Path, seconds: int) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.set_authorizer(_allowed)
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > end), STEPS)
    return connection


def _allowed(action: int, name: str | None, value: str | None, *_: object) -> int:
    """Reading alone: a file beside the one that was opened for reading could be attached, and written to."""
    asked_by_the_library = (action, name, value) == (sqlite3.SQLITE_PRAGMA, "read_uncommitted", None)
    return sqlite3.SQLITE_OK if action in READING or asked_by_the_library else sqlite3.SQLITE_DENY


def _text(value: object) -> str:
    """A value as the text that a person would have typed."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value.is_finite() else ""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if not isinstance(value, float | date | bool | None) else cell_text(value, percentage=False)
