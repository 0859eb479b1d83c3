"""Ledger, snapshots and papers in one file, and back. A backup holds an SQLite ledger, whatever it was made from."""

import fcntl
import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from reporter.archive.database import engine_for, errors_told, is_there, lay_out
from reporter.archive.ledger import Clock, Ledger, open_ledger
from reporter.archive.placing import prepared, sync_folder
from reporter.archive.schema import ENTRIES, OBJECTS, OUTBOX, STEPS
from reporter.domain.record import MADE
from reporter.domain.wording import count
from reporter.errors import ArchiveError, Problem, UsageError
from reporter.new_file import UNFINISHED

LEDGER = "ledger.sqlite"
PAPERS = "papers"
ROWS_AT_ONCE = 500
KEPT = (ENTRIES, OBJECTS, OUTBOX, STEPS)  # who holds the ledger is nothing to keep


def backup(location: str, output: Path, file: Path, clock: Clock) -> str:
    """Write a backup and give how many files of papers it holds, in words. Raises UsageError where the file exists.

    The ledger is read in one transaction, so that a run at work shows whole or not at all. It comes first: papers that
    it knows never change.
    """
    if file.exists():
        raise UsageError(Problem(str(file), "The file exists.", "Name a new file; nothing was changed."))
    if not is_there(location):
        raise UsageError(Problem(location, "There is no ledger yet.", "There is nothing to back up before a run."))
    with _errors_told(file), _folder_beside(file) as folder:
        copy = folder / LEDGER
        _copy(location, str(copy))
        packed = folder / "backup.tar"
        with open_ledger(str(copy), clock) as ledger:
            recorded = list(_papers(ledger))
        with tarfile.open(packed, "w") as tar:
            tar.add(copy, LEDGER)
            files = sum(_add(tar, output, name, digest) for name, digest in recorded)
        packed.chmod(0o600)
        with packed.open("rb") as written:
            os.fsync(written.fileno())
        os.link(packed, file)  # unlike a rename, it never takes the place of another file
        sync_folder(file.parent)
    return count(files, "file")


