"""Reading the bytes of a source, and telling people in their own words when that cannot be done."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from reporter.errors import DataError, Problem

WORKBOOK = ".xlsx"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK = b"PK\x03\x04"
MOST_ROWS = 100_000
LONGEST_CELL = 32_767  # Excel's own limit
SAVE_AS_UTF_8 = 'In Excel choose Save As, "CSV UTF-8 (Comma delimited)".'


def csv_files(folder: Path) -> list[Path]:
    """The CSV files of a folder in order of name, without the lock files of an open spreadsheet."""
    if not folder.is_dir():
        found = "It is not a folder." if folder.exists() else "The folder does not exist."
        raise DataError(Problem(str(folder), found, "Name a folder of CSV files, or a workbook ending in .xlsx."))
    try:
        files = list(folder.iterdir())
    except OSError as error:
        found = f"The folder cannot be read ({error.strerror})."
        raise DataError(Problem(str(folder), found, "Check its permissions.")) from error
    return sorted(p for p in files if p.suffix.casefold() == ".csv" and not p.name.startswith(("~$", ".")))


def read_bytes(path: Path) -> bytes:
    """The whole file; a missing, unreadable or impossible one is a DataError."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise DataError(Problem(str(path), "It is not an ordinary file.", "Put the table's file there."))
    try:
        return path.read_bytes()
    except IsADirectoryError as error:
        raise DataError(Problem(str(path), "It is a folder, not a file.", "Put the table's file there.")) from error
    except FileNotFoundError as error:
        raise DataError(Problem(str(path), "The file does not exist.", "Check its name and place.")) from error
    except OSError as error:
        found = f"The file cannot be read ({error.strerror})."
        raise DataError(Problem(str(path), found, "Check its permissions, and that nothing has it locked.")) from error


def decode(path: Path, content: bytes) -> str:
    """The text of a CSV file, which must be UTF-8 (with or without its mark)."""
    if content.startswith(ZIP_MARK):
        raise DataError(Problem(str(path), "It is a workbook, not a CSV file.", "Rename it .xlsx, or save it as CSV."))
    if content.startswith(UTF_16_MARKS) or b"\0" in content:
        raise DataError(
            Problem(str(path), "It is not UTF-8 text (it holds zero bytes, as UTF-16 does).", SAVE_AS_UTF_8)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(Problem(f"{path}, line {line}", "It is not UTF-8 text.", SAVE_AS_UTF_8)) from error


def csv_rows(path: Path, text: str) -> list[list[str]]:
    """The rows of a CSV file, strictly read (RFC 4180): marks that do not fit and rows cut short are a DataError."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a long cell is told below, with its row
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first_line = 1
    try:
        for row in reader:
            rows.append(row)
            first_line = reader.line_num + 1
    except csv.Error as error:
        advice = 'Put a cell that holds a comma or a quotation mark in "quotation marks", and double a mark inside it.'
        where = f"{path}, line {first_line}"
        raise DataError(Problem(where, f"The quotation marks do not fit together ({error}).", advice)) from error
    if problems := list(_misshapen(path, rows)):
        raise DataError(*problems)
    return rows


def _misshapen(path: Path, rows: list[list[str]]) -> Iterator[Problem]:
    if len(rows) > MOST_ROWS:
        yield Problem(str(path), f"It has {len(rows):,} rows.", f"At most {MOST_ROWS:,} are read; take out the rest.")
        return
    for number, row in enumerate(rows, 1):
        if any(row) and len(row) < len(rows[0]):
            found = f"The row has {len(row)} cells where the headings are {len(rows[0])}."
            yield Problem(f"{path}, row {number}", found, "It may have been cut short: complete it, or add the commas.")
        if any(len(cell) > LONGEST_CELL for cell in row):
            found = f"A cell holds more than {LONGEST_CELL:,} characters."
            yield Problem(f"{path}, row {number}", found, "Shorten it; no spreadsheet holds more.")
