"""A file that somebody named is written whole or not at all, and never in the place of another."""

import os
import resource
import signal
from pathlib import Path

import pytest

from reporter.errors import ArchiveError, UsageError
from reporter.new_file import write_new


def test_a_new_file_stands_alone_and_whole(tmp_path: Path) -> None:
    write_new(tmp_path / "new.bin", b"all of it")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("new.bin", b"all of it")]


def test_a_file_that_exists_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.bin").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"The file exists\. Name a new file; nothing was changed\."):
        write_new(tmp_path / "mine.bin", b"yours")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("mine.bin", b"mine")]


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"cannot be written \(No such file or directory\)"):
        write_new(tmp_path / "nowhere" / "new.bin", b"all of it")


def test_a_disk_that_is_full_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk; in a process of its own, which it would hinder."""
    child = os.fork()
    if child == 0:
        os._exit(_write_under_a_limit(tmp_path / "new.bin"))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert list(tmp_path.iterdir()) == []


def _write_under_a_limit(file: Path) -> int:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        write_new(file, b"x" * 30_000)
    except ArchiveError:
        return 0
    return 1
