"""A paper in its place is whole and never replaced; a run that cannot place it leaves nothing behind."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from reporter.archive.editions import editions
from reporter.archive.placing import UNFINISHED, put
from reporter.domain.meetings import Edition
from reporter.errors import ArchiveError

FIRST = Edition("town", date(2015, 3, 25), "board-paper", 1)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_paper_is_put_in_its_place_for_owner_and_group_to_read(tmp_path: Path) -> None:
    file = put(tmp_path, FIRST, b"%PDF-")
    assert file == tmp_path / "town/2015-03-25/board-paper-e1.pdf"
    assert file.read_bytes() == b"%PDF-"
    assert stat.S_IMODE(file.stat().st_mode) == 0o440
    assert files(tmp_path) == ["town/2015-03-25/board-paper-e1.pdf"]


def test_an_edition_is_never_replaced(tmp_path: Path) -> None:
    put(tmp_path, FIRST, b"first")
    with pytest.raises(ArchiveError, match="The edition exists already"):
        put(tmp_path, FIRST, b"second")
    assert (tmp_path / f"{FIRST.id}.pdf").read_bytes() == b"first"


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    folder = tmp_path / "town/2015-03-25"
    folder.mkdir(parents=True)
    (folder / f"{UNFINISHED}abc").write_bytes(b"half")
    put(tmp_path, FIRST, b"%PDF-")
    assert files(tmp_path) == ["town/2015-03-25/board-paper-e1.pdf"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk: the write fails half way, as on a full one."""
    child = os.fork()
    if child == 0:
        os._exit(_put_under_a_limit(tmp_path))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert files(tmp_path) == []


def _put_under_a_limit(folder: Path) -> int:
    import resource  # noqa: PLC0415
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        put(folder, FIRST, b"x" * 100_000)
    except ArchiveError as error:
        return 0 if "nothing partial was left" in str(error) else 1
    return 2


def test_an_output_that_is_a_file_is_told(tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.write_text("not a folder")
    with pytest.raises(ArchiveError, match="The paper cannot be put there"):
        put(output, FIRST, b"%PDF-")


def test_files_with_other_names_are_no_editions(tmp_path: Path) -> None:
    folder = tmp_path / "town/2015-03-25"
    folder.mkdir(parents=True)
    for name in ("board-paper-e2.pdf", "board-paper-e10.pdf", "board-paper-e0.pdf", "board-paper.pdf", "notes.txt",
                 f"{UNFINISHED}x.pdf", "board-paper-e1.pdf.bak"):  # fmt: skip
        (folder / name).write_bytes(b"%PDF-")
    (folder / "board-paper-e3.pdf").touch()
    (folder / "board-paper-e4.pdf").mkdir()
    assert [edition.number for edition in editions(tmp_path)] == [2, 10]
    assert editions(tmp_path / "missing") == ()


def test_a_folder_with_a_date_that_is_none_holds_no_editions(tmp_path: Path) -> None:
    folder = tmp_path / "town/2015-02-30"
    folder.mkdir(parents=True)
    (folder / "board-paper-e1.pdf").touch()
    assert editions(tmp_path) == ()
