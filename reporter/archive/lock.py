"""One run at a time on one ledger, on one machine or on several that share it. A dead run holds nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from reporter.archive.database import errors_told, is_postgresql
from reporter.errors import ArchiveError, Problem

KEY = int.from_bytes(b"reporter")  # of the advisory lock in PostgreSQL


@contextmanager
def held(connection: Connection, location: str) -> Iterator[bool]:
    """Hold the ledger, or give False at once if another process does.

    The kernel, or the database's server, frees the lock when its process ends, however it ends. In PostgreSQL it
    belongs to the very connection that writes: a run that has lost it can record nothing more.
    """
    if is_postgresql(location):
        with _advisory(connection, location) as got:
            yield got
    else:
        with _file(f"{location}.lock") as got:
            yield got


@contextmanager
def _advisory(connection: Connection, location: str) -> Iterator[bool]:
    with errors_told(location), connection.begin():
        got = bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY}).scalar_one())
    try:
        yield got
    finally:
        if got and not connection.invalidated and not connection.closed:
            with suppress(SQLAlchemyError), connection.begin():  # a connection that is lost holds nothing
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": KEY})


@contextmanager
def _file(path: str) -> Iterator[bool]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - slow to import, and a run with nothing due takes no lock

    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    except OSError as error:
        found = f"The lock cannot be taken ({error.strerror})."
        raise ArchiveError(Problem(path, found, "Check that its folder can be written to.")) from error
    try:
        yield True
    finally:
        lock.release()
