"""Copies in a folder, such as a synchronised library or a network share: whole or absent, never over another file."""

import errno
import hashlib
import os
from pathlib import Path

from reporter.domain.delivery import Outcome, State
from reporter.new_file import UNFINISHED

COPY = 0o640


def place(folder: Path, target: Path, content: bytes) -> Outcome:
    """Put a copy in its place below a folder that exists; one that is there already will do, another file stays."""
    if not folder.is_dir():
        return Outcome(State.DEFERRED, f"There is no folder {folder}; if it is a share, it may be offline.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            return Outcome(State.REFUSED, f"{target.parent} leads out of {folder}.")
        return _place(target, content)
    except OSError as error:
        return Outcome(State.DEFERRED, f"{target} cannot be written ({error.strerror}).")


def _place(target: Path, content: bytes) -> Outcome:
    # One name for all attempts at a copy: what a killed run left is taken away by the next.
    unfinished = target.with_name(f"{UNFINISHED}{target.name}")
    unfinished.unlink(missing_ok=True)
    if target.exists():
        return _there(target, content)
    try:
        _write(unfinished, content)
        _name(unfinished, target)
    except FileExistsError:
        return _there(target, content)
    finally:
        unfinished.unlink(missing_ok=True)
    return Outcome(State.SENT, "placed")


def _write(unfinished: Path, content: bytes) -> None:
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), COPY)
        os.fsync(file.fileno())


def _name(unfinished: Path, target: Path) -> None:
    """A link never takes the place of a file; some network shares have none, and get a rename."""
    try:
        os.link(unfinished, target)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        unfinished.rename(target)


def _there(target: Path, content: bytes) -> Outcome:
    there = target.is_file() and hashlib.sha256(target.read_bytes()).digest() == hashlib.sha256(content).digest()
    if there:
        return Outcome(State.SENT, "it was there already")
    return Outcome(State.REFUSED, f"Another file stands at {target}; it was left as it is.")
