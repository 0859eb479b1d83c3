"""One run at a time on one output folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from reporter.errors import ArchiveError, BusyError, Problem

LOCK = ".reporter.lock"


@contextmanager
def only_run(output: Path) -> Iterator[None]:
    """Hold the output folder. Raises BusyError at once if another run holds it; a dead run's lock is free."""
    try:
        output.mkdir(parents=True, exist_ok=True, mode=0o750)
        lock = FileLock(output / LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        advice = "Wait until it has finished, then run again."
        raise BusyError(Problem(str(output), "Another run is at work there.", advice)) from error
    except OSError as error:
        reason = "it is a file" if output.is_file() else error.strerror
        found = f"The output folder cannot be used ({reason})."
        raise ArchiveError(Problem(str(output), found, "Check that it is a folder that can be written to.")) from error
    try:
        yield
    finally:
        lock.release()
