"""The glossary: which abbreviations are used, what they stand for, and which nobody explains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.domain.abbreviations import glossary


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("The Common Assessment Framework (CAF) is used well.", [("CAF", "Common Assessment Framework")]),
        ("We hold a Board for Early Help (BEH).", [("BEH", "Board for Early Help")]),
        ("The Multi-Agency Planning Group (MAPG) met.", [("MAPG", "Multi-Agency Planning Group")]),
        ("Two GPs and the NHS's own nurse.", [("GP", "general practitioner"), ("NHS", "National Health Service")]),
        ("Local Adoption Case (LAC) meeting", [("LAC", "Local Adoption Case")]),  # what the text says goes before
        ("No abbreviation at all, in 2014, by Ofsted.", []),
        ("Marked OK in the UK as a PDF.", []),
        ("file:ABC.csv, a@NHS.example and R/NHS", []),
    ],
)
def test_an_abbreviation_stands_for_what_its_text_or_else_the_trade_says(
    text: str, explained: list[tuple[str, str]]
) -> None:
    assert list(glossary([text], {}).explained) == explained


def test_the_boards_own_glossary_counts_first() -> None:
    own = {"CAF": "Common Ambition Forum", "UK": "United Kingdom", "XYZ": "not used"}
    assert list(glossary(["The Common Assessment Framework (CAF), in the UK."], own).explained) == [
        ("CAF", "Common Ambition Forum"),
        ("UK", "United Kingdom"),
    ]


def test_what_nobody_explains_is_listed_once_and_in_order() -> None:
    found = glossary(["ZZT and DART.", "DART again, with PF1 and Something Else (DART)."], {})
    assert found.unexplained == ("DART", "PF1", "ZZT")


def test_a_word_that_does_not_fit_its_letters_explains_nothing() -> None:
    assert glossary(["The new drop-in for families (DART) is open."], {}).unexplained == ("DART",)


@given(st.lists(st.text()))
def test_any_text_has_a_glossary_and_nothing_is_both_explained_and_not(texts: list[str]) -> None:
    found = glossary(texts, {})
    assert not {short for short, _ in found.explained} & set(found.unexplained)
