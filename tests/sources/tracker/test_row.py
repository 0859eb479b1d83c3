"""Cells of one row: each reading that was not plain is told."""

import pytest
from trackers.sheet import HEADINGS, grid, read, row

from reporter.domain.plan import Rating


def rated(text: str, fill: str = "", **config: object) -> tuple[str, list[str]]:
    """The lead's own rating of one action whose rating stands so, and what was said of it."""
    fills = {(2, 7): fill} if fill else {}
    found = read(grid([[*HEADINGS, "RAG"], [*row("1"), text]], fills=fills), **config)
    return found.updates[-1]["lead rating"], found.told()


def test_a_word_and_its_own_colour_agree_in_silence() -> None:
    assert rated("R", "FF0000") == ("red", [])


def test_where_word_and_colour_differ_the_word_counts_and_that_is_a_warning() -> None:
    assert rated("R", "00B050") == (
        "red",
        ["warning 2 RAG: The cell says red, and its colour 00B050 says green. The word counts."],
    )


@pytest.mark.parametrize("fill", ["F2F2F2", "7030A0"])
def test_a_colour_that_is_no_rating_contradicts_no_word(fill: str) -> None:
    assert rated("Amber", fill) == ("amber", [])


def test_a_text_on_a_colour_is_not_replaced_by_the_colour() -> None:
    rating, told = rated("see note", "00B050")
    assert rating == ""
    assert told[0].startswith('error 2 RAG: "see note" is not known here.')


def test_a_colour_alone_is_read_with_a_warning_and_the_boards_own_colours_count_first() -> None:
    assert rated("", "00B050")[0] == "green"
    assert rated("", "00B050")[1][0].startswith("warning 2 RAG: The rating is given by colour alone")
    assert rated("", "00B050", colours={"00B050": Rating.BLUE})[0] == "blue"
    assert rated("", "7030A0")[1] == ["warning 2 RAG: The colour 7030A0 stands for no rating known here."]


@pytest.mark.parametrize(
    ("text", "lead", "told"),
    [
        ("Head of Care", "Head of Care", []),
        ("DCS / All", "DCS", ['note 2 Lead: "DCS / All" was read as 1 lead: DCS.']),
        ("A lead; B lead", "A lead; B lead", ['note 2 Lead: "A lead; B lead" was read as 2 leads: A lead and B lead.']),
        ("TBC", "", ['warning 2 Lead: "TBC" names nobody.']),
        ("", "", []),
    ],
)
def test_leads_that_are_parted_or_left_out_are_told(text: str, lead: str, told: list[str]) -> None:
    found = read(grid([HEADINGS, row("1", lead=text)]))
    assert (found.actions[0]["lead"], found.told()) == (lead, told)
