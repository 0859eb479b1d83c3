"""Statuses, ratings, colours and percentages in the spellings of real trackers: known, or never guessed."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.domain.plan import Rating, Status
from reporter.sources.tracker.spelling import plain
from reporter.sources.tracker.words import (
    EMBEDDED,
    RATED_COMPLETE,
    RATING_OF,
    REMOVED,
    STATUS_OF,
    rating_of_fill,
    read_percent,
    read_rating,
    read_status,
)

KNOWN_STATUSES = {*STATUS_OF, *REMOVED, *EMBEDDED}


def _mixed(text: str) -> str:
    return "".join(Random(text).choice((str.upper, str.lower))(letter) for letter in text)


SHAPES: list[Callable[[str], str]] = [
    str.upper, str.title, _mixed, "  {} ".format, "{}.".format,
    lambda text: text.replace(" ", "\n "), lambda text: text.replace("-", "\u2013"),
]  # fmt: skip


@given(st.sampled_from(sorted(STATUS_OF)), st.sampled_from(SHAPES))
def test_a_status_is_read_in_any_capitals_and_spaces(word: str, shape: Callable[[str], str]) -> None:
    assert read_status(shape(word), {}).status == Status(STATUS_OF[word])


@given(st.sampled_from(sorted(REMOVED)), st.sampled_from(SHAPES))
def test_an_action_that_is_off_is_removed(word: str, shape: Callable[[str], str]) -> None:
    read = read_status(shape(word), {})
    assert (read.status, read.removed) == (None, True)


@given(st.sampled_from(sorted(RATING_OF)), st.sampled_from(SHAPES))
def test_a_rating_is_read_in_any_capitals_and_spaces(word: str, shape: Callable[[str], str]) -> None:
    assert read_rating(shape(word), {}).rating == Rating(RATING_OF[word])


@given(st.sampled_from([*sorted(STATUS_OF), "Gold", "4"]), st.sampled_from(list(Status)), st.sampled_from(SHAPES))
def test_the_boards_own_word_for_a_status_counts_before_ours(
    word: str, meaning: Status, shape: Callable[[str], str]
) -> None:
    assert read_status(shape(word), {word: meaning}).status is meaning


@given(st.sampled_from([*sorted(RATING_OF), "Gold", "4"]), st.sampled_from(list(Rating)), st.sampled_from(SHAPES))
def test_the_boards_own_word_for_a_rating_counts_before_ours(
    word: str, meaning: Rating, shape: Callable[[str], str]
) -> None:
    assert read_rating(shape(word), {word: meaning}).rating is meaning


@given(st.text() | st.sampled_from(sorted(KNOWN_STATUSES)).map(lambda word: word + "x"))
def test_a_text_that_is_no_known_status_is_never_taken_for_one(text: str) -> None:
    read = read_status(text, {})
    is_known = plain(text) in KNOWN_STATUSES
    assert (read.status is not None or read.removed) == is_known


@given(st.text() | st.sampled_from(sorted(RATING_OF)).map(lambda word: word + "x"))
def test_a_text_that_is_no_known_rating_is_never_taken_for_one(text: str) -> None:
    said = plain(text)
    known = said in RATING_OF or said in RATED_COMPLETE
    between = any(by in said for by in ("/", "-", " and ", " or ", "&"))
    assert read_rating(text, {}).rating is None or known or between


@pytest.mark.parametrize(
    ("text", "status"),
    [("Complete", Status.COMPLETE), ("completed ", Status.COMPLETE), ("COMPLETE - embedded", Status.COMPLETE),
     ("Complete \u2013 embedded", Status.COMPLETE), ("100%", Status.COMPLETE), ("Under way", Status.IN_PROGRESS),
     ("Signed off", Status.VERIFIED), ("To be started", Status.NOT_STARTED)],
)  # fmt: skip
def test_a_status_that_people_write(text: str, status: Status) -> None:
    assert read_status(text, {}).status is status


@pytest.mark.parametrize(
    "text", ["Not complete", "Incomplete", "Almost done", "Complete?", "50% complete", "R", "-", "n/a"]
)
def test_a_status_that_only_looks_like_one_is_not_read(text: str) -> None:
    assert read_status(text, {}).status is None


def test_a_slip_of_the_pen_is_suggested_and_not_taken() -> None:
    assert read_status("Compelte", {}) == type(read_status("", {}))(meant="complete")
    assert read_rating("Gren", {}).meant == "green"


@pytest.mark.parametrize(
    ("text", "rating"),
    [("Amber/Green", Rating.AMBER), ("green - amber", Rating.AMBER), ("R/G", Rating.RED),
     ("Green & Blue", Rating.GREEN), ("R", Rating.RED), ("\U0001f7e1", Rating.AMBER), ("Complete", Rating.BLUE),
      ("n/a", Rating.NOT_RATED)],
)  # fmt: skip
def test_a_rating_that_people_write(text: str, rating: Rating) -> None:
    assert read_rating(text, {}).rating is rating


@pytest.mark.parametrize(
    "text", ["R to A", "R/A/G", "Red/Purple", "Red (was amber)", "G - on track", "n/a/red", "/", "Purple"]
)
def test_a_rating_that_nobody_can_be_sure_of_is_not_read(text: str) -> None:
    assert read_rating(text, {}).rating is None


@given(st.integers(0, 100), st.sampled_from(["{}%", "{} %", "{}.0%", "{} per cent", "{}% complete", " {}%\n"]))
def test_a_whole_percentage_comes_back(percent: int, shape: str) -> None:
    assert read_percent(shape.format(percent)).percent == percent


@given(st.integers(1, 99))
def test_a_share_as_excel_keeps_it_is_a_percentage(percent: int) -> None:
    assert read_percent(f"{percent / 100:.15g}").percent == percent
    assert percent == 1 or read_percent(str(percent)).percent == percent


@given(st.floats(0, 100).map(lambda number: f"{number:.6f}"), st.sampled_from(["", "%"]))
def test_only_what_is_all_done_is_100_percent(number: str, sign: str) -> None:
    percent = read_percent(number + sign).percent
    assert (percent == 100) == (float(number) == 100)


@given(st.text())
def test_arbitrary_text_is_a_percentage_or_a_problem(text: str) -> None:
    read = read_percent(text)
    assert (read.percent is None) == bool(read.problem)
    assert read.percent is None or 0 <= read.percent <= 100


@pytest.mark.parametrize("text", ["110 %", "-5", "-5%", "101", "1", "1.5", "eighty", "75-80%", "3/4", "", "-", "1e2"])
def test_what_is_no_percentage_is_a_problem(text: str) -> None:
    assert read_percent(text).problem


@pytest.mark.parametrize(
    ("fill", "rating"),
    [("FF0000", Rating.RED), ("C00000", Rating.RED), ("FFC000", Rating.AMBER), ("FFFF00", Rating.AMBER),
     ("ED7D31", Rating.AMBER), ("00B050", Rating.GREEN), ("92D050", Rating.GREEN), ("0070C0", Rating.BLUE),
     ("00B0F0", Rating.BLUE), ("BFBFBF", Rating.GREY), ("FFFFFF", None), ("000000", None), ("7030A0", None)],
)  # fmt: skip
def test_the_colours_that_excel_offers(fill: str, rating: Rating | None) -> None:
    assert rating_of_fill(fill, {}, {}) is rating


@given(st.integers(0, 0xFFFFFF).map("{:06X}".format), st.sampled_from(list(Rating)))
def test_any_colour_is_a_rating_or_none_and_the_boards_own_counts_first(fill: str, rating: Rating) -> None:
    assert rating_of_fill(fill, {}, {}) in {*Rating, None} - {Rating.NOT_RATED}
    assert rating_of_fill(fill, {fill: rating}, {}) is rating
