"""What headings mean: known ones in any dress, unknown ones never guessed."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trackers.sheet import HEADINGS, grid, read, row

from reporter.domain.tracker import TrackerField as Column
from reporter.sources.tracker.headings import CHILD_LEVEL, KNOWN, VOCABULARY, match_headings, spelt

DOCS = Path(__file__).parents[3] / "docs/trackers.md"
DRESS: list[Callable[[str], str]] = [str.upper, str.title, "{}:".format, "{} *".format, " {}? ".format, "{}(s)".format,
                                     lambda text: text.replace(" ", "\n"), lambda text: text.replace(" ",
                                     "_")]  # fmt: skip


@given(st.sampled_from(sorted(set(KNOWN) - {"ignore"})), st.sampled_from(DRESS))
def test_a_known_heading_is_known_in_any_dress(word: str, dress: Callable[[str], str]) -> None:
    assert match_headings([dress(word)], {}).fields == {0: KNOWN[word]}


def test_the_guide_names_the_headings_that_are_known() -> None:
    rows = [line.strip("| ").split(" | ") for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")]
    told = {cells[0].strip("`"): cells[2] for cells in rows if len(cells) == 3}
    assert told == {str(column): words for column, words in VOCABULARY.items()}


def test_no_heading_has_two_meanings_and_each_is_spelt_as_it_is_compared() -> None:
    words = [word for spoken in VOCABULARY.values() for word in spoken.split(", ")]
    assert [word for word, times in Counter([*words, *map(str, Column)]).items() if times > 1] == []
    assert [word for word in words if spelt(word) != word] == []
    assert set(words) & CHILD_LEVEL == set()


@pytest.mark.parametrize(
    ("headings", "meant"),
    [
        ("Ref / Ofsted Recommendation / Action / Lead Officer / Timescale / RAG / Progress / Evidence of Impact",
         "ref / area for improvement / action / lead / due / lead rating / progress / evidence of impact"),
        ("No. / Ofsted paragraph / Area for improvement / Lead / Action / By when / Progress / R A G / "
         "Monitoring and evaluation",
         "ref / paragraph / area for improvement / lead / action / due / progress / lead rating / evidence of impact"),
        ("Recommendation / Action / Desired outcome / Success measure / Officer / Timescale",
         "area for improvement / action / intended outcome / success measure / lead / due"),
        ("What? / Who? / How? / When? / Success measures / Current status",
         "area for improvement / lead / action / due / success measure / status"),
        ("Priority action / Objective / What will success look like? / Responsible person / Deadline / BRAG status",
         "action / intended outcome / success measure / lead / due / lead rating"),
        ("# / Theme / Key Actions / Accountable Lead / Target Completion Date / Revised Target Date / RAGB / "
         "Latest update",
         "ref / area / action / lead / due / revised due / lead rating / commentary"),
        ("What do we need to do? / Who by / By when? / What difference has this made? / Sign off by",
         "action / lead / due / evidence of impact / verified by"),
    ],
)  # fmt: skip
def test_the_headings_of_published_plans_are_understood(headings: str, meant: str) -> None:
    texts = headings.split(" / ")
    assert list(match_headings(texts, {}).fields.values()) == meant.split(" / ")


@pytest.mark.parametrize(
    "heading", ["Resources", "Governance", "Milestones", "Risks", "Board", "?", "***", "\u2191\u2193"]
)
def test_a_heading_that_is_not_known_is_not_guessed_and_said(heading: str) -> None:
    found = read(grid([[*HEADINGS, heading], [*row("1"), "Words."]]))
    assert found.told() == [f'warning 1 {heading}: The column "{heading}" is not understood and was not read.']


@given(st.text(max_size=30))
def test_an_arbitrary_heading_is_understood_only_where_it_is_known(heading: str) -> None:
    matching = match_headings([heading], {})
    assert (0 in matching.fields) == (spelt(heading) in KNOWN and spelt(heading) not in CHILD_LEVEL)
    assert matching.score + len(matching.unknown) + len(matching.child_level) == (1 if heading else 0)


@pytest.mark.parametrize(
    "heading", ["Progress at March 2015", "Q3 2014/15 update", "Outcome Q1", "Position 31/03/2015"]
)
def test_progress_of_a_time_is_an_update_of_that_time(heading: str) -> None:
    assert match_headings([heading], {}).dated == [0]


@pytest.mark.parametrize(
    "heading", ["RAG status March 2015", "Rating Q3 update", "Due March 2015", "BRAG status Q1 2014/15"]
)
def test_ratings_and_dates_of_a_time_are_no_progress(heading: str) -> None:
    matching = match_headings([heading], {})
    assert (matching.dated, list(matching.unknown)) == ([], [0])


def test_what_the_config_says_counts_first_in_any_dress() -> None:
    said = {"who will do IT?": Column.LEAD, "Lead": Column.IGNORE}
    assert match_headings(["Who will do it", "LEAD", "Owner"], said).fields == {0: Column.LEAD, 1: Column.IGNORE}


def test_what_the_config_says_of_another_sheet_takes_nothing_from_this_one() -> None:
    found = read(grid([HEADINGS, row("1")]), columns={"Who wil do it?": Column.LEAD})
    assert found.actions[0]["lead"] == "A lead"
    assert found.told() == ['note 1 : The config says what the heading "Who wil do it?" means, and no column has it.']


@pytest.mark.parametrize("twice", [("Status", "Current status"), ("Progress to date", "Comments"), ("Lead", "LEAD:")])
def test_two_columns_for_one_meaning_are_an_error(twice: tuple[str, str]) -> None:
    found = read(grid([["Ref", "Area", "Action", *twice], ["1", "1 Help", "Do.", "a", "b"]]))
    assert [told.split(" were ")[0] for told in found.told("error")] == [
        f'error 1 : Both "{twice[0]}" and "{twice[1]}"'
    ]


@pytest.mark.parametrize("word", sorted(CHILD_LEVEL))
def test_a_column_about_single_children_stops_the_load_even_where_the_config_leaves_it_out(word: str) -> None:
    for columns in ({}, {word: Column.IGNORE}):
        found = read(grid([[*HEADINGS, word.title()], [*row("1"), "Secret"]]), columns=columns)
        assert found.layout is not None
        assert found.layout.rows == ()
        assert "about single children" in found.told("error")[0]
        assert "Secret" not in "".join(found.told())


def test_a_diary_in_a_cell_names_no_time_of_a_column() -> None:
    diary = "Progress update 12/09/2014 first meeting of the working group."
    assert match_headings([diary], {}).dated == [0]
    assert match_headings([f"{diary} {diary}"], {}).dated == []


def test_no_known_heading_has_a_figure() -> None:
    """So a text with one, as most cells of a table have, need not be spelt as a heading to know that it is none."""
    assert [word for word in KNOWN if any(map(str.isdigit, word))] == []
