"""Putting a finished paper in its place: a file there is whole, and never replaced."""

import os
import tempfile
from pathlib import Path

from reporter.archive.editions import edition_file
from reporter.domain.meetings import Edition
from reporter.errors import ArchiveError, Problem

FOLDER = 0o750
READABLE_BY_OWNER_AND_GROUP = 0o440
UNFINISHED = ".unfinished-"


def put(output: Path, edition: Edition, content: bytes) -> Path:
    """Put a paper in its place: whole or not at all, and never over another. The caller holds the lock.

    Written beside its place, forced to the disk, renamed, and the folder forced to the disk as well, so that neither a
    crash nor a power cut leaves half a paper under its name.
    """
    target = edition_file(output, edition)
    try:
        for folder in (output, target.parent.parent, target.parent):
            folder.mkdir(exist_ok=True, mode=FOLDER)
        _sweep(target.parent)
        if target.exists():
            raise ArchiveError(Problem(str(target), "The edition exists already.", "Ask for the next edition."))
        _write(target, content)
    except OSError as error:
        found = f"The paper cannot be put there ({error.strerror})."
        advice = "Check the disk's space and the folder's permissions, then run again; nothing partial was left."
        raise ArchiveError(Problem(str(target), found, advice)) from error
    return target


def _write(target: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), READABLE_BY_OWNER_AND_GROUP)
            os.fsync(file.fileno())
        unfinished.rename(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove what a killed run left behind; the lock says that nobody is writing it now."""
    for left_over in folder.glob(f"{UNFINISHED}*"):
        left_over.unlink()
