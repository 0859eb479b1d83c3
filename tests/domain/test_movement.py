"""What moved between two papers: a date that was put back is a slip, whatever the colours say."""

from datetime import date

import pytest

from domain.conftest import (
    LAST_TIME,
    THRESHOLDS,
    TODAY,
    action,
    area,
    complete,
    days,
    plan,
    re_dated,
    update,
    verified,
)
from reporter.domain.movement import ActionProgress, Movement, PlanProgress, measure
from reporter.domain.plan import Action, Rating, Status
from reporter.domain.scheme import OURS

BETWEEN = TODAY - days(5)  # after the last paper, before this one
START, DUE = LAST_TIME - days(35), LAST_TIME + days(65)  # an even pace: 35% last time, 70% today
SOON, LATER = date(2015, 4, 30), date(2015, 6, 30)


def compared(*actions: Action, since: date | None = LAST_TIME) -> PlanProgress:
    return measure(plan(*actions), TODAY, since, THRESHOLDS, OURS)


def moved(entry: Action, since: date | None = LAST_TIME) -> ActionProgress:
    return compared(entry, since=since).actions[0]


def worked(before: int, now: int) -> Action:
    """An action with a start and a due date, and what was done of it (in percent) last time and now."""
    return action(update(LAST_TIME, progress=before), update(BETWEEN, progress=now), start=START, due=DUE)


@pytest.mark.parametrize(
    ("entry", "movement", "said"),
    [
        (worked(35, 70), Movement.UNCHANGED, "unchanged"),
        (worked(15, 70), Movement.IMPROVED, "amber to green"),
        (worked(0, 70), Movement.IMPROVED, "amber to green"),
        (worked(35, 50), Movement.SLIPPED, "green to amber"),
        (worked(35, 34), Movement.SLIPPED, "green to red"),
        (worked(15, 34), Movement.SLIPPED, "amber to red"),
        (worked(15, 50), Movement.UNCHANGED, "unchanged"),
        (action(update(LAST_TIME), due=BETWEEN), Movement.SLIPPED, "green to red"),
        (
            action(update(LAST_TIME), complete(BETWEEN, "Audit."), due=LAST_TIME - days(1)),
            Movement.IMPROVED,
            "red to green",
        ),
        (action(update(LAST_TIME), complete(BETWEEN)), Movement.SLIPPED, "green to amber"),
        (action(update(LAST_TIME, Status.NOT_STARTED), update(BETWEEN)), Movement.UNCHANGED, "grey to green"),
        (action(start=BETWEEN), Movement.SLIPPED, "grey to amber"),
        (action(verified(LAST_TIME), update(BETWEEN)), Movement.SLIPPED, "blue to green"),
        (action(re_dated(BETWEEN, SOON), due=None), Movement.IMPROVED, "not rated to green"),
        (action(verified(LAST_TIME)), Movement.UNCHANGED, "unchanged"),
        (action(update(LAST_TIME), complete(BETWEEN), due=None), Movement.UNCHANGED, "not rated to amber"),
        (action(due=None), Movement.UNCHANGED, "unchanged"),
    ],
)
def test_a_better_rating_is_an_improvement_and_a_worse_one_a_slip(entry: Action, movement: Movement, said: str) -> None:
    assert (moved(entry).movement, moved(entry).moved) == (movement, said)


@pytest.mark.parametrize(
    ("entry", "rating", "said"),
    [
        (
            action(update(LAST_TIME), re_dated(BETWEEN, LATER), due=LAST_TIME - days(1)),
            Rating.AMBER,  # was red
            "due date moved from 9 February 2015 to 30 June 2015",
        ),
        (
            action(update(LAST_TIME), update(BETWEEN, Status.COMPLETE, revised_due=LATER, evidence="Audit."), due=SOON),
            Rating.COMPLETE,
            "due date moved from 30 April 2015 to 30 June 2015",
        ),
        (
            action(re_dated(LAST_TIME, SOON), re_dated(BETWEEN, SOON + days(1)), due=TODAY),
            Rating.AMBER,  # was amber
            "due date moved from 30 April 2015 to 1 May 2015",
        ),
    ],
)
def test_a_rating_that_was_bought_with_a_later_date_is_a_slip(entry: Action, rating: Rating, said: str) -> None:
    progress = moved(entry)
    assert (progress.rating, progress.movement, progress.moved) == (rating, Movement.SLIPPED, said)


