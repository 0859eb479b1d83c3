"""The same small table is read the same, whatever program and format it was kept in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bench.hostile_files import open_document
from reporter.errors import DataError
from reporter.findings import Findings
from reporter.settings import InputLimits
from reporter.sources.grid import Grid, Merge
from reporter.sources.reading.sheets import SheetName, read_grids, rows_by_calamine, rows_by_pandas, sheets_of

from .binary_workbook import DATE_STYLE, Cell, cell, sheet, write_xlsb

FILES = Path(__file__).parent / "files"
HEADINGS = ("Ref", "Due date", "Progress", "Met", "Number", "Text")
ROW = ("1.10", "31/03/2015", "75%", "TRUE", "7.5", "Zoë’s “team”")
FAULT = "It is a spreadsheet error.", "Mend the formula."
NOT_WORKED_OUT = "It is a formula that was never worked out.", "Open the workbook in Excel and save it again."


def read(path: Path, *sheets: str) -> Grid:
    """The grid of a file with one sheet that is wanted."""
    (grid,) = read_grids(path, sheets, InputLimits(), Findings())
    return grid


def typed_in_excel(path: Path, *, from_1904: bool = False) -> Path:
    """The table as Excel keeps it."""
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    page = book.worksheets[0]
    page.title = "Plan"
    page.append(HEADINGS)
    page.append(["1.10", date(2015, 3, 31), 0.75, True, 7.5, ROW[5]])
    page["B2"].number_format, page["C2"].number_format = "dd/mm/yyyy", "0%"
    page["F2"].fill = PatternFill("solid", fgColor="FFFF0000")
    page.append(["Both", None, None, "#REF!"])
    page.append([])
    page.merge_cells("A3:B4")
    page.row_dimensions[4].hidden = page.column_dimensions["E"].hidden = True
    book.create_sheet("Lists").sheet_state = "hidden"
    book.save(path)
    return path


def separated(path: Path, separator: str) -> Path:
    """The table as text."""
    path.write_text("".join(separator.join(row) + "\n" for row in (HEADINGS, ROW)), "utf-8")
    return path


def open_table(path: Path) -> Path:
    """The table as LibreOffice keeps it."""
    values = (
        'office:value-type="string"',
        'office:value-type="date" office:date-value="2015-03-31T00:00:00"',
        'office:value-type="percentage" office:value="0.75"',
        'office:value-type="boolean" office:boolean-value="true"',
        'office:value-type="float" office:value="7.5"',
        'office:value-type="string"',
    )
    shown = ("1.10", "31. März 2015", "75,00 %", "WAHR", "7,50", ROW[5])
    rows = "".join(
        f"<table:table-row>{''.join(cells)}</table:table-row>"
        for cells in (
            [f'<table:table-cell office:value-type="string"><text:p>{h}</text:p></table:table-cell>' for h in HEADINGS],
            [
                f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"
                for value, text in zip(values, shown, strict=True)
            ],
        )
    )
    return open_document(path.parent, rows)


def binary_table(path: Path) -> Path:
    """The table as a binary workbook; a number that is shown as a percentage would come as 0.75."""
    values: tuple[Cell, ...] = ("1.10", 42094.0, "75%", True, 7.5, ROW[5])
    cells = [cell(n, value, DATE_STYLE if n == 1 else 0) for n, value in enumerate(values)]
    return write_xlsb(path, sheet([[cell(n, text) for n, text in enumerate(HEADINGS)], cells]))


@pytest.mark.parametrize(
    "made",
    [
        lambda folder: typed_in_excel(folder / "plan.xlsx"),
        lambda folder: typed_in_excel(folder / "plan.xlsx", from_1904=True),
        lambda folder: typed_in_excel(folder / "plan.xlsm"),
        lambda folder: typed_in_excel(folder / "PLAN.XLSX"),
        lambda _: FILES / "from-1900.xls",
        lambda _: FILES / "from-1904.xls",
        lambda folder: binary_table(folder / "plan.xlsb"),
        lambda folder: open_table(folder / "tracker.ods"),
        lambda folder: separated(folder / "plan.csv", ","),
        lambda folder: separated(folder / "plan.tsv", "\t"),
    ],
    ids=["xlsx", "xlsx 1904", "xlsm", "XLSX", "xls", "xls 1904", "xlsb", "ods", "csv", "tsv"],
)
def test_the_same_table_is_read_the_same_from_every_format(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    assert read(made(tmp_path)).rows[:2] == (HEADINGS, ROW)


@pytest.mark.parametrize("made", [lambda f: typed_in_excel(f / "plan.xlsx"), lambda _: FILES / "from-1900.xls"])
def test_what_the_eye_sees_beside_the_text_is_read_alike(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    file = made(tmp_path)
    grid = read(file, "Plan")
    assert grid.rows[2][0] == "Both"
    assert grid.merges == (Merge(3, 1, 4, 2),)
    assert ([*grid.hidden_rows], [*grid.hidden_columns]) == ([4], [5])
    assert grid.fills == {(2, 6): "FF0000"}
    assert grid.faults == {(3, 4): FAULT}
    assert sheets_of(file, InputLimits()) == [SheetName("Plan", hidden=False), SheetName("Lists", hidden=True)]


def test_an_open_document_tells_what_the_eye_sees(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="2" office:value-type="string">'
        "<text:p>Both <text:span>of<text:s text:c='2'/>them</text:span></text:p><text:p>again</text:p>"
        "<office:annotation><text:p>A note</text:p></office:annotation></table:table-cell><table:covered-table-cell/>"
        '<table:table-cell c:value-type="error" office:value-type="string"><text:p>#REF!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=[.A1]"/>'
    )
    named = 'xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        f'<table:table-row {named} table:visibility="filter">{cells}</table:table-row>'
    )
    grid = read(open_document(tmp_path, rows))
    assert grid.rows == (("Both of  them\nagain",),)
    assert grid.merges == (Merge(1, 1, 2, 2),)
    assert ([*grid.hidden_rows], [*grid.hidden_columns]) == ([1], [2])
    assert grid.faults == {(1, 3): FAULT, (1, 4): NOT_WORKED_OUT}


def test_an_error_in_a_binary_workbook_is_no_empty_cell(tmp_path: Path) -> None:
    content = sheet([[cell(0, "Ref"), cell(1, "Lead")], [cell(0, "1.10"), cell(1, b"\x17")]])
    assert read(write_xlsb(tmp_path / "plan.xlsb", content)).faults == {(2, 2): FAULT}


@pytest.mark.parametrize(("row", "column"), [(100_000, 0), (0, 200)])
def test_a_far_cell_of_a_binary_workbook_is_refused(tmp_path: Path, row: int, column: int) -> None:
    file = write_xlsb(tmp_path / "plan.xlsb", sheet([[cell(column, "far")]], first=row))
    with pytest.raises(DataError, match="Something stands far outside the table"):
        read(file)


def test_a_far_cell_of_an_old_workbook_is_refused() -> None:
    with pytest.raises(DataError, match="It reaches over 65,536 rows and 256 columns"):
        read(FILES / "far.xls")


@pytest.mark.parametrize(
    ("colour", "seen"),
    [
        (Color(rgb="FF00B050"), "00B050"),
        (Color(indexed=10), "FF0000"),
        (Color(indexed=53), "FF6600"),
        (Color(theme=5), "C0504D"),
        (Color(theme=5, tint=0.5), "E0A8A6"),
        (Color(theme=5, tint=-0.5), "632523"),
    ],
)
def test_a_fill_is_the_colour_that_is_seen(tmp_path: Path, colour: Color, seen: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "G"
    book.worksheets[0]["A1"].fill = PatternFill("solid", fgColor=colour)
    book.save(tmp_path / "plan.xlsx")
    [found] = read(tmp_path / "plan.xlsx").fills.values()
    assert [abs(int(found[n : n + 2], 16) - int(seen[n : n + 2], 16)) <= 1 for n in (0, 2, 4)] == [True] * 3


TRACKERS = sorted((Path(__file__).parents[2] / "trackers").glob("*.xlsx"))


@pytest.mark.parametrize("path", TRACKERS, ids=lambda path: path.stem)
def test_a_sheet_is_the_same_whether_pandas_reads_it_or_not(path: Path) -> None:
    assert_same_without_pandas(path)


def test_dates_and_numbers_away_from_the_corner_are_the_same_whether_pandas_reads_them_or_not(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(typed_in_excel(tmp_path / "plan.xlsx"))
    book.worksheets[0].insert_rows(1, 2)
    book.worksheets[0].insert_cols(1)
    book.save(tmp_path / "moved.xlsx")
    assert read(tmp_path / "moved.xlsx").rows[:2] == (("",) * 7,) * 2
    assert_same_without_pandas(tmp_path / "moved.xlsx")


def assert_same_without_pandas(path: Path) -> None:
    """The grids of all sheets are equal."""
    names = [sheet.name for sheet in sheets_of(path, InputLimits())]
    with_pandas = read_grids(path, names, InputLimits(), Findings(), rows_by_pandas)
    assert read_grids(path, names, InputLimits(), Findings(), rows_by_calamine) == with_pandas
