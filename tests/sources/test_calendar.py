"""The meeting calendar, alike from meetings.csv and from a workbook's sheet, and read without pandas."""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from reporter.domain.meetings import Meeting, MeetingStatus
from reporter.sources.calendar import load_meetings

from .conftest import Cell, Rows, TinyPlan, told

DATES = "Write it as day/month/year, for example 28/02/2015."
QUOTE = 'Put a cell that holds a comma or a quotation mark in "quotation marks", and double a mark inside it.'
HEADINGS: list[Cell] = ["date", "papers due", "status", "venue"]
BOTH = pytest.mark.parametrize("form", ["csv", "xlsx"])
PLACES = {"csv": "plan/meetings.csv", "xlsx": 'plan.xlsx, sheet "meetings"'}


def source(tiny: TinyPlan, form: str, rows: Rows) -> Path:
    """A calendar of these rows, laid down in one of the two forms."""
    tiny.tables = {"meetings": [HEADINGS, *rows]}
    return tiny.write_folder() if form == "csv" else tiny.write_workbook()


def refused(tiny: TinyPlan, form: str, rows: Rows) -> list[str]:
    """What is said about a calendar of these rows, each line without its file."""
    path = source(tiny, form, rows)
    lines = told(lambda: load_meetings(path), tiny.home).splitlines()
    assert all(line.startswith(PLACES[form]) for line in lines)
    return [line.removeprefix(f"{PLACES[form]}, ") for line in lines]


def refused_file(tiny: TinyPlan, content: bytes) -> str:
    """What is said about a meetings.csv of these bytes."""
    tiny.folder.mkdir(exist_ok=True)
    tiny.file("meetings").write_bytes(content)
    return told(lambda: load_meetings(tiny.folder), tiny.home)


@BOTH
def test_meetings_come_in_order_of_date_with_status_and_venue(tiny: TinyPlan, form: str) -> None:
    rows: Rows = [
        ["16/07/2014", "8 July 2014", " Cancelled", ""],
        ["", "", "", ""],
        ["18/06/2014", "10/06/2014", "HELD", "Loxley House, Nottingham"],
        ["2014-09-17", "17/09/2014", "planned", "n/a"],
    ]
    meetings = load_meetings(source(tiny, form, rows))
    assert meetings == (
        Meeting(date(2014, 6, 18), date(2014, 6, 10), MeetingStatus.HELD, "Loxley House, Nottingham"),
        Meeting(date(2014, 7, 16), date(2014, 7, 8), MeetingStatus.CANCELLED, None),
        Meeting(date(2014, 9, 17), date(2014, 9, 17), MeetingStatus.PLANNED, "n/a"),
    )
    assert [meeting.takes_place for meeting in meetings] == [True, False, True]


@BOTH
def test_a_day_of_despatch_that_is_left_out_is_worked_out_later(tiny: TinyPlan, form: str) -> None:
    blank = load_meetings(source(tiny, form, [["18/06/2014", "", "held", ""]]))
    tiny.tables = {"meetings": [["date", "status"], ["18/06/2014", "held"]]}
    bare = load_meetings(tiny.write_folder() if form == "csv" else tiny.write_workbook())
    assert blank == bare == (Meeting(date(2014, 6, 18), None, MeetingStatus.HELD, None),)


@BOTH
def test_a_meeting_that_moved_does_not_take_place_on_its_old_day(tiny: TinyPlan, form: str) -> None:
    rows: Rows = [["18/06/2014", "", "Moved", ""], ["25/06/2014", "", "planned", ""]]
    assert [meeting.takes_place for meeting in load_meetings(source(tiny, form, rows))] == [False, True]


def test_real_dates_of_a_workbook_are_read_as_days(tiny: TinyPlan) -> None:
    rows: Rows = [[date(2014, 6, 18), datetime(2014, 6, 10, 9, 30), "held", "Loxley House"]]  # noqa: DTZ001
    assert load_meetings(source(tiny, "xlsx", rows)) == load_meetings(
        source(tiny, "csv", [["18/06/2014", "10/06/2014", "held", "Loxley House"]])
    )


@BOTH
@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (
            [["18/06/2014", "19/06/2014", "held", ""]],
            ['row 2, column "papers due": 19 June 2014 is after the meeting. Give an earlier date.'],
        ),
        (
            [["18/06/2014", "10/06/2014", "held", ""], ["", "", "", ""], ["18/06/2014", "11/06/2014", "planned", ""]],
            ['row 4, column "date": A second meeting on 18 June 2014. Take one of the two rows out.'],
        ),
        (
            [["18/06/2014", "10/06/2014", "cancelled", ""], ["18/06/2014", "11/06/2014", "planned", ""]],
            ['row 3, column "date": A second meeting on 18 June 2014. Take one of the two rows out.'],
        ),
        (
            [["18/06/2014", "", "canceled", ""], ["16/07/2014", "31/06/2014", "", ""]],
            [
                'row 2, column "status": "canceled" is not known here. Did you mean "cancelled"? '
                "Write one of: planned, held, cancelled and moved.",
                f'row 3, column "papers due": "31/06/2014" is not a date. {DATES}',
                'row 3, column "status": The cell is empty. Fill it in.',
            ],
        ),
        (
            [["18/06/2014", "TBC", "held", ""], ["16/07/2014", "3/7/14", "held", "#REF"]],
            [
                f'row 2, column "papers due": "TBC" is not a date. {DATES}',
                f'row 3, column "papers due": "3/7/14" is not a date. {DATES}',
            ],
        ),
    ],
    ids=["papers after the meeting", "one date twice", "cancelled and set again", "several", "no dates"],
)
def test_a_calendar_that_cannot_be_meant_is_told_whole(
    tiny: TinyPlan, form: str, rows: Rows, messages: list[str]
) -> None:
    assert refused(tiny, form, rows) == messages


