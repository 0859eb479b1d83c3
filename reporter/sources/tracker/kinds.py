"""What each row below the headings is: an action, a title, a total, the headings once more, or nothing."""

import re
from collections.abc import Collection, Mapping, Sequence
from enum import Enum

from reporter.domain.tracker import TrackerField as Column
from reporter.sources.tracker.header import Header, names_columns, repeats
from reporter.sources.tracker.merging import Cells

TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b.*", re.IGNORECASE)
COUNTED = re.compile(r"\d[\d,]*(?:\.\d+)?%?(?: [a-z]+)?", re.IGNORECASE)
FEWEST = 3  # filled cells of a row that is an action, though it does not say what is done


class Kind(Enum):
    """What a row below the headings is."""

    NOTHING = "empty, or the headings once more"
    TOTAL = "a total"
    SECTION = "a title alone in its line"
    SCRAP = "a few cells without an action"
    ACTION = "an action, or an area for improvement"
    OTHER_HEADINGS = "the headings of another table"


def kinds_of(cells: Cells, header: Header) -> Mapping[int, Kind]:
    """What each row below the headings is, by its number."""
    spellings = header.spellings(cells)
    return {number: _kind(cells, number, header, spellings) for number in range(header.last + 1, len(cells.rows) + 1)}


def last_of_table(kinds: Mapping[int, Kind]) -> int:
    """The last row of the table; what follows an action without a gap, and is no title, belongs to it."""
    last = max((number for number, kind in kinds.items() if kind is Kind.ACTION), default=0)
    while last and kinds.get(last + 1) is Kind.SCRAP:
        last += 1
    return last


def _kind(cells: Cells, number: int, header: Header, spellings: Sequence[Collection[str]]) -> Kind:
    texts, filled = cells.rows[number - 1], cells.filled(number)
    if all(cells.goes_on(number, column) for column in filled) or repeats(texts, spellings):
        return Kind.NOTHING
    said = [texts[column - 1] for column in filled]
    if names_columns(said):
        return Kind.OTHER_HEADINGS
    if _is_total(said):
        return Kind.TOTAL
    if _is_title(cells, number, filled, header):
        return Kind.SECTION
    return Kind.ACTION if len(filled) >= FEWEST or any(texts[at] for at in _says(header)) else Kind.SCRAP


def _says(header: Header) -> list[int]:
    """Where the action and the area for improvement stand, counted from 0."""
    places = header.matching.places
    return [places[column] for column in (Column.ACTION, Column.AREA_FOR_IMPROVEMENT) if column in places]


def _is_total(texts: Sequence[str]) -> bool:
    """Total, and behind it nothing but numbers ("3 actions")."""
    return len(texts) > 1 and bool(TOTAL.fullmatch(texts[0])) and all(map(COUNTED.fullmatch, texts[1:]))


def _is_title(cells: Cells, number: int, filled: Sequence[int], header: Header) -> bool:
    """A text across the columns, with a number before it or alone; or a text alone at the left edge of the table."""
    *before, last = filled
    if cells.is_wide(number, last):
        return not before or (len(before) == 1 and not set(before) & {at + 1 for at in _says(header)})
    if before:
        return False
    places = header.matching.places
    edge = next(at for at, heading in enumerate(header.headings) if heading)
    titled = {places[column] for column in (Column.REF, Column.AREA) if column in places}
    return last - 1 not in _says(header) and (last - 1 <= edge or last - 1 in titled)
