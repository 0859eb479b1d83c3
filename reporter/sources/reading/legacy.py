"""Workbooks of the old kind (.xls), read by xlrd: it holds rows only as long as they are, and knows their colours."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.grid import Grid, Merge
from reporter.sources.reading.bounds import check_cells
from reporter.sources.reading.styles import WHITE
from reporter.sources.reading.workbook import cell_text

SOLID = 1  # a fill without a pattern
DATE, BOOLEAN, ERROR = 3, 4, 5  # kinds of cells
FIRST_DAYS = {0: date(1899, 12, 30), 1: date(1904, 1, 1)}  # day 0 of either date system


def opened(content: bytes) -> Any:
    """The workbook. Raises xlrd.XLRDError where it is none, or has a password."""
    import xlrd  # noqa: PLC0415 - only old workbooks need it

    return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, on_demand=True)


def sheet_names(book: Any) -> list[tuple[str, bool]]:
    """Each sheet's name, and whether it is hidden."""
    return [(name, book.sheet_by_name(name).visibility != 0) for name in book.sheet_names()]


def grid(source: Path, book: Any, name: str, limits: InputLimits) -> Grid:
    """One sheet. Raises DataError where it reaches beyond the limits."""
    sheet = book.sheet_by_name(name)
    check_cells(Place(str(source), name), sheet.nrows, sheet.ncols, limits)
    faults: dict[tuple[int, int], tuple[str, str]] = {}
    rows = tuple(
        tuple(_text(book, sheet, row, column, faults) for column in range(sheet.row_len(row)))
        for row in range(sheet.nrows)
    )
    return Grid(
        Place(str(source), name),
        rows,
        tuple(Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        dict(_fills(book, sheet)),
        faults,
        (FIRST_DAYS[book.datemode] - FIRST_DAYS[0]).days,
    )


def _text(book: Any, sheet: Any, row: int, column: int, faults: dict[tuple[int, int], tuple[str, str]]) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == ERROR:
        faults[row + 1, column + 1] = "It is a spreadsheet error.", "Mend the formula."
        return ""
    if kind == DATE and value >= 1:
        return cell_text(_day(value, book.datemode), percentage=False)
    if kind == BOOLEAN:
        return cell_text(bool(value), percentage=False)
    style = book.format_map.get(book.xf_list[sheet.cell_xf_index(row, column)].format_key)
    return cell_text(value, percentage=bool(style) and "%" in style.format_str)


def _day(value: float, date_system: int) -> date:
    return FIRST_DAYS[date_system] + timedelta(days=int(value))


def _fills(book: Any, sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            pattern = book.xf_list[sheet.cell_xf_index(row, column)].background
            colour = book.colour_map.get(pattern.pattern_colour_index)
            if pattern.fill_pattern == SOLID and colour:
                rgb = "".join(f"{part:02X}" for part in colour)
                if rgb != WHITE:
                    yield (row + 1, column + 1), rgb
