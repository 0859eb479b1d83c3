"""The action log beside the board paper: one row an action, with what the paper rates and prints of it."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from domain.conftest import THRESHOLDS, TODAY, action, days, plan, re_dated, update, verified

from papers.conftest import Sample
from reporter.domain.movement import measure
from reporter.domain.paper import Described, Sheet
from reporter.domain.plan import Action
from reporter.domain.scheme import OURS
from reporter.papers.action_log import HEADINGS, action_log
from reporter.rendering.books import book_of

ABOUT = Described(
    title="A title",
    author="An author",
    subject="A subject",
    edition="town/2015-03-25/board-paper-e1",
    classification="OFFICIAL-SENSITIVE",
    dated=date(2015, 3, 13),
    draft=True,
    sample=True,
)


def rows(sheet: Sheet) -> list[dict[str, object]]:
    return [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows]


def logged(one: Action) -> dict[str, object]:
    (row,) = rows(action_log(measure(plan(one), TODAY, None, THRESHOLDS, OURS)))
    return row


def test_it_has_every_action_of_the_paper_with_the_rating_and_the_reason_that_the_paper_prints(sample: Sample) -> None:
    (sheet,) = sample.paper.workbook
    entries = {entry.ref: entry for area in sample.paper.areas for entry in area.actions}
    assert [row["Ref"] for row in rows(sheet)] == [
        action.ref for action in sample.plan.actions if action.ref in entries
    ]
    for row in rows(sheet):
        entry = entries[str(row["Ref"])]
        assert (str(row["Rating"]).capitalize(), f"{row['Reason']}.") == (entry.mark.word, entry.reason)
        assert row["Action"] == entry.text
    assert len(rows(sheet)) == sample.paper.counts["actions"]
    words = [entry.word for entry in OURS.entries]
    assert all(sum(row["Rating"] == word for row in rows(sheet)) == sample.paper.counts[word] for word in words)


def test_the_inspection_response_has_no_workbook(sample: Sample) -> None:
    assert sample.response.workbook == ()


def test_a_due_date_that_was_moved_stands_beside_the_first_and_is_counted() -> None:
    twice = (re_dated(TODAY - days(9), TODAY + days(30)), re_dated(TODAY, TODAY + days(60)))
    moved = logged(action(*twice, due=TODAY))
    assert (moved["First due"], moved["Due now"], moved["Times moved"]) == (TODAY, TODAY + days(60), 2)
    still = logged(action(due=TODAY))
    assert (still["First due"], still["Due now"], still["Times moved"]) == (TODAY, TODAY, 0)


def test_where_there_is_no_date_the_words_of_the_plan_stand_in_its_place() -> None:
    undated = action(due=None)
    assert logged(replace(undated, due_words="Ongoing"))["Due now"] == "Ongoing"
    assert logged(undated)["Due now"] is None


def test_who_verified_it_is_told_only_while_it_is_verified() -> None:
    by_whom = verified(TODAY - days(3), by="Quality Manager")
    assert logged(action(by_whom))["Verified by"] == "Quality Manager"
    assert logged(action(by_whom, update(TODAY)))["Verified by"] is None  # it was opened again
    assert logged(action())["Verified by"] is None


@pytest.fixture
def sheet(sample: Sample) -> openpyxl.worksheet.worksheet.Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(book_of(sample.paper.workbook, ABOUT)))
    assert book.sheetnames == ["Action log"]
    return book["Action log"]


def test_its_sheet_says_how_it_is_classified_and_what_edition_it_is_of(
    sheet: openpyxl.worksheet.worksheet.Worksheet,
) -> None:
    note = "OFFICIAL-SENSITIVE. DRAFT, not yet approved. SAMPLE DATA"
    assert sheet["A1"].value == (
        f"{note}. Action log: every action of the plan, with its rating and its dates. Edition {ABOUT.edition}."
    )
    assert sheet["A1"].alignment.wrap_text in {None, False}
    assert sheet.HeaderFooter.oddHeader.center.text == note
    assert sheet.HeaderFooter.oddFooter.left.text == ABOUT.edition


def test_its_table_has_the_headings_and_stays_in_sight(
    sample: Sample, sheet: openpyxl.worksheet.worksheet.Worksheet
) -> None:
    assert [cell.value for cell in sheet[2]] == list(HEADINGS)
    assert sheet.tables["Action_log"].ref == f"A2:V{2 + len(sample.paper.workbook[0].rows)}"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B3", "$2:$2")
    assert not sheet.merged_cells.ranges


def test_its_properties_are_those_of_the_paper(sample: Sample) -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(sample.paper.workbook, ABOUT)))
    assert (book.properties.title, book.properties.creator) == (ABOUT.title, ABOUT.author)
    assert book.properties.created.date() == ABOUT.dated
    assert {p.name: p.value for p in book.custom_doc_props.props} == {
        "Language": "en-GB",
        "Classification": ABOUT.classification,
        "Edition": ABOUT.edition,
    }


def test_an_update_stands_with_its_day() -> None:
    row = logged(action(update(TODAY)))
    assert (row["Latest update (date)"], row["Latest update"]) == (TODAY, update(TODAY).commentary)
