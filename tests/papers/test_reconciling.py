"""Every part of the board paper counts the same, or there is no paper."""

from dataclasses import replace
from typing import Any

import pytest
from domain.conftest import THRESHOLDS, TODAY, action, complete, days, plan, update, verified

from papers.conftest import commission
from reporter.errors import PaperError
from reporter.papers.board_paper import BoardPaper, compose
from reporter.papers.reconciling import reconcile

OVERDUE = action(update(), ref="1-01", due=TODAY - days(THRESHOLDS.stale_after_days))
CLOSED = action(complete(TODAY, "Audit."), verified(), ref="1-02")


@pytest.fixture
def paper() -> BoardPaper:
    return compose(commission(), plan(OVERDUE, CLOSED))


def changed(rows: Any, place: int, cell: int, value: object) -> tuple[Any, ...]:
    """Rows with one cell changed."""
    return tuple(
        tuple(value if (at, column) == (place, cell) else text for column, text in enumerate(row))
        for at, row in enumerate(rows)
    )


def with_table(paper: BoardPaper, number: int, *place: Any) -> BoardPaper:
    tables = list(paper.figures)
    tables[number] = replace(tables[number], rows=changed(tables[number].rows, *place))
    return replace(paper, figures=tuple(tables))


def with_tile(paper: BoardPaper) -> BoardPaper:
    first, *others = paper.summary.tiles
    return replace(paper, summary=replace(paper.summary, tiles=(replace(first, number=first.number + 1), *others)))


def with_area(paper: BoardPaper) -> BoardPaper:
    (area,) = paper.ratings
    return replace(paper, ratings=(replace(area, counts=(area.counts[0] + 1, *area.counts[1:])),))


def with_total(paper: BoardPaper) -> BoardPaper:
    counts = paper.total.counts
    return replace(paper, total=replace(paper.total, counts=(counts[0] + 1, *counts[1:])))


def with_chart(paper: BoardPaper) -> BoardPaper:
    ((label, numbers),) = paper.chart.rows
    return replace(paper, chart=replace(paper.chart, rows=((label, (numbers[0] + 1, *numbers[1:])),)))


def with_workbook(paper: BoardPaper) -> BoardPaper:
    (log,) = paper.workbook
    rows = changed(log.rows, 0, log.headings.index("Rating"), "green")
    return replace(paper, workbook=(replace(log, rows=rows),))


def without_an_entry(paper: BoardPaper) -> BoardPaper:
    (area,) = paper.areas
    return replace(paper, areas=(replace(area, actions=area.actions[1:]),))


def test_a_paper_as_it_is_composed_agrees_with_itself(paper: BoardPaper) -> None:
    reconcile(paper)


@pytest.mark.parametrize(
    ("tampered", "where"),
    [
        (with_tile, "what the run reports"),
        (with_area, "rating by area, all areas added up"),
        (with_total, "rating by area, the whole plan"),
        (with_chart, "the chart"),
        (without_an_entry, "the judgement areas in full"),
        (lambda paper: replace(paper, actions=paper.actions[:1]), "the table of all actions"),
        (lambda paper: with_table(paper, 0, -1 % 3, 3, "7"), "ratings-by-area.csv"),
        (lambda paper: with_table(paper, 1, 1, 5, "green"), "actions.csv"),
        (with_workbook, "the workbook"),
        (lambda paper: replace(paper, counts={**paper.counts, "red": 7}), "what the run reports"),
    ],
    ids=["tile", "area", "total", "chart", "in full", "all actions", "ratings.csv", "actions.csv", "workbook", "run"],
)  # fmt: skip
def test_one_number_that_differs_stops_the_paper(paper: BoardPaper, tampered: Any, where: str) -> None:
    with pytest.raises(PaperError) as stopped:
        reconcile(tampered(paper))
    assert where in {problem.where for problem in stopped.value.problems}
    assert "red" in str(stopped.value)
