"""The meeting calendar, read without pandas: a run that finds nothing due must be quick."""

import csv
import io
from datetime import date
from pathlib import Path

from reporter.domain.meetings import Meeting, MeetingStatus
from reporter.domain.wording import uk_date
from reporter.errors import DataError, Problem
from reporter.sources.files import WORKBOOK, decode, read_bytes
from reporter.sources.grid import Grid, table_from
from reporter.sources.schema import CALENDAR, CALENDAR_COLUMNS, normal


def load_meetings(source: Path) -> tuple[Meeting, ...]:
    """The meetings of a board, in order of date: from meetings.csv in the folder or the workbook's sheet."""
    problems: list[Problem] = []
    grid = _sheet(source) if source.suffix.casefold() == WORKBOOK else _file(source / f"{CALENDAR}.csv")
    table = table_from(grid, CALENDAR_COLUMNS, problems)
    meetings: dict[date, Meeting] = {}
    for row in table.readers(problems) if table else ():
        meeting = Meeting(
            row.day("date"), row.day("papers due"), row.choice("status", MeetingStatus), row.optional("venue")
        )
        if meeting.papers_due > meeting.dated:
            row.problem("papers due", f"{uk_date(meeting.papers_due)} is after the meeting.", "Give an earlier date.")
        if meeting.dated in meetings:
            row.problem("date", f"A second meeting on {uk_date(meeting.dated)}.", "Take one of the two rows out.")
        meetings[meeting.dated] = meeting
    if problems:
        raise DataError(*problems)
    return tuple(sorted(meetings.values(), key=lambda meeting: meeting.dated))


def _file(path: Path) -> Grid:
    text = decode(path, read_bytes(path))
    try:
        return Grid(str(path), tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)))
    except csv.Error as error:
        advice = 'Put a cell that holds a comma or a quotation mark in "quotation marks".'
        raise DataError(Problem(str(path), f"The rows do not fit together ({error}).", advice)) from error


def _sheet(source: Path) -> Grid:
    import python_calamine  # noqa: PLC0415 - only boards with a workbook pay for it

    content = read_bytes(source)
    try:
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
        sheet = next((name for name in book.sheet_names if normal(name) == CALENDAR), None)
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) if sheet else []
    except (python_calamine.CalamineError, OSError) as error:
        found = f"It cannot be read as a workbook ({error})."
        raise DataError(Problem(str(source), found, "Save it again as .xlsx, without a password.")) from error
    if sheet is None:
        raise DataError(Problem(str(source), f'There is no sheet "{CALENDAR}".', "Add the meeting calendar."))
    return Grid(f'{source}, sheet "{sheet}"', tuple(tuple(_text(cell) for cell in row) for row in rows))


def _text(cell: object) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)
