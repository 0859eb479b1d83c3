"""The meeting calendar, read without pandas: a run that finds nothing due must be quick."""

from datetime import date
from pathlib import Path

from reporter.domain.meetings import Meeting, MeetingStatus
from reporter.domain.wording import uk_date
from reporter.errors import DataError, Problem
from reporter.findings import Findings, Place, ToDo
from reporter.settings import InputLimits
from reporter.sources.grid import Grid, table_from
from reporter.sources.reading.files import is_workbook, read_bytes
from reporter.sources.reading.text import csv_rows, read_text
from reporter.sources.schema import CALENDAR, CALENDAR_COLUMNS, normal

USUAL = InputLimits()


def load_meetings(source: Path, limits: InputLimits = USUAL) -> tuple[Meeting, ...]:
    """The meetings of a board, in order of date: from meetings.csv in the folder or the workbook's sheet."""
    findings = Findings()
    grid = _sheet(source, limits, findings) if is_workbook(source) else _file(source / f"{CALENDAR}.csv", limits)
    table = table_from(grid, CALENDAR_COLUMNS, findings)
    meetings: dict[date, Meeting] = {}
    for row in table.readers(findings) if table else ():
        meeting = Meeting(
            row.day("date"), row.optional_day("papers due"), row.choice("status", MeetingStatus), row.optional("venue")
        )
        if date.min in {meeting.dated, meeting.papers_due}:
            continue  # a date that could not be read has been told
        if meeting.papers_due and meeting.papers_due > meeting.dated:
            found = f"{uk_date(meeting.papers_due)} is after the meeting."
            row.problem(ToDo.MEND_DATES, "papers due", found, "Give an earlier date.")
        if meeting.dated in meetings:
            found = f"A second meeting on {uk_date(meeting.dated)}."
            row.problem(ToDo.MEND_DATES, "date", found, "Take one of the two rows out.")
        meetings[meeting.dated] = meeting
    findings.stop_on_errors()
    return tuple(sorted(meetings.values(), key=lambda meeting: meeting.dated))


def _file(path: Path, limits: InputLimits) -> Grid:
    text = read_text(path, read_bytes(path, limits))
    return Grid(Place(str(path)), tuple(tuple(row) for row in csv_rows(path, text, limits)))


def _sheet(source: Path, limits: InputLimits, findings: Findings) -> Grid:
    # Only boards with a workbook pay for these.
    from reporter.sources.reading.sheets import read_grids, rows_by_calamine, sheets_of  # noqa: PLC0415
    from reporter.sources.tables import tell_faults  # noqa: PLC0415

    names = [sheet.name for sheet in sheets_of(source, limits) if normal(sheet.name) == CALENDAR]
    if not names:
        raise DataError(Problem(str(source), f'There is no sheet "{CALENDAR}".', "Add the meeting calendar."))
    (grid,) = read_grids(source, names[:1], limits, Findings(), rows_by_calamine)
    tell_faults(grid, findings)
    findings.stop_on_errors()
    return grid
