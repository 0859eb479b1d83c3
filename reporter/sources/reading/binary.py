"""Binary workbooks (.xlsb): how far their cells reach, before memory is spent (MS-XLSB, 2.1.4 records).

Their colours and hidden rows are not read; save such a tracker as .xlsx where they matter.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.reading.archive import part_of
from reporter.sources.reading.bounds import check_cells

ROW = 0  # BrtRowHdr
CELLS = range(1, 12)  # BrtCellBlank to BrtFmlaError
SHEET = re.compile(r"xl/worksheets/.*\.bin")


def sheet_names(content: bytes) -> list[tuple[str, bool]]:
    """Each sheet's name, and whether it is hidden."""
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
    visible = python_calamine.SheetVisibleEnum.Visible
    return [(sheet.name, sheet.visible != visible) for sheet in book.sheets_metadata]


def check_reach(source: Path, book: zipfile.ZipFile, limits: InputLimits) -> None:
    """Refuse a workbook in which a cell stands far outside of any table. Raises DataError."""
    for name in filter(SHEET.fullmatch, book.namelist()):
        last_row = last_column = 0
        for kind, body in _records(part_of(book, name)):
            if kind not in {ROW, *CELLS} or len(body) < 4:  # noqa: PLR2004 - the number of a row or a column
                continue
            (number,) = struct.unpack_from("<I", body)
            if number >= (limits.rows if kind == ROW else limits.columns):
                found = f"Something stands far outside the table ({name})."
                reach = f"the first {limits.rows:,} rows and {limits.columns} columns"
                raise DataError(Problem(str(source), found, f"Clear it: a plan is looked for in {reach}."))
            if kind == ROW:
                last_row = max(last_row, number + 1)
            else:
                last_column = max(last_column, number + 1)
        check_cells(Place(str(source)), last_row, last_column, limits)


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
