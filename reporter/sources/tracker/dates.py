"""Dates as people write them in trackers, read by stated rules; what no rule reads for sure is left to a person.

Day comes before month. A month, or a quarter of the financial year (1 April to 31 March), stands for its first or its
last day, as the caller asks. Whatever was not a whole plain date comes with the rule that read it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from reporter.domain.wording import MONTHS
from reporter.sources.tracker.spelling import plain


class OfAPeriod(Enum):
    """Which day of a month or of a quarter is meant where no day is named."""

    FIRST = "first"
    LAST = "last"

    __hash__ = object.__hash__  # each is one object; that of Enum is slow, and dates are remembered by it


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a cell says: a day, with the rule that read it where it was not plain; or words that are kept; or neither.

    `original` and `revised` are set where one cell holds two dates and says that one replaced the other.
    """

    day: date | None = None
    rule: str = ""
    kept: str = ""
    unreadable: bool = False
    original: date | None = None
    revised: date | None = None


NOTHING = ReadDate()
UNREADABLE = ReadDate(unreadable=True)

YEARS = range(2000, 2100)  # a plan's dates lie in these
AS_EXCEL_COUNTS = "a number of this size is a date as Excel counts days"
EXCEL_EPOCH = date(1899, 12, 30)  # day 0 of Excel's 1900 date system, for days after February 1900
MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]}|t)?" if name == "September" else f"{name[:3]}(?:{name[3:]})?"
                                for name in MONTHS) + r")\.?"  # fmt: skip
