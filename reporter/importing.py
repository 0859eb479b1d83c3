"""Looking at a tracker: how each sheet would be read, and the section of the config that reads it so."""

import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pydantic
import tomlkit

from reporter.domain.tracker import TrackerField
from reporter.domain.wording import join
from reporter.errors import ConfigError, DataError, Problem, UsageError, printable
from reporter.findings import Findings
from reporter.new_file import UNFINISHED
from reporter.settings import InputLimits, Settings, Tracker
from reporter.sources.grid import Grid, Row
from reporter.sources.reading.sheets import SheetName, read_grids, sheets_of
from reporter.sources.tracker.filling import Filled, Filling
from reporter.sources.tracker.layout import Layout, lay_out


@dataclass(frozen=True)
class Looked:
    """What a tracker is: its sheets, the tables found in some of them, what they say, and what was noticed."""

    file: Path
    sheets: Sequence[SheetName]
    layouts: Sequence[Layout]
    filled: Filled
    findings: Findings

    @property
    def actions(self) -> Sequence[Row]:
        """The actions, as rows of our table."""
        return self.filled.tables["actions"].rows


def look_at(file: Path, wanted: Sequence[str], limits: InputLimits, as_at: date) -> Looked:
    """How a tracker would be read: the sheets that are wanted, or else each visible one in which there is a table.

    Raises DataError where there is none.
    """
    findings, tracker = Findings(), Tracker(file=file)
    sheets = sheets_of(file, limits)
    names = list(wanted) or [sheet.name for sheet in sheets if not sheet.hidden]
    grids = read_grids(file, names, limits, findings)
    layouts = list(_layouts(grids, tracker, findings, told=bool(wanted) or len(grids) == 1))
    if not layouts:
        findings.stop_on_errors()
        found = f"No row of headings was found in {join(names) if names else 'it'}."
        raise DataError(Problem(str(file), found, "Name the sheet that holds the plan with --sheet."))
    filling = Filling({}, as_at, findings)
    for layout in layouts:
        filling.add(layout, tracker)
    return Looked(file, sheets, layouts, filling.filled(), findings)


def _layouts(grids: Sequence[Grid], tracker: Tracker, findings: Findings, *, told: bool) -> Iterator[Layout]:
    """The tables that are found; that there is none in a sheet that nobody named is no news."""
    for grid in grids:
        noticed = Findings()
        layout = lay_out(grid, tracker, noticed)
        if layout or told:
            findings.found += noticed.found
        if layout:
            yield layout


def section(looked: Looked, board: str, name: str, folder: Path) -> str:
    """The section of config.toml that reads the tracker so; paths are taken from the config's `folder`."""
    file = looked.file.resolve()
    path = file.relative_to(folder.resolve()) if file.is_relative_to(folder.resolve()) else file
    heading = f"boards.{board}.sources.{name}"
    sheets = [layout.place.sheet for layout in looked.layouts if layout.place.sheet]
    lines = [
        f"# A tracker, as reporter import {_text(looked.file.name)} found it.",
        f"[{heading}]",
        f"file = {_text(path)}",
    ]
    lines += [f"sheets = [{', '.join(_text(sheet) for sheet in sheets)}]"] if sheets else []
    lines += ["", f"[{heading}.columns]", *dict.fromkeys(line for one in looked.layouts for line in _columns(one))]
    return "\n".join(lines) + "\n"


def _columns(layout: Layout) -> Iterator[str]:
    matching, headings = layout.header.matching, layout.header.headings
    second = {other: one for one, other in matching.clashes}
    for place, column in matching.fields.items():
        if place in second:
            why = f"{headings[second[place]]} is the {column} already; take the first # away to leave this one out"
            yield f"# {_text(headings[place])} = {_text(TrackerField.IGNORE)}  # {printable(why)}"
        else:
            yield f"{_text(headings[place])} = {_text(column)}"
    for place, nearest in matching.unknown.items():
        why = "the nearest known; take the first # away if it is meant" if nearest else "nothing like it is known"
        yield f"# {_text(headings[place])} = {_text(nearest or TrackerField.IGNORE)}  # {why}"


def _text(text: object) -> str:
    """As TOML writes a text."""
    return tomlkit.item(str(text)).as_string()


def add_to_config(config: Path, settings: Settings, board: str, name: str, text: str) -> None:
    """Put a section at the end of the config; nothing else in it changes.

    Raises UsageError where there is such a section, ConfigError where the config would not be valid with it.
    """
    if name in settings.boards[board].sources:
        found = f"There is a section [boards.{board}.sources.{name}] already."
        advice = "Take it out, or give this one another name with --name."
        raise UsageError(Problem(str(config), found, advice))
    before = config.read_text("utf-8")
    after = f"{before.rstrip()}\n\n{text}"
    _check(config, after)
    _replace(config, after)


def _check(config: Path, text: str) -> None:
    try:
        Settings.model_validate(tomllib.loads(text))
    except (pydantic.ValidationError, tomllib.TOMLDecodeError) as error:
        found = "With this section the config would not be valid."
        advice = "Write the section by hand: docs/trackers.md tells how."
        raise ConfigError(Problem(str(config), found, advice)) from error


def _replace(file: Path, text: str) -> None:
    """All of it or nothing, with the same permissions."""
    with tempfile.NamedTemporaryFile("w", prefix=UNFINISHED, dir=file.parent, delete=False, encoding="utf-8") as new:
        try:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).chmod(file.stat().st_mode)
            Path(new.name).replace(file)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise


def board_for(settings: Settings, board: str | None) -> str:
    """The board that is named, or the only one. Raises UsageError where there is none such."""
    boards: Mapping[str, object] = settings.boards
    if board in boards:
        return str(board)
    if board is None and len(boards) == 1:
        return next(iter(boards))
    found = f'There is no board "{board}".' if board else "The config has several boards."
    raise UsageError(Problem("--board", found, f"Name one of {join(list(boards))}."))
