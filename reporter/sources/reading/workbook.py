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
from pathlib import Path

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.grid import Merge
from reporter.sources.reading.archive import part_of, xml_of
from reporter.sources.reading.styles import Styles

ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(?:row\b(?P<row>[^>]*)>|c\b(?P<cell>[^>]*?)(?:/>|>(?P<body>.*?)</(?:\w+:)?c>))", re.DOTALL
)
ROW_NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
ERROR, TEXT = re.compile(rb"""\bt=["']e["']"""), re.compile(rb"""\bt=["']str["']""")
FORMULA, VALUE = re.compile(rb"<(?:\w+:)?f\b"), re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]")
HIDDEN = rb"""\bhidden=["'](?:1|true)["']"""
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*" + HIDDEN + rb"[^>]*)>")
COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*" + HIDDEN + rb"[^>]*)>")
FROM_TO = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
DAYS_FROM_1900_TO_1904 = 1462  # as Excel counts: it gives 1900 a leap day
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Where every cell is written as all spreadsheet programs do, one look for each thing finds the few that matter.
ORDINARY = re.compile(rb"<c (?!r=\")|<\w+:c[ />]|<c[/>]|<row (?!r=\")|<row[/>]|='")
CELL_OF_STYLE = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*?\bs="(?:%s)"[^>]*?)(?:/>|>)'
CELL_WITH_ERROR = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*\bt="e"[^>]*)>')
CELL_WITH_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>(<f\b.*?)</c>', re.DOTALL)
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
    percentages, fills, faults = set(), {}, {}
    for cell in _cells(content, styles, limits):
        if cell.body and (cell.row > limits.rows or cell.column > limits.columns):
            raise _far_outside(place, cell, limits)
        if fault := _fault(cell):
            faults[cell.row, cell.column] = fault
        style = STYLE.search(cell.attributes)
        if style and style[1] in styles.percentages:
            percentages.add((cell.row, cell.column))
        if style and style[1] in styles.fills:
            fills[cell.row, cell.column] = styles.fills[style[1]]
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


def cell_name(row: int, column: int) -> str:
    """B12."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that may matter, as it stands in the XML."""

    row: int
    column: int
    attributes: bytes
    body: bytes


def _cells(content: bytes, styles: Styles, limits: InputLimits) -> Iterator[_Cell]:
    """The cells that may matter: with an error, a formula, a telling style, or far outside."""
    if ORDINARY.search(content):
        yield from _all_cells(content, styles)
        return
    last_row = max(map(int, ROWS.findall(content)), default=0)
    columns = {_column(letters) for letters in set(COLUMN_LETTERS.findall(content))}
    if last_row > limits.rows or max(columns, default=0) > limits.columns:
        yield from _all_cells(content, styles)
        return
    patterns = [CELL_WITH_ERROR, CELL_WITH_FORMULA]
    if wanted := styles.interesting:
        patterns.append(re.compile(CELL_OF_STYLE % b"|".join(sorted(wanted))))
    for pattern in patterns:
        for letters, row, attributes, *body in pattern.findall(content):
            yield _Cell(int(row), _column(letters), attributes, body[0] if body else b"")


def _all_cells(content: bytes, styles: Styles) -> Iterator[_Cell]:
    """The cells that hold something or have a telling style; one without a place follows the one before it."""
    row = column = 0
    for found in ROW_OR_CELL.finditer(content):
        if found["row"] is not None:
            number = ROW_NUMBER.search(found["row"])
            row, column = int(number[1]) if number else row + 1, 0
            continue
        place = PLACE.search(found["cell"])
        row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
        style = STYLE.search(found["cell"])
        if found["body"] or (style and style[1] in styles.fills):
            yield _Cell(row, column, found["cell"], found["body"] or b"")


def _far_outside(place: Place, cell: _Cell, limits: InputLimits) -> DataError:
    reach = f"the first {limits.rows:,} rows and {limits.columns} columns"
    where = f"{place}, cell {cell_name(cell.row, cell.column)}"
    advice = f"Clear that cell: a plan is looked for in {reach}."
    return DataError(Problem(where, "Something stands far outside the table.", advice))


def _fault(cell: _Cell) -> tuple[str, str] | None:
    """What was found and what to do, for a cell that only looks empty."""
    if ERROR.search(cell.attributes):
        return "It is a spreadsheet error.", "Mend the formula."
    if FORMULA.search(cell.body) and not VALUE.search(cell.body) and not TEXT.search(cell.attributes):
        return "It is a formula that was never worked out.", "Open the workbook in Excel and save it again."
    return None


def _merges(content: bytes) -> Iterator[Merge]:
    for left, top, right, bottom in MERGED.findall(content):
        yield Merge(int(top), _column(left), int(bottom), _column(right))


def _hidden_rows(content: bytes) -> Iterator[int]:
    for attributes in HIDDEN_ROW.findall(content):
        if number := ROW_NUMBER.search(attributes):
            yield int(number[1])


def _hidden_columns(content: bytes, limits: InputLimits) -> Iterator[int]:
    for attributes in COLUMNS.findall(content):
        ends = {name: int(number) for name, number in FROM_TO.findall(attributes)}
        yield from range(ends.get(b"min", 1), min(ends.get(b"max", 0), limits.columns) + 1)


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


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
        return tuple(tuple(cell_text(cell, percentage=False) for cell in row) for row in rows)
    return tuple(
        tuple(cell_text(cell, percentage=(r, c) in spots) for c, cell in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
