"""Where an edition stands, from nothing but the rows of the ledger."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.domain.meetings import Edition, next_number
from reporter.domain.record import Entry, Event, Series, Status, by_series

MARCH = date(2015, 3, 25)
AT = datetime(2015, 3, 18, tzinfo=UTC)

quick = settings(max_examples=80, deadline=None, database=None, derandomize=True)
NUMBERED = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(Event)), max_size=12)


def entry(number: int, event: Event, run: str = "run", sources: str = "", dated: date = MARCH) -> Entry:
    return Entry(Edition("town", dated, "board-paper", number), event, AT, run, "a test", sources=sources)


def series(*events: tuple[int, Event]) -> Series:
    return Series(tuple(entry(number, event) for number, event in events))


DRAFTED, ISSUED, WITHDRAWN = Event.DRAFTED, Event.ISSUED, Event.WITHDRAWN


@pytest.mark.parametrize(
    ("events", "statuses"),
    [
        ([(1, DRAFTED)], ["draft"]),
        ([(1, DRAFTED), (1, ISSUED)], ["issued"]),
        ([(1, ISSUED)], ["issued"]),
        ([(1, DRAFTED), (2, DRAFTED)], ["superseded", "draft"]),
        ([(1, DRAFTED), (2, DRAFTED), (1, ISSUED)], ["issued", "draft"]),
        ([(1, DRAFTED), (2, DRAFTED), (2, ISSUED)], ["superseded", "issued"]),
        ([(1, ISSUED), (2, DRAFTED)], ["issued", "draft"]),  # a draft takes nothing back that has gone out
        ([(1, ISSUED), (2, DRAFTED), (2, ISSUED)], ["superseded", "issued"]),
        ([(1, ISSUED), (1, WITHDRAWN)], ["withdrawn"]),
        ([(1, DRAFTED), (1, WITHDRAWN)], ["withdrawn"]),
        ([(1, ISSUED), (2, ISSUED), (2, WITHDRAWN)], ["superseded", "withdrawn"]),
        ([(1, ISSUED), (2, ISSUED), (1, WITHDRAWN)], ["withdrawn", "issued"]),
        ([(1, DRAFTED), (1, WITHDRAWN), (2, DRAFTED)], ["withdrawn", "draft"]),
        ([(1, DRAFTED), (1, ISSUED), (1, Event.RESTORED)], ["issued"]),
        ([(1, DRAFTED), (2, Event.HELD), (2, Event.FAILED)], ["draft"]),
    ],
)
def test_where_each_edition_stands(events: Sequence[tuple[int, Event]], statuses: list[str]) -> None:
    found = series(*events)
    assert [str(found.status(number)) for number in found.numbers] == statuses


@pytest.mark.parametrize(
    ("events", "current"),
    [
        ([], None),
        ([(1, Event.STARTED), (1, Event.FAILED)], None),
        ([(1, DRAFTED)], (1, DRAFTED)),
        ([(1, DRAFTED), (1, ISSUED)], (1, ISSUED)),
        ([(1, DRAFTED), (2, DRAFTED), (1, ISSUED)], (2, DRAFTED)),
        ([(2, DRAFTED), (2, ISSUED), (2, Event.RESTORED), (3, Event.HELD)], (2, ISSUED)),
    ],
)
def test_the_current_edition_is_the_latest_that_was_made(
    events: Sequence[tuple[int, Event]], current: tuple[int, Event] | None
) -> None:
    found = series(*events).current
    assert ((found.edition.number, found.event) if found else None) == current


def test_a_persons_decision_is_not_the_end_of_an_attempt() -> None:
    held = series((1, Event.STARTED), (1, Event.HELD), (1, Event.RELEASED)).last
    assert held is not None
    assert held.event is Event.HELD
    assert Series().last is None


def test_what_was_released_is_released_for_those_sources_alone() -> None:
    found = Series((entry(1, Event.HELD, sources="old"), entry(1, Event.RELEASED, sources="old")))
    assert found.is_released("old")
    assert not found.is_released("new")
    assert not Series((entry(1, Event.HELD, sources="old"),)).is_released("old")


@pytest.mark.parametrize("end", sorted(set(Event) - {Event.STARTED, Event.RELEASED, Event.WITHDRAWN}))
def test_an_attempt_that_ended_in_any_way_is_not_left_over(end: Event) -> None:
    assert series((1, Event.STARTED), (1, end)).dangling() == []


def test_attempts_whose_run_was_killed_are_left_over() -> None:
    begun = entry(1, Event.STARTED, "killed")
    found = Series(
        (begun, entry(1, Event.RELEASED, "person"), entry(1, Event.STARTED, "next"), entry(1, DRAFTED, "next"))
    )
    assert found.dangling() == [begun]


def test_the_end_of_another_edition_or_of_another_run_ends_nothing() -> None:
    begun = entry(1, Event.STARTED, "killed")
    assert Series((begun, entry(2, DRAFTED, "killed"), entry(1, Event.FAILED, "next"))).dangling() == [begun]


def test_entries_belong_to_one_paper_of_one_day() -> None:
    march, april = entry(1, DRAFTED), entry(1, DRAFTED, dated=date(2015, 4, 22))
    again = entry(2, DRAFTED)
    assert by_series([march, april, again]) == {
        "town/2015-03-25/board-paper": Series((march, again)),
        "town/2015-04-22/board-paper": Series((april,)),
    }


@quick
@given(NUMBERED)
def test_no_number_is_ever_used_again(events: list[tuple[int, Event]]) -> None:
    found = series(*events)
    number = next_number(found.numbers)
    assert number not in found.numbers
    made_next = Series((*found.entries, entry(number, DRAFTED)))
    assert made_next.numbers == [*found.numbers, number]
    assert made_next.status(number) in {Status.DRAFT, Status.WITHDRAWN}
    assert set(found.numbers) <= set(made_next.numbers)


@quick
@given(NUMBERED)
def test_at_most_one_edition_is_issued_and_at_most_one_draft_is_open(events: list[tuple[int, Event]]) -> None:
    found = series(*events)
    statuses = [found.status(number) for number in found.numbers]
    assert statuses.count(Status.ISSUED) <= 1
    assert statuses.count(Status.DRAFT) <= 1


@quick
@given(NUMBERED)
def test_what_is_withdrawn_stays_withdrawn(events: list[tuple[int, Event]]) -> None:
    found = series(*events, (1, WITHDRAWN), (1, DRAFTED), (1, ISSUED))
    assert found.status(1) is Status.WITHDRAWN
