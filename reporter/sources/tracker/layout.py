"""Where the table of a tracker is: its headings below titles and notes, its sections, its rows, and what is no row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reporter.domain.tracker import TrackerField as Column
from reporter.findings import Findings, Place
from reporter.settings import Tracker
from reporter.sources.grid import Grid
from reporter.sources.tracker.columns import settle
from reporter.sources.tracker.header import Header, find_header, table_above
from reporter.sources.tracker.kinds import Kind, kinds_of, last_of_table
from reporter.sources.tracker.merging import Cells, merged
from reporter.sources.tracker.remarks import Remarks, firsts

# What names an action and says nothing of it.
NAMES_IT = frozenset({
    Column.REF, Column.AREA, Column.ACTION, Column.AREA_FOR_IMPROVEMENT, Column.PARAGRAPH, Column.CAUSE, Column.ANSWERS,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One action's row: its filled cells by meaning, the colour of its rating (RRGGBB), the section that it stands in.

    `dated` are texts under headings that name a time; a ref `is_shared` where its cell reaches over several rows.
    """

    number: int
    cells: Mapping[Column, str]
    fill: str
    section: str
    dated: Sequence[tuple[str, str]]
    is_shared: bool


@dataclass(frozen=True)
class Layout:
    """The table of one sheet: what the tracker calls each meaning, and its rows."""

    place: Place
    header: Header
    rows: Sequence[BodyRow]
    days_later: int  # as the grid says

    @cached_property
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
    if not remarks.columns(header, cells, tracker.columns):
        return Layout(grid.place, header, (), grid.days_later)
    header = settle(header, cells.rows[header.last :], tracker, grid.place, findings)
    kinds = kinds_of(cells, header)
    last = last_of_table(kinds)
    if tracker.headings_row is None:
        remarks.table_above(table_above(cells, header))
    _tell_rows(remarks, header, kinds, last)
    remarks.hidden(header, last)
    remarks.faults(header, last)
    inside = {number: kind for number, kind in kinds.items() if number <= last}
    bodies = list(_bodies(grid, cells, header, inside))
    remarks.merged_actions(header, cells, [body.number for body in bodies])
    remarks.bare([body.number for body in bodies if _is_bare(body, header)], header)
    return Layout(grid.place, header, bodies, grid.days_later)


def _tell_rows(remarks: Remarks, header: Header, kinds: Mapping[int, Kind], last: int) -> None:
    """What is no action, and so is not read."""
    numbers: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    for number, kind in kinds.items():
        numbers[kind].append(number)
    remarks.totals(numbers[Kind.TOTAL])
    remarks.other_headings(numbers[Kind.OTHER_HEADINGS], header)
    left = sorted(number for number in numbers[Kind.SECTION] + numbers[Kind.SCRAP] if number > last)
    remarks.not_read(left)
    if Column.AREA in header.matching.places:
        remarks.titles([number for number in numbers[Kind.SECTION] if number < last])


def _is_bare(body: BodyRow, header: Header) -> bool:
    """Whether a row says what is done and nothing else, though the table has columns for it."""
    more = header.matching.places.keys() - NAMES_IT
    return (
        len(more) > 1 and Column.ACTION in body.cells and not (body.dated or body.fill) and more.isdisjoint(body.cells)
    )


def _bodies(grid: Grid, cells: Cells, header: Header, kinds: Mapping[int, Kind]) -> Iterator[BodyRow]:
    places, dated = header.matching.places, header.matching.dated
    rating, ref = (places.get(column, -1) + 1 for column in (Column.LEAD_RATING, Column.REF))
    section = ""
    for number, kind in kinds.items():
        texts = cells.rows[number - 1]
        if kind is Kind.SECTION:
            section = " ".join(texts[column - 1] for column in cells.filled(number))
        if kind not in {Kind.ACTION, Kind.SCRAP}:
            continue
        own = firsts(cells, number, header)
        yield BodyRow(
            number,
            {column: texts[place] for column, place in places.items() if texts[place] and place in own},
            grid.fills.get((number, rating), ""),
            section,
            [(header.headings[place], texts[place]) for place in dated if texts[place] and place in own],
            (number, ref) in cells.tall,
        )
