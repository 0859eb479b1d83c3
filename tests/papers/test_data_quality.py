"""The annex on the data: the scores of each area, and what was doubtful, briefly and without anybody's folders."""

from dataclasses import replace

import pytest
from domain.conftest import action, plan, update

from reporter.domain.plan import ImprovementPlan
from reporter.findings import Findings, Place, ToDo
from reporter.papers.data_quality import DataQuality, ScoreRow, data_quality

from .conftest import commission

PLACE = Place("/home/somebody/boards/tracker.xlsx", "Plan", 7, "By when?")


def annex(findings: Findings | None = None, of: ImprovementPlan | None = None) -> DataQuality:
    """The annex with what was found."""
    asked = commission()
    asked = replace(asked, inputs=replace(asked.inputs, warnings=(findings or Findings()).found))
    return data_quality(asked, of or plan(action(update())))


def doubtful(number: int, to_do: ToDo = ToDo.MEND_DATES) -> Findings:
    """So many warnings of a kind."""
    findings = Findings()
    for row in range(number):
        findings.warning(to_do, PLACE.at(row + 2, "By when?"), '"Ongoing" is not a date.', "Write a date.")
    return findings


def test_each_area_has_a_row_of_scores_and_the_last_is_the_whole_plan() -> None:
    quality = annex(of=plan(action(update())))
    assert [row.area for row in quality.scores][-1] == "The whole plan"
    assert quality.scores[-1] == ScoreRow("The whole plan", "0 of 1 (0%)", "1 of 1 (100%)", quality.scores[-1].chain,
                                          "17 Mar 2015")  # fmt: skip
    assert quality.stale_after_days == 62


def test_where_there_is_nothing_to_count_that_is_said() -> None:
    last = annex(of=replace(plan(), areas_for_improvement=())).scores[-1]
    assert (last.smart, last.fresh, last.chain, last.last_update) == (*["nothing to count"] * 3, "never")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "Nothing was doubtful when the plan was read."),
        (1, "1 place in the plan was doubtful when it was read."),
        (2, "2 places in the plan were doubtful when it was read."),
    ],
)
def test_the_opening_counts_the_doubtful_places(number: int, said: str) -> None:
    assert annex(doubtful(number)).opening == said


def test_a_doubt_tells_its_place_by_the_name_of_the_file_alone() -> None:
    (doubts,) = annex(doubtful(1)).doubts
    assert doubts.to_do == "Mend these dates"
    assert doubts.told == ('tracker.xlsx, sheet "Plan", row 2, column "By when?": "Ongoing" is not a date.',)


@pytest.mark.parametrize(("number", "told", "more"), [(12, 12, ""), (13, 12, "and 1 more"), (500, 12, "and 488 more")])
def test_many_doubts_of_a_kind_are_counted_and_not_all_told(number: int, told: int, more: str) -> None:
    (doubts,) = annex(doubtful(number)).doubts
    assert (len(doubts.told), doubts.more) == (told, more)


def test_doubts_are_grouped_by_what_to_do_in_one_order() -> None:
    findings = doubtful(1, ToDo.LOOK_AT_COLOURS)
    findings.found += doubtful(2, ToDo.MEND_REFS).found + doubtful(1, ToDo.LOOK_AT_COLOURS).found
    assert [(doubts.to_do, len(doubts.told)) for doubts in annex(findings).doubts] == [
        (ToDo.MEND_REFS, 2),
        (ToDo.LOOK_AT_COLOURS, 2),
    ]
