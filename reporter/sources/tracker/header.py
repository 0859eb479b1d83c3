"""The row or the two rows of headings, wherever they stand below titles and notes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reporter.domain.tracker import TrackerField as Column
from reporter.sources.tracker.headings import CHILD_LEVEL, KNOWN, Matching, is_dated, known, match_headings, spelt
from reporter.sources.tracker.merging import Cells

LOOKED_AT = 40  # rows, from the first
FEWEST = 2  # columns that must be understood, the action among them
SURE = 3  # columns that are understood in no row of an action
LONGEST = 60  # characters of a heading


@dataclass(frozen=True)
class Header:
    """The headings as they are written, by their place from 0, with what they mean; the rows they begin and end in."""

    first: int
    last: int
    headings: Sequence[str]
    matching: Matching

    @cached_property
    def read(self) -> frozenset[int]:
        """The places of the columns that are read."""
        return frozenset({*self.matching.places.values(), *self.matching.dated})

    def spellings(self, cells: Cells) -> Sequence[Collection[str]]:
        """What stands at each place in the rows of the headings, as headings are compared."""
        rows = (self.headings, *cells.rows[self.first - 1 : self.last])
        return [{spelt(row[place]) for row in rows} for place in range(len(self.headings))]


def repeats(texts: Sequence[str], spellings: Sequence[Collection[str]]) -> bool:
    """Whether a row is the headings once more: nothing stands in it but what stands in one of their rows."""
    filled = [place for place, text in enumerate(texts) if text]
    return len(filled) > 1 and all(spelt(texts[place]) in spellings[place] for place in filled)


def names_columns(texts: Sequence[str]) -> bool:
    """Whether a row holds headings: most of its texts are known, and they mean different things."""
    filled = [text for text in texts if text]
    meant = {known(text) for text in filled if len(text) <= LONGEST} - {None}
    return len(meant) >= min(SURE, len(filled)) and len(meant) >= FEWEST and 2 * len(meant) > len(filled)


def find_header(cells: Cells, row: int | None, explicit: Mapping[str, Column]) -> Header | None:
    """The header in which most headings are understood, the upper one of equals; `row` names the row where it ends."""
    ends = [row] if row else range(1, min(len(cells.rows), LOOKED_AT) + 1)
    found = [header for end in ends if end <= len(cells.rows) for header in _ending_at(cells, end, explicit)]
    usable = [header for header in found if row or (_is_one(header.matching) and not _go_on(cells, header.last))]
    return max(usable, key=lambda header: header.matching.score, default=None)


def table_above(cells: Cells, header: Header) -> int | None:
    """The row of other headings above those that were chosen, with rows of their own below them."""
    for end in range(1, header.first):
        has_rows = any(len(cells.filled(number)) >= FEWEST for number in range(end + 1, header.first))
        if has_rows and names_columns(cells.rows[end - 1]):
            return end
    return None


def _is_one(matching: Matching) -> bool:
    understood = matching.score >= FEWEST and bool({Column.ACTION, Column.AREA_FOR_IMPROVEMENT} & {*matching.places})
    return understood or (bool(matching.child_level) and matching.score + len(matching.child_level) > FEWEST)


def _ending_at(cells: Cells, end: int, explicit: Mapping[str, Column]) -> Iterator[Header]:
    """The row alone; and, below a row with a heading over several of its columns, the two together."""
    lower = cells.rows[end - 1]
    yield Header(end, end, lower, match_headings(lower, explicit))
    if end > 1 and any(cells.is_wide(end - 1, column) for column in cells.filled(end - 1)):
        words = {*KNOWN, *CHILD_LEVEL, *map(spelt, explicit)}
        both = [_joined(above, below, words) for above, below in zip(cells.rows[end - 2], lower, strict=True)]
        yield Header(end - 1, end, both, match_headings(both, explicit))


def _go_on(cells: Cells, end: int) -> bool:
    """Whether a heading of a row reaches into the next one, so that the headings do not end there."""
    return any(cells.goes_on(end + 1, column) for column in cells.filled(end))


def _joined(above: str, below: str, words: Collection[str]) -> str:
    """Both together; the lower alone where only that is known: "Revised date" below "When?"."""
    joined = " ".join(dict.fromkeys(part for part in (above, below) if part))
    return below if spelt(below) in words and spelt(joined) not in words and not is_dated(joined) else joined
