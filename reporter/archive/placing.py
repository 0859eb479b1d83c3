"""Putting a finished paper in its place: a file there is whole, and never replaced."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reporter.domain.meetings import Edition
from reporter.errors import ArchiveError, Problem
from reporter.new_file import UNFINISHED

FOLDER = 0o750
READABLE_BY_OWNER_AND_GROUP = 0o440


def edition_name(edition: Edition, *, draft: bool) -> str:
    """The file of an edition, below the output folder: its draft, or the paper that goes out."""
    return f"{edition.id}{'-draft' if draft else ''}.pdf"


def edition_file(output: Path, edition: Edition, *, draft: bool) -> Path:
    """Where an edition stands."""
    return output / edition_name(edition, draft=draft)


@dataclass(frozen=True)
class Prepared:
    """A paper that is whole and safe on the disk, though not yet under its name."""

    target: Path
    unfinished: Path

    def reveal(self) -> None:
        """Give it its name. The ledger knows of it already: should this fail, the next run makes it again."""
        with _errors_told(self.target):
            self.unfinished.rename(self.target)
            sync_folder(self.target.parent)


@contextmanager
def prepared(target: Path, content: bytes) -> Iterator[Prepared]:
    """A paper beside its place, forced to the disk; gone again at the end if it was not revealed.

    The caller holds the ledger. Raises ArchiveError where a paper has that name already, or the disk refuses.
    """
    with _errors_told(target):
        make_folder(target.parent, FOLDER)
        _sweep(target.parent)
        if target.exists():
            advice = "Restore the ledger's last backup, or move the file away if it is none of this program's."
            raise ArchiveError(Problem(str(target), "A file that the ledger does not know stands there.", advice))
        unfinished = _write(target, content)
    try:
        yield Prepared(target, unfinished)
    finally:
        with suppress(OSError):  # what cannot be removed now is swept by the next run that writes there
            unfinished.unlink(missing_ok=True)


def _write(target: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), READABLE_BY_OWNER_AND_GROUP)
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def make_folder(folder: Path, mode: int) -> None:
    """A folder that is still there after a power cut, and those above it."""
    if not folder.is_dir():
        make_folder(folder.parent, mode)
        folder.mkdir(exist_ok=True, mode=mode)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Force to the disk which names a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove what a killed run left behind; the lock says that nobody is writing it now."""
    for left_over in folder.glob(f"{UNFINISHED}*"):
        left_over.unlink()


@contextmanager
def _errors_told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = f"The paper cannot be put there ({error.strerror})."
        advice = "Check the disk's space and the folder's permissions, then run again; nothing partial was left."
        raise ArchiveError(Problem(str(target), found, advice)) from error


def fault_of(file: Path, digest: str) -> tuple[str, str] | None:
    """What is wrong with a paper on the disk, and what to do; None where it is as it was recorded."""
    try:
        content, mode = file.read_bytes(), file.stat().st_mode
    except FileNotFoundError:
        return "The file is missing.", "Bring it back from a backup with: reporter restore FILE"
    except OSError as error:
        return f"The file cannot be read ({error.strerror}).", "Check its permissions."
    if hashlib.sha256(content).hexdigest() != digest:
        advice = "Move it away, then bring it back from a backup with: reporter restore FILE"
        return "The file is not the one that was recorded.", advice
    if mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return "The file can be written to.", f"Take the right away: chmod {READABLE_BY_OWNER_AND_GROUP:o}"
    return None
