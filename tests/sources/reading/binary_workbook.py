"""Writes small binary workbooks (.xlsb) record by record (MS-XLSB 2.1.4): what a reader needs and no more."""

import struct
from collections.abc import Sequence
from pathlib import Path

from bench.hostile_files import OFFICE, PACKAGE, zipped

Cell = str | float | bool | bytes | None  # bytes are the number of an error
DATE_STYLE = 1
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)


def record(kind: int, body: bytes = b"") -> bytes:
    """A record: its kind and size in groups of seven bits, and its body."""
    return _sevens(kind) + _sevens(len(body)) + body


def _sevens(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _sevens(rest) if rest else bytes([low])


def wide(text: str) -> bytes:
    """A text with its length before it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column: int, value: Cell, style: int = 0) -> bytes:
    """A cell's record: BrtCellError, BrtCellBool, BrtCellReal or BrtCellSt."""
    place = struct.pack("<II", column, style)
    if isinstance(value, bytes):
        return record(3, place + value)
    if isinstance(value, bool):
        return record(4, place + bytes([value]))
    if isinstance(value, str):
        return record(6, place + wide(value))
    return record(5, place + struct.pack("<d", value)) if value is not None else b""


def sheet(rows: Sequence[Sequence[bytes]], first: int = 0) -> bytes:
    """A sheet of rows of cells' records, from a row on: BrtBeginSheet, BrtWsDim, BrtRowHdr ..."""
    body = b"".join(record(0, struct.pack("<I", first + n) + bytes(13)) + b"".join(row) for n, row in enumerate(rows))
    reach = struct.pack("<IIII", 0, first + len(rows), 0, 20)
    return record(129) + record(148, reach) + record(145) + body + record(146) + record(130)


def write_xlsb(path: Path, content: bytes, name: str = "Plan", state: int = 0) -> Path:
    """A workbook of one sheet; style 1 is a date."""
    bundle = struct.pack("<II", state, 1) + wide("rId1") + wide(name)
    book = record(131) + record(143) + record(156, bundle) + record(144) + record(132)
    formats = b"".join(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, 14))
    styles = record(278) + record(617, struct.pack("<I", 2)) + formats + record(618) + record(279)
    return zipped(
        path,
        {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": _relations("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _relations("worksheet", "worksheets/sheet1.bin"),
            "xl/styles.bin": styles,
            "xl/worksheets/sheet1.bin": content,
        },
    )


def _relations(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'.encode()
