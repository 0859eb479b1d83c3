"""Ratings at the end of each month, by what was known then."""

from datetime import date

import pytest
from hypothesis import given

from domain.conftest import LAST_TIME, THRESHOLDS, TODAY, action, area, complete, days, plan, update, verified
from domain.test_properties import DAYS, plans, quick
from reporter.domain.monthly import month_by_month, month_ends
from reporter.domain.movement import measure
from reporter.domain.plan import ImprovementPlan, Rating
from reporter.domain.scheme import OURS


@pytest.mark.parametrize(
    ("before", "months", "ends"),
    [
        (date(2015, 3, 17), 3, [date(2014, 12, 31), date(2015, 1, 31), date(2015, 2, 28)]),
        (date(2024, 3, 31), 1, [date(2024, 2, 29)]),  # its own end is the cut, not a month before
        (date(2015, 1, 1), 2, [date(2014, 11, 30), date(2014, 12, 31)]),
        (date(2015, 3, 17), 0, []),
    ],
)
def test_months_end_on_their_last_day(before: date, months: int, ends: list[date]) -> None:
    assert list(month_ends(before, months)) == ends


def test_each_month_is_rated_by_what_was_known_at_its_end() -> None:
    tiny = plan(
        action(update(date(2015, 1, 10)), verified(date(2015, 3, 1)), due=date(2015, 1, 31), added=date(2015, 1, 1)),
        action(update(LAST_TIME), ref="2-01", area="2", added=LAST_TIME),
        areas=[area(), area("2", "Care")],
    )
    monthly = month_by_month(tiny, TODAY, THRESHOLDS, OURS, months=3)
    assert monthly.days == (date(2014, 12, 31), date(2015, 1, 31), date(2015, 2, 28), TODAY)
    assert [one.rating for one in monthly.areas["1"]] == [Rating.NOT_RATED, Rating.GREEN, Rating.RED, Rating.BLUE]
    assert [one.total for one in monthly.areas["2"]] == [0, 0, 1, 1]
    assert [one.total for one in monthly.total] == [0, 1, 2, 2]


def test_an_action_counts_in_the_months_in_which_it_was_in_the_plan() -> None:
    tiny = plan(action(complete(LAST_TIME), added=date(2015, 1, 31), removed=date(2015, 2, 28)))
    assert [one.total for one in month_by_month(tiny, TODAY, THRESHOLDS, OURS, months=3).total] == [0, 1, 0, 0]


def test_a_year_has_twelve_months_and_the_cut() -> None:
    monthly = month_by_month(plan(), TODAY, THRESHOLDS, OURS)
    assert (len(monthly.days), monthly.days[0], monthly.days[-1]) == (13, date(2014, 3, 31), TODAY)
    assert {one.total for one in monthly.total} == {0}


@quick
@given(plans(), DAYS)
def test_the_last_is_what_the_paper_measures_and_areas_add_up(whole: ImprovementPlan, day: date) -> None:
    monthly = month_by_month(whole, day, THRESHOLDS, OURS, months=4)
    measured = measure(whole, day, None, THRESHOLDS, OURS)
    assert monthly.total[-1] == measured.total
    assert {ref: months[-1] for ref, months in monthly.areas.items()} == measured.areas
    for number, total in enumerate(monthly.total):
        assert total.total == sum(months[number].total for months in monthly.areas.values())
    assert list(monthly.days) == sorted(set(monthly.days))
    assert all((end + days(1)).day == 1 for end in monthly.days[:-1])
