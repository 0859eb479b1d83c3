"""What the ratings of several actions come to, and the sentence that says why."""

from dataclasses import replace

import pytest

from domain.conftest import THRESHOLDS
from reporter.domain.plan import Rating
from reporter.domain.progress import roll_up
from reporter.domain.scheme import OURS

SHORT = {
    "r": Rating.RED,
    "a": Rating.AMBER,
    "n": Rating.NOT_RATED,
    "y": Rating.GREY,
    "g": Rating.GREEN,
    "b": Rating.BLUE,
}


def ratings(letters: str) -> list[Rating]:
    """rag: one red, one amber, one green; n is not rated, y grey, b blue."""
    return [SHORT[letter] for letter in letters]


def rolled(letters: str, area_share: int = 25) -> str:
    result = roll_up(ratings(letters), replace(THRESHOLDS, area_share=area_share), OURS)
    return f"{result.rating}: {result.reason}"


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ("", "not rated: it has no action"),
        ("b", "blue: every action is complete and verified"),
        ("bbb", "blue: every action is complete and verified"),
        ("r", "red: 1 of 1 open action is red"),
        ("rggg", "red: 1 of 4 open actions is red"),
        ("rrgggggg", "red: 2 of 8 open actions are red"),
        ("a", "amber: 1 of 1 open action is amber"),
        ("aggg", "amber: 1 of 4 open actions is amber"),
        ("aagg", "amber: 2 of 4 open actions are amber"),
        ("ragggg", "amber: 2 of 6 open actions are red or amber"),
        ("g", "green: 1 of 1 open action is on track"),
        ("gyyy", "grey: 3 of 4 open actions are not started"),
        ("ggyb", "green: 2 of 3 open actions are on track"),
        ("yy", "grey: 2 of 2 open actions are not started"),
        ("yyn", "grey: 2 of 3 open actions are not started"),
        ("n", "not rated: 1 of 1 open action cannot be rated"),
        ("nn", "not rated: 2 of 2 open actions cannot be rated"),
        ("nb", "not rated: 1 of 1 open action cannot be rated"),
        ("gnn", "not rated: 2 of 3 open actions cannot be rated"),
        ("gn", "not rated: 1 of 2 open actions cannot be rated"),
        ("yn", "not rated: 1 of 2 open actions cannot be rated"),
    ],
)
def test_each_outcome_has_its_sentence(letters: str, said: str) -> None:
    assert rolled(letters) == said


@pytest.mark.parametrize(
    ("letters", "rating"),
    [
        ("rggg", "red"),  # 25% exactly
        ("rgggg", "green"),  # 20%
        ("raggg", "amber"),  # red 20%, red and amber 40%
        ("aggg", "amber"),
        ("agggg", "green"),
        ("rgggb", "red"),  # blue is not open: still 1 of 4
        ("rgggggbbbbbb", "green"),  # 1 of 6
        ("rggn", "red"),  # what is not rated is open
        ("rgggn", "green"),
    ],
)
def test_the_share_counts_from_exactly_the_threshold_and_among_open_actions(letters: str, rating: str) -> None:
    assert rolled(letters).split(":")[0] == rating


@pytest.mark.parametrize(("area_share", "rating"), [(33, "red"), (34, "green"), (100, "green"), (1, "red")])
def test_the_share_is_the_boards_own(area_share: int, rating: str) -> None:
    assert rolled("rgg", area_share).split(":")[0] == rating


def test_all_actions_are_counted_and_every_rating_is_there_even_at_zero() -> None:
    result = roll_up(ratings("rragbb"), THRESHOLDS, OURS)
    assert dict(result.counts) == {
        Rating.RED: 2,
        Rating.AMBER: 1,
        Rating.RE_DATED: 0,
        Rating.NOT_RATED: 0,
        Rating.GREY: 0,
        Rating.GREEN: 1,
        Rating.COMPLETE: 0,
        Rating.BLUE: 2,
    }
    assert result.total == 6


def test_an_area_that_is_nearly_all_undated_is_not_green() -> None:
    assert roll_up(ratings("g" + 9 * "n"), THRESHOLDS, OURS).rating is not Rating.GREEN


@pytest.mark.parametrize("area_share", [1, 50, 100])
def test_no_threshold_makes_an_area_red_that_has_no_red_action(area_share: int) -> None:
    assert rolled("ggg", area_share) == "green: 3 of 3 open actions are on track"


def test_no_reason_counts_nothing() -> None:
    assert ": 0 of" not in rolled("rn", area_share=51)


def test_the_reason_for_grey_has_a_verb_as_the_others_have() -> None:
    assert rolled("y") == "grey: 1 of 1 open action is not started"
