"""Binary workbooks (.xlsb): their sheets, errors, and how far their cells reach (MS-XLSB, 2.1.4 records).

Their colours and hidden rows are not read; save such a tracker as .xlsx where they matter.
"""

import struct
import zipfile
from collections.abc import Iterator

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.reading.archive import part_of, xml_of
from reporter.sources.reading.bounds import check_cells
from reporter.sources.reading.every_cell import IS_ERROR
from reporter.sources.reading.workbook import Part, Sheet

ROW = 0  # BrtRowHdr
CELLS = range(1, 12)  # BrtCellBlank to BrtFmlaError
ERRORS = frozenset({3, 11})  # BrtCellError, BrtFmlaError
SHEET = 156  # BrtBundleSh: state, number, the id of its relation, name
RELATIONS, BOOK = "xl/_rels/workbook.bin.rels", "xl/workbook.bin"


def parts(book: zipfile.ZipFile) -> list[Part]:
    """The sheets of a workbook, in their order."""
    targets = {relation.get("Id"): relation.get("Target", "") for relation in xml_of(book, RELATIONS)}
    found = []
    for kind, body in _records(part_of(book, BOOK)):
        if kind == SHEET:
            relation, at = _text(body, 8)
            target = targets[relation]
            part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            found.append(Part(_text(body, at)[0], part, body[:4] != bytes(4)))
    return found


def look_at(place: Place, book: zipfile.ZipFile, part: Part, limits: InputLimits) -> Sheet:
    """Which cells of a sheet hold an error. Raises DataError where one stands far outside of any table."""
    row = last_column = 0
    faults = {}
    for kind, body in _records(part_of(book, part.part)):
        if kind not in {ROW, *CELLS} or len(body) < 4:  # noqa: PLR2004 - the number of a row or a column
            continue
        (number,) = struct.unpack_from("<I", body)
        if number >= (limits.rows if kind == ROW else limits.columns):
            reach = f"the first {limits.rows:,} rows and {limits.columns} columns"
            advice = f"Clear it: a plan is looked for in {reach}."
            raise DataError(Problem(str(place), "Something stands far outside the table.", advice))
        if kind == ROW:
            row = number + 1
            check_cells(place, row, last_column, limits)
        else:
            last_column = max(last_column, number + 1)
        if kind in ERRORS:
            faults[row, number + 1] = IS_ERROR
    return Sheet(part.name, faults=faults)


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le"), end


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        size, at = _number(content, at, 4)
        yield kind, content[at : at + size]
        at += size


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes of seven bits each, and where it ends."""
    number = 0
    for place in range(most):
        byte = content[at] if at < len(content) else 0
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return number, at
