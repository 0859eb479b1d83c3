"""Merged cells are filled, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st
from trackers.sheet import grid

from reporter.sources.tracker.merging import merged


def test_a_block_holds_the_text_of_its_first_cell() -> None:
    cells = merged(grid([["a", "", "b"], ["", "", ""], ["", "c", ""]], "A1:B2"))
    assert cells.rows == [["a", "a", "b"], ["a", "a", ""], ["", "c", ""]]
    assert [cells.filled(row) for row in (1, 2, 3)] == [[1, 3], [1], [2]]
    assert cells.is_wide(1, 1)
    assert not cells.is_wide(1, 3)
    assert (cells.goes_on(1, 2), cells.goes_on(2, 2), cells.goes_on(2, 3)) == (False, True, False)
    assert (cells.beginning(2, 2), cells.beginning(3, 2)) == (1, 2)


def test_a_block_that_reaches_beyond_the_sheet_does_no_harm() -> None:
    assert merged(grid([["a", "b"]], "B1:XFD1048576", "D5:E6")).rows == [["a", "b"]]


@given(st.lists(st.lists(st.sampled_from(["", "a", "b\u200b", " c "]), max_size=4), max_size=4))
def test_without_merges_cells_are_only_cleaned(rows: list[list[str]]) -> None:
    cells = merged(grid(rows))
    width = max(map(len, rows), default=0)
    tidy = {"": "", "a": "a", "b\u200b": "b", " c ": "c"}
    assert cells.rows == [[tidy[text] for text in row] + [""] * (width - len(row)) for row in rows]
    assert not cells.tall
    assert not cells.begins
