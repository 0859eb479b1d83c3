"""Refs are text: 1.1 and 1.10 are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.sources.tracker.refs import read_ref


@pytest.mark.parametrize(
    ("text", "ref"),
    [("1.10", "1.10"), ("1.1", "1.1"), ("Action 1.1.", "1.1"), ("Ref: 1.3", "1.3"), ("No. 4", "4"), ("NUMBER 12", "12"),
     ("Action ref 1", "1"), ("(5)", "5"), ("6)", "6"), ("1(a)", "1(a)"), ("1.1 .", "1.1"), ("A\u20137", "A-7"),
     ("No", "No"), ("Action", "Action"), ("Care action 1", "Care action 1"), ("Norwich 1", "Norwich 1"),
     ("1.1 \n (b)", "1.1 (b)"), ("001", "001"), ("", ""), ("R/2014/15", "R/2014/15")],
)  # fmt: skip
def test_a_ref_that_people_write(text: str, ref: str) -> None:
    assert read_ref(text) == ref


@given(st.integers(0, 99), st.lists(st.integers(0, 99), max_size=3), st.sampled_from(["", "a", "/2", "(i)"]))
def test_numbers_that_differ_are_refs_that_differ(first: int, others: list[int], tail: str) -> None:
    ref = ".".join(map(str, (first, *others))) + tail
    assert read_ref(ref) == ref
    assert read_ref(f"{ref}0") != read_ref(ref)


WORDS = st.sampled_from(["Action", "ref.", "No", "1.1", "(", ")", ".", ":", " ", "\n", "\u2014", "a", "1", "number"])


@given(st.text() | st.lists(WORDS).map(" ".join) | st.lists(WORDS).map("".join))
def test_reading_twice_is_reading_once_and_figures_stay(text: str) -> None:
    ref = read_ref(text)
    assert read_ref(ref) == ref
    assert [letter for letter in ref if letter.isdigit()] == [letter for letter in text if letter.isdigit()]
