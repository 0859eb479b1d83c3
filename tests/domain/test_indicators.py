"""Indicators in print: the latest of each series, and no count from 1 to 5."""

from datetime import date

import pytest

from domain.conftest import LAST_TIME, TODAY, indicator
from reporter.domain.indicators import printable, quantity, read
from reporter.domain.plan import Measurement, Unit


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0, "0"), (1, "c"), (2, "c"), (3, "c"), (4, "c"), (5, "c"), (6, "6"), (15, "15"), (2713, "2,713")],
)
def test_a_count_of_one_to_five_is_suppressed_and_zero_stays(value: float, printed: str) -> None:
    assert printable(value, Unit.COUNT) == printed
    assert printable(float(value), Unit.COUNT) == printed


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (3, Unit.PERCENT, "3%"),
        (14.5, Unit.PERCENT, "14.5%"),
        (100, Unit.PERCENT, "100%"),
        (0, Unit.PERCENT, "0%"),
        (4, Unit.DAYS, "4 days"),
        (1234, Unit.DAYS, "1,234 days"),
        (2.5, Unit.RATE, "2.5"),
        (18, Unit.RATE, "18"),
        (1, Unit.DAYS, "1 day"),
    ],
)
def test_percentages_days_and_rates_are_printed_as_they_are(value: float, unit: Unit, printed: str) -> None:
    assert printable(value, unit) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [(999, "999"), (1000, "1,000"), (1234567, "1,234,567"), (1234.5, "1,234.5"), (10.0, "10")]
)
def test_thousands_are_parted_by_commas_and_no_empty_decimal_is_printed(value: float, printed: str) -> None:
    assert quantity(value, Unit.COUNT) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [(0.04, "c"), (0.5, "c"), (4.97, "c"), (5.04, "c"), (5.1, "5.1"), (6.5, "6.5")]
)
def test_a_count_that_rounds_to_a_small_number_is_suppressed_like_one(value: float, printed: str) -> None:
    assert printable(value, Unit.COUNT) == printed


def test_the_latest_of_each_series_is_read_whatever_the_order_of_the_table() -> None:
    reading = read(
        indicator(
            Measurement("England", date(2014, 3, 31), 11),
            Measurement("Ourtown", TODAY, 8),
            Measurement("Ourtown", LAST_TIME, 12),
            Measurement("England", date(2013, 3, 31), 14),
            Measurement("Neighbours", date(2014, 3, 31), 2),
            target=0,
        ),
        "Ourtown",
    )
    assert reading.own == (TODAY, "8")
    assert {series: (day, text) for series, day, text in reading.comparators} == {
        "England": (date(2014, 3, 31), "11"),
        "Neighbours": (date(2014, 3, 31), "c"),
    }
    assert reading.target == "0"


def test_an_indicator_without_figures_or_target_has_neither() -> None:
    reading = read(indicator(), "Ourtown")
    assert (reading.own, reading.comparators, reading.target) == (None, (), None)


def test_a_target_is_an_aim_and_not_a_count_of_children_so_it_is_printed() -> None:
    assert read(indicator(target=3), "Ourtown").target == "3"
