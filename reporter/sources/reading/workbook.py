"""What a workbook says of its cells that no reader passes on, read from its own XML (ISO/IEC 29500-1, 18.3).

How far the cells reach, before memory is spent on the space between them; which hold an error or a formula that was
never worked out, for a reader gives an empty cell for both; which are percentages, for the file keeps 75% as 0.75;
which are merged, hidden or filled with a colour.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.grid import Merge
from reporter.sources.reading.archive import part_of, xml_of
from reporter.sources.reading.every_cell import IS_ERROR, NOT_WORKED_OUT, Cell, column_number, every_cell
from reporter.sources.reading.files import too_large
from reporter.sources.reading.styles import Styles

HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
ROW_NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)")
COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)")
FROM_TO = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^<>]*?\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
DAYS_FROM_1900_TO_1904 = 1462  # as Excel counts: it gives 1900 a leap day
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Where every cell is written as all spreadsheet programs do, one look for each thing finds the few that matter. No look
# goes past the next "<": a sheet that is made to be looked at for ever is looked at once.
ALWAYS, NEVER = (
    ((b"<c ", b'<c r="'), (b"<row ", b'<row r="')),
    (b"<c>", b"<c/", b"<row>", b"<row/", b"='", b"<!", b":c ", b":c>"),
)
CELL_OF_STYLE = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?\bs="(%s)"'
CELL_WITH_ERROR = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?\bt="e"')
CELL_NOT_WORKED_OUT = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]*)>\s*<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)'
    rb"\s*(?:<v\b[^<>]*(?:/>|></v>)\s*)?</c>"
)
ROWS, COLUMN_LETTERS = re.compile(rb'<row r="([0-9]+)"'), re.compile(rb'<c r="([A-Z]+)')


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name as it stands there, and what is said of its cells; places are (row, column) from 1."""

    name: str
    percentages: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    faults: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    days_later: int = 0


@dataclass(frozen=True)
class Part:
    """A sheet in the list of a workbook: its name, the part of the archive that holds it, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@contextmanager
def readable(source: Path) -> Iterator[None]:
    """Tell whatever goes wrong inside the file's archive or XML as one DataError; the readers share no base class."""
    try:
        yield
    except DataError:
        raise
    except Exception as error:
        found = f"It cannot be read as a workbook ({error})."
        raise DataError(Problem(str(source), found, "Save it again as .xlsx, without a password.")) from error


