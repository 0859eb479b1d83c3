"""Writing a file that somebody named: whole or not at all, and never in the place of another."""

import os
import tempfile
from pathlib import Path

from reporter.errors import ArchiveError, Problem, UsageError

UNFINISHED = ".unfinished-"


def write_new(file: Path, content: bytes) -> None:
    """Write a new file. Raises UsageError where it exists, ArchiveError where the system refuses."""
    try:
        _write(file, content)
    except FileExistsError as error:
        raise UsageError(Problem(str(file), "The file exists.", "Name a new file; nothing was changed.")) from error
    except OSError as error:
        found = f"The file cannot be written ({error.strerror})."
        raise ArchiveError(Problem(str(file), found, "Check the disk's space and the folder's permissions.")) from error


def _write(file: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(prefix=UNFINISHED, dir=file.parent) as unfinished:
        unfinished.write(content)
        unfinished.flush()
        os.fsync(unfinished.fileno())
        os.link(unfinished.name, file)  # unlike a rename, it never takes the place of another file
