"""OpenDocument spreadsheets (.ods), from their own XML (ISO/IEC 26300-1); repeated cells are unrolled within bounds."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reporter.errors import DataError, Problem
from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources.grid import Grid, Merge
from reporter.sources.reading.archive import part_of
from reporter.sources.reading.styles import WHITE

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
HIDDEN = frozenset({"collapse", "filter"})


def sheet_names(book: zipfile.ZipFile) -> list[tuple[str, bool]]:
    """Each sheet's name, and whether it is hidden."""
    root = _root(book)
    hidden = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        if any(p.get(f"{TABLE}display") == "false" for p in style.iterfind(f"{STYLE}table-properties"))
    }
    return [(t.get(f"{TABLE}name", ""), t.get(f"{TABLE}style-name") in hidden) for t in root.iter(f"{TABLE}table")]


def grids(source: Path, book: zipfile.ZipFile, names: Sequence[str], limits: InputLimits) -> Iterator[Grid]:
    """The sheets that are wanted. Raises DataError where one reaches beyond the limits."""
    root = _root(book)
    colours = dict(_colours(root))
    for table in root.iter(f"{TABLE}table"):
        if table.get(f"{TABLE}name") in names:
            place = Place(str(source), table.get(f"{TABLE}name", ""))
            yield _Sheet(place, colours, limits).read(table)


def _root(book: zipfile.ZipFile) -> Element:
    return ElementTree.parse(io.BytesIO(part_of(book, "content.xml"))).getroot()  # noqa: S314 - expat stops entity bombs


def _colours(root: Element) -> Iterator[tuple[str, str]]:
    """The fill of each cell style (RRGGBB) that has one."""
    for style in root.iter(f"{STYLE}style"):
        for properties in style.iterfind(f"{STYLE}table-cell-properties"):
            colour = properties.get(f"{FORMAT}background-color", "").removeprefix("#").upper()
            if colour not in {"", "TRANSPARENT", WHITE}:
                yield style.get(f"{STYLE}name", ""), colour


@dataclass
class _Sheet:
    """One sheet while it is read, row by row."""

    place: Place
    colours: dict[str, str]
    limits: InputLimits
    rows: list[tuple[str, ...]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)

    def read(self, table: Element) -> Grid:
        empty = 0
        for row in table.iter(f"{TABLE}table-row"):
            repeated = int(row.get(f"{TABLE}number-rows-repeated", "1"))
            cells = list(self._cells(row, len(self.rows) + empty + 1))
            if not any(cells):  # the empty rows below the table are counted only when something follows
                empty += repeated
                continue
            self._check("rows", len(self.rows) + empty + repeated)
            self.rows += [()] * empty
            if row.get(f"{TABLE}visibility") in HIDDEN:
                self.hidden |= set(range(len(self.rows) + 1, len(self.rows) + repeated + 1))
            self.rows += [tuple(cells)] * repeated
            empty = 0
        hidden_columns = frozenset(self._hidden_columns(table))
        return Grid(
            self.place, tuple(self.rows), tuple(self.merges), frozenset(self.hidden), hidden_columns, self.fills
        )

    def _cells(self, row: Element, number: int) -> Iterator[str]:
        column, empty = 1, 0
        for cell in row:
            if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
                continue
            repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            text = _text(cell)
            self._note(cell, number, column)
            if text:
                self._check("columns", column + repeated - 1)
                yield from [""] * empty
                yield from [text] * repeated
            empty = 0 if text else empty + repeated
            column += repeated

    def _note(self, cell: Element, row: int, column: int) -> None:
        """What a reader's eye sees of a cell beside its text."""
        across = int(cell.get(f"{TABLE}number-columns-spanned", "1"))
        down = int(cell.get(f"{TABLE}number-rows-spanned", "1"))
        if across > 1 or down > 1:
            self.merges.append(Merge(row, column, row + down - 1, column + across - 1))
        if colour := self.colours.get(cell.get(f"{TABLE}style-name", "")):
            self.fills[row, column] = colour

    def _hidden_columns(self, table: Element) -> Iterator[int]:
        at = 1
        for column in table.iter(f"{TABLE}table-column"):
            repeated = int(column.get(f"{TABLE}number-columns-repeated", "1"))
            if column.get(f"{TABLE}visibility") in HIDDEN:
                yield from range(at, min(at + repeated, self.limits.columns + 1))
            at += repeated

    def _check(self, what: str, reached: int) -> None:
        limit = getattr(self.limits, what)
        if reached > limit:
            found = f"It reaches over {reached:,} {what}."
            advice = f"At most {limit:,} {what} are read: clear what stands far outside the table."
            raise DataError(Problem(str(self.place), found, advice))


def _text(cell: Element) -> str:
    """A cell's value as the text that a person would have typed."""
    kind, value = cell.get(f"{OFFICE}value-type"), cell.get(f"{OFFICE}value", "")
    if kind == "date":
        year, month, day = cell.get(f"{OFFICE}date-value", "")[:10].split("-")
        return f"{day}/{month}/{year}"
    if kind == "percentage":
        return f"{float(value) * 100:.12g}%"
    if kind in {"float", "currency"}:
        return f"{float(value):.15g}"
    paragraphs = ("".join(paragraph.itertext()) for paragraph in cell.iterfind(f"{TEXT}p"))
    return "\n".join(paragraphs)