def parts(book: zipfile.ZipFile) -> list[Part]:
    """The sheets of a workbook, in their order."""
    relations = xml_of(book, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    found = []
    for sheet in xml_of(book, "xl/workbook.xml").iterfind(".//{*}sheet"):
        target = targets[sheet.get(RELATION)]
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        found.append(Part(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible"))
    return found


def look_at(place: Place, book: zipfile.ZipFile, part: Part, styles: Styles, limits: InputLimits) -> Sheet:
    """What is said of a sheet's cells. Raises DataError where one stands far outside of any table."""
    content = part_of(book, part.part)
    _check_number(place, content, limits)
    percentages, fills, faults = set(), {}, {}
    for cell in _cells(place, content, styles, limits):
        spot = cell.row, cell.column
        if cell.fault:
            faults[spot] = cell.fault
        if cell.style in styles.percentages:
            percentages.add(spot)
        if cell.style in styles.fills:
            fills[spot] = styles.fills[cell.style]
    return Sheet(
        part.name,
        frozenset(percentages),
        tuple(_merges(content)),
        frozenset(_hidden_rows(content)),
        frozenset(_hidden_columns(content, limits)),
        fills,
        faults,
        days_later(book),
    )


def days_later(book: zipfile.ZipFile) -> int:
    """How many days a number of days lies later than by default: some workbooks count from 1904 (18.2.28)."""
    properties = xml_of(book, "xl/workbook.xml").find("{*}workbookPr")
    counts_from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    return DAYS_FROM_1900_TO_1904 if counts_from_1904 else 0


def _check_number(place: Place, content: bytes, limits: InputLimits) -> None:
    """Refuse, by a count that costs nothing, what has more of anything than a table can have."""
    cells, blocks = content.count(b"<c ") + content.count(b"<c>"), content.count(b"mergeCell ")
    if cells > limits.cells:
        raise too_large(place, f"It holds {cells:,} cells.", f"{limits.cells:,} cells", "cells")
    if blocks > limits.rows:
        raise too_large(place, f"It holds {blocks:,} merged blocks.", f"{limits.rows:,} blocks", "rows")


def _cells(place: Place, content: bytes, styles: Styles, limits: InputLimits) -> Iterable[Cell]:
    """The cells that may matter: with an error, a formula that was never worked out, or a telling style."""
    if not _is_ordinary(content):
        return every_cell(place, content, styles, limits)
    last_row = max(map(int, ROWS.findall(content)), default=0)
    last_column = max(map(column_number, set(COLUMN_LETTERS.findall(content))), default=0)
    if last_row > limits.rows or last_column > limits.columns or last_row * last_column > limits.cells:
        return every_cell(place, content, styles, limits)
    return _found(content, styles)


def _is_ordinary(content: bytes) -> bool:
    """Whether the cells are written as all spreadsheet programs write them."""
    as_always = all(content.count(start) == content.count(usual) for start, usual in ALWAYS)
    return as_always and not any(odd in content for odd in NEVER)


def _found(content: bytes, styles: Styles) -> Iterator[Cell]:
    for letters, row in CELL_WITH_ERROR.findall(content) if b't="e"' in content else ():
        yield Cell(int(row), column_number(letters), fault=IS_ERROR)
    for letters, row, attributes in CELL_NOT_WORKED_OUT.findall(content) if b"<f" in content else ():
        if b't="str"' not in attributes:
            yield Cell(int(row), column_number(letters), fault=NOT_WORKED_OUT)
    if styles.interesting:
        for found in re.finditer(CELL_OF_STYLE % b"|".join(sorted(styles.interesting)), content):
            yield Cell(int(found[2]), column_number(found[1]), found[3])


def _merges(content: bytes) -> Iterator[Merge]:
    for left, top, right, bottom in MERGED.findall(content):
        yield Merge(int(top), column_number(left), int(bottom), column_number(right))


def _hidden_rows(content: bytes) -> Iterator[int]:
    if b"hidden" not in content:
        return
    for attributes in ROW.findall(content):
        if HIDDEN.search(attributes) and (number := ROW_NUMBER.search(attributes)):
            yield int(number[1])


def _hidden_columns(content: bytes, limits: InputLimits) -> Iterator[int]:
    if b"hidden" not in content:
        return
    for found in islice(COLUMN.finditer(content), limits.columns):  # each is about a column or more
        if HIDDEN.search(attributes := found[1]):
            ends = {name: int(number) for name, number in FROM_TO.findall(attributes)}
            yield from range(ends.get(b"min", 1), min(ends.get(b"max", 0), limits.columns) + 1)


def cell_text(cell: object, *, percentage: bool) -> str:
    """A cell's value as the text that a person would have typed."""
    if isinstance(cell, str):
        return cell
    if cell is None or cell != cell:  # noqa: PLR0124 - only "not a number" and "not a time" differ from themselves
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return f"{cell * 100:.12g}%" if percentage else f"{cell:.15g}"
    return cell.strftime("%d/%m/%Y") if hasattr(cell, "strftime") else str(cell)


def grid_rows(rows: Iterable[Iterable[object]], sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """The rows of a sheet as text."""
    spots = sheet.percentages
    if not spots:
        return tuple(
            tuple([cell if type(cell) is str else cell_text(cell, percentage=False) for cell in row]) for row in rows
        )
    return tuple(
        tuple(cell_text(cell, percentage=(r, c) in spots) for c, cell in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
