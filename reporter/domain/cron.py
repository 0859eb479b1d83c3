"""Cron expressions, read as Debian's cron reads them: the home of cronsim."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

ONCE_A_DAY = re.compile(r"\d{1,2} \d{1,2} \S+ \S+ \S+")
NOT_IN_EVERY_MONTH = re.compile(r"(29|30|31)")
LONGEST_CHANGE = timedelta(hours=3)  # no clock is put back by more in one night


def cron_problem(expression: str) -> str | None:
    """What is wrong with a paper's schedule, as the end of a sentence; None if nothing is.

    A paper comes once a day at most, for its edition is named by the day. A day of the month that some months lack
    would lose those months without a word.
    """
    import cronsim  # noqa: PLC0415 - only boards with such a schedule pay for it

    if not ONCE_A_DAY.fullmatch(expression):
        return "write five fields, of which minute and hour are one number each, such as 0 7 1 * *"
    if NOT_IN_EVERY_MONTH.search(expression.split()[2]):
        return "not every month has such a day; write L for the last day of the month"
    try:
        next(cronsim.CronSim(expression, datetime(2000, 1, 1)))  # noqa: DTZ001 - no zone matters here
    except (cronsim.CronSimError, StopIteration):
        return "cron would not understand it, or it names a day that never comes"
    return None


def moments_before(expression: str, now: datetime) -> Iterator[datetime]:
    """When the expression came round, latest first, `now` included; in the timezone of `now`."""
    import cronsim  # noqa: PLC0415

    # cronsim goes by the clock on the wall, which shows an hour twice in autumn: only UTC says what is over.
    a_while_on = (now.astimezone(UTC) + LONGEST_CHANGE).astimezone(now.tzinfo)
    moments = cronsim.CronSim(expression, a_while_on, reverse=True)
    return (moment for moment in moments if moment.astimezone(UTC) <= now.astimezone(UTC))


def next_moment(expression: str, now: datetime) -> datetime:
    """When the expression comes round next after `now`, in its timezone."""
    import cronsim  # noqa: PLC0415

    moments = cronsim.CronSim(expression, now)
    return next(moment for moment in moments if moment.astimezone(UTC) > now.astimezone(UTC))
