"""One cell at a time: what is read, what is refused, and in which words."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reporter.domain.plan import Rating, Status
from reporter.domain.wording import MONTHS
from reporter.findings import Place
from reporter.sources.cells import RowReader, clean, clean_row, parse_date

DATES = "Write it as day/month/year, for example 28/02/2015."
STATUSES = "Write one of: not started, in progress, complete and verified."
RATINGS = "Write one of: red, amber, re-dated, not rated, grey, green, complete and blue."
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=200)
quick = settings(deadline=None, max_examples=200, database=None)


def row(value: str) -> RowReader:
    """Row 7 of actions.csv with one cell, cleaned as the tables clean it."""
    return RowReader(Place("actions.csv", row=7), {"cell": clean(value)})


def told(reader: RowReader) -> list[str]:
    """What the reader says about the cell, without the place (which must be right)."""
    place = 'actions.csv, row 7, column "cell": '
    lines = [str(problem) for problem in reader.findings.found]
    assert all(line.startswith(place) for line in lines)
    return [line.removeprefix(place) for line in lines]


# Dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/09/2014", date(2014, 9, 3)),
        ("3/9/2014", date(2014, 9, 3)),
        ("3-9-2014", date(2014, 9, 3)),
        ("3.9.2014", date(2014, 9, 3)),
        ("2014-09-03", date(2014, 9, 3)),
        ("3 September 2014", date(2014, 9, 3)),
        ("3 Sep 2014", date(2014, 9, 3)),
        ("3 Sept 2014", date(2014, 9, 3)),
        ("3 SEPTEMBER 2014", date(2014, 9, 3)),
        ("3\u00a0September\u00a02014", date(2014, 9, 3)),
        (" 3/9/2014 ", date(2014, 9, 3)),
        ("\u200e3/9/2014", date(2014, 9, 3)),
        ("29/02/2016", date(2016, 2, 29)),
        ("1 May 2015", date(2015, 5, 1)),
    ],
)
def test_a_date_is_read_day_first_in_the_usual_spellings(text: str, day: date) -> None:
    reader = row(text)
    assert (reader.day("cell"), told(reader)) == (day, [])


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2015",
        "29/02/2015",
        "3/9/14",
        "Sept 14",
        "September 2014",
        "end of March",
        "45000",
        "9/30/2014",
        "2014/09/03",
        "2014-09-03 00:00:00",
        "1st September 2014",
        "1 Ju 2014",
        "1 Janvier 2014",
        "3/9/0000",
        "03/09/2014 or later",
        "n/a",
        "NA",
        "None",
        "-",
        "#DUE",
    ],
)
def test_what_is_not_a_date_is_refused_with_the_text_and_an_example(text: str) -> None:
    for read in (RowReader.day, RowReader.optional_day, RowReader.due_day):
        reader = row(text)
        read(reader, "cell")
        assert told(reader) == [f'"{text}" is not a date. {DATES}']


@pytest.mark.parametrize("text", ["Ongoing", "ONGOING", " ongoing ", "TBC", "tbc", ""])
def test_a_due_date_may_openly_be_missing_but_no_other_date_may_say_ongoing(text: str) -> None:
    reader = row(text)
    assert (reader.due_day("cell"), told(reader)) == (None, [])
    other = row(text)
    other.day("cell")
    found = f'"{text.strip()}" is not a date.' if text else "The date is missing."
    assert told(other) == [f"{found} {DATES}"]


def test_a_date_that_may_be_empty_is_none_when_it_is() -> None:
    reader = row("")
    assert (reader.optional_day("cell"), told(reader)) == (None, [])


@pytest.mark.parametrize("text", ["1  September 2014", "1 September\n2014"])
def test_a_date_with_a_space_too_many_is_read_or_shown_as_it_stands(text: str) -> None:
    reader = row(text)
    day = reader.day("cell")
    assert (day, told(reader)) == (date(2014, 9, 1), [])


def spellings(day: date) -> list[str]:
    """Every accepted way to write a date."""
    month, year = MONTHS[day.month - 1], f"{day.year:04d}"
    figures = [f"{d}{mark}{m}{mark}{year}" for mark in "/-." for d, m in
               [(str(day.day), str(day.month)), (f"{day.day:02d}", f"{day.month:02d}")]]  # fmt: skip
    words = [f"{day.day} {name} {year}" for name in (month, month[:3], month.upper(), month[:3].casefold())]
    return [*figures, day.isoformat(), *words]


@quick
@given(st.dates())
@example(date.min)
@example(date.max)
@example(date(2016, 2, 29))
def test_every_real_date_comes_back_from_every_spelling(day: date) -> None:
    assert {parse_date(text) for text in spellings(day)} == {day}


@quick
@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999))
def test_figures_that_are_no_date_of_the_calendar_are_no_date(day: int, month: int, year: int) -> None:
    found = parse_date(f"{day}/{month}/{year:04d}")
    assert found is None or (found.day, found.month, found.year) == (day, month, year)


@quick
@given(ANY_TEXT | st.from_regex(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} [A-Za-z]{3,9} \d{4}", fullmatch=True))
def test_looking_for_a_date_never_raises(text: str) -> None:
    assert isinstance(parse_date(text), date | None)


# Text


@pytest.mark.parametrize(
    "text", ["NA", "N/A", "None", "n/a", "-", "nan", "NaN", "NULL", "null", "TRUE", "0", "00", "1.10"]
)
def test_real_text_that_looks_like_nothing_stays_text(text: str) -> None:
    reader = row(text)
    assert (reader.optional("cell"), reader.text("cell"), told(reader)) == (text, text, [])


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  padded \t\n", "padded"),
        ("no\u00a0break", "no break"),
        ("Ame\u0301lie", "Am\u00e9lie"),
        ("zero\u200bwidth", "zerowidth"),
        ("\ufeffmark", "mark"),
        ("turned\u202eround", "turnedround"),
        ("bell\x07 and escape\x1b[31m", "bell and escape[31m"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("\u200b\u00a0", ""),
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("I felt \U0001f600 and \u2764\ufe0f", "I felt \U0001f600 and \u2764\ufe0f"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=file:///etc/passwd>", "<img src=file:///etc/passwd>"),
        ("{{ 7*7 }} {% include 'x' %}", "{{ 7*7 }} {% include 'x' %}"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    ],
)
def test_text_is_kept_but_for_what_prints_nothing(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    ["\U0001f469\u200d\U0001f467", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "Shaking \U0001fae8"],
    ids=["family", "Persian", "new emoji"],
)
def test_a_childs_emoji_and_spelling_are_not_changed(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_end_of_another_program_does_not_join_two_words(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"


@quick
@given(ANY_TEXT | st.text(max_size=50))
@example("e\u200b\u0301")
@example("\u2000\u0301")
@example("\r\u200b\n")
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_invisible(text: str) -> None:
    once = clean(text)
    assert clean(once) == once == once.strip()
    assert unicodedata.is_normalized("NFC", once)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", once)


def test_a_cell_of_twenty_thousand_characters_is_read_whole() -> None:
    text = "word " * 4000
    assert row(text).text("cell") == text.strip()


@pytest.mark.parametrize("empty", ["", "   ", "\u200b", "\u00a0"])
def test_a_cell_that_must_be_filled_in_says_so(empty: str) -> None:
    reader = row(empty)
    assert (reader.text("cell"), told(reader)) == ("", ["The cell is empty. Fill it in."])


def test_a_column_that_the_table_does_not_have_is_empty() -> None:
    reader = row("here")
    assert reader.optional("elsewhere") is None
    assert reader.findings.found == []


@pytest.mark.parametrize(
    "error",
    [
        *("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#ref!"),
        *("#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!"),
    ],
)
def test_an_error_of_the_spreadsheet_is_never_printed_as_text(error: str) -> None:
    for read in (RowReader.text, RowReader.optional):
        reader = row(error)
        read(reader, "cell")
        assert told(reader) == [f'"{error}" is a spreadsheet error. Mend the formula or type the value.']


def test_text_about_a_spreadsheet_error_is_text() -> None:
    reader = row("The cell said #REF! all year.")
    assert (reader.text("cell"), told(reader)) == ("The cell said #REF! all year.", [])


@pytest.mark.parametrize("read", [RowReader.day, RowReader.due_day, RowReader.percent, RowReader.figure])
def test_an_error_of_the_spreadsheet_is_told_once(read: object) -> None:
    reader = row("#REF!")
    assert callable(read)
    read(reader, "cell")
    assert told(reader) == ['"#REF!" is a spreadsheet error. Mend the formula or type the value.']


# Closed lists


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Complete", Status.COMPLETE),
        ("complete ", Status.COMPLETE),
        ("COMPLETE", Status.COMPLETE),
        (" In   Progress", Status.IN_PROGRESS),
        ("not\nstarted", Status.NOT_STARTED),
        ("Verified", Status.VERIFIED),
    ],
)
def test_a_status_is_known_whatever_its_capitals_and_spaces(text: str, status: Status) -> None:
    reader = row(text)
    assert (reader.choice("cell", Status), told(reader)) == (status, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("completed ", f'"completed" is not known here. Did you mean "complete"? {STATUSES}'),
        ("in progres", f'"in progres" is not known here. Did you mean "in progress"? {STATUSES}'),
        ("COMPLETE - embedded", f'"COMPLETE - embedded" is not known here. {STATUSES}'),
        ("Done", f'"Done" is not known here. {STATUSES}'),
        ("TRUE", f'"TRUE" is not known here. {STATUSES}'),
        ("", "The cell is empty. Fill it in."),
        ("x" * 70, f'"{"x" * 60}…" is not known here. {STATUSES}'),
        ("two\nlines", f'"two lines" is not known here. {STATUSES}'),
    ],
)
def test_a_status_that_is_not_known_is_refused_with_those_that_are(text: str, message: str) -> None:
    reader = row(text)
    assert isinstance(reader.choice("cell", Status), Status)
    assert told(reader) == [message]


@pytest.mark.parametrize("text", ["Amber/Green", "R", "G", "A/G", "Red!"])
def test_a_rating_is_one_of_the_scheme_and_never_guessed(text: str) -> None:
    reader = row(text)
    assert reader.optional_choice("cell", Rating) is None
    assert re.sub(r'Did you mean "\w+"\? ', "", told(reader)[0]) == f'"{text}" is not known here. {RATINGS}'


@pytest.mark.parametrize(("text", "rating"), [("RED", Rating.RED), ("Not  rated", Rating.NOT_RATED), ("", None)])
def test_a_rating_may_be_empty_and_in_any_capitals(text: str, rating: Rating | None) -> None:
    reader = row(text)
    assert (reader.optional_choice("cell", Rating), told(reader)) == (rating, [])


# Percentages


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("75%", 75),
        ("75 %", 75),
        ("75", 75),
        ("0.75", 75),
        ("0.5", 50),
        ("0.29", 29),
        ("0.01", 1),
        ("0.5%", 0),
        ("1%", 1),
        ("100%", 100),
        ("100", 100),
        ("0", 0),
        ("0%", 0),
        ("", None),
    ],
)
def test_progress_is_read_with_and_without_its_sign_and_as_a_share(text: str, percent: int | None) -> None:
    reader = row(text)
    assert (reader.percent("cell"), told(reader)) == (percent, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("110%", '"110%" is outside 0% to 100%. Write a number from 0 to 100.'),
        ("110", '"110" is outside 0% to 100%. Write a number from 0 to 100.'),
        ("100.4", '"100.4" is outside 0% to 100%. Write a number from 0 to 100.'),
        ("-5", '"-5" is outside 0% to 100%. Write a number from 0 to 100.'),
        ("-0.5", '"-0.5" is outside 0% to 100%. Write a number from 0 to 100.'),
        ("1", '"1" could be 1% or 100%. Write 1% or 100%.'),
        ("half", '"half" is not a percentage. Write a number from 0 to 100, such as 75%.'),
        ("50-60%", '"50-60%" is not a percentage. Write a number from 0 to 100, such as 75%.'),
        ("75 per cent", '"75 per cent" is not a percentage. Write a number from 0 to 100, such as 75%.'),
        ("1e2", '"1e2" is not a percentage. Write a number from 0 to 100, such as 75%.'),
        ("n/a", '"n/a" is not a percentage. Write a number from 0 to 100, such as 75%.'),
        ("1.0", '"1.0" could be 1% or 100%. Write 1% or 100%.'),
        ("1.5", '"1.5" could be 1.5% or 150%. Write 1.5% or 150%.'),
    ],
)
def test_progress_that_cannot_be_meant_is_refused(text: str, message: str) -> None:
    reader = row(text)
    reader.percent("cell")
    assert told(reader) == [message]


@pytest.mark.parametrize("text", ["1.1", "1.5", "1.75"])
def test_a_little_more_than_one_is_as_ambiguous_as_one(text: str) -> None:
    reader = row(text)
    reader.percent("cell")
    assert len(told(reader)) == 1


def test_a_very_long_number_is_refused_like_any_other() -> None:
    reader = row("9" * 400)
    reader.percent("cell")
    assert told(reader) == [f'"{"9" * 60}…" is not a percentage. Write a number from 0 to 100, such as 75%.']


@quick
@given(st.integers(0, 100).filter(lambda number: number != 1))
def test_every_whole_percentage_is_read_in_its_three_spellings(number: int) -> None:
    texts = [str(number), f"{number}%", f"{number} %"] + ([f"{number / 100:.15g}"] if number < 100 else [])
    assert {row(text).percent("cell") for text in texts} == {number}


@quick
@given(ANY_TEXT | st.decimals(-200, 200, places=2).map(str) | st.decimals(-200, 200, places=2).map("{}%".format))
@example("-0")
def test_progress_is_empty_refused_or_between_0_and_100(text: str) -> None:
    reader = row(text)
    percent = reader.percent("cell")
    assert percent is None or reader.findings.found or 0 <= percent <= 100
    assert reader.findings.found or (percent is None) == (clean(text) == "")


# Figures


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("2,713", 2713.0),
        ("1,000,000.5", 1000000.5),
        ("41%", 41.0),
        ("41 %", 41.0),
        ("14.5", 14.5),
        ("0", 0.0),
        ("-3", -3.0),
    ],
)
def test_a_figure_is_read_as_people_write_it(text: str, figure: float) -> None:
    reader = row(text)
    assert (reader.figure("cell"), told(reader)) == (figure, [])


@pytest.mark.parametrize("text", ["n/a", "c", "-", "1,2", "12,34", "£5", "<5", "1 000", "1e5", "nan", "inf", "%"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    for read in (RowReader.figure, RowReader.optional_figure):
        reader = row(text)
        read(reader, "cell")
        assert told(reader) == [f'"{text}" is not a number. Write it in figures, such as 14.5.']


def test_a_figure_may_be_left_out_only_where_it_is_optional() -> None:
    optional, required = row(""), row("")
    assert (optional.optional_figure("cell"), told(optional)) == (None, [])
    required.figure("cell")
    assert told(required) == ["The cell is empty. Fill it in."]


def test_a_figure_too_long_for_a_computer_is_refused() -> None:
    reader = row("9" * 400)
    reader.figure("cell")
    assert len(told(reader)) == 1


@quick
@given(ANY_TEXT)
def test_reading_a_cell_as_anything_never_raises(text: str) -> None:
    reader = row(text)
    reader.figure("cell")
    reader.optional_figure("cell")
    reader.day("cell")
    reader.due_day("cell")
    reader.choice("cell", Status)
    reader.optional_choice("cell", Rating)
    assert all(ref == ref.strip() != "" for ref in reader.refs("cell"))
    assert all("\n" not in str(problem) for problem in reader.findings.found if "spreadsheet error" not in str(problem))


# Refs


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("2a", ("2a",)),
        ("2a; 2b", ("2a", "2b")),
        ("2a,2b", ("2a", "2b")),
        ("2a;\n2b;", ("2a", "2b")),
        (" ; , ", ()),
        ("", ()),
        ("1.1; 1.10", ("1.1", "1.10")),
    ],
)
def test_several_refs_in_one_cell_are_parted_by_commas_or_semicolons(text: str, refs: tuple[str, ...]) -> None:
    assert row(text).refs("cell") == refs


@given(
    st.lists(
        st.text(max_size=12)
        | st.sampled_from(["plain", " padded\n", "a\tb", "caf\u00e9", "\u200b", "e\u0301", "\a", ""])
    )
)
def test_a_row_is_cleaned_as_each_of_its_cells_is(row: list[str]) -> None:
    assert clean_row(row) == [clean(text) for text in row]
