"""Files that nobody sends by accident: small, and made to fill the memory or to never end. Tests read them as well."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

MEGABYTE = 1_000_000
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADINGS = ("Ref", "Area", "Action", "Lead", "Due date", "Status")
FIRST = ("1-1", "1 Help and protection", "Train every duty manager.", "Head of Care", "31/03/2016", "In progress")
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
TOP = '<?xml version="1.0" encoding="UTF-8"?>'
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"

Content = bytes | Iterator[bytes]


def cells(row: int, texts: tuple[str, ...]) -> str:
    """A row of a sheet with its texts inside."""
    inside = "".join(
        f'<c r="{chr(65 + place)}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in enumerate(texts)
    )
    return f'<row r="{row}">{inside}</row>'


TABLE = cells(1, HEADINGS) + cells(2, FIRST)


def sheet(rows: str = TABLE, below: str = "") -> bytes:
    """The part that holds a sheet."""
    return f"{TOP}<worksheet {MAIN}><sheetData>{rows}</sheetData>{below}</worksheet>".encode()


def parts() -> dict[str, bytes]:
    """What a small sound workbook is made of."""
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    book_of = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{what}" Target="{target}"/>'
        for number, (what, target) in enumerate(
            [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")],
            1,
        )
    )
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{book_of}</Relationships>',
        BOOK: f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>',
        STYLES: f'<styleSheet {MAIN}><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>',
        STRINGS: f"<sst {MAIN}/>",
    }
    return {name: (TOP + text).encode() for name, text in texts.items()} | {SHEET: sheet()}


def zipped(path: Path, entries: Mapping[str, Content]) -> Path:
    """Write an archive; an entry may come in pieces."""
    with zipfile.ZipFile(path, "w") as target:
        for name, content in entries.items():
            entry_info = zipfile.ZipInfo(name)
            entry_info.compress_type = zipfile.ZIP_DEFLATED
            with target.open(entry_info, "w") as entry:
                for piece in [content] if isinstance(content, bytes) else content:
                    entry.write(piece)
    return path


def workbook(folder: Path, changed: Mapping[str, Content]) -> Path:
    """A workbook with some parts changed."""
    return zipped(folder / "tracker.xlsx", {**parts(), **changed})


def open_document(folder: Path, rows: str | Iterator[bytes], before: str = "") -> Path:
    """An OpenDocument spreadsheet of one table."""
    names = f'xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0"'
    start = f"{TOP}{before}<office:document-content {names}><office:body><office:spreadsheet>"
    end = b"</table:table></office:spreadsheet></office:body></office:document-content>"
    middle = iter([rows.encode()]) if isinstance(rows, str) else rows
    content = pieces(f'{start}<table:table table:name="Plan">'.encode(), middle, end)
    return zipped(folder / "tracker.ods", {"mimetype": ODS.encode(), "content.xml": content})


def document_row(texts: tuple[str, ...], attributes: str = "", cell: str = "") -> str:
    """A row of an OpenDocument table."""
    inside = "".join(
        f'<table:table-cell office:value-type="string" {cell}><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


def pieces(start: bytes, middle: Iterator[bytes], end: bytes) -> Iterator[bytes]:
    """What comes one after the other."""
    yield start
    yield from middle
    yield end


def again(piece: bytes, size: int) -> Iterator[bytes]:
    """The same again and again, up to this many bytes."""
    block = piece * max(1, MEGABYTE // len(piece))
    for _ in range(size // len(block)):
        yield block


def noise(size: int) -> bytes:
    """What cannot be packed, so that the rest may be packed the more."""
    return random.Random(1).randbytes(size)


def lying(path: Path, name: str) -> Path:
    """Let the directory say that an entry is small, with the checksum of its first thousand bytes."""
    with zipfile.ZipFile(path) as book:
        entry = book.getinfo(name)
        with book.open(name) as part:
            seen = part.read(1000)
        start = book.start_dir
    content = bytearray(path.read_bytes())
    said = struct.pack("<L", zlib.crc32(seen)), struct.pack("<L", len(seen))
    at = content.index(name.encode(), start) - 46
    for place, value in ((at + 16, said[0]), (at + 24, said[1])):
        content[place : place + 4] = value
    local = entry.header_offset
    content[local + 14 : local + 18] = said[0]
    path.write_bytes(content)
    return path


def with_another_directory(path: Path, other: Path) -> Path:
    """Two archives in one file: which directory counts is a matter of taste."""
    path.write_bytes(other.read_bytes() + path.read_bytes())
    return path


def table_and(rows: Iterator[bytes]) -> Iterator[bytes]:
    """A sheet that begins well."""
    start, end = sheet().split(b"</sheetData>")
    return pieces(start, rows, b"</sheetData>" + end)


def strings_of(middle: Iterator[bytes]) -> Iterator[bytes]:
    """A list of strings."""
    return pieces(f"{TOP}<sst {MAIN}>".encode(), middle, b"</sst>")


Maker = Callable[[Path], Path]


def many_rows(count: int, columns: int) -> Iterator[bytes]:
    """Rows of short numbers, as few bytes each as can be."""
    row = b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>"
    for start in range(0, count, 1000):
        yield row * min(1000, count - start)


def csv_file(folder: Path, content: bytes) -> Path:
    """A CSV file."""
    path = folder / "tracker.csv"
    path.write_bytes(content)
    return path


def nested(folder: Path) -> Path:
    """A workbook that holds an archive of archives."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as book:
        for number in range(10):
            book.writestr(f"{number}.zip", b"\0" * 10 * MEGABYTE)
    return workbook(folder, {"xl/embeddings/inner.zip": inner.getvalue()})


