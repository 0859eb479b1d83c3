"""Spreadsheets of any format into grids of text: the home of pandas. Only the sheets that are asked for are opened."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporter.domain.wording import join
from reporter.errors import DataError, Problem
from reporter.findings import Findings, Place, ToDo
from reporter.settings import InputLimits
from reporter.sources.grid import Grid
from reporter.sources.reading import binary, legacy, opendocument, workbook
from reporter.sources.reading.archive import handed_over, opened
from reporter.sources.reading.bounds import within
from reporter.sources.reading.files import is_workbook, read_bytes
from reporter.sources.reading.styles import styles_of
from reporter.sources.reading.text import csv_rows, read_text
from reporter.sources.reading.workbook import grid_rows, readable
from reporter.sources.schema import nearest


@dataclass(frozen=True)
class SheetName:
    """A sheet of a workbook, and whether it is hidden."""

    name: str
    hidden: bool

    def __str__(self) -> str:
        return f"{self.name} (hidden)" if self.hidden else self.name


Rows = Mapping[str, Iterable[Iterable[object]]]
RowsOf = Callable[[bytes, Sequence[str]], Rows]
Read = Callable[[Sequence[str], RowsOf], list[Grid]]


def rows_by_pandas(content: bytes, names: Sequence[str]) -> Rows:
    """The rows of sheets as pandas reads them, every cell as it is."""
    import pandas as pd  # noqa: PLC0415 - slow to import

    frames = pd.read_excel(
        io.BytesIO(content), sheet_name=list(names), engine="calamine", header=None, dtype=object, na_filter=False
    )
    return {name: frame.itertuples(index=False, name=None) for name, frame in frames.items()}


def rows_by_calamine(content: bytes, names: Sequence[str]) -> Rows:
    """The same without pandas, for who cannot wait for it."""
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}


def sheets_of(source: Path, limits: InputLimits) -> list[SheetName]:
    """The sheets of a workbook in their order; none of a CSV file. Raises DataError where it cannot be read."""
    return _opened(source, limits)[0] if is_workbook(source) else []


def read_grids(
    source: Path, wanted: Sequence[str], limits: InputLimits, findings: Findings, rows_of: RowsOf = rows_by_pandas
) -> list[Grid]:
    """A grid for each sheet that is wanted; for none, the only one that can be seen. A CSV file is one grid.

    Raises DataError where the file cannot be read, is larger than the limits, or has no such sheet.
    """
    if not is_workbook(source):
        return [csv_grid(source, limits, findings)]
    there, read = _opened(source, limits)
    names = list(wanted) or _only_one(source, there)
    for name in names:
        _check_there(source, name, there)
        if any(sheet.name == name and sheet.hidden for sheet in there):
            found, advice = "The sheet is hidden, and yet it was read.", "Show it, so that people see what is printed."
            findings.warning(ToDo.LOOK_AT_HIDDEN, Place(str(source), name), found, advice)
    with readable(source):
        return read(names, rows_of)


def csv_grid(source: Path, limits: InputLimits, findings: Findings) -> Grid:
    """The grid of a CSV file; an unusual encoding or separator is noted."""
    text = read_text(source, read_bytes(source, limits))
    place = Place(str(source))
    if text.unusual:
        advice = "Save it as UTF-8 with commas if letters or columns are not as they should be."
        findings.note(ToDo.LOOK_AT_LAYOUT, place, text.unusual, advice)
    rows = csv_rows(source, text, limits)
    width = max(map(len, rows), default=0)
    return Grid(place, tuple((*row, *("",) * (width - len(row))) for row in rows) if width else ())


def _only_one(source: Path, there: Sequence[SheetName]) -> list[str]:
    visible = [sheet.name for sheet in there if not sheet.hidden]
    if len(visible) == 1:
        return visible
    found = f"It has the sheets {join([str(sheet) for sheet in there])}." if there else "It has no sheet."
    raise DataError(Problem(str(source), found, "Name in the config, under sheets, those that hold the plan."))


def _check_there(source: Path, name: str, there: Sequence[SheetName]) -> None:
    known = [sheet.name for sheet in there]
    if name not in known:
        meant = nearest(name, known)
        original = next((sheet for sheet in known if meant and sheet.casefold() == meant.casefold()), meant)
        has = f"It has the sheets {join([str(sheet) for sheet in there])}." if there else "It has no sheet."
        advice = f'Did you mean "{original}"?' if meant else has
        raise DataError(Problem(str(source), f'There is no sheet "{name}".', advice))


def _opened(source: Path, limits: InputLimits) -> tuple[list[SheetName], Read]:
    """The sheets of a workbook, and what reads some of them."""
    content = read_bytes(source, limits)
    opener = {".xls": _old, ".ods": _open_document, ".xlsb": _binary}.get(source.suffix.casefold(), _usual)
    with readable(source):
        return opener(source, content, limits)


def _usual(source: Path, content: bytes, limits: InputLimits) -> tuple[list[SheetName], Read]:
    book = opened(source, content, limits)
    parts = {part.name: part for part in workbook.parts(book)}

    def read(names: Sequence[str], rows_of: RowsOf) -> list[Grid]:
        styles = styles_of(book)
        looked = {name: workbook.look_at(Place(str(source), name), book, parts[name], styles, limits) for name in names}
        rows = rows_of(handed_over(book, {parts[name].part for name in names}), names)
        return [_grid(Place(str(source), name), rows[name], looked[name], limits) for name in names]

    return [SheetName(part.name, part.hidden) for part in parts.values()], read


def _binary(source: Path, content: bytes, limits: InputLimits) -> tuple[list[SheetName], Read]:
    book = opened(source, content, limits)
    parts = {part.name: part for part in binary.parts(book)}

    def read(names: Sequence[str], rows_of: RowsOf) -> list[Grid]:
        looked = {name: binary.look_at(Place(str(source), name), book, parts[name], limits) for name in names}
        rows = rows_of(handed_over(book, {parts[name].part for name in names}), names)
        return [_grid(Place(str(source), name), rows[name], looked[name], limits) for name in names]

    return [SheetName(part.name, part.hidden) for part in parts.values()], read


def _open_document(source: Path, content: bytes, limits: InputLimits) -> tuple[list[SheetName], Read]:
    book = opened(source, content, limits)

    def read(names: Sequence[str], _rows_of: RowsOf) -> list[Grid]:
        grids = {grid.place.sheet: grid for grid in opendocument.grids(source, book, names, limits)}
        return [within(grids[name], limits) for name in names]

    return [SheetName(name, hidden) for name, hidden in opendocument.sheet_names(book)], read


def _old(source: Path, content: bytes, limits: InputLimits) -> tuple[list[SheetName], Read]:
    book = legacy.opened(content)

    def read(names: Sequence[str], _rows_of: RowsOf) -> list[Grid]:
        return [within(legacy.grid(source, book, name, limits), limits) for name in names]

    return [SheetName(name, hidden) for name, hidden in legacy.sheet_names(book)], read


def _grid(place: Place, cells: Iterable[Iterable[object]], sheet: workbook.Sheet, limits: InputLimits) -> Grid:
    rows = grid_rows(cells, sheet)
    return within(
        Grid(
            place,
            rows,
            sheet.merges,
            sheet.hidden_rows,
            sheet.hidden_columns,
            sheet.fills,
            sheet.faults,
            sheet.days_later,
        ),
        limits,
    )
