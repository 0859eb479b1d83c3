"""The database of the ledger, SQLite or PostgreSQL by URL: opened, laid out, brought up to date, its errors told."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from reporter.archive.placing import make_folder
from reporter.archive.schema import METADATA, VERSION
from reporter.errors import ArchiveError, BusyError, Problem

POSTGRESQL = "postgresql://"
WAIT = 10  # seconds for another writer, and for a server to answer
# A client that vanished with its machine is noticed, and its lock freed, within two minutes.
KEEPALIVES = "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


def is_postgresql(location: str) -> bool:
    """Whether the ledger is on a server; else `location` is a file."""
    return location.startswith(POSTGRESQL)


def is_there(location: str) -> bool:
    """Whether there is anything to open yet."""
    path = Path(location)
    return is_postgresql(location) or (path.exists() and not (path.is_file() and path.stat().st_size == 0))


def engine_for(location: str) -> Engine:
    """An engine that connects as the ledger needs it."""
    if is_postgresql(location):
        arguments = {"connect_timeout": WAIT, "application_name": "reporter", "options": KEEPALIVES}
        url = location.replace(POSTGRESQL, "postgresql+psycopg://", 1)
        try:
            return create_engine(url, connect_args=arguments, poolclass=NullPool)
        except ModuleNotFoundError as error:
            found = "The driver for PostgreSQL is not installed."
            advice = 'Install it: pip install "reporter[postgresql]"'
            raise ArchiveError(Problem(location, found, advice)) from error
    engine = create_engine(f"sqlite:///{location}", connect_args={"timeout": WAIT}, poolclass=NullPool)
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "begin", _begin)
    return engine


def _make_durable(connection: sqlite3.Connection, _record: object) -> None:
    """Readers and the writer do not wait for each other, and what was committed outlasts a power cut."""
    connection.isolation_level = None  # transactions are ours: the driver would leave CREATE TABLE outside of them
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _begin(connection: Connection) -> None:
    """Python's driver would begin only ahead of a change to rows: a killed run would leave half of the tables."""
    connection.exec_driver_sql("BEGIN")


def make_private(location: str) -> None:
    """Make room for the file of the ledger, where nobody else can read: it holds what boards keep to themselves."""
    if is_postgresql(location):
        return
    path = Path(location)
    try:
        make_folder(path.parent, PRIVATE_FOLDER)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
    except OSError as error:
        reason = "its folder is a file" if path.parent.is_file() else error.strerror
        found = f"The ledger cannot be used ({reason})."
        raise ArchiveError(Problem(location, found, "Check that its folder can be written to.")) from error


def version_of(connection: Connection, location: str) -> str | None:
    """The version of the ledger's tables; None for a database that is still empty. Raises for any other database."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise ArchiveError(Problem(location, "This database is not a ledger.", "Name another one in the config."))
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def lay_out(connection: Connection) -> None:
    """The tables of the present version in an empty database."""
    METADATA.create_all(connection)
    key = "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)"  # as Alembic itself would name it
    connection.execute(text(f"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, {key})"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": VERSION})


def upgrade(connection: Connection, location: str, found: str) -> None:
    """Bring a ledger of an older version up to date, in the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - slow to import, and seldom needed
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found not in known:
        advice = "Update this program, or restore a backup that it made."
        raise ArchiveError(Problem(location, f"The ledger is of a newer version ({found}).", advice))
    command.upgrade(config, "head")


@contextmanager
def errors_told(location: str) -> Iterator[None]:
    """Turn the database's errors into ours."""
    try:
        yield
    except OperationalError as error:
        if "database is locked" in str(error.orig):
            advice = "Wait until it has finished, then try again."
            raise BusyError(Problem(location, "Another process is writing to the ledger.", advice)) from error
        raise ArchiveError(_problem(location, error)) from error
    except SQLAlchemyError as error:
        raise ArchiveError(_problem(location, error)) from error


def _problem(location: str, error: SQLAlchemyError) -> Problem:
    reason = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines()[0].rstrip(".")
    if is_postgresql(location):
        advice = "Check that the server is running, that it lets this user in, and its disk."
    else:
        advice = "Check the disk's space and permissions; if the file is damaged, restore the last backup."
    return Problem(location, f"The ledger cannot be used ({reason}).", advice)