def two_directories(folder: Path) -> Path:
    """A sound workbook behind a bomb."""
    bomb = workbook(folder, {SHEET: table_and(again(b" ", 400 * MEGABYTE))})
    bomb = bomb.rename(folder / "bomb.zip")
    return with_another_directory(workbook(folder, {}), bomb)


def laughs_in(name: str, content: bytes) -> Maker:
    """Entities of entities, as text or as an attribute's value."""
    return lambda folder: workbook(folder, {name: content.replace(b"?>", b"?>" + LAUGHS.encode(), 1)})


def padded(name: str, content: Callable[[], Iterator[bytes]]) -> Maker:
    """A part that keeps within the limits of an archive."""
    return lambda folder: workbook(folder, {name: content(), "xl/media/photo.bin": noise(MEGABYTE)})


LAUGH_SHEET = sheet(TABLE + '<row r="3"><c r="A3" t="inlineStr"><is><t>&a9;</t></is></c></row>')
FAR = TABLE + '<row r="100000"><c r="GR100000"><v>1</v></c></row>'
MERGES = '<mergeCell ref="A1:GR100000"/>' * 90_000
DEEP = 5_000_000
XLSX: dict[str, Maker] = {
    "a sheet that unpacks to 400 MB": lambda f: workbook(f, {SHEET: table_and(again(b" ", 400 * MEGABYTE))}),
    "the same, and the directory says 1 kB": lambda f: lying(
        workbook(f, {SHEET: table_and(again(b" ", 400 * MEGABYTE))}), SHEET
    ),
    "strings of 400 MB, and the directory says 1 kB": lambda f: lying(
        workbook(f, {STRINGS: strings_of(again(b"<si><t>ha</t></si>", 400 * MEGABYTE))}), STRINGS
    ),
    "two directories in one file": two_directories,
    "an archive of archives inside": nested,
    "65,000 entries": lambda f: workbook(f, {f"xl/media/{n}.bin": b"" for n in range(65_000)}),
    "entities of entities in the list of sheets": laughs_in(BOOK, parts()[BOOK].replace(b'"Plan"', b'"&a9;"')),
    "the same in the strings": laughs_in(STRINGS, f"{TOP}<sst {MAIN}><si><t>&a9;</t></si></sst>".encode()),
    "the same in a sheet": laughs_in(SHEET, LAUGH_SHEET),
    "the same in the styles": laughs_in(STYLES, parts()[STYLES].replace(b"<cellXfs", b"<x>&a9;</x><cellXfs")),
    "1,000,000 rows": padded(
        SHEET, lambda: pieces(sheet().split(b"</sheetData>")[0], many_rows(MEGABYTE, 5), b"</sheetData></worksheet>")
    ),
    "10,000 columns": padded(SHEET, lambda: table_and(many_rows(600, 10_000))),
    "one cell in the far corner of what is read": lambda f: workbook(f, {SHEET: sheet(FAR)}),
    "6 million cells": padded(SHEET, lambda: table_and(many_rows(33_000, 180))),
    "2 million cells, as many as are read": padded(SHEET, lambda: table_and(many_rows(99_000, 20))),
    "22 million empty elements in a sheet": padded(SHEET, lambda: table_and(again(b"<a/>", 90 * MEGABYTE))),
    "the same in the strings ": padded(STRINGS, lambda: strings_of(again(b"<a/>", 90 * MEGABYTE))),
    "the same in the styles ": padded(
        STYLES, lambda: pieces(parts()[STYLES][:-13], again(b"<a/>", 90 * MEGABYTE), b"</styleSheet>")
    ),
    "5 million strings": padded(STRINGS, lambda: strings_of(again(b"<si><t>h</t></si>", 90 * MEGABYTE))),
    "a string of 90 MB": padded(
        STRINGS, lambda: strings_of(pieces(b"<si><t>", again(b"ha", 90 * MEGABYTE), b"</t></si>"))
    ),
    "formulas that never close": padded(SHEET, lambda: table_and(again(b'<c r="A1"><f>', 26 * MEGABYTE))),
    "cells that never close": padded(SHEET, lambda: table_and(again(b'<c r="A1" s="1" t="e"', 26 * MEGABYTE))),
    "cells without a place that never close": padded(SHEET, lambda: table_and(again(b"<c><f>", 26 * MEGABYTE))),
    "5 million elements inside each other": padded(SHEET, lambda: table_and(again(b"<a>", 3 * DEEP))),
    "90,000 merged blocks over each other": padded(
        SHEET, lambda: iter([sheet(below=f"<mergeCells>{MERGES}</mergeCells>")])
    ),
}
WIDE, TALL = 'table:number-columns-repeated="{}"', 'table:number-rows-repeated="{}"'
DOCUMENT_TABLE = document_row(HEADINGS) + document_row(FIRST)
DOCUMENTS: dict[str, Maker] = {
    "entities of entities in an .ods": lambda f: open_document(f, document_row(("&a9;",)), LAUGHS),
    "a text repeated over 1,048,576 rows": lambda f: open_document(
        f, DOCUMENT_TABLE + document_row(FIRST, TALL.format(1_048_576))
    ),
    "a text repeated over 16,384 columns": lambda f: open_document(
        f, DOCUMENT_TABLE + document_row(("ha",), "", WIDE.format(16_384))
    ),
    "a text repeated over all that is read": lambda f: open_document(
        f, DOCUMENT_TABLE + document_row(("ha",), TALL.format(99_990), WIDE.format(200))
    ),
    "22 million empty elements in an .ods": lambda f: zipped(
        open_document(f, again(b"<a/>", 90 * MEGABYTE)),
        {
            "content.xml": pieces(f"{TOP}<a>".encode(), again(b"<a/>", 90 * MEGABYTE), b"</a>"),
            "noise": noise(MEGABYTE),
        },
    ),
}
TEXTS: dict[str, Maker] = {
    "24 MB of commas": lambda f: csv_file(f, b"," * 24 * MEGABYTE),
    "24 MB of quotation marks": lambda f: csv_file(f, b'"' * 24 * MEGABYTE + b"x"),
    "24 MB of empty lines": lambda f: csv_file(f, b"\n" * 24 * MEGABYTE),
    "24 MB on one line": lambda f: csv_file(f, b"x" * 24 * MEGABYTE),
    "24 MB of rows of 200 empty cells": lambda f: csv_file(f, (b"," * 199 + b"\n") * 99_000),
    "24 MB of nothing that is text": lambda f: csv_file(f, noise(24 * MEGABYTE).replace(b"\0", b"\x81")),
    "1,000,000 rows of CSV": lambda f: csv_file(f, (",".join(HEADINGS) + "\n").encode() + b"1,1,x,y,,\n" * MEGABYTE),
    "26 MB": lambda f: csv_file(f, b"x" * 26 * MEGABYTE),
}
HOSTILE = XLSX | DOCUMENTS | TEXTS
