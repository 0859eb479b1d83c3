"""Schedules of a paper's own, on the clock that hangs on the board's wall."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.domain.cron import cron_problem, moments_before, next_moment

LONDON = ZoneInfo("Europe/London")
NIGHTLY = "30 1 * * *"  # in the hour that is missing in spring and comes twice in autumn

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)


def london(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, fold=fold, tzinfo=LONDON)  # type: ignore[arg-type, misc]


def following(expression: str, start: datetime, number: int) -> list[str]:
    """The moments after `start`, each asked for at the one before."""
    found = [start]
    while len(found) <= number:
        found.append(next_moment(expression, found[-1]))
    return [moment.isoformat() for moment in found[1:]]


def preceding(expression: str, now: datetime, number: int) -> list[str]:
    return [moment.isoformat() for moment in islice(moments_before(expression, now), number)]


SPRING = ["2026-03-28T01:30:00+00:00", "2026-03-29T02:00:00+01:00", "2026-03-30T01:30:00+01:00"]
AUTUMN = ["2026-10-24T01:30:00+01:00", "2026-10-25T01:30:00+01:00", "2026-10-26T01:30:00+00:00"]


@pytest.mark.parametrize(("night", "moments"), [((2026, 3, 28), SPRING), ((2026, 10, 24), AUTUMN)])
def test_each_night_of_a_clock_change_comes_once(night: tuple[int, int, int], moments: list[str]) -> None:
    start = london(*night)
    assert following(NIGHTLY, start, 3) == moments
    assert preceding(NIGHTLY, start + timedelta(days=3), 3) == moments[::-1]


@pytest.mark.parametrize(
    ("now", "last", "following"),
    [
        (london(2026, 3, 29, 0, 59), SPRING[0], SPRING[1]),
        (london(2026, 3, 29, 2, 0), SPRING[1], SPRING[2]),
        (london(2026, 10, 25, 1, 29), AUTUMN[0], AUTUMN[1]),
        (london(2026, 10, 25, 1, 30), AUTUMN[1], AUTUMN[2]),
        (london(2026, 10, 25, 1, 10, fold=1), AUTUMN[1], AUTUMN[2]),  # the wall shows 01:10 again; 01:30 is over
        (london(2026, 10, 25, 1, 30, fold=1), AUTUMN[1], AUTUMN[2]),
    ],
)
def test_what_is_over_stays_over_whatever_the_clock_on_the_wall_shows(now: datetime, last: str, following: str) -> None:
    assert preceding(NIGHTLY, now, 1) == [last]
    assert next_moment(NIGHTLY, now).isoformat() == following


@quick
@given(
    st.sampled_from([NIGHTLY, "0 1 * * *", "0 2 * * *", "59 0 * * *", "15 1 * * 0", "0 7 L * *"]),
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_at_any_moment_the_last_one_is_over_and_the_next_is_the_first_to_come(
    expression: str, zone: str, moment: datetime
) -> None:
    now = moment.astimezone(ZoneInfo(zone))
    last, following = next(moments_before(expression, now)), next_moment(expression, now)
    assert last.astimezone(UTC) <= moment < following.astimezone(UTC)
    assert next(moments_before(expression, following)) == following
    assert next_moment(expression, last) == following


def test_the_moment_itself_counts_to_the_minute() -> None:
    assert preceding("0 7 1 * *", london(2026, 6, 1, 7, 0), 1) == ["2026-06-01T07:00:00+01:00"]
    assert preceding("0 7 1 * *", london(2026, 6, 1, 6, 59), 1) == ["2026-05-01T07:00:00+01:00"]
    assert following("0 7 1 * *", london(2026, 6, 1, 7, 0), 1) == ["2026-07-01T07:00:00+01:00"]


@pytest.mark.parametrize(
    ("year", "days"), [(2026, ["2026-01-31", "2026-02-28", "2026-03-31"]), (2028, ["2028-01-31", "2028-02-29"])]
)
def test_l_is_the_last_day_of_each_month(year: int, days: list[str]) -> None:
    found = following("0 7 L * *", london(year, 1, 1), len(days))
    assert [moment[:10] for moment in found] == days


@pytest.mark.parametrize(
    "expression",
    ["0 7 1 * *", "05 07 1 * *", "0 7 * * 1-5", "0 7 * * MON", "0 7 * * 1#1", "0 7 L * *", "59 23 28 2 *", "0 0 1 1 *"],
)
def test_a_schedule_that_comes_once_a_day_at_most_is_taken(expression: str) -> None:
    assert cron_problem(expression) is None


FIVE_FIELDS = "write five fields, of which minute and hour are one number each, such as 0 7 1 * *"
LAST_DAY = "not every month has such a day; write L for the last day of the month"
NONSENSE = "cron would not understand it, or it names a day that never comes"


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("*/5 7 * * *", FIVE_FIELDS),  # several times a day
        ("0 * * * *", FIVE_FIELDS),
        ("0 7,19 * * *", FIVE_FIELDS),
        ("0 7-9 * * *", FIVE_FIELDS),
        ("0 7 * *", FIVE_FIELDS),
        ("0 0 7 * * *", FIVE_FIELDS),
        ("@daily", FIVE_FIELDS),
        ("every day", FIVE_FIELDS),
        ("", FIVE_FIELDS),
        ("0 7 29 * *", LAST_DAY),
        ("0 7 30 * *", LAST_DAY),
        ("0 7 31 * *", LAST_DAY),
        ("0 7 1,31 * *", LAST_DAY),
        ("0 7 29 2 *", LAST_DAY),
        ("60 7 1 * *", NONSENSE),
        ("0 24 1 * *", NONSENSE),
        ("0 7 1 13 *", NONSENSE),
        ("0 7 1 * funday", NONSENSE),
        ("0 7 0 * *", NONSENSE),
    ],
)
def test_any_other_schedule_is_refused_with_what_to_write(expression: str, problem: str) -> None:
    assert cron_problem(expression) == problem
