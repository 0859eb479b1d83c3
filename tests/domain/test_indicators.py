"""Figures, their changes and their distance to a target, in words."""

from datetime import date

import pytest

from domain.conftest import indicator
from reporter.domain.indicators import Course, change_in_words, course, distance_in_words, months_before, quantity
from reporter.domain.plan import Polarity, Unit

NOVEMBER = date(2014, 11, 30)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (3, Unit.PERCENT, "3%"),
        (14.5, Unit.PERCENT, "14.5%"),
        (0, Unit.PERCENT, "0%"),
        (4, Unit.DAYS, "4 days"),
        (1234, Unit.DAYS, "1,234 days"),
        (1, Unit.DAYS, "1 day"),
        (2.5, Unit.RATE, "2.5"),
        (999, Unit.COUNT, "999"),
        (1234567, Unit.COUNT, "1,234,567"),
        (1234.5, Unit.COUNT, "1,234.5"),
        (10.0, Unit.COUNT, "10"),
    ],
)
def test_a_figure_is_printed_with_its_unit_and_no_empty_decimal(value: float, unit: Unit, printed: str) -> None:
    assert quantity(value, unit) == printed


@pytest.mark.parametrize(
    ("before", "now", "unit", "said"),
    [
        (47, 38, Unit.COUNT, "down 9 since November 2014"),
        (38, 47, Unit.COUNT, "up 9 since November 2014"),
        (38, 38, Unit.COUNT, "unchanged since November 2014"),
        (80, 81, Unit.PERCENT, "up 1 percentage point since November 2014"),
        (84.5, 81, Unit.PERCENT, "down 3.5 percentage points since November 2014"),
        (18.1, 17.9, Unit.RATE, "down 0.2 since November 2014"),
        (201, 200, Unit.DAYS, "down 1 day since November 2014"),
    ],
)
def test_a_change_is_told_in_words(before: float, now: float, unit: Unit, said: str) -> None:
    assert change_in_words((NOVEMBER, before), now, unit) == said


@pytest.mark.parametrize(("before", "now"), [(None, 8.0), (8.0, None), (None, None)])
def test_a_change_is_hidden_where_either_figure_is(before: float | None, now: float | None) -> None:
    said = change_in_words((NOVEMBER, before), now, Unit.COUNT)
    assert said == "the change since November 2014 is not printed, because a figure that it rests on is hidden"


@pytest.mark.parametrize(
    ("value", "target", "polarity", "said"),
    [
        (83, 95, Polarity.HIGHER, "12 percentage points short of the target of 95%"),
        (95, 95, Polarity.HIGHER, "at the target of 95%"),
        (96.5, 95, Polarity.HIGHER, "1.5 percentage points better than the target of 95%"),
        (58, 50, Polarity.LOWER, "8 percentage points over the target of 50%"),
        (49, 50, Polarity.LOWER, "1 percentage point better than the target of 50%"),
        (49, 50, Polarity.NEITHER, "1 percentage point below the target of 50%"),
        (51, 50, Polarity.NEITHER, "1 percentage point above the target of 50%"),
        (51, None, Polarity.LOWER, ""),
    ],
)
def test_the_distance_to_the_target_says_on_which_side_of_it(
    value: float, target: float | None, polarity: Polarity, said: str
) -> None:
    assert distance_in_words(value, indicator(unit=Unit.PERCENT, target=target, polarity=polarity)) == said


@pytest.mark.parametrize(
    ("before", "now", "polarity", "expected"),
    [
        (5, 8, Polarity.HIGHER, Course.RIGHT_WAY),
        (8, 5, Polarity.HIGHER, Course.WRONG_WAY),
        (8, 5, Polarity.LOWER, Course.RIGHT_WAY),
        (5, 8, Polarity.LOWER, Course.WRONG_WAY),
        (8, 8, Polarity.LOWER, Course.UNCHANGED),
        (5, 8, Polarity.NEITHER, Course.UNJUDGED),
    ],
)
def test_whether_a_change_is_for_the_better_depends_on_the_polarity(
    before: float, now: float, polarity: Polarity, expected: Course
) -> None:
    assert course(before, now, polarity) is expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2015, 2, 28), 12, date(2014, 2, 28)),
        (date(2015, 2, 28), 3, date(2014, 11, 28)),
        (date(2015, 5, 31), 3, date(2015, 2, 28)),
        (date(2016, 2, 29), 12, date(2015, 2, 28)),
        (date(2015, 1, 31), 1, date(2014, 12, 31)),
    ],
)
def test_a_month_that_is_too_short_ends_earlier(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
