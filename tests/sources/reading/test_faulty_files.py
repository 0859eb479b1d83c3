"""A tracker's file that is not as it should be is told in words, and a sound one beside oddities is read."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reading import AS_AT

from bench.hostile import board_with
from bench.hostile_files import FIRST, HEADINGS, workbook, zipped
from reporter.errors import DataError
from reporter.settings import load_settings
from reporter.sources.plan import LoadedPlan, Sources, load_plan

CSV = ",".join(HEADINGS) + "\n" + ",".join(FIRST) + "\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def loaded(file: Path) -> LoadedPlan:
    """The plan of a board with this tracker."""
    board = load_settings(board_with(file, file.parent)).boards["board"]
    own = board.sources["tracker"].model_copy(update={"sheets": ()})
    return load_plan(Sources(board.plan, {"tracker": own}, board.limits), AS_AT, None)


def put(name: str, content: bytes) -> Callable[[Path], Path]:
    """Writes a file of these bytes."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def sound(folder: Path) -> bytes:
    """The bytes of a sound workbook."""
    return workbook(folder, {}).read_bytes()


def a_folder(folder: Path) -> Path:
    (folder / "tracker.xlsx").mkdir()
    return folder / "tracker.xlsx"


def a_broken_link(folder: Path) -> Path:
    (folder / "tracker.xlsx").symlink_to(folder / "gone.xlsx")
    return folder / "tracker.xlsx"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "tracker.csv")
    return folder / "tracker.csv"


FAULTY: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "tracker.xlsx", "The file does not exist."),
    "a folder": (a_folder, "It is a folder, not a file."),
    "a broken link": (a_broken_link, "The file does not exist."),
    "a pipe": (a_pipe, "It is not an ordinary file."),
    "empty, .xlsx": (put("tracker.xlsx", b""), "It cannot be read as a workbook"),
    "empty, .xls": (put("tracker.xls", b""), "It cannot be read as a workbook"),
    "empty, .xlsb": (put("tracker.xlsb", b""), "It cannot be read as a workbook"),
    "empty, .ods": (put("tracker.ods", b""), "It cannot be read as a workbook"),
    "empty, .csv": (put("tracker.csv", b""), "It is empty."),
    "cut short": (lambda f: put("cut.xlsx", sound(f)[:-400])(f), "It cannot be read as a workbook"),
    "with a password": (put("tracker.xlsx", OLE), "It has a password, or is a workbook of the old kind."),
    "CSV called .xlsx": (put("tracker.xlsx", CSV.encode()), "It cannot be read as a workbook"),
    "CSV called .xls": (put("tracker.xls", CSV.encode()), "It cannot be read as a workbook"),
    ".xlsx called .csv": (lambda f: put("plan.csv", sound(f))(f), "It is a workbook, not a CSV file."),
    ".xls called .csv": (put("tracker.csv", OLE), "It is a workbook, not a CSV file."),
    ".xlsx called .ods": (lambda f: put("plan.ods", sound(f))(f), "It cannot be read as a workbook"),
    ".xlsx called .xlsb": (lambda f: put("plan.xlsb", sound(f))(f), "It cannot be read as a workbook"),
    "zero bytes in CSV": (put("tracker.csv", CSV.encode() + b"\0"), "It holds zero bytes, and is no text."),
    "a quote that never closes": (put("tracker.csv", CSV.encode() + b'1,"x'), "The quotation marks do not fit"),
    "a row cut short": (put("tracker.csv", CSV.encode() + b"1-2,2"), "The row has 2 cells where the headings are 6."),
    "no sheets": (lambda f: workbook(f, {"xl/workbook.xml": b"<workbook/>"}), "It has no sheet"),
    "an archive": (lambda f: zipped(f / "tracker.xlsx", {"a.txt": b"a"}), "It cannot be read as a workbook"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_file_is_told_in_words(what: str, tmp_path: Path) -> None:
    make, found = FAULTY[what]
    with pytest.raises(DataError) as stopped:
        loaded(make(tmp_path))
    [problem] = stopped.value.problems
    assert found in problem.found
    assert problem.advice


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        b"\xef\xbb\xbf" + CSV.encode(),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace("\n", "\r").encode(),
        CSV.replace(",", ";").encode(),
        CSV.encode("utf-16"),
        CSV.replace("duty", "“duty”").encode("cp1252"),
    ],
    ids=["plain", "BOM", "CRLF", "CR", "semicolons", "UTF-16", "Windows-1252"],
)
def test_text_is_read_however_it_was_saved(content: bytes, tmp_path: Path) -> None:
    [action] = loaded(put("tracker.csv", content)(tmp_path)).plan.actions
    assert re.fullmatch("Train every “?duty”? manager.", action.text)


def test_a_lock_file_beside_the_tracker_does_not_matter(tmp_path: Path) -> None:
    put("~$tracker.xlsx", b"\x07locked")(tmp_path)
    assert len(loaded(workbook(tmp_path, {})).plan.actions) == 1


@pytest.mark.parametrize("what", ["missing", "cut short", "with a password", "a quote that never closes"])
def test_reporter_check_tells_it_without_a_traceback(what: str, tmp_path: Path) -> None:
    make, found = FAULTY[what]
    config = board_with(make(tmp_path), tmp_path)
    command = [sys.executable, "-m", "reporter", "check", "--config", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = " ".join((done.stdout + done.stderr).split())
    assert found in told
    assert "Traceback" not in told
    assert done.returncode == 4
