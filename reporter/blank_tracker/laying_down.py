"""Laying down an empty tracker, and the section of the config that reads it."""

from pathlib import Path

import tomlkit

from reporter.blank_tracker.workbook import SHEET, blank_tracker
from reporter.errors import Problem, UsageError
from reporter.new_file import write_new

WORKBOOK = ".xlsx"


def lay_down_tracker(file: Path) -> None:
    """Write an empty tracker. Raises UsageError where the file exists or is to be no workbook."""
    if file.suffix.casefold() != WORKBOOK:
        raise UsageError(Problem(str(file), "It is to be a workbook.", f"End the file's name in {WORKBOOK}."))
    write_new(file, blank_tracker())


def config_section(file: Path) -> str:
    """The section of config.toml for a tracker of ours; ID stands for the board's id."""
    path = tomlkit.item(str(file)).as_string()
    return f'[boards.ID.sources.tracker]\nfile = {path}\nsheets = ["{SHEET}"]'
