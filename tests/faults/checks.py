"""What there is after a strike, looked at from outside: every loss is named."""

import hashlib
import sqlite3
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from shutil import copy2

from filelock import FileLock, Timeout

from faults.scenarios import BACKUP
from reporter.archive.database import engine_for, is_postgresql
from reporter.archive.ledger import Ledger, open_ledger
from reporter.archive.lock import held
from reporter.archive.placing import READABLE_BY_OWNER_AND_GROUP, files_of
from reporter.domain.naming import ENDINGS
from reporter.domain.record import MADE, Event
from reporter.errors import ReporterError
from reporter.new_file import UNFINISHED
from reporter.settings import Settings, load_settings
from reporter.verifying import verify

PATIENCE = 5.0  # seconds for the kernel, or the server, to free what a dead process held


class Kind(StrEnum):
    """What must be 0."""

    PARTIAL = "partial files seen"
    LOST = "papers lost"
    DOUBLED = "papers doubled"
    REUSED = "numbers reused"
    LEDGER = "ledger faults"
    LEFT_OVER = "left-overs"
    UNTRUE = "untrue endings"


@dataclass(frozen=True)
class Loss:
    """One thing that must not be, as a sentence."""

    kind: Kind
    said: str


def clock() -> datetime:
    """Only who writes needs a clock."""
    return datetime.now(UTC)


def papers(folder: Path) -> dict[str, str]:
    """Every file of a paper on the disk with its digest."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((folder / "output").rglob("*"))
        if file.suffix in ENDINGS
    }


def right_after(folder: Path) -> Iterator[Loss]:
    """What must hold at any moment, before anything is made good."""
    settings = load_settings(folder / "config.toml")
    with _copied(settings.ledger) as location:
        yield from _integrity(location)
        recorded: dict[str, str] = {}
        try:
            with open_ledger(location, clock) as ledger:
                recorded = _recorded(settings, folder, ledger)
        except ReporterError as error:
            yield Loss(Kind.LEDGER, str(error))
            return
    there = papers(folder)
    for name, digest in there.items():
        if name not in recorded:
            yield Loss(Kind.DOUBLED, f"{name} is there, and the ledger does not know it")
        elif digest != recorded[name]:
            yield Loss(Kind.PARTIAL, f"{name} is not what was recorded")
    yield from _writable(folder)
    yield from _backup(folder)


def _writable(folder: Path) -> Iterator[Loss]:
    """A file that has its name must not be changed by anybody."""
    for name in papers(folder):
        if (folder / name).stat().st_mode & 0o777 != READABLE_BY_OWNER_AND_GROUP:
            yield Loss(Kind.PARTIAL, f"{name} has not the rights that it is to have")


def in_the_end(folder: Path, expected: dict[str, str]) -> Iterator[Loss]:
    """What must hold once the next run has been: the papers of an undisturbed run, and nothing else."""
    settings = load_settings(folder / "config.toml")
    there = papers(folder)
    for name, digest in expected.items():
        if there.get(name) != digest:
            yield Loss(Kind.LOST, f"{name} is {'another' if name in there else 'missing'}")
    for name in sorted(set(there) - set(expected)):
        yield Loss(Kind.DOUBLED, f"{name} was made as well")
    for left_over in folder.rglob(f"{UNFINISHED}*"):
        yield Loss(Kind.LEFT_OVER, f"{left_over.relative_to(folder)} was left over")
    try:
        yield from _integrity(settings.ledger)
        with open_ledger(settings.ledger, clock) as ledger:
            yield from _numbers(ledger)
            for problem in verify(settings, ledger):
                yield Loss(Kind.LEDGER, f"verify says: {problem}")
            for entry in ledger.dangling():
                yield Loss(Kind.LEDGER, f"an attempt at {entry.edition.id} has no end")
    except ReporterError as error:
        yield Loss(Kind.LEDGER, str(error))
    if not _lock_is_free(settings.ledger):
        yield Loss(Kind.LEDGER, "the lock is held by nobody alive")


def abandoned(folder: Path) -> int:
    """How many attempts of killed runs were ended as such."""
    with open_ledger(load_settings(folder / "config.toml").ledger, clock) as ledger:
        return sum(e.event is Event.ABANDONED for series in ledger.since(date.min).values() for e in series.entries)


def _recorded(settings: Settings, folder: Path, ledger: Ledger) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): digest
        for series in ledger.editions().values()
        for e in series.entries
        if e.event in MADE
        for file, digest in files_of(settings.output, e).items()
    }


def _numbers(ledger: Ledger) -> Iterator[Loss]:
    for name, series in ledger.since(date.min).items():
        once = MADE | {Event.WITHDRAWN}
        happened = Counter((e.edition.number, e.event) for e in series.entries if e.event in once)
        for (number, event), times in happened.items():
            if times > 1:
                yield Loss(Kind.REUSED, f"{name}-e{number} was {event} {times} times")
        files: dict[tuple[int, Event], set[str]] = {}
        for e in series.entries:
            if e.event in MADE:
                files.setdefault((e.edition.number, e.event), set()).add(str(sorted(e.files.items())))
        for (number, event), digests in files.items():
            if len(digests) > 1:
                yield Loss(Kind.REUSED, f"{name}-e{number} stands for {len(digests)} papers {event}")
        if series.numbers != list(range(1, len(series.numbers) + 1)):
            yield Loss(Kind.REUSED, f"{name} has the editions {series.numbers}")


def _integrity(location: str) -> Iterator[Loss]:
    if is_postgresql(location) or not Path(location).exists():
        return
    with closing(sqlite3.connect(location)) as connection:
        try:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
    if found != ["ok"]:
        yield Loss(Kind.LEDGER, f"SQLite says: {'; '.join(found)}")


class _copied:  # noqa: N801 - a context manager
    """A copy of a ledger's files to look at: opening the ledger itself would already mend it."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._folder = tempfile.TemporaryDirectory()

    def __enter__(self) -> str:
        if is_postgresql(self._location):
            return self._location
        source, copy = Path(self._location), Path(self._folder.name) / "ledger.sqlite"
        for suffix in ("", "-wal", "-journal"):
            if Path(f"{source}{suffix}").exists():
                copy2(f"{source}{suffix}", f"{copy}{suffix}")
        return str(copy)

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _backup(folder: Path) -> Iterator[Loss]:
    file = folder / BACKUP
    if not file.exists():
        return
    try:
        with tarfile.open(file) as tar, tempfile.TemporaryDirectory() as unpacked:
            tar.extractall(unpacked, filter="data")
            yield from _integrity(f"{unpacked}/ledger.sqlite")
            if not (Path(unpacked) / "ledger.sqlite").exists():
                yield Loss(Kind.PARTIAL, "the backup has no ledger")
    except tarfile.TarError as error:
        yield Loss(Kind.PARTIAL, f"the backup is not whole: {error}")


def _lock_is_free(location: str) -> bool:
    if is_postgresql(location):
        with engine_for(location).connect() as connection, held(connection, location) as got:
            return got
    try:
        with FileLock(f"{location}.lock", mode=0o600).acquire(timeout=PATIENCE):
            return True
    except Timeout:
        return False


def counted(losses: Iterable[Loss]) -> Counter[Kind]:
    """How many losses of each kind."""
    return Counter(loss.kind for loss in losses)
