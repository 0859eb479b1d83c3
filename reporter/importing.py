"""Looking at a tracker: how each sheet would be read, and the section of the config that reads it so."""

import os
import re
import stat
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pydantic
import tomlkit

from reporter.domain.tracker import TrackerField
from reporter.domain.wording import join
from reporter.errors import ConfigError, DataError, Problem, UsageError, printable
from reporter.findings import Finding, Findings
from reporter.new_file import UNFINISHED
from reporter.settings import InputLimits, Settings, Tracker
from reporter.sources.grid import Grid, Row
from reporter.sources.reading.sheets import SheetName, read_grids, rows_by_calamine, sheets_of
from reporter.sources.screening import hush, screen
from reporter.sources.tracker.filling import Filled, Filling
from reporter.sources.tracker.layout import Layout, lay_out

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_KEY = 300  # characters


@dataclass(frozen=True)
class Looked:
    """What a tracker is: its sheets, the tables found in some of them, what they say, and what was noticed."""

    file: Path
    sheets: Sequence[SheetName]
    layouts: Sequence[Layout]
    filled: Filled
    findings: Findings

    @property
    def unread(self) -> bool:
        """Whether any heading is not understood."""
        return any(layout.header.matching.unknown for layout in self.layouts)

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
    grids = read_grids(file, names, limits, findings, rows_by_calamine)
    layouts = list(_layouts(grids, tracker, findings, told=bool(wanted) or len(grids) == 1))
    if not layouts:
        findings.stop_on_errors()
        found = f"No row of headings was found in {join(names) if names else 'it'}."
        raise DataError(Problem(str(file), found, "Name the sheet that holds the plan with --sheet."))
    filling = Filling({}, as_at, findings)
    for layout in layouts:
        filling.add(layout, tracker)
    filled = filling.filled()
    screen(filled.tables, (), findings)
    findings.found = [told for told in hush(findings.found, ()) if isinstance(told, Finding)]
    return Looked(file, sheets, layouts, filled, findings)


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
    return "\n".join([*lines, "", f"[{heading}.columns]", *_columns(looked.layouts)]) + "\n"


def _columns(layouts: Sequence[Layout]) -> Iterator[str]:
    """A line for each heading; those that are not read, or not alike in all sheets, are only remarked."""
    fields: dict[str, list[TrackerField]] = {}
    unknown: dict[str, str] = {}
    second: dict[str, str] = {}
    for layout in layouts:
        matching, headings = layout.header.matching, [_one_line(text) for text in layout.header.headings]
        for place, column in matching.fields.items():
            fields.setdefault(headings[place], []).append(column)
        second |= {
            headings[other]: f"{headings[one]} is the {matching.fields[other]}" for one, other in matching.clashes
        }
        unknown |= {headings[place]: nearest or "" for place, nearest in matching.unknown.items()}
    for heading, columns in fields.items():
        if heading in second:
            why = f"{printable(second[heading])} already; take the first # away to leave this one out"
            yield f"# {_text(heading)} = {_text(TrackerField.IGNORE)}  # {why}"
            continue
        several = len({*columns}) > 1 or len(heading) > LONGEST_KEY
        yield f"{'# ' * several}{_text(heading)} = {_text(columns[0])}" + "  # as each sheet shows" * several
    for heading, nearest in unknown.items():
        why = "the nearest known; take the first # away if it is meant" if nearest else "nothing like it is known"
        if heading not in fields:
            yield f"# {_text(heading)} = {_text(nearest or TrackerField.IGNORE)}  # {why}"


def _one_line(heading: str) -> str:
    """A heading that is broken over lines is known by its words."""
    return " ".join(heading.split())


def _text(text: object) -> str:
    """As TOML writes a text."""
    return tomlkit.item(str(text)).as_string()


def add_to_config(config: Path, settings: Settings, board: str, name: str, text: str) -> None:
    """Put a section at the end of the config; nothing else in it changes.

    Raises UsageError where there is such a section, ConfigError where the config would not be valid with it or cannot
    be written.
    """
    check_new(config, settings, board, name)
    try:
        before = config.read_bytes()
        end = "\r\n" if b"\r\n" in before else "\n"
        gap = end if before.endswith(b"\n") else 2 * end
        after = before + (gap + text.replace("\n", end)).encode()
        _check(config, after)
        if not config.stat().st_mode & stat.S_IWUSR:
            raise _refused(config, "It may not be written to.")
        _replace(config.resolve(), after)
    except OSError as error:
        raise _refused(config, f"It cannot be written ({error.strerror}).") from error


def check_new(config: Path, settings: Settings, board: str, name: str) -> None:
    """Raises UsageError where a tracker cannot have this name, or another one has it."""
    if not NAME.fullmatch(name):
        found = f'"{name}" can be no name of a tracker.'
        raise UsageError(
            Problem("--name", found, "Take small letters, figures and single hyphens, such as early-help.")
        )
    if name in settings.boards[board].sources:
        found = f"There is a section [boards.{board}.sources.{name}] already."
        advice = "Take it out, or give this one another name with --name."
        raise UsageError(Problem(str(config), found, advice))


def _refused(config: Path, found: str) -> ConfigError:
    return ConfigError(Problem(str(config), found, "Nothing was changed. Add the section above by hand."))


def _check(config: Path, content: bytes) -> None:
    try:
        Settings.model_validate(tomllib.loads(content.decode("utf-8-sig")))
    except (pydantic.ValidationError, tomllib.TOMLDecodeError) as error:
        found = "With this section the config would not be valid."
        advice = "Write the section by hand: docs/trackers.md tells how."
        raise ConfigError(Problem(str(config), found, advice)) from error


def _replace(file: Path, content: bytes) -> None:
    """All of it or nothing, with the same permissions."""
    with tempfile.NamedTemporaryFile(prefix=UNFINISHED, dir=file.parent, delete=False) as new:
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).chmod(file.stat().st_mode)
            Path(new.name).replace(file)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
