"""Where the table of a tracker is: its headings below titles and notes, its sections, its rows, and what is no row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from reporter.domain.tracker import TrackerField as Column
from reporter.findings import Findings, Place
from reporter.settings import Tracker
from reporter.sources.grid import Grid
from reporter.sources.tracker.columns import settle
from reporter.sources.tracker.header import Header, find_header
from reporter.sources.tracker.merging import Cells, merged
from reporter.sources.tracker.remarks import Remarks

TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b.*", re.IGNORECASE)
FEWEST = 3  # filled cells of a row that is an action, though it does not say what is done


class Kind(Enum):
    """What a row below the headings is."""

    NOTHING = "empty, or the headings once more"
    TOTAL = "a total"
    SECTION = "one text alone in its line"
    SCRAP = "a few cells without an action"
    ACTION = "an action, or an area for improvement"


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One action's row: its filled cells by meaning, their fills (RRGGBB), and the section that it stands in.

    `dated` are texts under headings that name a time; `merged` are meanings whose cell reaches over several rows.
    """

    number: int
    cells: Mapping[Column, str]
    fills: Mapping[Column, str]
    section: str
    dated: Sequence[tuple[str, str]]
    merged: frozenset[Column]


@dataclass(frozen=True)
class Layout:
    """The table of one sheet: what the tracker calls each meaning, and its rows."""

    place: Place
    header: Header
    rows: Sequence[BodyRow]

    @property
    def headings(self) -> Mapping[Column, str]:
        """What the tracker calls each meaning."""
        return {column: self.header.headings[place] for column, place in self.header.matching.places.items()}


def lay_out(grid: Grid, tracker: Tracker, findings: Findings) -> Layout | None:
    """The table in a sheet, or None with the reason among the findings; no row of it where its headings are wrong."""
    cells = merged(grid)
    remarks = Remarks(grid, findings)
    header = find_header(cells, tracker.headings_row, tracker.columns)
    if header is None:
        remarks.no_header(cells)
        return None
    if not remarks.columns(header, cells):
        return Layout(grid.place, header, ())
    header = settle(header, cells.rows[header.last :], tracker, grid.place, findings)
    kinds = {number: _kind(cells, number, header) for number in range(header.last + 1, len(cells.rows) + 1)}
    last = max((number for number, kind in kinds.items() if kind is Kind.ACTION), default=0)
    remarks.totals([number for number, kind in kinds.items() if kind is Kind.TOTAL])
    remarks.not_read([number for number, kind in kinds.items() if kind in {Kind.SECTION, Kind.SCRAP} and number > last])
    remarks.hidden(header, last)
    remarks.faults(header, last)
    inside = {number: kind for number, kind in kinds.items() if number <= last}
    return Layout(grid.place, header, list(_bodies(grid, cells, header, inside)))


def _kind(cells: Cells, number: int, header: Header) -> Kind:
    texts = cells.rows[number - 1]
    filled = cells.filled(number)
    if not filled or _repeats(texts, header):
        return Kind.NOTHING
    if _is_total([texts[column - 1] for column in filled]):
        return Kind.TOTAL
    places = header.matching.places
    says = [places[column] for column in (Column.ACTION, Column.AREA_FOR_IMPROVEMENT) if column in places]
    if len(filled) == 1 and (filled[0] - 1 not in says or cells.is_wide(number, filled[0])):
        return Kind.SECTION
    return Kind.ACTION if len(filled) >= FEWEST or any(texts[place] for place in says) else Kind.SCRAP


def _repeats(texts: Sequence[str], header: Header) -> bool:
    """The headings once more, above a section of their own."""
    return sum(text == heading != "" for text, heading in zip(texts, header.headings, strict=True)) > 1


def _is_total(texts: Sequence[str]) -> bool:
    """Total, and behind it nothing but numbers ("3 actions")."""
    return len(texts) > 1 and bool(TOTAL.fullmatch(texts[0])) and all(text[0].isdigit() for text in texts[1:])


def _bodies(grid: Grid, cells: Cells, header: Header, kinds: Mapping[int, Kind]) -> Iterator[BodyRow]:
    places, dated = header.matching.places, header.matching.dated
    section = ""
    for number, kind in kinds.items():
        texts = cells.rows[number - 1]
        if kind is Kind.SECTION:
            section = next(text for text in texts if text)
        if kind not in {Kind.ACTION, Kind.SCRAP}:
            continue
        spots = {column: (number, place + 1) for column, place in places.items()}
        yield BodyRow(
            number,
            {column: texts[place] for column, place in places.items() if texts[place]},
            {column: grid.fills[spot] for column, spot in spots.items() if spot in grid.fills},
            section,
            [(header.headings[place], texts[place]) for place in dated if texts[place]],
            frozenset(column for column, spot in spots.items() if spot in cells.tall),
        )
