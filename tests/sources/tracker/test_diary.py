"""A diary in one cell: dated entries in their order, and no word lost."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.domain.wording import MONTHS
from reporter.sources.tracker.diary import Diary, read_diary

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
SHAPES = ("{d:%d/%m/%y} - {text}", "{d:%d/%m/%Y}: {text}", "{d:%d.%m.%y} {text}", "{d.day} {month} {d.year}: {text}",
          "- {d:%d/%m/%Y} \u2013 {text}", "({d:%d/%m/%Y}) {text}", "Update {d:%d/%m/%Y}: {text}",
          "{d:%Y-%m-%d}: {text}",
          "{d:%A} {d.day} {month} {d.year}: {text}", "{d:%d/%m/%Y}:\n{text}", "{d:%d/%m/%Y}\n{text}")  # fmt: skip
SENTENCES = ("Rota agreed.", "Three visits made; more to come", "Half of 24 plans done (12 left).", "On track",
             "Met the police on 3 June, nobody else", "\u201cBetter\u201d, say children.",
             "Café's open: 9 to 5.")  # fmt: skip
ENTRIES = st.lists(st.tuples(DAYS, st.sampled_from(SENTENCES)), min_size=1, max_size=6)
ANNOUNCED = {"progress", "update", "as", "at", "on", "position"}


def written(shape: str, day: date, text: str) -> str:
    return shape.format(d=day, month=MONTHS[day.month - 1], text=text)


@given(ENTRIES, st.sampled_from(SHAPES), st.sampled_from(["\n", "\n\n", "\n \n"]), st.sampled_from(["", *SENTENCES]))
def test_each_entry_comes_back_with_its_day_oldest_first(
    entries: list[tuple[date, str]], shape: str, between: str, before: str
) -> None:
    lines = [written(shape, day, text) for day, text in entries]
    diary = read_diary(between.join([before, *lines] if before else lines))
    assert diary.undated == before
    assert [(entry.dated, entry.text) for entry in diary.entries] == sorted(entries, key=lambda entry: entry[0])
    assert diary.no_dates == ()


PIECES = st.sampled_from([*SENTENCES, "01/02/2015", "1.2.15", "31/02/2015", "March 2015", "3rd May 2014",
"2015-03-01", "\n",
                          ":", " - ", ". ", "-", " ", "(", ")", "[", "]", "May", "was", "The", "Update", "\u2022",
                          "Q1 2014/15"])  # fmt: skip


def words_of(text: str) -> set[str]:
    """The words of a text but those of dates and of their announcement."""
    months = {name.casefold()[:length] for name in MONTHS for length in (3, 4, len(name))}
    return set(re.findall(r"[^\W\d_]+", text.casefold())) - months - ANNOUNCED - {"rd"}


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_no_word_of_a_cell_is_lost_and_entries_stand_in_order(text: str) -> None:
    diary = read_diary(text)
    kept = " ".join([diary.undated, *(entry.text for entry in diary.entries)])
    assert words_of(text) <= words_of(kept)
    days = [entry.dated for entry in diary.entries]
    assert days == sorted(days)
    assert all(entry.text for entry in diary.entries)


@given(st.text())
def test_a_text_without_figures_is_no_diary(text: str) -> None:
    without = "".join(letter for letter in text if not letter.isdigit())
    assert read_diary(without) == Diary(without, ())


@pytest.mark.parametrize(
    "text",
    ["On 15/09/14 the team met.", "15/09/14 was the day", "May 2014 has been hard", "Version 1.2.13 - agreed",
     "15/9 - Done",
     "May 10 staff were trained.", "15/09/14 & 16/09/14: two meetings", "JS 01/02/2015: done"],
)  # fmt: skip
def test_a_date_in_a_sentence_splits_nothing(text: str) -> None:
    assert read_diary(text) == Diary(text, ())


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("15/09/14\n16/09/14: Done", [(date(2014, 9, 16), "Done")]),
        ("15/09/14:\n16/09/14: Done", [(date(2014, 9, 16), "Done")]),
        ("Done 16/09/14. 17/09/14: Checked", [(date(2014, 9, 17), "Checked")]),
        ("[Sept 14] Done", [(date(2014, 9, 1), "Done")]),
        ("Sept 2014 - Done; October 2014 - Checked", [(date(2014, 9, 1), "Done;"), (date(2014, 10, 1), "Checked")]),
        ("- 15/09/14: A\n- a bullet\n- 16/09/14: B", [(date(2014, 9, 15), "A\n- a bullet"), (date(2014, 9, 16), "B")]),
        ("15/09/14 \u2013 3 are done", [(date(2014, 9, 15), "3 are done")]),
        ("16/09/14: B\n15/09/14: A\n16/09/14: C", [(date(2014, 9, 15), "A"), (date(2014, 9, 16), "B"),
         (date(2014, 9, 16), "C")]),
    ],
)  # fmt: skip
def test_diaries_that_people_write(text: str, entries: list[tuple[date, str]]) -> None:
    assert [(entry.dated, entry.text) for entry in read_diary(text).entries] == entries


@pytest.mark.parametrize("figures", ["31/02/2015", "03/25/15", "01/03/1915", "Friday 31 March 2015"])
def test_figures_that_begin_an_entry_and_are_no_date_are_told_and_stay_words(figures: str) -> None:
    diary = read_diary(f"01/03/2015: Begun.\n{figures}: Done.")
    assert diary.no_dates == (figures,)
    assert [(entry.dated, entry.text) for entry in diary.entries] == [(date(2015, 3, 1), f"Begun.\n{figures}: Done.")]
