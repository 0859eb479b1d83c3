"""The archive that a workbook is: looked over before anything in it is unpacked."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from reporter.errors import DataError, Problem
from reporter.settings import InputLimits
from reporter.sources.reading.files import MEGABYTE, too_large

OLE_MARK = b"\xd0\xcf\x11\xe0"


def opened(source: Path, content: bytes, limits: InputLimits) -> zipfile.ZipFile:
    """The archive, if its directory keeps within the limits. Raises DataError, and BadZipFile where it is none."""
    if content.startswith(OLE_MARK):
        advice = "Save it again as .xlsx, without a password; give an old workbook the ending .xls."
        raise DataError(Problem(str(source), "It has a password, or is a workbook of the old kind.", advice))
    book = zipfile.ZipFile(io.BytesIO(content))
    entries = book.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        raise too_large(source, f"It holds {len(entries):,} files.", f"{limits.entries:,} of them", "entries")
    if unpacked > limits.unpacked_megabytes * MEGABYTE:
        found = f"Unpacked it would take {unpacked // MEGABYTE} MB."
        raise too_large(source, found, f"{limits.unpacked_megabytes} MB", "unpacked_megabytes")
    if unpacked > limits.unpacked_ratio * max(len(content), 1):
        found = f"Unpacked it would be {unpacked // len(content):,} times as large."
        raise too_large(source, found, f"{limits.unpacked_ratio} times", "unpacked_ratio")
    return book


def part_of(book: zipfile.ZipFile, name: str) -> bytes:
    """A part, unpacked to no more than the directory says; one that is larger, or damaged, raises BadZipFile."""
    return book.read(name)


def xml_of(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A small part as XML."""
    return ElementTree.fromstring(part_of(book, name))  # noqa: S314 - expat 2.4.1 and later stop entity bombs themselves
