"""Replacing files in a folder, but only those that were written here before: a foreign file is never touched."""

import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reporter.errors import ArchiveError, Problem, UsageError

RECORD, LOCK = ".preview.json", ".preview.lock"
UNFINISHED = ".unfinished-preview-"
FOLDER, READABLE_BY_GROUP = 0o750, 0o640

Known = dict[str, list[str]]  # the digests (SHA-256, hex) that a file of ours may have, by its name


def replace(folder: Path, group: str, contents: Mapping[str, bytes]) -> None:
    """Write the files of a group, by name, in the place of those that were written of it before.

    Raises UsageError where a file of such a name is not ours, ArchiveError where the system refuses. Then nothing has
    changed, or each file is whole: the old or the new one.
    """
    try:
        _make(folder)
        with _only_writer(folder):
            _replace(folder, group, contents)
    except OSError as error:
        found = f"The preview cannot be put there ({error.strerror})."
        advice = "Check the disk's space and the folder's permissions, or name another folder with --to."
        raise ArchiveError(Problem(str(error.filename or folder), found, advice)) from error


def _make(folder: Path) -> None:
    """A new folder keeps itself out of version control: what a board has not approved does not belong there."""
    if not folder.exists():
        folder.mkdir(parents=True, mode=FOLDER)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel frees it when the process ends, however it ends
        for left_over in folder.glob(f"{UNFINISHED}*"):
            left_over.unlink()
        yield


def _replace(folder: Path, group: str, contents: Mapping[str, bytes]) -> None:
    record = _recorded(folder)
    before = record.get(group, {})
    if foreign := [name for name in contents if not _is_ours(folder / name, before)]:
        advice = "Move it away, or name another folder with --to; nothing was changed."
        found = "A file stands there that no preview wrote, or that was changed since."
        raise UsageError(*(Problem(str(folder / name), found, advice) for name in foreign))
    after = {name: [hashlib.sha256(content).hexdigest()] for name, content in contents.items()}
    # First both: a process that is killed in between leaves files that are still known for ours.
    _write_record(folder, {**record, group: {**before, **{n: [*after[n], *before.get(n, ())] for n in after}}})
    for name, content in contents.items():
        _write(folder / name, content)
    for name in before.keys() - after.keys():
        if _is_ours(folder / name, before):
            (folder / name).unlink(missing_ok=True)
    _write_record(folder, {**record, group: after})


def _is_ours(file: Path, known: Known) -> bool:
    """Whether a file may be replaced: none stands there, or one that was written here and not changed since."""
    if not os.path.lexists(file):
        return True
    if file.is_symlink() or not file.is_file():
        return False
    return hashlib.sha256(file.read_bytes()).hexdigest() in known.get(file.name, ())


def _recorded(folder: Path) -> dict[str, Known]:
    """What was written here, by group; what cannot be understood makes every file a foreign one."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return {group: {name: list(digests) for name, digests in known.items()} for group, known in record.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def _write_record(folder: Path, record: Mapping[str, Known]) -> None:
    _write(folder / RECORD, json.dumps(record, indent=1).encode())


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all."""
    descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as unfinished:
            unfinished.write(content)
            os.fchmod(unfinished.fileno(), READABLE_BY_GROUP)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
