"""Dates, counts and lists read as a British board paper writes them."""

from datetime import date

import pytest

from reporter.domain.wording import choice, count, cut, date_range, first_of, join, posts, sentence, short_date, uk_date


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2014, 9, 24), "24 September 2014", "24 Sep 2014"),
        (date(2015, 1, 1), "1 January 2015", "1 Jan 2015"),
        (date(2016, 2, 29), "29 February 2016", "29 Feb 2016"),
        (date(2014, 5, 14), "14 May 2014", "14 May 2014"),
        (date(2014, 12, 31), "31 December 2014", "31 Dec 2014"),
    ],
)
def test_a_date_has_no_leading_zero_and_its_month_in_words(day: date, long: str, short: str) -> None:
    assert uk_date(day) == long
    assert short_date(day) == short


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2014, 3, 11), date(2014, 4, 2), "11 March to 2 April 2014"),
        (date(2014, 12, 1), date(2015, 1, 9), "1 December 2014 to 9 January 2015"),
        (date(2014, 3, 11), date(2015, 3, 11), "11 March 2014 to 11 March 2015"),
        (date(2014, 4, 2), date(2014, 4, 2), "2 April 2014"),
        (date(2025, 2, 10), date(2025, 2, 28), "10 to 28 February 2025"),
        (date(2024, 2, 10), date(2025, 2, 28), "10 February 2024 to 28 February 2025"),
    ],
)
def test_a_range_names_year_and_month_once_where_they_are_the_same(first: date, last: date, said: str) -> None:
    assert date_range(first, last) == said


@pytest.mark.parametrize(
    ("number", "noun", "plural", "said"),
    [
        (0, "action", None, "no actions"),
        (1, "action", None, "1 action"),
        (2, "action", None, "2 actions"),
        (0, "child", "children", "no children"),
        (1, "child", "children", "1 child"),
        (3, "child", "children", "3 children"),
        (999, "row", None, "999 rows"),
        (1000, "row", None, "1,000 rows"),
        (2713, "row", None, "2,713 rows"),
    ],
)
def test_a_count_agrees_with_its_noun(number: int, noun: str, plural: str | None, said: str) -> None:
    assert count(number, noun, plural) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["lead"], "lead"),
        (["lead", "chair"], "lead and chair"),
        (["board", "lead", "chair"], "board, lead and chair"),
    ],
)
def test_a_list_ends_in_and_without_a_comma_before_it(items: list[str], said: str) -> None:
    assert join(items) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("overdue", "Overdue."),
        ("Overdue.", "Overdue."),
        ("  spaced out  ", "Spaced out."),
        ("who answers?", "Who answers?"),
        ("3 days", "3 days."),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_sentence_has_a_capital_and_exactly_one_stop(text: str, said: str) -> None:
    assert sentence(text) == said


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["red"], "red"), (["red", "moved", "silent"], "red, moved or silent")]
)
def test_a_choice_ends_in_or(items: list[str], said: str) -> None:
    assert choice(items) == said


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    assert (first_of(["1a", "1b"], 2), first_of(["1a", "1b", "1c"], 2)) == ("1a and 1b", "1a, 1b and 1 more")


def test_posts_whose_titles_hold_a_comma_are_parted_by_semicolons() -> None:
    assert posts(["Nurse", "Manager, Duty"]) == "Nurse; Manager, Duty"
    assert (posts(["Nurse", "Doctor"]), posts(["Manager, Duty"])) == ("Nurse and Doctor", "Manager, Duty")


def test_a_text_is_cut_between_whole_words_and_keeps_its_mark_and_no_full_stop() -> None:
    assert cut("Visit every mother-in-law", 22) == "Visit every\u00a0\u2026"
    assert sentence(cut("Visit every child", 13)) == "Visit every\u00a0\u2026"