@BOTH
def test_a_meeting_without_a_date_is_told_once(tiny: TinyPlan, form: str) -> None:
    rows: Rows = [["", "10/06/2014", "held", ""], ["TBC", "11/06/2014", "held", ""]]
    assert refused(tiny, form, rows) == [
        f'row 2, column "date": The date is missing. {DATES}',
        f'row 3, column "date": "TBC" is not a date. {DATES}',
    ]


@BOTH
def test_a_heading_row_alone_is_a_calendar_without_meetings(tiny: TinyPlan, form: str) -> None:
    assert load_meetings(source(tiny, form, [])) == ()


@BOTH
def test_headings_that_are_not_right_are_told(tiny: TinyPlan, form: str) -> None:
    path = source(tiny, form, [])
    tiny.tables["meetings"] = [["date", "papers_due", "statsu", "Date"]]
    assert (tiny.write_folder() if form == "csv" else tiny.write_workbook()) == path
    assert told(lambda: load_meetings(path), tiny.home).splitlines() == [
        f'{PLACES[form]}, row 1: The heading "date" stands twice. Take one of the two columns out.',
        f'{PLACES[form]}, row 1: The heading "statsu" is not known. Did you mean "status"?',
        f'{PLACES[form]}, row 1: The heading "status" is missing. Add the column.',
    ]


@BOTH
def test_a_blank_row_above_the_headings_is_refused(tiny: TinyPlan, form: str) -> None:
    tiny.tables = {"meetings": [["", "", "", ""], HEADINGS, ["18/06/2014", "10/06/2014", "held", ""]]}
    path = tiny.write_folder() if form == "csv" else tiny.write_workbook()
    assert told(lambda: load_meetings(path), tiny.home) == (
        f"{PLACES[form]}, row 1: The row is empty. The headings must stand in row 1."
    )


@BOTH
def test_an_empty_calendar_is_told_its_headings(tiny: TinyPlan, form: str) -> None:
    tiny.tables = {"meetings": []}
    path = tiny.write_folder() if form == "csv" else tiny.write_workbook()
    assert told(lambda: load_meetings(path), tiny.home) == (
        f"{PLACES[form]}: It is empty. Give it the headings date and status."
    )


@BOTH
def test_a_calendar_that_is_not_there_is_told(tiny: TinyPlan, form: str) -> None:
    path, name = (tiny.folder, "plan/meetings.csv") if form == "csv" else (tiny.workbook, "plan.xlsx")
    assert told(lambda: load_meetings(path), tiny.home) == f"{name}: The file does not exist. Check its name and place."


def test_a_workbook_without_a_calendar_is_told(tiny: TinyPlan) -> None:
    del tiny.tables["meetings"]
    path = tiny.write_workbook()
    message = told(lambda: load_meetings(path), tiny.home)
    assert message == 'plan.xlsx: There is no sheet "meetings". Add the meeting calendar.'


@pytest.mark.parametrize("content", [b"", b"date,papers due,status\n"], ids=["empty", "a CSV file renamed"])
def test_what_is_no_workbook_is_told(tiny: TinyPlan, content: bytes) -> None:
    tiny.workbook.write_bytes(content)
    advice = "Save it again as .xlsx, without a password."
    assert told(lambda: load_meetings(tiny.workbook), tiny.home) == (
        f"plan.xlsx: It cannot be read as a workbook (File is not a zip file). {advice}"
    )


def test_bytes_that_are_no_csv_file_are_told(tiny: TinyPlan) -> None:
    head = "date,papers due,status,venue\n"
    excel = 'In Excel choose Save As, "CSV UTF-8 (Comma delimited)".'
    zero = f"plan/meetings.csv: It holds zero bytes, and is no text. {excel}"
    assert refused_file(tiny, f"{head}\0\n".encode()) == zero
    assert refused_file(tiny, f'{head}18/06/2014,10/06/2014,held,"Loxley\n'.encode()) == (
        f"plan/meetings.csv, line 2: The quotation marks do not fit together (unexpected end of data). {QUOTE}"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_end_is_read_alike(tiny: TinyPlan, end: str) -> None:
    tiny.folder.mkdir()
    lines = ["\ufeffdate,papers due,status,venue", "18/06/2014,10/06/2014,held,Loxley House", ""]
    tiny.file("meetings").write_bytes(end.join(lines).encode())
    assert load_meetings(tiny.folder) == (
        Meeting(date(2014, 6, 18), date(2014, 6, 10), MeetingStatus.HELD, "Loxley House"),
    )


def test_a_venue_with_a_comma_but_no_quotation_marks_is_not_cut_in_silence(tiny: TinyPlan) -> None:
    head = b"date,papers due,status,venue\n"
    assert refused_file(tiny, head + b"18/06/2014,10/06/2014,held,Loxley House, Nottingham\n") == (
        'plan/meetings.csv, row 2: "Nottingham" stands in a column that has no heading. '
        'Give the column a heading; a cell that holds a comma stands in "quotation marks".'
    )


def test_a_number_in_a_workbooks_calendar_is_the_text_a_person_typed(tiny: TinyPlan) -> None:
    assert load_meetings(source(tiny, "xlsx", [["18/06/2014", "10/06/2014", "held", 12]]))[0].venue == "12"


def test_the_calendar_is_read_without_pandas(tiny: TinyPlan) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from reporter.sources.calendar import load_meetings\n"
        "assert [len(load_meetings(Path(source))) for source in sys.argv[1:]] == [1, 1]\n"
        "print('pandas' in sys.modules, 'numpy' in sys.modules)\n"
    )
    command = [sys.executable, "-c", script, str(tiny.write_folder()), str(tiny.write_workbook())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("False False\n", "", 0)
