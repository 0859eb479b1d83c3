"""A plan as it was known at the end of a day, and an action's state as it follows from its updates."""

from datetime import date

import pytest

from domain.conftest import (
    LAST_TIME,
    TODAY,
    action,
    complete,
    days,
    indicator,
    plan,
    re_dated,
    update,
    verified,
)
from reporter.domain.plan import Action, Measurement, Rating, Revision, Status, Voice

BEFORE, AFTER = TODAY - days(1), TODAY + days(1)


@pytest.mark.parametrize(
    ("added", "removed", "there"),
    [
        (None, None, True),
        (BEFORE, None, True),
        (TODAY, None, True),
        (AFTER, None, False),
        (None, BEFORE, False),
        (None, TODAY, False),
        (None, AFTER, True),
        (BEFORE, TODAY, False),
        (TODAY, TODAY, False),
        (TODAY, AFTER, True),
    ],
)
def test_an_action_is_in_the_plan_from_the_day_it_is_added_until_the_day_it_is_removed(
    added: date | None, removed: date | None, there: bool
) -> None:
    whole = plan(action(added=added, removed=removed))
    assert [a.ref for a in whole.as_at(TODAY).actions] == (["1-01"] if there else [])


def test_the_plan_knows_what_was_recorded_on_the_very_day_and_nothing_later() -> None:
    whole = plan(
        action(update(BEFORE, progress=10), update(TODAY, progress=20), update(AFTER, progress=30)),
        indicators=[indicator(*(Measurement("Ourtown", day, 7) for day in (BEFORE, TODAY, AFTER)))],
        voices=[Voice("1", day, "Survey", "Listen to us.", None) for day in (BEFORE, TODAY, AFTER)],
    )
    known = whole.as_at(TODAY)
    assert [u.dated for u in known.actions[0].updates] == [BEFORE, TODAY]
    assert known.actions[0].progress == 20
    assert [m.dated for m in known.indicators[0].measurements] == [BEFORE, TODAY]
    assert [v.dated for v in known.voices] == [BEFORE, TODAY]


def test_looking_back_changes_neither_the_plan_nor_what_has_no_date() -> None:
    whole = plan(action(update(AFTER)), action(ref="1-02"))
    known = whole.as_at(BEFORE)
    assert known.actions[0].updates == ()
    assert len(whole.actions[0].updates) == 1
    assert (known.areas, known.areas_for_improvement) == (whole.areas, whole.areas_for_improvement)
    assert [a.ref for a in known.actions] == ["1-01", "1-02"]


def test_a_past_day_gives_the_same_plan_whether_looked_at_directly_or_through_a_later_day() -> None:
    whole = plan(action(update(BEFORE), update(TODAY), removed=AFTER), action(ref="1-02", added=TODAY))
    assert whole.as_at(TODAY).as_at(BEFORE) == whole.as_at(BEFORE)


@pytest.mark.parametrize(
    ("entry", "status", "progress"),
    [
        (action(), Status.NOT_STARTED, None),
        (action(update(progress=10)), Status.IN_PROGRESS, 10),
        (action(update(BEFORE, progress=10), update(TODAY, progress=None)), Status.IN_PROGRESS, 10),
        (action(update(BEFORE, progress=40), update(TODAY, progress=0)), Status.IN_PROGRESS, 0),
        (action(update(BEFORE, progress=90), complete()), Status.COMPLETE, 90),
        (action(complete(BEFORE), update(TODAY, progress=60)), Status.IN_PROGRESS, 60),
        (action(complete(BEFORE), verified()), Status.VERIFIED, None),
    ],
)
def test_status_is_the_latest_and_progress_the_latest_that_was_given(
    entry: Action, status: Status, progress: int | None
) -> None:
    assert (entry.status, entry.progress) == (status, progress)


def test_the_leads_rating_is_that_of_the_latest_update_only() -> None:
    assert action().lead_rating is None
    assert action(update(lead_rating=Rating.GREEN)).lead_rating is Rating.GREEN
    assert action(update(BEFORE, lead_rating=Rating.GREEN), update(TODAY)).lead_rating is None


DUE, LATER, LATEST = date(2014, 10, 31), date(2014, 12, 31), date(2015, 3, 31)


def test_each_change_of_the_due_date_is_kept_with_its_day_and_approver() -> None:
    entry = action(
        re_dated(LAST_TIME, LATER, approved_by="the Board"),
        update(LAST_TIME + days(1)),
        re_dated(TODAY, LATEST),
        due=DUE,
    )
    assert entry.revisions == (
        Revision(LAST_TIME, DUE, LATER, "the Board", LAST_TIME),
        Revision(TODAY, LATER, LATEST, None),
    )
    assert entry.current_due == LATEST


def test_an_approval_may_be_recorded_after_the_change() -> None:
    entry = action(
        re_dated(LAST_TIME, LATER),
        update(LAST_TIME + days(1), approved_by="the Board"),
        update(TODAY, approved_by="the Vice Chair"),
        due=DUE,
    )
    assert entry.revisions == (Revision(LAST_TIME, DUE, LATER, "the Board", LAST_TIME + days(1)),)
    assert entry.as_at(LAST_TIME).revisions == (Revision(LAST_TIME, DUE, LATER, None),)
    assert action(update(approved_by="the Board")).revisions == ()


@pytest.mark.parametrize(
    ("entry", "to_start"),
    [
        (action(start=AFTER), True),
        (action(start=TODAY), False),
        (action(update(status=Status.NOT_STARTED), start=AFTER), True),
        (action(update(), start=AFTER), False),
        (action(), False),
    ],
)
def test_an_action_is_to_start_until_its_start_or_its_first_work(entry: Action, to_start: bool) -> None:
    assert entry.is_to_start(TODAY) is to_start


@pytest.mark.parametrize(
    ("entry", "is_open"), [(action(), True), (action(update()), True), (action(complete()), False),
                           (action(verified()), False), (action(complete(BEFORE), update()), True)],
)  # fmt: skip
def test_an_action_is_open_until_it_is_complete(entry: Action, is_open: bool) -> None:
    assert entry.is_open is is_open


@pytest.mark.parametrize(
    ("entry", "moved", "due"),
    [
        (action(due=DUE), 0, DUE),
        (action(due=None), 0, None),
        (action(update(), due=None), 0, None),
        (action(re_dated(BEFORE, DUE), due=DUE), 0, DUE),
        (action(re_dated(BEFORE, LATER), re_dated(TODAY, LATER), due=DUE), 1, LATER),
        (action(re_dated(BEFORE, LATER), re_dated(TODAY, DUE), due=DUE), 2, DUE),
        (action(re_dated(BEFORE, LATER), due=None), 1, LATER),
        (action(re_dated(BEFORE, DUE), due=LATER), 1, DUE),
    ],
)
def test_a_date_that_is_only_repeated_is_no_revision(entry: Action, moved: int, due: date | None) -> None:
    assert len(entry.revisions) == moved
    assert entry.current_due == due


def test_a_revision_counts_from_the_day_it_was_recorded() -> None:
    entry = action(re_dated(TODAY, LATER), due=DUE)
    assert entry.as_at(BEFORE).current_due == DUE
    assert entry.as_at(TODAY).current_due == LATER


def test_evidence_is_the_latest_that_was_recorded_even_where_later_updates_carry_none() -> None:
    first, second = complete(LAST_TIME, "Old audit."), complete(BEFORE, "New audit.")
    assert action().evidence is None
    assert action(update()).evidence is None
    assert action(first, second, update()).evidence is second
