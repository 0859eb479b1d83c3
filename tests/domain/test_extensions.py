"""Extensions that the board is asked for, and those that somebody granted."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given

from domain.conftest import LAST_TIME, TODAY, action, complete, days, plan, re_dated, update
from domain.test_properties import DAYS, plans, quick
from reporter.domain.extensions import Extension, extensions
from reporter.domain.plan import Action, ImprovementPlan

BETWEEN = TODAY - days(5)
DUE, LATER, LATEST = date(2015, 2, 28), date(2015, 3, 31), date(2015, 4, 30)


def told(found: Sequence[Extension]) -> list[tuple[str, str]]:
    return [(extension.action.ref, extension.said) for extension in found]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            action(re_dated(BETWEEN, LATER), due=DUE),
            "from 28 February 2015 to 31 March 2015 (moved once; 31 days after the first date)",
        ),
        (
            action(re_dated(LAST_TIME, LATER), re_dated(BETWEEN, LATEST), due=DUE),
            "from 31 March 2015 to 30 April 2015 (moved twice; 61 days after the first date)",
        ),
        (  # two moves since the last paper are one request
            action(re_dated(BETWEEN, LATER), re_dated(TODAY, LATEST), due=DUE),
            "from 28 February 2015 to 30 April 2015 (moved twice; 61 days after the first date)",
        ),
        (  # what was granted is granted, and the rest is asked for
            action(re_dated(BETWEEN, LATER, approved_by="the Chair"), re_dated(TODAY, LATEST), due=DUE),
            "from 31 March 2015 to 30 April 2015 (moved twice; 61 days after the first date)",
        ),
        (  # it had come forward before
            action(re_dated(LAST_TIME, DUE - days(9)), re_dated(BETWEEN, DUE - days(1)), due=DUE),
            "from 19 February 2015 to 27 February 2015 (moved once; 1 day before the first date)",
        ),
        (
            action(re_dated(LAST_TIME, DUE - days(9)), re_dated(BETWEEN, DUE), due=DUE),
            "from 19 February 2015 to 28 February 2015 (moved once; the first date)",
        ),
        (
            action(re_dated(LAST_TIME, DUE), re_dated(BETWEEN, LATER), due=None),
            "from 28 February 2015 to 31 March 2015 (moved once; 31 days after the first date)",
        ),
    ],
)
def test_the_board_is_asked_for_a_later_date_that_nobody_approved(entry: Action, said: str) -> None:
    assert told(extensions(plan(entry), LAST_TIME).asked) == [("1-01", said)]


@pytest.mark.parametrize(
    "entry",
    [
        action(update(BETWEEN), due=DUE),
        action(re_dated(LAST_TIME, LATER), due=DUE),  # the last paper asked
        action(re_dated(BETWEEN, LATER, approved_by="the Chair"), due=DUE),
        action(re_dated(BETWEEN, LATER), update(TODAY, approved_by="the Chair"), due=DUE),
        action(re_dated(BETWEEN, DUE - days(1)), due=DUE),  # earlier
        action(re_dated(BETWEEN, LATER), re_dated(TODAY, DUE), due=DUE),  # and back again
        action(re_dated(BETWEEN, LATER), due=None),  # a first date
        action(re_dated(BETWEEN, LATER), complete(TODAY), due=DUE),
    ],
)
def test_the_board_is_not_asked_where_nothing_is_later_or_somebody_approved_it(entry: Action) -> None:
    assert extensions(plan(entry), LAST_TIME).asked == ()


@pytest.mark.parametrize(
    ("entry", "approved_on"),
    [
        (action(re_dated(BETWEEN, LATER, approved_by="the Chair"), due=DUE), BETWEEN),
        (action(re_dated(LAST_TIME, LATER), update(BETWEEN, approved_by="the Chair"), due=DUE), BETWEEN),
        (action(re_dated(BETWEEN, LATER, approved_by="the Chair"), complete(TODAY), due=DUE), BETWEEN),
        (action(re_dated(BETWEEN, LATER, approved_by="the Chair"), re_dated(TODAY, LATEST), due=DUE), BETWEEN),
    ],
)
def test_an_extension_granted_since_the_last_paper_names_its_approver(entry: Action, approved_on: date) -> None:
    (granted,) = extensions(plan(entry), LAST_TIME).granted
    assert (granted.approved_by, granted.approved_on) == ("the Chair", approved_on)
    assert (granted.original, granted.before, granted.to, granted.times_moved) == (DUE, DUE, LATER, 1)


def test_an_extension_granted_before_the_last_paper_is_no_news() -> None:
    entry = action(re_dated(LAST_TIME, LATER, approved_by="the Chair"), due=DUE)
    assert extensions(plan(entry), LAST_TIME).granted == ()
    assert len(extensions(plan(entry), None).granted) == 1


def test_the_words_of_the_update_say_why() -> None:
    late = update(BETWEEN, revised_due=LATER, commentary="The contractor left.")
    (asked,) = extensions(plan(action(update(BETWEEN, commentary="No news."), late, due=DUE)), LAST_TIME).asked
    assert (asked.why, asked.approved_by, asked.approved_on) == ("The contractor left.", None, None)


def test_none_of_none_and_each_of_many_in_the_order_of_the_plan() -> None:
    assert extensions(plan(), LAST_TIME) == extensions(plan(action()), LAST_TIME)
    entries = [action(re_dated(BETWEEN, LATER), due=DUE, ref=f"1-0{n}") for n in (3, 1, 2)]
    assert [ref for ref, _ in told(extensions(plan(*entries), None).asked)] == ["1-03", "1-01", "1-02"]


@quick
@given(plans(), DAYS, DAYS)
def test_what_is_asked_for_is_in_force_later_than_before_and_approved_by_nobody(
    whole: ImprovementPlan, one: date, other: date
) -> None:
    since, as_at = sorted((one, other))
    found = extensions(whole.as_at(as_at), since)
    for asked in found.asked:
        assert asked.action.current_due == asked.to > asked.before
        assert asked.approved_by is None
        assert asked.times_moved >= 1
    assert all(granted.approved_by for granted in found.granted)
