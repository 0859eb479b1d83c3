"""Files that are made to fill the memory or to never end are read rightly or refused in words, and cost little.

Each is loaded by a process of its own whose memory is bounded by the system: it cannot have more and still answer.
"""

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bench.hostile import board_with
from bench.hostile_files import DOCUMENTS, HOSTILE, SHEET, TEXTS, padded, parts, sheet, workbook, zipped

GIGABYTE = 1 << 30
# The largest of them take seconds and are measured by `make hostile`; here stands one of each kind.
TOLD = {
    "a sheet that unpacks to 400 MB": "Unpacked it would take 400 MB. At most 100 MB are read",
    "the same, and the directory says 1 kB": "It cannot be read as a workbook",
    "strings of 400 MB, and the directory says 1 kB": "It cannot be read as a workbook",
    "two directories in one file": "1 actions, 0 findings",
    "an archive of archives inside": "1 actions, 0 findings",
    "65,000 entries": "It holds 65,007 files. At most 2,000 of them are read",
    "entities of entities in the list of sheets": "It cannot be read as a workbook (limit on input amplification",
    "the same in the strings": "It cannot be read as a workbook",
    "the same in a sheet": "It cannot be read as a workbook (it declares a document type)",
    "the same in the styles": "It cannot be read as a workbook (limit on input amplification",
    "1,000,000 rows": "It holds 5,000,012 cells. At most 2,000,000 cells are read",
    "10,000 columns": "It holds 6,000,012 cells. At most 2,000,000 cells are read",
    "one cell in the far corner of what is read": "It reaches over 100,000 rows and 200 columns",
    "the same in the styles ": "its part xl/styles.xml is larger than 10 MB",
    "formulas that never close": "At most 2,000,000 cells are read",
    "cells that never close": "It cannot be read as a workbook",
    "90,000 merged blocks over each other": "Its merged cells lie over each other.",
    **dict.fromkeys(DOCUMENTS, "tracker.ods"),
    "a text repeated over 1,048,576 rows": "It reaches over 1,048,578 rows.",
    "a text repeated over 16,384 columns": "It reaches over 16,384 columns.",
    "a text repeated over all that is read": "It reaches over 99,992 rows and 200 columns.",
    **dict.fromkeys(TEXTS, "tracker.csv"),
}


def loaded(file: Path) -> str:
    """What a process says that loads the file, with 1.5 GB of memory and half a minute of the machine."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (3 * GIGABYTE // 2, 3 * GIGABYTE // 2))
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))

    command = [sys.executable, "-m", "bench.loading", str(board_with(file, file.parent))]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=bounded, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr[-500:]
    return done.stderr


@pytest.mark.parametrize("what", [what for what in TOLD if what != "22 million empty elements in an .ods"])
def test_a_hostile_file_is_read_or_refused_in_words_and_costs_little(what: str, tmp_path: Path) -> None:
    assert TOLD[what] in loaded(HOSTILE[what](tmp_path))


@pytest.mark.parametrize("kind", [b'<c r="A1"><f>', b'<c r="A1" s="1" t="e"', b"<c><f>", b"<row ", b"<col ", b"<a:"])
def test_a_sheet_of_marks_that_never_close_is_looked_at_once(kind: bytes, tmp_path: Path) -> None:
    start, end = sheet().split(b"</sheetData>")
    content = start + kind * (5_000_000 // len(kind)) + b"</sheetData>" + end
    assert "tracker.xlsx" in loaded(padded(SHEET, lambda: iter([content]))(tmp_path))


def test_links_to_other_files_and_macros_are_left_alone(tmp_path: Path) -> None:
    link = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    away = parts()["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Type="externalLinkPath" Target="http://192.0.2.1/x.xlsx" TargetMode="External"/>'
        b"</Relationships>",
    )
    changed = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Shell",
        "xl/_rels/workbook.xml.rels": away,
    }
    assert loaded(workbook(tmp_path, changed)) == "1 actions, 0 findings"


def test_an_archive_packed_as_no_spreadsheet_program_does_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tracker.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as target:
        for name, content in parts().items():
            target.writestr(name, content)
    assert "It is packed in a way that no spreadsheet program uses." in loaded(file)


def test_the_small_workbook_that_all_are_made_of_is_sound(tmp_path: Path) -> None:
    assert loaded(zipped(tmp_path / "tracker.xlsx", parts())) == "1 actions, 0 findings"
