"""Text files of rows: the encoding and the separator are found out, and said where they are not the usual ones."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reporter.errors import DataError, Problem
from reporter.settings import InputLimits
from reporter.sources.reading.files import too_large

ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16_MARKS, UTF_32_MARK = (b"\xff\xfe", b"\xfe\xff"), b"\xff\xfe\0\0"
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
LOOKED_AT = 50  # rows, to find the separator
SAVE_AS_UTF_8 = 'In Excel choose Save As, "CSV UTF-8 (Comma delimited)".'


@dataclass(frozen=True)
class Text:
    """The text of a file with what parts its columns; `unusual` says in a sentence how it was read, if not as usual."""

    content: str
    separator: str
    unusual: str


def read_text(path: Path, content: bytes) -> Text:
    """The text of a CSV file. Raises DataError where its encoding cannot be found out."""
    text, encoding = _decoded(path, content)
    separator = _separator(text)
    said = [f"as {encoding}"] if encoding else []
    said += [f"with {SEPARATORS[separator]} between columns"] if separator != "," else []
    return Text(text, separator, f"It was read {', '.join(said)}." if said else "")


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding if that is not UTF-8."""
    if content.startswith((ZIP_MARK, OLE_MARK)):
        advice = "Give it the ending that it should have (.xlsx, .xls), or save it as CSV."
        raise DataError(Problem(str(path), "It is a workbook, not a CSV file.", advice))
    utf_16 = _utf_16(content)
    try:
        if utf_16:
            return content.decode(utf_16), "UTF-16"
        if b"\0" not in content:
            return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        if utf_16 or content.startswith(b"\xef\xbb\xbf"):
            raise _undecodable(path) from None
        return _eight_bits(path, content)
    raise DataError(Problem(str(path), "It holds zero bytes, and is no text.", SAVE_AS_UTF_8))


def _utf_16(content: bytes) -> str:
    """UTF-16 by its mark; or without one, where every second byte is zero as in English text."""
    if content.startswith(UTF_16_MARKS) and not content.startswith(UTF_32_MARK):
        return "utf-16"
    sample = content[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd == 0 or min(even, odd) > 0 or max(even, odd) < len(sample) // 4:
        return ""
    return "utf-16-le" if odd else "utf-16-be"


def _eight_bits(path: Path, content: bytes) -> tuple[str, str]:
    """Windows-1252 is what Excel writes in this country; only what it cannot be is anything else."""
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - seldom needed

        best = from_bytes(content).best()
        if best is None:
            raise _undecodable(path) from error
        return str(best), best.encoding


def _undecodable(path: Path) -> DataError:
    return DataError(Problem(str(path), "Nobody can tell in which encoding it is written.", SAVE_AS_UTF_8))


def _separator(text: str) -> str:
    """What gives most rows the same number of columns, and most columns."""
    head = text[:200_000]
    return max(SEPARATORS, key=lambda separator: (_evenness(head, separator), separator == ","))


def _evenness(text: str, separator: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            if number >= LOOKED_AT:
                break
            widths[len(row)] += len(row) > 1
    except csv.Error:
        return 0
    return max((width * rows for width, rows in widths.items()), default=0)


def csv_rows(path: Path, text: Text, limits: InputLimits) -> list[list[str]]:
    """The rows of a CSV file, strictly read (RFC 4180): marks that do not fit and rows cut short are a DataError."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text.content)))  # a long cell is told below, with its row
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text.content, newline=""), delimiter=text.separator, strict=True)
    first_line, cells = 1, 0
    try:
        for row in reader:
            rows.append(row)
            cells += len(row)
            first_line = reader.line_num + 1
            if len(rows) > limits.rows:
                raise too_large(path, f"It has more than {limits.rows:,} rows.", f"{limits.rows:,} rows", "rows")
            if cells > limits.cells and len(row) <= limits.columns:
                raise too_large(path, f"It has more than {limits.cells:,} cells.", f"{limits.cells:,} cells", "cells")
    except csv.Error as error:
        advice = 'Put a cell that holds a comma or a quotation mark in "quotation marks", and double a mark inside it.'
        where = f"{path}, line {first_line}"
        raise DataError(Problem(where, f"The quotation marks do not fit together ({error}).", advice)) from error
    if problems := list(_misshapen(path, rows, limits)):
        raise DataError(*problems)
    return rows


def _misshapen(path: Path, rows: list[list[str]], limits: InputLimits) -> Iterator[Problem]:
    for number, row in enumerate(rows, 1):
        where = f"{path}, row {number}"
        if any(row) and len(row) < len(rows[0]):
            found = f"The row has {len(row)} cells where the headings are {len(rows[0])}."
            yield Problem(where, found, "It may have been cut short: complete it, or add the commas.")
        if len(row) > limits.columns:
            found = f"The row has {len(row):,} cells."
            yield from too_large(where, found, f"{limits.columns} columns", "columns").problems
            return
        if any(len(cell) > limits.cell_characters for cell in row):
            found = f"A cell holds more than {limits.cell_characters:,} characters."
            yield Problem(where, found, "Shorten it; no spreadsheet holds more.")
