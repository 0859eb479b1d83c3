"""Copies in a folder: whole, once, and never over another file."""

import errno
import os
from pathlib import Path

import pytest

from reporter.delivery.folders import place
from reporter.domain.delivery import State

CONTENT = b"%PDF a paper"


def test_a_copy_is_placed_with_its_folders_and_nothing_is_left_beside(tmp_path: Path) -> None:
    target = tmp_path / "town" / "2015" / "paper.pdf"
    assert place(tmp_path, target, CONTENT).state is State.SENT
    assert target.read_bytes() == CONTENT
    assert [path.name for path in target.parent.iterdir()] == ["paper.pdf"]
    assert target.stat().st_mode & 0o777 == 0o640


def test_the_same_file_there_already_will_do(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(CONTENT)
    before = target.stat()
    assert place(tmp_path, target, CONTENT).state is State.SENT
    assert target.stat().st_mtime_ns == before.st_mtime_ns


def test_another_file_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"somebody's own")
    found = place(tmp_path, target, CONTENT)
    assert found.state is State.REFUSED
    assert "Another file" in found.reply
    assert target.read_bytes() == b"somebody's own"


def test_another_file_that_comes_in_between_stays_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "paper.pdf"
    original = os.fsync

    def meanwhile(descriptor: int) -> None:
        target.write_bytes(b"just in time")
        original(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert place(tmp_path, target, CONTENT).state is State.REFUSED
    assert target.read_bytes() == b"just in time"
    assert [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


def test_where_a_share_knows_no_links_a_copy_gets_its_name_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuses)
    target = tmp_path / "paper.pdf"
    assert place(tmp_path, target, CONTENT).state is State.SENT
    assert target.read_bytes() == CONTENT
    assert place(tmp_path, tmp_path / "paper.pdf", b"another").state is State.REFUSED
    assert [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_share_that_is_offline_is_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    found = place(folder, folder / "paper.pdf", CONTENT)
    assert found.state is State.DEFERRED
    assert not folder.exists()


def test_a_folder_that_takes_nothing_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "town").write_text("a file where a folder should be")
    assert place(tmp_path, tmp_path / "town" / "paper.pdf", CONTENT).state is State.DEFERRED


def test_nothing_leaves_the_folder_by_a_link(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "share", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "town").symlink_to(elsewhere)
    assert place(folder, folder / "town" / "paper.pdf", CONTENT).state is State.REFUSED
    assert not any(elsewhere.iterdir())