YEAR = r"(?P<year>\d{4}|'?\d{2})"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m|z)?)?"
PART = r"(?:(?P<part>the end|end|mid(?:dle)?|the beginning|beginning|the start|start|early|late)(?: of|-)? ?)?"
WHOLE = tuple(
    re.compile(pattern + TIME, re.IGNORECASE)
    for pattern in (
        WEEKDAY + r"(?P<day>\d{1,2})(?P<by>[/.\- ])(?P<month>\d{1,2})(?P=by)(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})",
        WEEKDAY + DAY + r"(?: of)?[ -]?" + MONTH + r",?[ -]?" + YEAR,
        WEEKDAY + MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    )
)
OF_A_MONTH = (
    re.compile(PART + MONTH + r",?[ -]?" + YEAR, re.IGNORECASE),
    re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})"),
)
OF_A_QUARTER = re.compile(
    r"(?:q|quarter |qtr )(?P<quarter>[1-4]),? ?(?P<year>\d{4}|\d{2})[/-](?P<next>\d{4}|\d{2})", re.I
)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
EPOCH = re.compile(r"\d{10}(?:\d{3})?")
BEFORE = re.compile(r"(?:by|before|due(?: by)?|from|on|in|as at|until|:)\s+", re.IGNORECASE)
REVISED = re.compile(
    r"\b(?:revis|extend|extension|moved|slipped|changed|now|was|previously|originally|re-?dated)", re.I
)
FINISHED = re.compile(r"\b(?:complet|achiev|finish|done|closed)", re.IGNORECASE)
ANY_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|" + DAY + " " + MONTH + " " + YEAR + r")(?!\d)", re.IGNORECASE
)
LOOKS_LIKE_A_DATE = re.compile(
    r"\d|\b(?:" + "|".join(MONTHS) + r"|spring|summer|autumn|winter|q[1-4])\b", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def read_date(text: str, of_a_period: OfAPeriod) -> ReadDate:
    """What a cell says that should hold a date; an empty one says nothing."""
    said = plain(text)
    if not said:
        return NOTHING
    return next((read for rule in _RULES if (read := rule(said, of_a_period))), None) or _words(text, said)


def moved(read: ReadDate, days_later: int) -> ReadDate:
    """What a cell says in a workbook whose numbers stand for days that much later."""
    if not days_later or read.rule != AS_EXCEL_COUNTS or not read.day:
        return read
    day = read.day + timedelta(days=days_later)
    return replace(read, day=day) if day.year in YEARS else UNREADABLE


def _whole(said: str, _of_a_period: OfAPeriod) -> ReadDate | None:
    for pattern in WHOLE:
        if found := pattern.fullmatch(said):
            day = _on_its_weekday(found, _day(_year(found["year"]), _month(found["month"]), int(found["day"])))
            short = len(found["year"]) < 4  # noqa: PLR2004 - the figures of a year
            return ReadDate(day, "a year of two figures is one of this century" if short else "") if day else UNREADABLE
    return None


def _of_a_month(said: str, of_a_period: OfAPeriod) -> ReadDate | None:
    found = next((found for pattern in OF_A_MONTH if (found := pattern.fullmatch(said))), None)
    if found is None:
        return None
    year, month = _year(found["year"]), _month(found["month"])
    if month not in range(1, 13) or year not in YEARS:
        return UNREADABLE
    part = found.groupdict().get("part")
    if part and part.casefold().startswith("mid"):
        return ReadDate(date(year, month, 15), "the middle of a month is taken as its 15th day")
    if part:
        first = part.casefold().removeprefix("the ") in {"beginning", "start", "early"}
        named = OfAPeriod.FIRST if first else OfAPeriod.LAST
        return ReadDate(_edge(year, month, 1, named), f"taken as the {named.value} day of the month")
    return ReadDate(_edge(year, month, 1, of_a_period), f"a month is taken as its {of_a_period.value} day")


def _of_a_quarter(said: str, of_a_period: OfAPeriod) -> ReadDate | None:
    found = OF_A_QUARTER.fullmatch(said)
    if found is None:
        return None
    year, following = _year(found["year"]), _year(found["next"])
    if following != year + 1:
        return UNREADABLE
    quarter = int(found["quarter"])
    first_month = {1: 4, 2: 7, 3: 10, 4: 1}[quarter]
    day = _edge(following if quarter == 4 else year, first_month, 3, of_a_period)  # noqa: PLR2004 - January to March
    return ReadDate(day, f"a quarter of the financial year is taken as its {of_a_period.value} day")


def _serial(said: str, _of_a_period: OfAPeriod) -> ReadDate | None:
    if not SERIAL.fullmatch(said):
        return None
    day = EXCEL_EPOCH + timedelta(days=int(float(said)))
    return ReadDate(day, AS_EXCEL_COUNTS) if day.year in YEARS else None


def _epoch(said: str, _of_a_period: OfAPeriod) -> ReadDate | None:
    if not EPOCH.fullmatch(said):
        return None
    day = datetime.fromtimestamp(int(said[:10]), UTC).date()
    return (
        ReadDate(day, "a number of this size counts seconds or milliseconds from 1970") if day.year in YEARS else None
    )


def _after_a_word(said: str, of_a_period: OfAPeriod) -> ReadDate | None:
    """By 31 March 2015."""
    rest = BEFORE.sub("", said, count=1)
    if rest == said:
        return None
    read = next((read for rule in _RULES[:3] if (read := rule(rest, of_a_period))), None)
    return replace(read, rule=read.rule or "the word before it is left out") if read and read.day else read


def _revised(said: str, _of_a_period: OfAPeriod) -> ReadDate | None:
    """31/12/2014, revised to 31/03/2015: the earlier was the first date."""
    if not REVISED.search(said) or FINISHED.search(said):
        return None
    days = [read.day for found in ANY_DATE.finditer(said) if (read := _whole(found[0], OfAPeriod.LAST))]
    if len(days) != 2 or None in days:  # noqa: PLR2004 - one that was, one that is
        return None
    was, now = sorted(day for day in days if day)
    return ReadDate(now, "of two dates the earlier was the first, the later is in force", original=was, revised=now)


_RULES: tuple[Callable[[str, OfAPeriod], ReadDate | None], ...] = (
    _whole, _of_a_month, _of_a_quarter, _serial, _epoch, _after_a_word, _revised,
)  # fmt: skip


def _words(text: str, said: str) -> ReadDate:
    """Words are kept, unless they look like a date that nobody can be sure of ("end of March")."""
    return UNREADABLE if LOOKS_LIKE_A_DATE.search(said) else ReadDate(kept=text)


def _year(text: str) -> int:
    figures = text.removeprefix("'")
    return int(figures) + (2000 if len(figures) == 2 else 0)  # noqa: PLR2004 - two figures: this century


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].casefold() == text[:3].casefold())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _on_its_weekday(found: re.Match[str], day: date | None) -> date | None:
    """The day, unless the day of the week beside it is another one: then nobody can say which is meant."""
    named = found.groupdict().get("weekday")
    return day if day and (not named or named[:3].casefold() == WEEKDAYS[day.weekday()]) else None


def _edge(year: int, month: int, months: int, of_a_period: OfAPeriod) -> date:
    """The first or the last day of a period of months."""
    if of_a_period is OfAPeriod.FIRST:
        return date(year, month, 1)
    last = month + months - 1
    return date(year, last, monthrange(year, last)[1])
