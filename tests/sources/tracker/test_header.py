"""The row or the two rows of headings."""

import pytest
from trackers.sheet import grid, read

from reporter.sources.tracker.header import find_header, names_columns
from reporter.sources.tracker.merging import merged

DATES = [["Ref", "Area", "Action", "Who", "When", "", "Progress", ""],
         ["", "", "", "", "Original", "Revised date", "Jan 2015", "Feb 2015"],
         ["1", "1 Help", "Do.", "L", "31/12/2014", "30/06/2015", "First.", "Second."]]  # fmt: skip


def test_headings_in_two_rows_are_joined_or_the_lower_one_counts() -> None:
    found = read(grid(DATES, "E1:F1", "G1:H1"))
    assert found.actions[0]["due"] == "2014-12-31"
    assert [(update["date"], update["commentary"], update.get("revised due")) for update in found.updates] == [
        ("2015-01-01", "First.", None),
        ("2015-02-01", "Second.", "2015-06-30"),
    ]
    assert found.told("error", "warning") == []


def test_two_rows_of_headings_that_are_not_merged_are_no_silent_loss() -> None:
    assert len(read(grid(DATES)).told("error")) == 2


def test_three_rows_with_a_title_on_top_are_found() -> None:
    found = read(grid([["Plan of the board"] + [""] * 7, *DATES], "A1:H1", "E2:F2", "G2:H2"))
    assert found.refs == ["1"]


def test_of_two_rows_that_are_understood_alike_the_upper_one_counts() -> None:
    cells = merged(grid([["Action", "Lead"], ["Do.", "L"], ["Action", "Lead"]]))
    header = find_header(cells, None, {})
    assert header
    assert (header.first, header.last) == (1, 1)


@pytest.mark.parametrize("row", [["Area", "Status"], ["Action"], ["Some", "words"], []])
def test_a_row_without_the_action_or_with_too_little_is_no_header(row: list[str]) -> None:
    assert find_header(merged(grid([row])), None, {}) is None


@pytest.mark.parametrize(
    ("texts", "are_headings"),
    [
        (["Ref", "Action", "Lead"], True),
        (["REF.", "Action required", "Lead officer(s)", "Our own column"], True),
        (["Action", "Lead"], True),
        (["Ref", "Ref", "No"], False),
        (["1", "1 Help", "Action", "Lead"], False),
        (["1", "Activity", "Service", "30/06/2015", "Started", "G", "Half."], False),
        (["Action", "Do."], False),
        ([], False),
    ],
)
def test_a_row_of_headings_is_known_by_several_meanings(texts: list[str], *, are_headings: bool) -> None:
    assert names_columns(texts) is are_headings
