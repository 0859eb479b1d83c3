"""A diary in one cell: dated entries one below the other, split where a date begins an entry."""

import re
from dataclasses import dataclass
from datetime import date

from reporter.sources.tracker.dates import MONTH, WEEKDAY, OfAPeriod, read_date

# A date begins an entry at the start of a line, behind a bullet, or after the end of a sentence; it may be announced
# ("Update"), bracketed, and something parts it from what follows, for "12/09/14 was the day" is no entry.
LEAD_IN = r"(?:(?:progress )?update|as at|at|on|position)?[ :]*"
DATED = (
    r"(?:" + WEEKDAY.replace("?P<weekday>", "?:") + r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)? " + MONTH.replace("?P<month>", "?:") + r" (?:\d{4}|'?\d{2}))|"
    + MONTH.replace("?P<month>", "?:") + r" (?:\d{4}|'?\d{2}))"
)  # fmt: skip
STARTS = re.compile(
    r"(?P<edge>^|\n|(?<=[.;!?])\s+)[ \t]*(?P<bullet>[-*\u2022\u2013]\s*)?(?P<open>[(\[])?" + LEAD_IN
    + r"(?P<date>" + DATED + r")(?P<close>[)\]])?(?P<after> ?(?:update|progress))?"
    r"(?P<parted>[ \t]*[:\u2013\u2014\-\t]+[ \t]*|[ \t]*\.(?=\s)[ \t]*|[ \t]*(?=\n)|[ \t]+(?=[A-Z0-9\"\u201c]))",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written on a day."""

    dated: date
    text: str


@dataclass(frozen=True, slots=True)
class Diary:
    """The dated entries of a cell, oldest first, and what stands before the first date.

    `no_dates` are figures that begin an entry as a date does, and are none: they stay words of the entry before.
    """

    undated: str
    entries: tuple[Entry, ...]
    no_dates: tuple[str, ...] = ()


def read_diary(text: str) -> Diary:
    """The entries of a cell. A month with a year is its first day: the entry was there by its end."""
    begun = [(found, _day(found)) for found in STARTS.finditer(text) if not _goes_on(found)]
    starts = [(found, day) for found, day in begun if day]
    no_dates = tuple(found["date"] for found, day in begun if not day)
    if not starts:
        return Diary(text, (), no_dates)
    ends = [found.start() for found, _ in starts[1:]] + [len(text)]
    entries = [Entry(day, text[found.end() : end].strip()) for (found, day), end in zip(starts, ends, strict=True)]
    undated = text[: starts[0][0].start()].strip()
    told = sorted((entry for entry in entries if entry.text), key=lambda entry: entry.dated)
    return Diary(undated, tuple(told), no_dates)


def _goes_on(found: re.Match[str]) -> bool:
    """Whether the date goes on as a sentence: "12/09/14 The" does not, "12/09/14 was" does."""
    return found["parted"].isspace() and found.string[found.end() : found.end() + 1].islower()


def _day(found: re.Match[str]) -> date | None:
    return read_date(found["date"], OfAPeriod.FIRST).day
