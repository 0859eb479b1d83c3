"""The meeting calendar, read without pandas: a run that finds nothing due must be quick."""

from datetime import date
from pathlib import Path

from reporter.domain.meetings import Meeting, MeetingStatus
from reporter.domain.wording import uk_date
from reporter.errors import DataError, Problem
from reporter.sources.files import WORKBOOK, csv_rows, decode, read_bytes
from reporter.sources.grid import Grid, table_from
from reporter.sources.schema import CALENDAR, CALENDAR_COLUMNS


def load_meetings(source: Path) -> tuple[Meeting, ...]:
    """The meetings of a board, in order of date: from meetings.csv in the folder or the workbook's sheet."""
    problems: list[Problem] = []
    grid = _sheet(source) if source.suffix.casefold() == WORKBOOK else _file(source / f"{CALENDAR}.csv")
    table = table_from(grid, CALENDAR_COLUMNS, problems)
    meetings: dict[date, Meeting] = {}
    for row in table.readers(problems) if table else ():
        meeting = Meeting(
            row.day("date"), row.optional_day("papers due"), row.choice("status", MeetingStatus), row.optional("venue")
        )
        if date.min in {meeting.dated, meeting.papers_due}:
            continue  # a date that could not be read has been told
        if meeting.papers_due and meeting.papers_due > meeting.dated:
            row.problem("papers due", f"{uk_date(meeting.papers_due)} is after the meeting.", "Give an earlier date.")
        if meeting.dated in meetings:
            row.problem("date", f"A second meeting on {uk_date(meeting.dated)}.", "Take one of the two rows out.")
        meetings[meeting.dated] = meeting
    if problems:
        raise DataError(*problems)
    return tuple(sorted(meetings.values(), key=lambda meeting: meeting.dated))


def _file(path: Path) -> Grid:
    return Grid(str(path), tuple(tuple(row) for row in csv_rows(path, decode(path, read_bytes(path)))))


def _sheet(source: Path) -> Grid:
    # Only boards with a workbook pay for these.
    import io  # noqa: PLC0415

    import python_calamine  # noqa: PLC0415

    from reporter.sources.workbook import grid_rows, inspect, readable  # noqa: PLC0415

    content = read_bytes(source)
    sheet = inspect(source, content, (CALENDAR,)).get(CALENDAR)
    if sheet is None:
        raise DataError(Problem(str(source), f'There is no sheet "{CALENDAR}".', "Add the meeting calendar."))
    with readable(source):
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
        rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    return Grid(f'{source}, sheet "{sheet.name}"', grid_rows(rows, sheet))
