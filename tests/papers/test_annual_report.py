"""The annual report: the year analysed, from weakness and cause to what changed for children and what did not."""

from collections.abc import Sequence
from datetime import date

import pytest
from domain.conftest import (
    LAST_TIME,
    TODAY,
    action,
    area,
    complete,
    days,
    indicator,
    plan,
    re_dated,
    update,
    verified,
    weakness,
)

from papers.conftest import Sample, commission, tiny_board
from reporter.domain.plan import ImprovementPlan, Measurement, Polarity, Voice
from reporter.domain.slippage import slippage
from reporter.papers.annual_report import AnnualReport, compose
from reporter.papers.listing import Listing

YEAR_AGO = date(2014, 3, 17)


def report(whole: ImprovementPlan) -> AnnualReport:
    return compose(commission(tiny_board(), "annual-report"), whole)


def section(paper: AnnualReport, anchor: str) -> Listing:
    return next(one for one in paper.sections if one.anchor == anchor)


def cells(listing: Listing) -> Sequence[tuple[str, ...]]:
    return [(row.ref, *row.cells) for row in listing.rows]


@pytest.fixture(scope="module")
def year(sample: Sample) -> AnnualReport:
    return compose(commission(sample.board, "annual-report"), sample.plan)


@pytest.mark.parametrize(
    ("whole", "headline"),
    [
        (plan(), "The plan holds no actions, so this report can say nothing of what was done."),
        (
            plan(action(update()), weaknesses=()),
            "At the end of the year the plan is green: 1 of 1 open action is on track. It records no weaknesses, so "
            "nobody can tell what has been put right.",
        ),
        (
            plan(action(update())),
            "At the end of the year the plan is green: 1 of 1 open action is on track. Of 1 weakness, none has "
            "evidence that anything changed.",
        ),
        (
            plan(action(complete(TODAY, "Audit.")), action(verified(), ref="1-02", answers=("1b",)),
                 weaknesses=(weakness(), weakness("1b"), weakness("1c"))),
            "At the end of the year the plan is green: 1 of 1 open action is on track. Of 3 weaknesses, 2 have "
            "evidence that anything changed.",
        ),
    ],
)  # fmt: skip
def test_page_1_concludes(whole: ImprovementPlan, headline: str) -> None:
    paper = report(whole)
    assert paper.headline == headline
    assert paper.asks[-1] == "note this report"


def test_the_year_ends_on_the_day_of_the_data(year: AnnualReport) -> None:
    assert year.year == "18 March 2014 to 17 March 2015"


def test_months_table_chart_and_figures_are_one_set_of_numbers(year: AnnualReport) -> None:
    assert [tuple(month.counts) for month in year.months] == [tuple(numbers) for _, numbers in year.chart.months]
    assert [month.day for month in year.months][::12] == [
        "31 Mar 2014" if len(year.months) == 13 else "",
        "17 Mar 2015",
    ]
    assert all(sum(month.counts) == month.total for month in year.months)
    assert tuple(year.months[-1].counts) == tuple(year.total.counts)
    table = next(table for table in year.figures if table.name == "ratings-by-month.csv")
    assert [row[1:-1] for row in table.rows[1:]] == [tuple(map(str, month.counts)) for month in year.months]
    assert year.chart.says.endswith(f"17 March 2015: {', '.join(told(year))}.")


def told(year: AnnualReport) -> list[str]:
    ratings = zip(year.months[-1].counts, year.chart.ratings, strict=True)
    return [f"{number} {rating.word}" for number, rating in ratings if number]


@pytest.mark.parametrize(
    ("whole", "concluded"),
    [
        (plan(weaknesses=()), "No weaknesses are recorded, so nothing can be said about whether they were put right."),
        (plan(), "Of 1 weakness, 1 has no action."),
        (
            plan(action(complete(TODAY, "Audit.")), action(update(), ref="1-02", answers=("1b",)),
                 weaknesses=(weakness(), weakness("1b"), weakness("1c"), weakness("1d"))),
            "Of 4 weaknesses, 1 has evidence that something changed, 1 is being worked on without such evidence and 2 "
            "have no action.",
        ),
    ],
)  # fmt: skip
def test_an_area_says_how_far_its_weaknesses_have_got(whole: ImprovementPlan, concluded: str) -> None:
    assert report(whole).areas[0].concluded == concluded


def test_an_area_tells_the_evidence_of_the_year_with_its_dates() -> None:
    proven = action(complete(YEAR_AGO, "Long ago."), complete(LAST_TIME, "waits halved"), verified(TODAY))
    assert report(plan(proven)).areas[0].done[0].impact == ("10 Feb 2015: Waits halved.", "17 Mar 2015: Audit.")


