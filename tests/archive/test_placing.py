"""A paper in its place is whole and never replaced; a run that cannot place it leaves nothing behind."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from reporter.archive.placing import fault_of, prepared
from reporter.errors import ArchiveError
from reporter.new_file import UNFINISHED

DIGEST = hashlib.sha256(b"%PDF-").hexdigest()


NAME = "town/2015-03-25/board-paper-e1-OFFICIAL.pdf"
TWIN = "town/2015-03-25/board-paper-e1-OFFICIAL.html"


def put(output: Path, content: bytes = b"%PDF-") -> Path:
    with prepared({output / NAME: content}) as paper:
        paper.reveal()
    return output / NAME


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_paper_is_put_in_its_place_for_owner_and_group_to_read(tmp_path: Path) -> None:
    file = put(tmp_path)
    assert file.read_bytes() == b"%PDF-"
    assert stat.S_IMODE(file.stat().st_mode) == 0o440
    assert files(tmp_path) == [NAME]


def test_a_paper_has_its_name_only_when_it_is_revealed(tmp_path: Path) -> None:
    target = tmp_path / NAME
    with prepared({target: b"%PDF-"}) as paper:
        assert paper.unfinished[target].read_bytes() == b"%PDF-"
        assert not target.exists()
    assert files(tmp_path) == []  # nobody revealed it


def test_a_paper_whose_record_fails_leaves_nothing(tmp_path: Path) -> None:
    message = "the ledger refused"
    with pytest.raises(RuntimeError), prepared({tmp_path / NAME: b"%PDF-"}):
        raise RuntimeError(message)
    assert files(tmp_path) == []


def test_a_file_that_stands_there_is_never_replaced(tmp_path: Path) -> None:
    put(tmp_path, b"first")
    with pytest.raises(ArchiveError, match="A file that the ledger does not know stands there"):
        put(tmp_path, b"second")
    assert (tmp_path / NAME).read_bytes() == b"first"
    assert files(tmp_path) == [NAME]


def test_files_that_belong_together_get_their_names_in_order_and_the_last_one_last(tmp_path: Path) -> None:
    """What cannot get its name stands for a run that is killed there."""
    (tmp_path / NAME).parent.mkdir(parents=True)
    with prepared({tmp_path / TWIN: b"<html>", tmp_path / NAME: b"%PDF-"}) as paper:
        paper.unfinished[tmp_path / NAME].unlink()
        with pytest.raises(ArchiveError, match=r"OFFICIAL\.pdf: The paper cannot be put there"):
            paper.reveal()
        assert files(tmp_path) == [TWIN]
    assert (tmp_path / TWIN).read_bytes() == b"<html>"


def test_where_one_of_several_files_stands_there_none_is_written(tmp_path: Path) -> None:
    put(tmp_path, b"first")
    with (
        pytest.raises(ArchiveError, match="A file that the ledger does not know stands there"),
        prepared({tmp_path / TWIN: b"<html>", tmp_path / NAME: b"second"}),
    ):
        pytest.fail("nothing was to be prepared")
    assert files(tmp_path) == [NAME]
    assert (tmp_path / NAME).read_bytes() == b"first"


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    folder = tmp_path / "town/2015-03-25"
    folder.mkdir(parents=True)
    (folder / f"{UNFINISHED}abc").write_bytes(b"half")
    put(tmp_path)
    assert files(tmp_path) == [NAME]


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
        put(folder, b"x" * 100_000)
    except ArchiveError as error:
        return 0 if "nothing partial was left" in str(error) else 1
    return 2


def test_an_output_that_is_a_file_is_told(tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.write_text("not a folder")
    with pytest.raises(ArchiveError, match="The paper cannot be put there"):
        put(output)


def test_a_paper_that_is_as_it_was_recorded_has_no_fault(tmp_path: Path) -> None:
    assert fault_of(put(tmp_path), DIGEST) is None


def test_a_paper_that_is_missing_altered_or_writable_is_found(tmp_path: Path) -> None:
    file = put(tmp_path)
    assert fault_of(file, DIGEST) is None
    file.chmod(0o640)
    assert _fault(file) == "The file can be written to."
    file.write_bytes(b"%PDF+")
    assert _fault(file) == "The file is not the one that was recorded."
    file.unlink()
    assert _fault(file) == "The file is missing."
    file.mkdir()
    assert _fault(file) == "The file cannot be read (Is a directory)."


def _fault(file: Path) -> str:
    found = fault_of(file, DIGEST)
    return found[0] if found else ""