@contextmanager
def _folder_beside(file: Path) -> Iterator[Path]:
    """A folder to work in, locked while somebody does; those of backups that were killed are removed."""
    for left_over in file.parent.glob(f"{UNFINISHED}*/"):
        with _locked(left_over) as abandoned:
            if abandoned:
                shutil.rmtree(left_over)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=file.parent) as folder, _locked(Path(folder)):
        yield Path(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


def _papers(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """The name of each file below the output folder, and its digest; the PDF of an edition is its last."""
    for series in ledger.editions().values():
        for entry in series.entries:
            if entry.event in MADE:
                yield from entry.files.items()


def _add(tar: tarfile.TarFile, output: Path, name: str, digest: str) -> bool:
    """Add a paper; one that is missing can be made again from its snapshot, an altered one could not be restored."""
    if not (output / name).exists():
        return False
    if hashlib.sha256((output / name).read_bytes()).hexdigest() != digest:
        advice = "Restore it from an earlier backup, or move it away; then back up again."
        raise ArchiveError(Problem(str(output / name), "The file is not the one that was recorded.", advice))
    tar.add(output / name, f"{PAPERS}/{name}")
    return True


def restore(location: str, output: Path, file: Path, who: str, clock: Clock) -> str:
    """Bring a backup back and give how many files of papers came, in words.

    What is there already stays: a ledger that goes on from what the backup holds, and papers. Papers are checked
    against the ledger of the backup before they are put in their place. Raises UsageError where the ledger is another.
    """
    with _errors_told(file), tempfile.TemporaryDirectory(prefix="reporter-") as folder:
        unpacked = Path(folder)
        _unpack(file, unpacked)
        with open_ledger(str(unpacked / LEDGER), clock) as kept, open_ledger(location, clock) as ledger:
            _refuse_what_is_damaged(unpacked, list(_papers(kept)))
            restored = _restore_into(ledger, output, kept, unpacked, who)
    return count(restored, "file")


def _unpack(file: Path, folder: Path) -> None:
    """Nothing but files, and those below the folder only; a backup that somebody packed must be unpacked first."""
    with tarfile.open(file, "r:") as tar:
        if not all(member.isreg() for member in tar):
            message = "there are links or devices in it"
            raise tarfile.TarError(message)
        tar.extractall(folder, filter="data")
    if not is_there(str(folder / LEDGER)):
        message = "there is no ledger in it"
        raise tarfile.TarError(message)


def _restore_into(ledger: Ledger, output: Path, kept: Ledger, unpacked: Path, who: str) -> int:
    with ledger.only_writer(who):
        there, coming = ledger.entries(), kept.entries()
        if there and there[: len(coming)] != coming:
            advice = "Move it away, or name another one in the config; nothing was changed."
            raise UsageError(Problem(ledger.location, "There is another ledger already.", advice))
        _refuse_other_papers(output, list(_papers(kept)))
        if not there:
            _copy_into(ledger, kept.location)
        missing = [name for name, _ in _papers(kept) if not (output / name).exists()]
        return sum(_put_back(unpacked, output, name) for name in missing)


def _refuse_other_papers(output: Path, papers: list[tuple[str, str]]) -> None:
    for name, digest in papers:
        if (output / name).exists() and hashlib.sha256((output / name).read_bytes()).hexdigest() != digest:
            advice = "Move it away, then restore again; nothing was changed."
            raise UsageError(Problem(str(output / name), "Another paper stands there.", advice))


def _refuse_what_is_damaged(unpacked: Path, papers: list[tuple[str, str]]) -> None:
    for name, digest in papers:
        source = unpacked / PAPERS / name
        if source.exists() and hashlib.sha256(source.read_bytes()).hexdigest() != digest:
            raise ArchiveError(Problem(name, "This paper is damaged in the backup.", "Take another backup."))


def _put_back(unpacked: Path, output: Path, name: str) -> bool:
    source = unpacked / PAPERS / name
    if not source.exists():
        return False
    with prepared({output / name: source.read_bytes()}) as paper:
        paper.reveal()
    return True


def _copy(source: str, target: str) -> None:
    """All that is kept into a new SQLite ledger."""
    with errors_told(source), engine_for(source).connect() as there, engine_for(target).connect() as here, here.begin():
        lay_out(here)
        _copy_rows(there, here)


def _copy_into(ledger: Ledger, source: str) -> None:
    with errors_told(source), engine_for(source).connect() as there, ledger.writing() as here:
        _copy_rows(there, here)


def _copy_rows(there: Connection, here: Connection) -> None:
    """One transaction reads all tables as they are at one moment."""
    there = there.execution_options(stream_results=True, yield_per=ROWS_AT_ONCE)
    with _one_moment(there):
        for table in KEPT:
            for rows in there.execute(select(table).order_by(*table.primary_key)).partitions():
                here.execute(insert(table), [dict(row._mapping) for row in rows])
    if here.dialect.name == "postgresql":
        for table in (ENTRIES, OUTBOX, STEPS):
            last = select(func.max(table.c.id)).scalar_subquery()
            here.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


@contextmanager
def _one_moment(connection: Connection) -> Iterator[None]:
    """Both databases then show what was there when the transaction began, whatever is written meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ")
    with connection.begin():
        yield


@contextmanager
def _errors_told(file: Path) -> Iterator[None]:
    try:
        yield
    except tarfile.TarError as error:
        found = f"It is no backup, or a damaged one ({error})."
        raise UsageError(Problem(str(file), found, "Name a file that reporter backup wrote.")) from error
    except OSError as error:
        found = f"The file cannot be used ({error.strerror})."
        raise ArchiveError(Problem(str(file), found, "Check its folder, permissions and space.")) from error
