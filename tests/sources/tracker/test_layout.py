"""Where the table of a sheet is, and what each of its rows is: nothing is lost without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trackers.sheet import HEADINGS, grid, read, row

PLAIN = ["Ref", "Action", "Lead", "Due date", "Status"]
ONE, TWO = (["1.1", "Do one.", "L", "30/06/2015", "Complete"], ["2.1", "Do two.", "L", "30/06/2015", "Complete"])


def test_a_plain_sheet_is_read_and_nothing_is_said() -> None:
    found = read(grid([HEADINGS, row("1.1"), row("1.10")]))
    assert found.refs == ["1.1", "1.10"]
    assert found.told() == []


def test_titles_above_blank_rows_and_a_left_margin_do_not_matter() -> None:
    rows = [["Our plan"], [], ["", "", *HEADINGS], ["", "", *row("1")], [], ["", "", *row("2")]]
    found = read(grid(rows, "A1:F1"))
    assert found.refs == ["1", "2"]
    assert found.told() == []


@given(st.integers(0, 39))
def test_headings_are_found_in_each_of_the_first_40_rows(above: int) -> None:
    assert read(grid([["A note"]] * above + [HEADINGS, row("1")])).refs == ["1"]


def test_headings_further_down_have_to_be_named() -> None:
    sheet = grid([["A note"]] * 45 + [HEADINGS, row("1")])
    assert read(sheet).told() == [
        'error - : No row of headings was found in the first 40 rows, the first of which begins "A note".'
    ]
    assert read(sheet, headings_row=46).refs == ["1"]


@pytest.mark.parametrize(
    ("section", "merges"),
    [
        (["2 Care"], ()),
        (["2 Care"], ("A4:E4",)),
        (["", "2 Care"], ("B4:E4",)),
        (["2", "Care"], ("B4:E4",)),
    ],
)
def test_a_title_in_its_line_is_the_area_of_what_follows(section: list[str], merges: tuple[str, ...]) -> None:
    found = read(grid([PLAIN, ["1 Help"], ONE, section, TWO], *merges))
    assert found.areas == ["1 Help", "2 Care"]
    assert [action["area"] for action in found.actions] == ["1", "2"]
    assert found.told() == []


def test_a_section_may_have_nothing_but_a_number() -> None:
    assert read(grid([PLAIN, ["1"], ONE, ["2"], TWO])).areas == ["1 Area 1", "2 Area 2"]


@pytest.mark.parametrize("title", [["", "2 Care"], ["2", "Care"]])
def test_what_may_be_a_title_or_an_action_is_an_action_with_a_warning(title: list[str]) -> None:
    found = read(grid([PLAIN, title, TWO]), area="1 Help")
    assert [action["text"] for action in found.actions] == [title[1], "Do two."]
    assert found.told("warning")[0].startswith("warning 2 Action: Nothing is said of the action")


@pytest.mark.parametrize(
    "spilt",
    [["", "", "", "", "", "", "01/03/2015: More."], ["", "", "", "And another"], ["", "", "", "B", "", "", "More"]],
)
@pytest.mark.parametrize("below", [[], [row("2")]])
def test_the_rest_of_a_row_on_a_line_of_its_own_is_an_error_and_never_lost(
    spilt: list[str], below: list[list[str]]
) -> None:
    found = read(grid([[*HEADINGS, "Progress to date"], row("1"), spilt, *below]))
    assert found.told("error") == ["error 3 Action: The row does not say what is being done."]


def test_a_title_is_said_where_each_row_names_its_own_area() -> None:
    found = read(grid([HEADINGS, row("1"), ["Carried over from 2013"], row("2")]))
    assert found.told() == ["note 3 : A text alone in its line was taken for a title and not read: row 3."]


@pytest.mark.parametrize(
    "again", [PLAIN, [text.upper() for text in PLAIN], ["Ref.", "Action:", "Lead*", "Due\ndate", "Status?"]]
)
def test_headings_that_come_again_above_a_section_are_no_action(again: list[str]) -> None:
    found = read(grid([["1 Help"], PLAIN, ONE, ["2 Care"], again, TWO]))
    assert found.refs == ["1.1", "2.1"]
    assert found.told("error", "warning") == []


def test_two_rows_of_headings_may_come_again() -> None:
    headings = [["Ref", "Action", "Lead", "Outcome", ""], ["", "", "", "Q1 2014/15", "Q2 2014/15"]]
    found = read(
        grid([*headings, ["1", "Do.", "L", "a", "b"], *headings, ["2", "Do.", "L", "c", "d"]], "D1:E1"), area="1 A"
    )
    assert found.refs == ["1", "2"]
    assert found.told("error", "warning") == []


@pytest.mark.parametrize(
    "other",
    [
        ["Ref", "Area", "Lead", "Action", "Status", "Due date"],
        ["No", "Recommendation", "Who", "By when", "What", "RAG"],
        ["2 Care", "Action", "Lead", "Due date"],
    ],
)
def test_another_table_below_with_other_columns_is_an_error(other: list[str]) -> None:
    found = read(grid([HEADINGS, row("1"), [], other, row("2")]))
    assert found.told("error")[0] == (
        "error 4 : The row holds headings, and they are not those of row 1: another table begins here."
    )


def test_another_table_above_with_fewer_columns_is_an_error() -> None:
    found = read(grid([["Ref", "Action", "Lead"], ["1", "Do one.", "L"], [], HEADINGS, row("2")]))
    assert found.told("error") == ["error 1 : The row holds headings too, and what stands below it would not be read."]
    named = read(grid([["Ref", "Action", "Lead"], ["1", "Do one.", "L"], [], HEADINGS, row("2")]), headings_row=4)
    assert named.told("error") == []


def test_a_key_above_the_headings_is_no_other_table() -> None:
    found = read(grid([["Key", "Status", "Lead"], [], HEADINGS, row("1")]))
    assert found.refs == ["1"]
    assert found.told() == []


def test_rows_that_are_no_headings_are_actions_though_they_say_known_words() -> None:
    odd = row("1", action="Activity", lead="Service", status="Started")
    assert read(grid([HEADINGS, odd])).refs == ["1"]


@pytest.mark.parametrize(
    "total", [["Total", "", "", "", "", "2"], ["Grand total", "", "3 actions"], ["Subtotal:", "", "1,234", "75%"]]
)
def test_a_total_is_not_read_and_that_is_said(total: list[str]) -> None:
    found = read(grid([HEADINGS, row("1"), total, row("2")]))
    assert found.refs == ["1", "2"]
    assert found.told() == ["note 3 : The row was taken for a total and not read."]


def test_an_action_whose_words_begin_with_total_is_no_total() -> None:
    rows = [["Action", "Due date", "Lead"], ["Total Respect training", "30/06/2015"], ["Do.", "30/06/2015", "L"]]
    found = read(grid(rows), area="1 Help")
    assert [action["text"] for action in found.actions] == ["Total Respect training", "Do."]


def test_lines_below_the_table_are_said() -> None:
    found = read(grid([HEADINGS, row("1"), [], ["Key: R is red"], ["R", "late"]]))
    assert found.told() == ["note 4 : What stands below the table was not read: rows 4 and 5."]


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    rows = [[*HEADINGS, "Progress at March 2015"], [*row("1"), "Half."], [*row("2"), ""], row("3")]
    found = read(grid(rows, hidden_rows=frozenset({1, 3, 9}), hidden_columns=frozenset({4, 7, 12})))
    assert found.refs == ["1", "2", "3"]
    assert [told for told in found.told() if "seen" in told] == [
        "warning - : 1 row of the table, row 3, cannot be seen, and yet counted.",
        'warning - : The column under "Lead" and "Progress at March 2015" cannot be seen, and yet counted.',
    ]


def test_cells_merged_over_rows_count_for_each_row_and_empty_cells_are_never_filled() -> None:
    rows = [["Ref", "Weakness", "Action", "Lead"], ["17", "It is late.", "a", "L"], ["", "", "b", ""], ["", "", "", ""]]
    found = read(grid(rows, "A2:A4", "B2:B4"), area="1 Help")
    assert [(action["ref"], action["answers"], action["lead"]) for action in found.actions] == [
        ("17/1", "17", "L"),
        ("17/2", "17", ""),
    ]
    assert found.told("warning", "error") == []  # the empty fourth row only goes on


def test_an_empty_row_inside_merged_cells_begins_no_section() -> None:
    rows = [PLAIN, ["1 Help"], ["7", *ONE[1:]], [], ["2.1", *TWO[1:]]]
    assert read(grid(rows, "A3:A4")).areas == ["1 Help"]


def test_a_cell_merged_over_columns_counts_for_the_first_and_that_is_said() -> None:
    found = read(grid([HEADINGS, row("1"), row("2", lead="")], "C3:D3"))
    assert [action["lead"] for action in found.actions] == ["A lead", ""]
    assert found.told() == ['warning 3 Lead: "Do 2." reaches over this column from the left; it was read there alone.']


def test_an_action_merged_over_rows_counts_for_each_and_that_is_a_warning() -> None:
    found = read(grid([HEADINGS, row("1"), row("2", action="")], "C2:C3"))
    assert [action["text"] for action in found.actions] == ["Do 1.", "Do 1."]
    assert found.told() == ["warning 3 Action: The action of row 2 reaches over this row as well: it counts twice."]


ROWS = st.lists(
    st.lists(st.sampled_from(["", "1", "2 Care", "Do.", "Total", "30/06/2015", "L", *HEADINGS]), max_size=7), max_size=8
)


@given(ROWS)
def test_each_row_with_something_in_it_is_read_or_told(rows: list[list[str]]) -> None:
    found = read(grid([HEADINGS, row("0"), *rows, row("9")]))
    if any(told.startswith("error") for told in found.told()):
        return  # nothing is printed before somebody has looked at it
    assert found.layout
    read_rows = {body.number for body in found.layout.rows}
    told = " ".join(told for told in found.told())
    for number, cells in enumerate(rows, 3):
        is_headings = [text for text in cells if text] == [
            text for place, text in enumerate(cells) if text in HEADINGS[place : place + 1]
        ]
        assert number in read_rows or f" {number}" in told or not any(cells) or is_headings
