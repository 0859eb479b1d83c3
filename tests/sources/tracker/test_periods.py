"""The time that a heading names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.domain.wording import MONTHS
from reporter.sources.tracker.periods import period_of


@pytest.mark.parametrize(
    ("heading", "day"),
    [("Progress at March 2015", date(2015, 3, 1)), ("Q3 2014/15 update", date(2014, 10, 1)),
     ("Update 31/03/2015", date(2015, 3, 31)), ("Outcome Q4 14-15", date(2015, 1, 1)),
      ("Position Jan 15", date(2015, 1, 1)),
     ("Progress as at 3 June 2014 (board)", date(2014, 6, 3)), ("Progress", None), ("Q3 update", None), ("", None),
     ("Progress in 2015", None), ("31/02/2015", None)],
)  # fmt: skip
def test_the_first_day_of_the_period_in_a_heading(heading: str, day: date | None) -> None:
    assert period_of(heading) == day


@given(
    st.integers(2000, 2099), st.integers(1, 12), st.sampled_from(["Progress {}", "{} update", "Progress at {}, board"])
)
def test_each_month_with_its_year_is_found(year: int, month: int, shape: str) -> None:
    assert period_of(shape.format(f"{MONTHS[month - 1]} {year}")) == date(year, month, 1)


@given(st.text(max_size=40))
def test_an_arbitrary_heading_never_raises(heading: str) -> None:
    found = period_of(heading)
    assert found is None or any(letter.isdigit() for letter in heading)
