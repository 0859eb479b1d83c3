"""Putting the files of an edition in their place: a file there is whole, and never replaced."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reporter.domain.record import Entry
from reporter.errors import ArchiveError, Problem
from reporter.new_file import UNFINISHED

FOLDER = 0o750
READABLE_BY_OWNER_AND_GROUP = 0o440


def files_of(output: Path, entry: Entry) -> dict[Path, str]:
    """Where each file of the edition stands that an entry made, with its digest; the PDF is last."""
    return {output / name: digest for name, digest in entry.files.items()}


@dataclass(frozen=True)
class Prepared:
    """Files of one folder that are whole and safe on the disk, though not yet under their names."""

    unfinished: Mapping[Path, Path]

    def reveal(self) -> None:
        """Give each its name, in order. The ledger knows of them: what has none then, the next run makes again."""
        for target, unfinished in self.unfinished.items():
            with _errors_told(target):
                unfinished.rename(target)
        for folder in _folders(self.unfinished):
            with _errors_told(folder):
                sync_folder(folder)


@contextmanager
def prepared(contents: Mapping[Path, bytes]) -> Iterator[Prepared]:
    """Files beside their places, forced to the disk; gone again at the end if they were not revealed.

    The caller holds the ledger. Raises ArchiveError where a file has such a name already, or the disk refuses.
    """
    unfinished: dict[Path, Path] = {}
    try:
        for folder in _folders(contents):
            with _errors_told(folder):
                make_folder(folder, FOLDER)
                _sweep(folder)
        for target in contents:
            _refuse_what_stands_there(target)
        for target, content in contents.items():
            with _errors_told(target):
                unfinished[target] = _write(target, content)
        yield Prepared(unfinished)
    finally:
        for left_over in unfinished.values():
            with suppress(OSError):  # what cannot be removed now is swept by the next run that writes there
                left_over.unlink(missing_ok=True)


def _folders(targets: Mapping[Path, object]) -> list[Path]:
    return list(dict.fromkeys(target.parent for target in targets))


def _refuse_what_stands_there(target: Path) -> None:
    with _errors_told(target):
        stands_there = target.exists()
    if stands_there:
        advice = "Restore the ledger's last backup, or move the file away if it is none of this program's."
        raise ArchiveError(Problem(str(target), "A file that the ledger does not know stands there.", advice))


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
