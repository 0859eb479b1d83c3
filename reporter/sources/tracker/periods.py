"""The period that a column's heading names: "Progress at March 2015", "Q3 2014/15 update"."""

from datetime import date
from itertools import combinations

from reporter.sources.tracker.dates import OfAPeriod, read_date


def period_of(heading: str) -> date | None:
    """The first day of the period that stands in a heading, or None: what was written for it was not there before."""
    words = heading.split()
    spans = sorted(combinations(range(len(words) + 1), 2), key=lambda span: span[0] - span[1])  # the longest first
    return next(
        (day for start, end in spans if (day := read_date(" ".join(words[start:end]), OfAPeriod.FIRST).day)), None
    )
