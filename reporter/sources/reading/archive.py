"""The archive that a workbook is: looked over before anything in it is unpacked."""

import io
import re
import zipfile
from collections.abc import Collection
from pathlib import Path
from xml.etree import ElementTree

from reporter.errors import DataError, Problem
from reporter.settings import InputLimits
from reporter.sources.reading.files import MEGABYTE, too_large

OLE_MARK = b"\xd0\xcf\x11\xe0"
SMALL = 10 * MEGABYTE
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # the only ways that the formats allow
OF_ALL_SHEETS = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/)?[^/]+\.(?:xml|bin|rels)")


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
    if any(entry.compress_type not in PACKED for entry in entries):
        found = "It is packed in a way that no spreadsheet program uses."
        raise DataError(Problem(str(source), found, "Save it again in Excel or LibreOffice."))
    return book


def part_of(book: zipfile.ZipFile, name: str) -> bytes:
    """A part, unpacked to no more than the directory says; one that is damaged raises BadZipFile."""
    unpacked = io.BytesIO()
    with book.open(name) as part:
        while piece := part.read(MEGABYTE):  # read() at once would unpack it whole, and only then cut it short
            unpacked.write(piece)
    return unpacked.getvalue()


def xml_of(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A small part as XML. Raises ValueError where it is none, for each element takes many times its bytes."""
    if book.getinfo(name).file_size > SMALL:
        message = f"its part {name} is larger than {SMALL // MEGABYTE} MB"
        raise ValueError(message)
    return ElementTree.fromstring(part_of(book, name))  # noqa: S314 - expat 2.4.1 and later stop entity bombs themselves


def handed_over(book: zipfile.ZipFile, sheets: Collection[str]) -> bytes:
    """A plain archive of these sheets and what belongs to all of them: another reader sees what was looked over here.

    From the file itself it might unpack more, for an archive can have several directories, and they may lie.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as plain:
        for name in dict.fromkeys(book.namelist()):
            if name in sheets or OF_ALL_SHEETS.fullmatch(name):
                plain.writestr(zipfile.ZipInfo(name), part_of(book, name))
    return target.getvalue()
