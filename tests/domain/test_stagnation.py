"""What does not move: by the papers, by the calendar, by its words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from domain.conftest import LAST_TIME, THRESHOLDS, TODAY, action, complete, days, plan, update
from reporter.domain.plan import Action, Status
from reporter.domain.stagnation import Standstill, Still, moved_forward, same_words, stand_still

BETWEEN = TODAY - days(5)
LONG_AGO = TODAY - days(62)
NOT_STARTED = Status.NOT_STARTED


def stood(*actions: Action, since: date | None = LAST_TIME) -> Standstill:
    return stand_still(plan(*actions), TODAY, since, THRESHOLDS)


def told(stills: Sequence[Still]) -> list[tuple[str, str]]:
    return [(still.action.ref, still.said) for still in stills]


@pytest.mark.parametrize(
    ("entry", "moved"),
    [
        (action(), None),
        (action(update(LAST_TIME, NOT_STARTED, 0)), None),
        (action(update(LAST_TIME)), LAST_TIME),
        (action(update(LAST_TIME, progress=0)), LAST_TIME),
        (action(update(LAST_TIME, progress=10), update(BETWEEN, progress=10)), LAST_TIME),
        (action(update(LAST_TIME, progress=10), update(BETWEEN, progress=11)), BETWEEN),
        (action(update(LAST_TIME, progress=10), update(BETWEEN, progress=None)), LAST_TIME),
        (action(update(LAST_TIME, progress=10), update(BETWEEN, progress=5)), LAST_TIME),
        (action(update(LAST_TIME, progress=10), update(BETWEEN, progress=5), update(TODAY, progress=7)), TODAY),
        (action(complete(LAST_TIME), update(BETWEEN)), LAST_TIME),
        (action(update(LAST_TIME, progress=10), update(BETWEEN, Status.COMPLETE, 10)), BETWEEN),
    ],
)
def test_an_action_moves_forward_by_status_or_progress(entry: Action, moved: date | None) -> None:
    assert moved_forward(entry) == moved


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            action(update(LAST_TIME, progress=65), update(BETWEEN, progress=65)),
            "no progress since 10 February 2015 (35 days): in progress, 65% done",
        ),
        (
            action(update(LAST_TIME, progress=65), update(BETWEEN, progress=60)),
            "no progress since 10 February 2015 (35 days): in progress, 60% done",
        ),
        (action(update(LAST_TIME)), "no progress since 10 February 2015 (35 days): in progress"),
        (action(added=LAST_TIME), "no progress since 10 February 2015 (35 days): not started"),
        (action(start=LAST_TIME), "no progress since 10 February 2015 (35 days): not started"),
        (action(), "no progress is recorded: not started"),
    ],
)
def test_little_progress_is_none_since_the_last_paper(entry: Action, said: str) -> None:
    assert told(stood(entry).little_progress) == [("1-01", said)]


@pytest.mark.parametrize(
    "entry",
    [
        action(update(LAST_TIME, progress=65), update(BETWEEN, progress=66)),
        action(update(BETWEEN)),
        action(update(LAST_TIME, NOT_STARTED), update(BETWEEN)),
        action(update(LAST_TIME), complete(BETWEEN)),
        action(start=TODAY + days(1)),
        action(added=BETWEEN),
        action(removed=TODAY),
    ],
)
def test_an_action_that_moved_or_need_not_have_moved_is_no_standstill(entry: Action) -> None:
    assert stood(entry).little_progress == ()


@pytest.mark.parametrize(("moved", "listed"), [(LONG_AGO, True), (LONG_AGO + days(1), False)])
def test_in_a_first_paper_the_days_alone_decide(moved: date, listed: bool) -> None:
    entry = action(update(moved, progress=10), update(BETWEEN, progress=10))
    assert bool(stood(entry, since=None).little_progress) is listed
    fewer = replace(THRESHOLDS, little_progress_days=61)
    assert stand_still(plan(entry), TODAY, None, fewer).little_progress != ()


def test_what_was_last_said_stands_beside_it() -> None:
    (still,) = stood(action(update(LAST_TIME), update(BETWEEN, commentary="We wait for IT."))).little_progress
    assert (still.since, still.days, still.last_said, still.last_dated) == (LAST_TIME, 35, "We wait for IT.", BETWEEN)
    (silent,) = stood(action()).little_progress
    assert (silent.since, silent.days, silent.last_said, silent.last_dated) == (None, None, "", None)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (action(update(LONG_AGO - days(1))), "no update for 63 days"),
        (action(added=LONG_AGO - days(1)), "no update since it was added, 63 days ago"),
        (action(), "no update is recorded"),
    ],
)
def test_an_action_is_stale_that_nobody_has_updated_for_long(entry: Action, said: str) -> None:
    assert told(stood(entry).stale) == [("1-01", said)]


@pytest.mark.parametrize(
    "entry", [action(update(LONG_AGO)), action(complete(LONG_AGO - days(1))), action(start=TODAY + days(1))]
)
def test_an_action_is_not_stale_that_is_fresh_or_closed_or_to_start(entry: Action) -> None:
    assert stood(entry).stale == ()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            action(update(LAST_TIME, progress=45)),
            "on track as in the last paper, with the same progress (45%) and no update since",
        ),
        (action(update(LAST_TIME)), "on track as in the last paper, with no progress figure and no update since"),
        (
            action(update(LAST_TIME, progress=45), update(BETWEEN, progress=45, commentary="work  goes on")),
            "on track as in the last paper, with the same progress (45%) and the same words since",
        ),
    ],
)
def test_green_but_unchanged_has_neither_progress_nor_news(entry: Action, said: str) -> None:
    assert told(stood(entry).green_but_unchanged) == [("1-01", said)]
    assert stood(entry, since=None).green_but_unchanged == ()


@pytest.mark.parametrize(
    "entry",
    [
        action(update(LAST_TIME, progress=45), update(BETWEEN, progress=46)),
        action(update(LAST_TIME), update(BETWEEN, commentary="Two of nine are done.")),
        action(update(LAST_TIME), due=TODAY - days(1)),  # red now
        action(update(LAST_TIME), due=LAST_TIME - days(1)),  # red then and now
        action(update(BETWEEN), added=BETWEEN),
        action(complete(LAST_TIME, "Audit.")),
    ],
)
def test_green_is_not_unchanged_where_something_is_new(entry: Action) -> None:
    assert stood(entry).green_but_unchanged == ()


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (TODAY, []),
        (TODAY - days(1), [("1-01", "on track in the last paper, now 1 day overdue")]),
        (LAST_TIME, [("1-01", "on track in the last paper, now 35 days overdue")]),
        (LAST_TIME - days(1), []),  # it was overdue then already
    ],
)
def test_green_then_overdue_was_no_concern_last_time(due: date, said: list[tuple[str, str]]) -> None:
    assert told(stood(action(update(LAST_TIME), due=due)).green_then_overdue) == said


def test_each_list_keeps_the_order_of_the_plan_and_an_empty_plan_has_none() -> None:
    assert stood() == Standstill(LAST_TIME, THRESHOLDS.little_progress_days, (), (), (), ())
    entries = [action(ref=f"1-0{n}", due=None) for n in (3, 1, 2)]
    assert [ref for ref, _ in told(stood(*entries).little_progress)] == ["1-03", "1-01", "1-02"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("On track.", "on  track", True),
        ("On track!", "On track", True),
        ("", "", True),
        ("On track.", "On track: 4 of 9.", False),
    ],
)
def test_words_are_the_same_whatever_their_dress(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same_words(other, one) is same
