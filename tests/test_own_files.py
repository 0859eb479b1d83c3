"""Files of a preview take the place of those of the one before, and of no other."""

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reporter.errors import ArchiveError, UsageError
from reporter.own_files import RECORD, UNFINISHED, replace

OLD = {"paper.pdf": b"old", "paper-01.png": b"one", "paper-02.png": b"two"}
NEW = {"paper.pdf": b"new", "paper-01.png": b"ONE"}


def shown(folder: Path) -> dict[str, bytes]:
    """The files that people see."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "preview"
    replace(folder, "paper", OLD)
    return folder


def test_files_are_replaced_and_those_of_pages_that_are_no_more_go(folder: Path) -> None:
    replace(folder, "paper", NEW)
    assert shown(folder) == NEW


def test_another_paper_and_other_files_stay(folder: Path) -> None:
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "paper-03.png").write_bytes(b"mine as well")
    replace(folder, "letter", {"letter.pdf": b"letter"})
    replace(folder, "paper", NEW)
    assert shown(folder) == {**NEW, "letter.pdf": b"letter", "notes.txt": b"mine", "paper-03.png": b"mine as well"}


def as_foreign(file: Path) -> None:
    file.write_bytes(b"changed by hand")


def as_link(file: Path) -> None:
    (file.parent / "elsewhere").write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to("elsewhere")


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("change", [as_foreign, as_link, as_folder])
def test_what_is_not_ours_any_more_is_refused_and_nothing_changes(change: object, folder: Path) -> None:
    assert callable(change)
    change(folder / "paper.pdf")
    with pytest.raises(UsageError, match=r"paper.pdf: A file stands there that no preview wrote"):
        replace(folder, "paper", NEW)
    assert (folder / "paper-01.png").read_bytes() == b"one"
    assert (folder / "paper-02.png").read_bytes() == b"two"
    if change is as_foreign:
        assert (folder / "paper.pdf").read_bytes() == b"changed by hand"


def test_a_page_that_is_no_more_stays_where_it_was_changed_by_hand(folder: Path) -> None:
    (folder / "paper-02.png").write_bytes(b"with my remarks")
    replace(folder, "paper", NEW)
    assert shown(folder) == {**NEW, "paper-02.png": b"with my remarks"}


@pytest.mark.parametrize("record", [b"", b"no JSON", b"[]", b'{"paper": 1}', b'{"paper": {"paper.pdf": 1}}', b"\xff"])
def test_a_list_that_cannot_be_read_makes_every_file_a_foreign_one(record: bytes, folder: Path) -> None:
    (folder / RECORD).write_bytes(record)
    with pytest.raises(UsageError):
        replace(folder, "paper", NEW)
    assert shown(folder) == OLD


KILLED_BEFORE_ITS_SECOND_FILE = """
import os, signal, sys
from pathlib import Path
from reporter.own_files import replace
def hook(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("paper-01.png"):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
replace(Path(sys.argv[1]), "paper", {"paper.pdf": b"new", "paper-01.png": b"ONE"})
"""


def test_one_that_was_killed_half_way_leaves_whole_files_that_are_still_ours(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED_BEFORE_ITS_SECOND_FILE, folder], check=False)
    assert done.returncode == -signal.SIGKILL
    assert shown(folder) == {**OLD, "paper.pdf": b"new"}
    assert list(folder.glob(f"{UNFINISHED}*"))
    replace(folder, "paper", NEW)
    assert shown(folder) == NEW
    assert not list(folder.glob(f"{UNFINISHED}*"))


MANY_TIMES = """
import sys
from pathlib import Path
from reporter.own_files import replace
for turn in range(40):
    replace(Path(sys.argv[1]), "paper", {"paper.pdf": f"{sys.argv[2]} {turn}".encode()})
"""


def test_two_at_once_do_not_take_each_others_files_for_foreign_ones(folder: Path) -> None:
    both = [subprocess.Popen([sys.executable, "-c", MANY_TIMES, folder, name]) for name in ("a", "b")]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert shown(folder)["paper.pdf"] in {b"a 39", b"b 39"}


def test_a_new_folder_is_no_matter_for_git_and_for_no_stranger(tmp_path: Path, folder: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    status = subprocess.run(
        ["git", "-C", tmp_path, "status", "--porcelain"], capture_output=True, text=True, check=True
    )
    assert status.stdout == ""
    assert stat.S_IMODE(folder.stat().st_mode) & 0o027 == 0
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in OLD} == {0o640}


def test_a_folder_that_was_there_is_given_no_rule_for_git(tmp_path: Path) -> None:
    replace(tmp_path, "paper", OLD)
    assert not (tmp_path / ".gitignore").exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "preview").write_bytes(b"mine")
    with pytest.raises(ArchiveError, match=r"The preview cannot be put there \(Not a directory\)"):
        replace(tmp_path / "preview", "paper", OLD)
    assert (tmp_path / "preview").read_bytes() == b"mine"
