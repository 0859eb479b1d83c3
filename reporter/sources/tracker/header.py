"""The row or the two rows of headings, wherever they stand below titles and notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporter.domain.tracker import TrackerField as Column
from reporter.sources.tracker.headings import Matching, match_headings
from reporter.sources.tracker.merging import Cells

LOOKED_AT = 40  # rows, from the first
FEWEST = 2  # columns that must be understood, the action among them


@dataclass(frozen=True)
class Header:
    """The headings as they are written, by their place from 0, with what they mean; `last` is the row they end in."""

    last: int
    headings: Sequence[str]
    matching: Matching


def find_header(cells: Cells, row: int | None, explicit: Mapping[str, Column]) -> Header | None:
    """The header in which most headings are understood, the upper one of equals; `row` names the row where it ends."""
    ends = [row] if row else range(1, min(len(cells.rows), LOOKED_AT) + 1)
    found = [header for end in ends if end <= len(cells.rows) for header in _ending_at(cells, end, explicit)]
    usable = [header for header in found if row or (_is_one(header.matching) and not _goes_on(cells, header.last))]
    return max(usable, key=lambda header: header.matching.score, default=None)


def _is_one(matching: Matching) -> bool:
    understood = matching.score >= FEWEST and bool({Column.ACTION, Column.AREA_FOR_IMPROVEMENT} & {*matching.places})
    return understood or (bool(matching.child_level) and matching.score + len(matching.child_level) > FEWEST)


def _ending_at(cells: Cells, end: int, explicit: Mapping[str, Column]) -> Iterator[Header]:
    """The row alone; and, below a row with a heading over several of its columns, the two together."""
    lower = cells.rows[end - 1]
    yield Header(end, lower, match_headings(lower, explicit))
    if end > 1 and any(cells.is_wide(end - 1, column) for column in cells.filled(end - 1)):
        both = [_joined(above, below) for above, below in zip(cells.rows[end - 2], lower, strict=True)]
        yield Header(end, both, match_headings(both, explicit, lower))


def _goes_on(cells: Cells, end: int) -> bool:
    """Whether a heading of the row reaches into the next one, so that the headings do not end here."""
    return any(cells.reaches_down(end, column) for column in cells.filled(end))


def _joined(above: str, below: str) -> str:
    return " ".join(dict.fromkeys(part for part in (above, below) if part))
