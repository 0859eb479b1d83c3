"""Dates as people write them: each spelling is read by its rule, and nothing else is read as a date."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.domain.wording import MONTHS
from reporter.sources.tracker.dates import YEARS, OfAPeriod, moved, read_date
from reporter.sources.tracker.spelling import plain

FIRST, LAST = OfAPeriod.FIRST, OfAPeriod.LAST
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
BOTH = st.sampled_from(OfAPeriod)
ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
SPELLINGS = (
    "{d:%d/%m/%Y}", "{d:%d.%m.%Y}", "{d:%d-%m-%Y}", "{d.day}/{d.month}/{d.year}", "{d:%Y-%m-%d}", "{d:%Y/%m/%d}",
    "{d:%Y-%m-%d} 00:00:00", "{d:%d/%m/%Y} 14:30", "{d:%d/%m/%y}", "{d.day}.{d.month}.{d:%y}",
    "{d.day} {month} {d.year}", "{d.day}{th} {month} {d.year}", "{d.day}{th} of {month} {d.year}",
    "{month} {d.day}, {d.year}", "{d.day} {mon} {d:%y}", "{d.day}-{mon}-{d:%y}", "{d.day} {mon}. {d.year}",
    "{weekday} {d.day} {month} {d.year}", "{day}, {d.day} {mon} {d.year}", "by {d:%d/%m/%Y}",
    "Due {d.day} {month} {d.year}", "{weekday} {d:%d/%m/%Y}",
)  # fmt: skip


def spelt(day: date, spelling: str) -> str:
    """The day as the spelling writes it."""
    month, weekday = MONTHS[day.month - 1], f"{day:%A}"
    return spelling.format(
        d=day, month=month, mon=month[:3], weekday=weekday, day=weekday[:3], th=ENDINGS.get(day.day, "th")
    )


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(day=DAYS, of_a_period=BOTH, shape=st.sampled_from([str, str.upper, str.lower, "  {}\n".format, "{}.".format]))
def test_every_real_date_comes_back_from_each_of_its_spellings(spelling, day, of_a_period, shape) -> None:  # type: ignore[no-untyped-def]
    assert read_date(shape(spelt(day, spelling)), of_a_period).day == day


@given(DAYS, st.integers(1, 6), BOTH)
def test_a_date_beside_the_wrong_day_of_the_week_is_left_to_a_person(
    day: date, off: int, of_a_period: OfAPeriod
) -> None:
    text = f"{day + timedelta(off):%A} {day.day} {MONTHS[day.month - 1]} {day.year}"
    assert read_date(text, of_a_period).unreadable


@given(st.text(max_size=40) | st.text("0123456789/.-: QqTt'stndrhMarchJuly", max_size=25), BOTH)
def test_arbitrary_text_never_raises_and_gives_a_date_a_word_or_an_error(text: str, of_a_period: OfAPeriod) -> None:
    read = read_date(text, of_a_period)
    assert sum((read.day is not None, bool(read.kept), read.unreadable)) == bool(plain(text))
    assert read.day is None or read.day.year in YEARS


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999), st.sampled_from("/.-"), BOTH)
def test_figures_are_that_date_of_the_calendar_or_none(
    day: int, month: int, year: int, by: str, of_a_period: OfAPeriod
) -> None:
    read = read_date(f"{day}{by}{month}{by}{year:04}", of_a_period)
    try:
        real = date(year, month, day) if year in YEARS else None
    except ValueError:
        real = None
    assert read.day == real
    assert read.unreadable == (real is None)


@given(st.integers(2000, 2099), st.integers(1, 12), BOTH, st.sampled_from(["{} {}", "{}-{}", "{}, {}", "mid {} {}",
       "end of {} {}", "early {} {}", "By the end of {} {}"]), st.booleans())  # fmt: skip
def test_a_month_is_read_within_the_month(
    year: int, month: int, of_a_period: OfAPeriod, shape: str, short: bool
) -> None:
    name = MONTHS[month - 1][: 3 if short else None]
    read = read_date(shape.format(name, year), of_a_period)
    assert read.day
    assert (read.day.year, read.day.month) == (year, month)
    assert read.rule


@given(st.integers(2000, 2098), st.integers(1, 4), st.sampled_from(["Q{q} {y}/{n:02}", "q{q} {y}-{n:02}",
       "Quarter {q} {y}/{z}", "Q{q} {s:02}-{n:02}"]))  # fmt: skip
def test_a_quarter_is_read_within_the_financial_year(year: int, quarter: int, shape: str) -> None:
    text = shape.format(q=quarter, y=year, n=(year + 1) % 100, z=year + 1, s=year % 100)
    first, last = read_date(text, FIRST).day, read_date(text, LAST).day
    assert first
    assert last
    assert (first.year + (first.month < 4) * -1, (first.month - 4) % 12 // 3 + 1) == (year, quarter)
    assert 89 <= (last - first).days <= 91


@given(DAYS, st.sampled_from(["", ".5", ".0"]))
def test_a_number_as_excel_counts_days_is_its_day(day: date, time: str) -> None:
    number = (day - date(1899, 12, 30)).days
    assert read_date(f"{number}{time}", LAST).day == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31st March 2015", date(2015, 3, 31)),
        ("Q4 14-15", date(2015, 3, 31)),
        ("3/9/14", date(2014, 9, 3)),
        ("29/02/2016", date(2016, 2, 29)),
        ("Sept '14", date(2014, 9, 30)),
        ("09/2014", date(2014, 9, 30)),
        ("1427760000", date(2015, 3, 31)),
        ("as at 31 March 2015", date(2015, 3, 31)),
    ],
)
def test_a_date_that_people_write(text: str, day: date) -> None:
    assert read_date(text, LAST).day == day


@pytest.mark.parametrize(
    "text",
    ["31/02/2015", "29/02/2015", "03/25/2015", "12/31/14", "31st March", "end of March", "June", "Q1 2015", "2015",
     "2014/15", "0", "60", "1", "99999", "31/03/1915", "31/03/2105", "31/12/2014 31/03/2015", "Summer 2015", "05/15",
     "March/April 2015", "Within 3 months", "w/c 23 March 2015", "31/03/20155", "131/03/2015", "Q3 2014/16"],
)  # fmt: skip
def test_what_no_rule_reads_for_sure_is_left_to_a_person(text: str) -> None:
    read = read_date(text, LAST)
    assert read.unreadable
    assert read.day is None


@pytest.mark.parametrize("text", ["Ongoing", "TBC", "When funding allows", "Monthly", "Immediate", "ASAP"])
def test_words_are_kept_as_they_stand(text: str) -> None:
    assert read_date(text, LAST).kept == text


@pytest.mark.parametrize(
    "text", ["31/12/2014 revised to 31/03/2015", "31/03/2015 (was 31/12/2014)", "31 December 2014, now 31st March 2015"]
)
def test_of_two_dates_one_of_which_replaced_the_other_both_are_kept(text: str) -> None:
    read = read_date(text, LAST)
    assert (read.original, read.revised, read.day) == (date(2014, 12, 31), date(2015, 3, 31), date(2015, 3, 31))


@pytest.mark.parametrize(
    "text",
    ["31/12/2014, was completed 31/03/2015", "31/02/2015 revised to 31/03/2015", "31/12/20144 now 31/03/2015",
     "31/12/2014, moved to 31/01/2015 and to 31/03/2015"],
)  # fmt: skip
def test_two_dates_are_no_revision_where_one_is_none_or_a_completion(text: str) -> None:
    assert read_date(text, LAST).unreadable


def test_what_was_not_a_whole_plain_date_says_how_it_was_read() -> None:
    plain = [spelt(date(2015, 3, 31), spelling) for spelling in SPELLINGS[:7]]
    assert [read_date(text, LAST).rule for text in plain] == [""] * 7
    assert all(re.search(r"[a-z]", read_date(t, LAST).rule) for t in ("3/9/14", "Sept 14", "Q1 2014/15", "42094"))


@given(st.dates(date(2004, 1, 2), date(2099, 12, 31)))
def test_a_number_in_a_workbook_that_counts_from_1904_is_its_day(day: date) -> None:
    assert moved(read_date(str((day - date(1904, 1, 1)).days), LAST), 1462).day == day


@given(DAYS, BOTH)
def test_only_a_number_depends_on_where_a_workbook_begins_to_count(day: date, of_a_period: OfAPeriod) -> None:
    assert moved(read_date(f"{day:%d/%m/%Y}", of_a_period), 1462).day == day


def test_a_number_that_lies_outside_of_the_century_then_is_left_to_a_person() -> None:
    assert moved(read_date(str((date(2099, 1, 1) - date(1899, 12, 30)).days), LAST), 1462).unreadable
