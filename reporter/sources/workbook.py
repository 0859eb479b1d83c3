"""What a workbook says of its cells that no reader passes on, read from its own XML (ISO/IEC 29500-1, 18.3).

How far the cells reach, before memory is spent on the space between them; which hold an error or a formula that was
never worked out, for a reader gives an empty cell for both; and which are percentages, for the file keeps 75% as 0.75.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from reporter.errors import DataError, Problem
from reporter.sources.schema import normal

MOST_UNPACKED = 300_000_000  # bytes, of all parts together
LAST_ROW, LAST_COLUMN = 100_000, 200
ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(?:row\b(?P<row>[^>]*)>|c\b(?P<cell>[^>]*?)(?:/>|>(?P<body>.*?)</(?:\w+:)?c>))", re.DOTALL
)
ROW_NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
ERROR, TEXT = re.compile(rb"""\bt=["']e["']"""), re.compile(rb"""\bt=["']str["']""")
FORMULA, VALUE = re.compile(rb"<(?:\w+:)?f\b"), re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]")
BUILT_IN_PERCENT_FORMATS = frozenset({"9", "10"})
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name as it stands there, and the cells that are percentages, as (row, column) from 1."""

    name: str
    percentages: frozenset[tuple[int, int]]


def inspect(source: Path, content: bytes, wanted: Collection[str]) -> dict[str, Sheet]:
    """The wanted sheets by their normal names; sheets that nobody asked for are not opened.

    Raises DataError with every cell that cannot be taken as it is, or when this is no workbook.
    """
    problems: list[Problem] = []
    sheets: dict[str, Sheet] = {}
    with readable(source), zipfile.ZipFile(io.BytesIO(content)) as book:
        _check_size(source, book)
        percent_styles = _percent_styles(book)
        for name, part in _sheets(book):
            if normal(name) in sheets:
                found = f'Sheet "{name}" stands for the same table as sheet "{sheets[normal(name)].name}".'
                problems.append(Problem(str(source), found, "Take one of them out."))
            elif normal(name) in wanted:
                place = f'{source}, sheet "{name}"'
                sheets[normal(name)] = Sheet(name, _read(place, book.read(part), percent_styles, problems))
            else:
                sheets[normal(name)] = Sheet(name, frozenset())
    if problems:
        raise DataError(*problems)
    return sheets


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


def _check_size(source: Path, book: zipfile.ZipFile) -> None:
    unpacked = sum(part.file_size for part in book.infolist())
    if unpacked > MOST_UNPACKED:
        found = f"Unpacked it would take {unpacked // 1_000_000} MB."
        advice = f"At most {MOST_UNPACKED // 1_000_000} MB are read; take out what does not belong to the plan."
        raise DataError(Problem(str(source), found, advice))


def _sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet with the part of the archive that holds it."""
    relations = _xml(book, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in _xml(book, "xl/workbook.xml").iterfind(".//{*}sheet"):
        target = targets[sheet.get(RELATION)]
        yield sheet.get("name", ""), target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _xml(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(part))  # noqa: S314 - expat 2.4.1 and later stop entity bombs themselves


def _percent_styles(book: zipfile.ZipFile) -> frozenset[bytes]:
    """The numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    styles = _xml(book, "xl/styles.xml")
    own = {f.get("numFmtId") for f in styles.iterfind("{*}numFmts/{*}numFmt") if "%" in f.get("formatCode", "")}
    formats = [style.get("numFmtId") for style in styles.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(str(n).encode() for n, f in enumerate(formats) if f in own | BUILT_IN_PERCENT_FORMATS)


@dataclass(frozen=True)
class _Cell:
    """A cell that holds something, as it stands in the XML."""

    row: int
    column: int
    attributes: bytes
    body: bytes

    @property
    def name(self) -> str:
        """B12."""
        letters, left = "", self.column
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


def _cells(part: bytes) -> Iterator[_Cell]:
    """The cells of a sheet; one that does not say where it stands follows the one before it."""
    row = column = 0
    for found in ROW_OR_CELL.finditer(part):
        if found["row"] is not None:
            number = ROW_NUMBER.search(found["row"])
            row, column = int(number[1]) if number else row + 1, 0
            continue
        place = PLACE.search(found["cell"])
        row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
        if found["body"]:
            yield _Cell(row, column, found["cell"], found["body"])


def _read(
    place: str, part: bytes, percent_styles: Collection[bytes], problems: list[Problem]
) -> frozenset[tuple[int, int]]:
    percentages = set()
    for cell in _cells(part):
        wrong = _wrong(cell)
        if wrong:
            problems.append(Problem(f"{place}, cell {cell.name}", *wrong))
        style = STYLE.search(cell.attributes)
        if style and style[1] in percent_styles:
            percentages.add((cell.row, cell.column))
    return frozenset(percentages)


def _wrong(cell: _Cell) -> tuple[str, str] | None:
    """What was found and what to do, for a cell that cannot be taken as it is."""
    if cell.row > LAST_ROW or cell.column > LAST_COLUMN:
        advice = f"Clear that cell: a plan is looked for in the first {LAST_ROW:,} rows and {LAST_COLUMN} columns."
        return "Something stands far outside the table.", advice
    if ERROR.search(cell.attributes):
        return "It is a spreadsheet error.", "Mend the formula."
    if FORMULA.search(cell.body) and not VALUE.search(cell.body) and not TEXT.search(cell.attributes):
        return "It is a formula that was never worked out.", "Open the workbook in Excel and save it again."
    return None


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def cell_text(cell: object, *, percentage: bool) -> str:
    """A cell's value as the text that a person would have typed."""
    if cell is None or cell != cell:  # noqa: PLR0124 - only "not a number" and "not a time" differ from themselves
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return f"{cell * 100:.12g}%" if percentage else f"{cell:.15g}"
    return cell.strftime("%d/%m/%Y") if hasattr(cell, "strftime") else str(cell)


def grid_rows(rows: Iterable[Iterable[object]], sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """The rows of a sheet as text."""
    return tuple(
        tuple(cell_text(cell, percentage=(r, c) in sheet.percentages) for c, cell in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
