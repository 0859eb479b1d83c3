"""Laying down small files as offices leave them behind; the same content gives the same bytes."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | float | date | None
Rows = Sequence[Sequence[Cell]]

THEN = (2015, 3, 31, 9, 0, 0)
STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"""
ODS_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def workbook(sheets: Mapping[str, Rows]) -> openpyxl.Workbook:
    """A workbook with these sheets; dates look like dates, and what begins with "=" is a formula without a value."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, datetime | date):
                    cell.number_format = "dd/mm/yyyy"
    return book


def merge(sheet: Worksheet, *ranges: str) -> None:
    """Merge cells."""
    for cells in ranges:
        sheet.merge_cells(cells)


def fill(sheet: Worksheet, colours: Mapping[str, str]) -> None:
    """Colour cells (RRGGBB)."""
    for cell, colour in colours.items():
        sheet[cell].fill = PatternFill("solid", fgColor=f"FF{colour}")


def save(book: openpyxl.Workbook, path: Path) -> None:
    """Write a workbook whose bytes do not tell when it was written."""
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source:
        entries = {name: STAMP.sub(rb"\g<1>2015-03-31T09:00:00Z", source.read(name)) for name in source.namelist()}
    write_zip(path, entries)


def write_zip(path: Path, entries: Mapping[str, bytes]) -> None:
    """Write a ZIP file whose entries are all of one moment; the first one is not packed, as ODF wants it."""
    with zipfile.ZipFile(path, "w") as target:
        for number, (name, content) in enumerate(entries.items()):
            entry = zipfile.ZipInfo(name, THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            target.writestr(entry, content)


def save_ods(path: Path, sheets: Mapping[str, Rows]) -> None:
    """Write an OpenDocument spreadsheet."""
    content = ODS_CONTENT.format(sheets="".join(_ods_sheet(name, rows) for name, rows in sheets.items()))
    entries = {"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": ODS_MANIFEST}
    write_zip(path, {name: text.encode() for name, text in entries.items()})


def _ods_sheet(name: str, rows: Rows) -> str:
    lines = (f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>\n" for row in rows)
    return f'<table:table table:name="{escape(name)}">\n{"".join(lines)}</table:table>\n'


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    kind, shown = 'office:value-type="string"', str(value)
    if isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value}"', f"{value:%d/%m/%Y}"
    elif not isinstance(value, str):
        kind = f'office:value-type="float" office:value="{value}"'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell {kind}>{paragraphs}</table:table-cell>"


def save_database(path: Path, script: str) -> None:
    """Write a SQLite database by an SQL script."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.executescript(script)
    database.close()
