"""Updates that say nothing of what changed."""

from datetime import date

import pytest

from domain.conftest import THRESHOLDS, TODAY, action, complete, days, plan, update, verified
from reporter.domain.empty_words import empty_words
from reporter.domain.plan import Action, Status

NOTHING = "has no number, no date and no evidence of impact"


def why(entry: Action) -> str:
    found = empty_words(plan(entry), THRESHOLDS)
    return found[0].why if found else ""


@pytest.mark.parametrize(
    ("words", "is_empty"),
    [
        ("Continuing as planned.", True),
        ("We may march on.", True),  # no month is meant
        ("One step at a time.", True),
        ("It often weighs on us.", True),  # "ten" and "eight" stand inside other words
        ("58 of 89 cases are allocated.", False),
        ("Four of ten.", False),
        ("One of the three vacancies is filled.", False),
        ("The backlog halved.", False),
        ("Starts in May.", False),
        ("Agreed by the Board in January", False),
        ("60% done", False),
    ],
)
def test_words_are_empty_that_hold_no_number_and_no_date(words: str, is_empty: bool) -> None:
    assert why(action(update(commentary=words))) == (NOTHING if is_empty else "")


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [
        (61, ""),
        (62, "says the same as on 14 January 2015, 62 days earlier"),
        (90, "says the same as on 17 December 2014, 90 days earlier"),
    ],
)
def test_the_same_words_again_after_two_months_are_empty_though_they_hold_a_number(days_ago: int, said: str) -> None:
    entry = action(
        update(TODAY - days(days_ago), commentary="4 of 9 done."),
        update(TODAY - days(30), commentary="No news."),
        update(TODAY, commentary="4 of 9  done"),
    )
    assert why(entry) == said


def test_an_update_without_words_is_empty() -> None:
    assert why(action(update(commentary=""))) == "has no words and no evidence of impact"


@pytest.mark.parametrize(
    "entry",
    [
        action(),
        action(update(evidence="Audit: good.")),
        action(update(commentary="", evidence="Audit: good.")),
        action(verified(evidence=None)),
        action(update(TODAY - days(1)), update(TODAY, commentary="4 of 9 done.")),
    ],
)
def test_evidence_verification_silence_and_news_are_not_empty_words(entry: Action) -> None:
    assert why(entry) == ""


def test_a_complete_action_is_asked_too_and_its_update_is_given() -> None:
    entry = action(update(TODAY - days(9), commentary="4 of 9."), complete(TODAY))
    (found,) = empty_words(plan(entry), THRESHOLDS)
    assert (found.action.status, found.update.dated, found.why) == (Status.COMPLETE, TODAY, NOTHING)
    assert empty_words(plan(), THRESHOLDS) == ()
    many = plan(*(action(update(date(2015, 3, n)), ref=f"1-0{n}") for n in (3, 1, 2)))
    assert [hollow.action.ref for hollow in empty_words(many, THRESHOLDS)] == ["1-03", "1-01", "1-02"]
