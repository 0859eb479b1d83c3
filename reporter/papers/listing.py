"""A section that concludes in a sentence and lists what it concludes from, as far as there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.domain.plan import Action
from reporter.domain.wording import count, cut, first_of

REFS = 12  # of the rows that had no room
TEXT_LENGTH = 70  # characters of an action's text


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One row: the ref with a link to where it is told in full (empty: nowhere), its text, and what is said of it."""

    ref: str
    anchor: str
    text: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Listing:
    """A section: `says` concludes, `headings` stand above the rows, `more` says how many rows had no room."""

    anchor: str
    title: str
    says: Sequence[str]
    headings: Sequence[str] = ()
    rows: Sequence[ListingRow] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows a list may have, and where the others are told; if nowhere (empty), their refs are told here."""

    rows: int
    elsewhere: str = ""

    def listing(self, opening: Listing, rows: Sequence[ListingRow]) -> Listing:
        """The section with as many of the rows as there is room for."""
        left_out = len(rows) - self.rows
        where = self.elsewhere or f" had no room: {first_of([row.ref for row in rows[self.rows :]], REFS)}"
        more = f"{count(left_out, 'more row')}{where}." if left_out > 0 else ""
        shown = tuple(rows[: self.rows])
        return Listing(opening.anchor, opening.title, opening.says, opening.headings if shown else (), shown, more)


def action_row(action: Action, *cells: str) -> ListingRow:
    """A row about an action of the plan."""
    return ListingRow(action.ref, f"action-{action.ref}", brief(action.text), cells)


def brief(text: str) -> str:
    """A text cut to what a row has room for."""
    return cut(text, TEXT_LENGTH)
