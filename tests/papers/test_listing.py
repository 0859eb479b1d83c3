"""A list has as many rows as there is room for, and says how many it left out."""

import pytest
from domain.conftest import action

from reporter.papers.listing import Listing, ListingRow, Room, action_row, brief

OPENING = Listing("anchor", "A title", ("It concludes.",), ("Action", "Why"))
ROWS = [ListingRow(str(number), "", "A text", ("Why",)) for number in range(9)]


@pytest.mark.parametrize(
    ("there", "room", "shown", "more"),
    [
        (0, 3, 0, ""),
        (1, 3, 1, ""),
        (2, 1, 1, "1 more row: elsewhere."),
        (3, 3, 3, ""),
        (9, 3, 3, "6 more rows: elsewhere."),
    ],
)
def test_as_many_rows_are_shown_as_there_is_room_for_and_the_others_are_counted(
    there: int, room: int, shown: int, more: str
) -> None:
    listing = Room(room, ": elsewhere").listing(OPENING, ROWS[:there])
    assert (list(listing.rows), listing.more) == (ROWS[:shown], more)
    assert (listing.anchor, listing.title, listing.says) == ("anchor", "A title", ("It concludes.",))


def test_headings_stand_above_rows_only() -> None:
    assert Room(3).listing(OPENING, ROWS).headings == ("Action", "Why")
    assert Room(3).listing(OPENING, []).headings == ()


def test_a_row_about_an_action_links_to_where_it_is_told_in_full() -> None:
    row = action_row(action(ref="2-03"), "one", "two")
    assert row == ListingRow("2-03", "action-2-03", "Visit every child.", ("one", "two"))


def test_a_long_text_is_cut_between_words_and_says_so() -> None:
    assert brief("Visit every child.") == "Visit every child."
    cut = brief("word " * 60)
    assert brief(f"{'word ' * 12}mother-in-law-of-all-words").endswith("word\u00a0…")
    assert cut.endswith("word\u00a0…")
    assert 60 < len(cut) <= 70