def test_an_action_that_loses_its_date_has_slipped() -> None:
    """No update can take a date away, so this is a row that was taken out and entered again under its ref."""
    progress = compared(
        action(update(LAST_TIME), due=SOON, removed=BETWEEN),
        action(update(BETWEEN), due=None, added=BETWEEN),
    )
    assert [(p.movement, p.moved) for p in progress.actions] == [
        (Movement.SLIPPED, "due date moved from 30 April 2015 to no date")
    ]


@pytest.mark.parametrize("due", [SOON, None])
def test_a_date_brought_forward_or_first_given_is_no_slip(due: date | None) -> None:
    entry = action(update(LAST_TIME, progress=40), re_dated(BETWEEN, SOON - days(1), 50), due=due)
    assert moved(entry).movement is not Movement.SLIPPED


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (action(complete(LAST_TIME, "Audit."), verified(BETWEEN)), "green to blue, complete and verified"),
        (action(complete(LAST_TIME), verified(BETWEEN)), "amber to blue, complete and verified"),
        (action(update(LAST_TIME), verified(BETWEEN), due=LAST_TIME - days(1)), "red to blue, complete and verified"),
        (action(re_dated(BETWEEN, LATER), verified(BETWEEN), due=SOON), "grey to blue, complete and verified"),
    ],
)
def test_verification_closes_an_action_even_where_its_date_was_moved_on_the_way(entry: Action, said: str) -> None:
    assert (moved(entry).movement, moved(entry).moved) == (Movement.CLOSED, said)


@pytest.mark.parametrize(
    ("added", "movement"),
    [(LAST_TIME, Movement.UNCHANGED), (LAST_TIME + days(1), Movement.NEW), (TODAY, Movement.NEW)],
)
def test_an_action_is_new_that_was_added_after_the_last_paper(added: date, movement: Movement) -> None:
    assert moved(action(added=added)).movement is movement


def test_a_new_action_says_so() -> None:
    assert moved(action(added=TODAY)).moved == "new in the plan since the last paper"


def test_in_the_first_paper_nothing_has_moved() -> None:
    entries = (action(verified()), action(ref="1-02", due=BETWEEN), action(ref="1-03", removed=BETWEEN))
    progress = compared(*entries, since=None)
    assert [(p.movement, p.moved) for p in progress.actions] == 2 * [(Movement.UNCHANGED, "first report")]
    assert progress.removed == ()


@pytest.mark.parametrize(
    ("removed", "listed"),
    [(LAST_TIME, False), (LAST_TIME + days(1), True), (TODAY, True), (TODAY + days(1), False)],
)
def test_an_action_removed_since_the_last_paper_is_listed_once(removed: date, listed: bool) -> None:
    progress = compared(action(removed=removed), action(ref="1-02"))
    assert [a.ref for a in progress.removed] == (["1-01"] if listed else [])


def test_an_action_that_came_and_went_between_two_papers_is_in_neither() -> None:
    progress = compared(action(added=LAST_TIME + days(1), removed=BETWEEN))
    assert (progress.actions, progress.removed) == ((), ())


@pytest.mark.parametrize(
    ("own", "shown"), [(Rating.GREEN, None), (Rating.AMBER, Rating.AMBER), (Rating.BLUE, Rating.BLUE), (None, None)]
)
def test_the_leads_rating_stands_beside_ours_only_where_it_differs(own: Rating | None, shown: Rating | None) -> None:
    entry = action(update(lead_rating=own))
    assert (moved(entry).rating, moved(entry).lead_rating) == (Rating.GREEN, shown)


def test_the_past_is_judged_by_what_was_known_then() -> None:
    """Last time the action had been silent for 63 days; the update that came since does not make that undone."""
    entry = action(update(LAST_TIME - days(63), progress=10), update(BETWEEN, progress=20))
    assert moved(entry).moved == "amber to green"
    assert moved(action(update(LAST_TIME - days(62), progress=10), update(BETWEEN, progress=20))).moved == "unchanged"


def test_areas_and_the_whole_are_rolled_up_from_the_same_ratings() -> None:
    tiny = plan(
        action(due=BETWEEN),
        action(verified(), ref="1-02"),
        action(update(), ref="2-01", area="2"),
        areas=[area(), area("2", "Leadership"), area("3", "The Board")],
    )
    progress = measure(tiny, TODAY, None, THRESHOLDS, OURS)
    assert {ref: (a.rating, a.total) for ref, a in progress.areas.items()} == {
        "1": (Rating.RED, 2),
        "2": (Rating.GREEN, 1),
        "3": (Rating.NOT_RATED, 0),
    }
    assert progress.total.total == 3
    assert [p.action.ref for p in progress.rated(Rating.BLUE)] == ["1-02"]
    assert [p.action.ref for p in progress.moved(Movement.UNCHANGED)] == ["1-01", "1-02", "2-01"]
