"""The indicators as they are published: small numbers hidden, and everything else made from what is left."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.conftest import LAST_TIME, TODAY, indicator, plan
from reporter.domain.indicators import Course
from reporter.domain.plan import Indicator, Measurement, Polarity, Unit
from reporter.domain.suppression import PublishedIndicator, published

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)

MONTH_ENDS = (date(2014, 2, 28), date(2014, 3, 31), date(2014, 11, 30), date(2014, 12, 31), date(2015, 2, 28))


def own(*figures: tuple[date, float | None], **also: object) -> Indicator:
    return indicator(*(Measurement("Ourtown", day, value) for day, value in figures), **also)  # type: ignore[arg-type]


def of(*indicators: Indicator) -> PublishedIndicator:
    """The first of them, published beside the others."""
    return published(plan(indicators=indicators), "Ourtown")[indicators[0].ref]


def texts(*indicators: Indicator) -> dict[str, list[str]]:
    """The figures of each as they are printed, oldest first."""
    return {ref: [f.text for f in i.months] for ref, i in published(plan(indicators=indicators), "Ourtown").items()}


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (0, Unit.COUNT, "0"),
        (1, Unit.COUNT, "c"),
        (5, Unit.COUNT, "c"),
        (6, Unit.COUNT, "6"),
        (2713, Unit.COUNT, "2,713"),
        (0.04, Unit.COUNT, "c"),
        (4.97, Unit.COUNT, "c"),
        (5.04, Unit.COUNT, "c"),
        (5.1, Unit.COUNT, "5.1"),
        (None, Unit.COUNT, "z"),
        (0.04, Unit.PERCENT, "k"),
        (0.04, Unit.RATE, "k"),
        (0.05, Unit.RATE, "0.1"),
        (3, Unit.PERCENT, "3%"),
        (4, Unit.DAYS, "4 days"),
        (None, Unit.PERCENT, "z"),
    ],
)
def test_counts_of_one_to_five_are_c_and_zero_stays_and_z_does_not_apply_and_k_rounds_to_zero(
    value: float | None, unit: Unit, printed: str
) -> None:
    latest = of(own((TODAY, value), unit=unit)).latest
    assert latest is not None
    assert latest.text == printed
    assert (latest.value is None) == (printed in "cz")


# What gives a hidden figure away


def parts(total: float, *values: float) -> list[str]:
    """How a total and its parts on one day are printed."""
    found = texts(
        own((TODAY, total), ref="T"), *(own((TODAY, v), ref=f"P{i}", part_of="T") for i, v in enumerate(values))
    )
    return [text for figures in found.values() for text in figures]


@pytest.mark.parametrize(
    ("figures", "printed", "why"),
    [
        ((30, 3), ["30", "c"], "what is not counted covers it"),
        ((30, 3, 27), ["30", "c", "c"], "30 less 27 is 3"),
        ((30, 3, 9, 18), ["30", "c", "c", "18"], "the next smallest is hidden too"),
        ((30, 3, 9, 10), ["30", "c", "9", "10"], "8 are not counted, and cover it"),
        ((30, 0, 12, 18), ["30", "0", "12", "18"], "a zero is no small number"),
        ((30, 3, 0, 27), ["30", "c", "0", "c"], "a zero is never hidden"),
        ((22, 1, 1, 20), ["22", "c", "c", "c"], "two hidden figures that come to 2 are 1 and 1"),
        ((7, 6), ["7", "c"], "6 of 7 leave 1"),
        ((5, 5), ["c", "c"], "a small total is hidden as well"),
        ((12, 6, 6), ["12", "6", "6"], "nothing is small"),
        ((8, 1, 7, 0), ["8", "c", "c", "0"], "the rest is none, and everybody may know"),
    ],
)
def test_the_next_smallest_is_hidden_where_a_figure_could_be_worked_out(
    figures: tuple[float, ...], printed: list[str], why: str
) -> None:
    assert parts(*figures) == printed, why


def test_a_total_that_is_a_part_itself_is_looked_at_in_both_places() -> None:
    found = texts(
        own((TODAY, 40), ref="All"),
        own((TODAY, 10), ref="Some", part_of="All"),
        own((TODAY, 30), ref="Others", part_of="All"),
        own((TODAY, 2), ref="Few", part_of="Some"),
        own((TODAY, 8), ref="More", part_of="Some"),
    )
    assert found == {"All": ["40"], "Some": ["10"], "Others": ["30"], "Few": ["c"], "More": ["c"]}


def test_a_total_is_of_its_own_day_only() -> None:
    found = texts(own((LAST_TIME, 30), ref="T"), own((TODAY, 3), (LAST_TIME, 27), ref="P", part_of="T"))
    assert found == {"T": ["30"], "P": ["c", "c"]}  # 30 less 27 is 3 that nobody counts, and 3 is small itself


@pytest.mark.parametrize(
    ("base", "percent", "printed", "why"),
    [
        (7, 14.3, "c", "1 of 7"),
        (7, 14, "c", "1 of 7, rounded"),
        (7, 85.7, "c", "6 of 7 leave 1"),
        (7, 0, "0%", "none of 7"),
        (7, 100, "100%", "all of 7"),
        (14, 42.9, "42.9%", "6 of 14"),
        (14, 57, "57%", "8 of 14, rounded"),
        (14, 78.6, "c", "11 of 14 leave 3"),
        (584, 57.2, "57.2%", "334 of 584"),
        (584, 0.9, "c", "5 of 584"),
        (584, 1, "c", "rounded, it may be 3 to 8 of 584"),
        (4, 100, "c", "the base is hidden itself"),
        (0, 0, "z", "there is nobody to be a percentage of"),
    ],
)
def test_a_percentage_is_hidden_that_gives_away_a_small_number(
    base: float, percent: float, printed: str, why: str
) -> None:
    share = own((TODAY, percent), ref="Q", unit=Unit.PERCENT, of="B")
    assert texts(share, own((TODAY, base), ref="B"))["Q"] == [printed], why


def test_percentages_of_everybody_give_each_other_away() -> None:
    base = own((TODAY, 20), ref="B")
    found = texts(
        base, *(own((TODAY, p), ref=f"Q{p}", unit=Unit.PERCENT, of="B") for p in (15, 40, 45))
    )  # 3, 8 and 9 of 20
    assert found == {"B": ["20"], "Q15": ["c"], "Q40": ["c"], "Q45": ["45%"]}


def test_a_percentage_is_hidden_that_gives_away_a_count_which_was_hidden_to_cover_another() -> None:
    found = texts(
        own((TODAY, 30), ref="T"),
        own((TODAY, 3), ref="P1", part_of="T"),
        own((TODAY, 9), ref="P2", part_of="T"),
        own((TODAY, 18), ref="P3", part_of="T"),
        own((TODAY, 30), ref="Q", unit=Unit.PERCENT, of="T"),  # 9 of 30
        own((TODAY, 60), ref="R", unit=Unit.PERCENT, of="T"),  # 18 of 30
    )
    assert found == {"T": ["30"], "P1": ["c"], "P2": ["c"], "P3": ["18"], "Q": ["c"], "R": ["60%"]}


def test_a_percentage_is_of_the_last_base_where_its_own_day_has_none() -> None:
    base = own((LAST_TIME, 7), ref="B")
    assert texts(own((TODAY, 14), ref="Q", unit=Unit.PERCENT, of="B"), base)["Q"] == ["c"]
    later = own((TODAY, 7), ref="B")
    assert texts(own((LAST_TIME, 14), ref="Q", unit=Unit.PERCENT, of="B"), later)["Q"] == ["c"]


# What is made of the figures


def test_twelve_months_are_shown_and_the_one_a_year_before_is_compared() -> None:
    shown = of(own(*zip(MONTH_ENDS, (60, 58, 47, 41, 38), strict=True), target=0))
    assert [(f.dated, f.text, f.value) for f in shown.months] == [
        (date(2014, 3, 31), "58", 58),
        (date(2014, 11, 30), "47", 47),
        (date(2014, 12, 31), "41", 41),
        (date(2015, 2, 28), "38", 38),
    ]
    assert (shown.latest, shown.data_date) == (shown.months[-1], date(2015, 2, 28))
    assert shown.since_last_year == "down 22 since February 2014"
    assert shown.since_last_quarter == "down 9 since November 2014"
    assert shown.to_target == "38 over the target of 0"
    assert (shown.course, shown.hides_something) == (Course.RIGHT_WAY, False)


def test_nothing_is_told_of_a_change_that_rests_on_a_hidden_figure() -> None:
    shown = of(own(*zip(MONTH_ENDS, (60, 58, 4, 41, 38), strict=True), target=0))
    assert [f.text for f in shown.months] == ["58", "c", "41", "38"]
    assert shown.since_last_quarter == (
        "the change since November 2014 is not printed, because a figure that it rests on is hidden"
    )
    assert (shown.course, shown.hides_something) == (Course.UNKNOWN, True)
    hidden_now = of(own(*zip(MONTH_ENDS, (60, 58, 47, 41, 2), strict=True), target=0))
    assert (hidden_now.to_target, hidden_now.course) == ("", Course.UNKNOWN)
    assert "not printed" in hidden_now.since_last_quarter
    assert "not printed" in hidden_now.since_last_year


def test_an_indicator_without_figures_or_target_has_neither() -> None:
    shown = of(indicator())
    assert (shown.months, shown.latest, shown.data_date, shown.comparators) == ((), None, None, {})
    assert (shown.target_text, shown.to_target, shown.since_last_quarter, shown.course) == (
        None,
        "",
        "",
        Course.UNKNOWN,
    )


def test_a_figure_that_does_not_apply_is_compared_with_nothing() -> None:
    shown = of(own((date(2014, 11, 30), None), (date(2015, 2, 28), 8)))
    assert ([f.text for f in shown.months], shown.since_last_quarter) == (["z", "8"], "")


def test_a_target_is_an_aim_and_not_a_count_of_children_so_it_is_printed() -> None:
    assert of(indicator(target=3)).target_text == "3"


def test_a_comparator_takes_part_in_no_sum_and_shows_no_small_count() -> None:
    small = indicator(
        Measurement("Ourtown", TODAY, 9),
        Measurement("England", date(2014, 3, 31), 11),
        Measurement("England", TODAY, 12),
        Measurement("Neighbours", TODAY, 2),
        part_of="T",
    )
    total = indicator(Measurement("Ourtown", TODAY, 30), Measurement("England", TODAY, 13), ref="T")
    shown = of(small, total)
    assert {s: [f.text for f in figures] for s, figures in shown.comparators.items()} == {
        "England": ["11", "12"],
        "Neighbours": ["c"],
    }
    assert shown.hides_something


def test_of_two_figures_for_one_day_the_lower_row_counts() -> None:
    assert texts(own((TODAY, 30), (TODAY, 8))) == {"I1": ["8"]}


@quick
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12), st.sampled_from(Polarity))
def test_nothing_in_what_is_published_depends_on_what_is_hidden(values: list[int], polarity: Polarity) -> None:
    days = [date(2014 + (month > 9), (month + 2) % 12 + 1, 28) for month in range(12)]

    def shown(small: int) -> PublishedIndicator:
        figures = [(day, small if 1 <= value <= 5 else value) for day, value in zip(days, values, strict=True)]
        return of(own(*figures, polarity=polarity, target=7))

    assert len({repr(shown(small)) for small in range(1, 6)}) == 1