def test_what_did_not_change_has_why_not_and_what_was_done_about_it() -> None:
    still = action(update(LAST_TIME, commentary="No staff."), due=TODAY - days(20))
    figures = (Measurement("Ourtown", YEAR_AGO + days(30), 40), Measurement("Ourtown", TODAY, 60))
    found = report(plan(still, indicators=[indicator(*figures, polarity=Polarity.LOWER)])).areas[0].unchanged
    (of_action, of_figure) = cells(found)
    assert of_action[0] == "1-01"
    assert of_action[1].endswith("On 10 February 2015: No staff.")
    assert of_action[2].startswith("Escalated, so that it is now for the ")
    assert of_figure[1:] == ("It moved the wrong way. 40 (Apr 2014), then 60 (Mar 2015).", "No reason is on record.")


def test_an_area_without_data_says_so_of_each_part() -> None:
    (empty,) = report(plan(weaknesses=())).areas
    assert empty.changed == "No figures are recorded."
    assert empty.unchanged.says == ("No action is off track or at a standstill, and no indicator got worse.",)
    assert (empty.weaknesses, empty.done, empty.changes, empty.charts, empty.voices) == ((), (), (), (), ())


@pytest.mark.parametrize("old", [YEAR_AGO, YEAR_AGO - days(300)])
def test_slippage_counts_the_moves_of_the_year_alone(old: date) -> None:
    moved = action(re_dated(old, date(2015, 1, 1)), re_dated(LAST_TIME, date(2015, 1, 31), approved_by="the Board"),
                   due=date(2014, 1, 1))  # fmt: skip
    paper = report(plan(moved, areas=(area(), area("2"))))
    found = section(paper, "slippage")
    assert found.says == ("In the year 1 due date was moved, 1 time in all, by 30 days together.",)
    assert cells(found) == [("1", "1", "1", "30"), ("", "1", "1", "30")]
    assert [row.cells[0] for row in section(paper, "most-slipped").rows] == ["30 days"]
    assert slippage(plan(moved)).total.moves == 2


def test_where_nothing_moved_or_closed_or_was_heard_it_says_so() -> None:
    paper = report(plan(action(update())))
    said = {one.anchor: (one.says, len(one.rows)) for one in paper.sections}
    assert said["slippage"] == (("In the year no due date was moved.",), 0)
    assert said["closed"][0][0].startswith("In the year no actions were closed and verified")
    assert said["little-progress"] == (("Every action not yet reported complete has made progress.",), 0)
    assert said["extensions"] == (
        ("In the year no later dates were approved; no others are in use without approval.",),
        0,
    )
    assert said["voice"] == (("Nothing that children or young people said in the year is recorded.",), 0)


def test_closing_tells_the_verified_from_the_merely_complete_and_leaves_out_other_years() -> None:
    paper = report(
        plan(
            action(verified(YEAR_AGO), ref="old"),
            action(verified(LAST_TIME, by="the Vice Chair"), ref="checked"),
            action(complete(LAST_TIME), ref="said"),
        )
    )
    found = section(paper, "closed")
    assert [row[:2] for row in cells(found)] == [("checked", "Verified"), ("said", "Merely complete")]
    assert [row[-1] for row in cells(found)] == ["Audit.", "None is recorded."]


def test_each_later_date_of_the_year_names_who_approved_it() -> None:
    granted = action(re_dated(LAST_TIME, date(2016, 1, 1), approved_by="the Vice Chair"), ref="granted")
    asked = action(re_dated(LAST_TIME, date(2016, 2, 1)), ref="asked")
    found = section(report(plan(granted, asked)), "extensions")
    assert [(row[0], row[3]) for row in cells(found)] == [
        ("asked", "Nobody"),
        ("granted", "the Vice Chair, 10 Feb 2015"),
    ]


def test_voices_of_the_year_are_listed_with_what_was_done_and_silent_areas_named() -> None:
    said = [
        Voice("1", YEAR_AGO, "Council", "Last year.", None),
        Voice("1", LAST_TIME, "Forum", "Call us.", "A phone was bought."),
        Voice("1", TODAY, "Forum", "Still no call.", None),
    ]
    found = section(report(plan(areas=(area(), area("2", "Care leavers")), voices=said)), "voice")
    assert found.says == (
        "Children and young people were heard 2 times in the year. What was done about it is recorded 1 time. "
        "Nothing was heard about: Care leavers.",
    )
    assert [row.cells for row in found.rows] == [
        ("Call us.", "A phone was bought."),
        ("Still no call.", "Nothing is recorded."),
    ]


def test_every_link_of_the_sample_leads_to_an_action_or_a_weakness_of_an_area(year: AnnualReport) -> None:
    there = {one.anchor for part in year.areas for one in part.done}
    there |= {f"weakness-{one.ref}" for part in year.areas for one in part.weaknesses}
    listings = (*year.sections, year.coverage, *(part.unchanged for part in year.areas))
    led_to = {row.anchor for one in listings for row in one.rows if row.anchor}
    assert len(led_to) > 40
    assert led_to <= there


def test_page_1_gives_up_its_table_of_areas_before_what_is_asked(year: AnnualReport) -> None:
    assert year.shortened([]) is None
    first = year.shortened(["cover-sheet"])
    assert first is not None
    assert (first.by_area, first.asks) == ((), year.asks)
    second = first.shortened(["cover-sheet"])
    assert second is not None
    assert second.asks == (*year.asks[:-2], "note this report")
