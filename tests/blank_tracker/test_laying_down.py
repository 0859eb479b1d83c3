"""`reporter template` writes a new file and says how to read it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reporter.blank_tracker.laying_down import config_section, lay_down_tracker
from reporter.errors import UsageError
from reporter.settings import Tracker


def template(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reporter", "template", str(file)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_writes_a_workbook_and_prints_the_section_that_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    done = template(file)
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_bytes().startswith(b"PK")
    said, section = done.stdout.split("\n\n", 1)
    assert said.startswith(f"{file} is ready to be filled in.")
    assert section == f'[boards.ID.sources.tracker]\nfile = "{file}"\nsheets = ["Tracker"]\n'


def test_a_file_that_exists_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_text("mine")
    done = template(file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{file}: The file exists. Name a new file; nothing was changed.\n"
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("plan.xlsx", "mine")]


def test_what_is_to_be_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"End the file's name in \.xlsx\."):
        lay_down_tracker(tmp_path / "plan.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["plan.xlsx", 'the "plan".xlsx', "back\\slash.xlsx", "plan \U0001f44d.xlsx"])
def test_the_section_is_one_that_the_config_takes(name: str) -> None:
    section = tomllib.loads(config_section(Path(name)))["boards"]["ID"]["sources"]["tracker"]
    assert Tracker.model_validate(section) == Tracker(file=Path(name), sheets=("Tracker",))
