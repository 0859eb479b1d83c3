"""OpenDocument spreadsheets (.ods), from their own XML (ISO/IEC 26300-1), walked through and never held whole."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.grid import Grid
from reporter.sources.reading.archive import part_of
from reporter.sources.reading.elements import Attributes, walk
from reporter.sources.reading.opendocument_sheet import TABLE, Sheet
from reporter.sources.reading.styles import WHITE

STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FORMAT = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


def sheet_names(book: zipfile.ZipFile) -> list[tuple[str, bool]]:
    """Each sheet's name, and whether it is hidden."""
    return _walked(Path(), book, (), InputLimits()).sheets


def grids(source: Path, book: zipfile.ZipFile, names: Sequence[str], limits: InputLimits) -> list[Grid]:
    """The sheets that are wanted. Raises DataError where one reaches beyond the limits."""
    return _walked(source, book, names, limits).grids


def _walked(source: Path, book: zipfile.ZipFile, names: Sequence[str], limits: InputLimits) -> "_Document":
    document = _Document(source, names, limits)
    walk(part_of(book, "content.xml"), document.start, document.end, document.text)
    return document


@dataclass
class _Document:
    """A document while it is walked through; its styles come before its sheets."""

    source: Path
    wanted: Sequence[str]
    limits: InputLimits
    colours: dict[str, str] = field(default_factory=dict)  # of cell styles with a fill (RRGGBB)
    hiding: set[str] = field(default_factory=set)  # styles of hidden sheets
    style: str = ""
    sheets: list[tuple[str, bool]] = field(default_factory=list)
    sheet: Sheet | None = None
    grids: list[Grid] = field(default_factory=list)

    def start(self, element: str, attributes: Attributes) -> None:
        """An element begins."""
        if self.sheet:
            self.sheet.start(element, attributes)
        elif element == f"{TABLE}table":
            self._sheet(attributes)
        elif element.startswith(STYLE):
            self._style(element, attributes)

    def _sheet(self, attributes: Attributes) -> None:
        name = attributes.get(f"{TABLE}name", "")
        self.sheets.append((name, attributes.get(f"{TABLE}style-name") in self.hiding))
        if name in self.wanted:
            self.sheet = Sheet(Place(str(self.source), name), self.colours, self.limits)

    def _style(self, element: str, attributes: Attributes) -> None:
        if element == f"{STYLE}style":
            self.style = attributes.get(f"{STYLE}name", "")
        elif element == f"{STYLE}table-properties" and attributes.get(f"{TABLE}display") == "false":
            self.hiding.add(self.style)
        elif element == f"{STYLE}table-cell-properties":
            colour = attributes.get(f"{FORMAT}background-color", "").removeprefix("#").upper()
            if colour not in {"", "TRANSPARENT", WHITE}:
                self.colours[self.style] = colour

    def text(self, text: str) -> None:
        """A text stands there."""
        if self.sheet:
            self.sheet.text(text)

    def end(self, element: str) -> None:
        """An element ends."""
        if self.sheet and element == f"{TABLE}table":
            self.grids.append(self.sheet.grid())
            self.sheet = None
        elif self.sheet:
            self.sheet.end(element)
