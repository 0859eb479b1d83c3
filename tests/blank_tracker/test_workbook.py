"""The empty tracker guides whoever fills it in, and reads back as it was filled."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from reading import AS_AT

from reporter.blank_tracker.columns import COLUMNS, RATINGS, Kind
from reporter.blank_tracker.workbook import CREATED, GUIDANCE, SHEET, blank_tracker
from reporter.domain.plan import Rating, Status
from reporter.domain.tracker import TrackerField
from reporter.settings import Tracker
from reporter.sources.cells import parse_date
from reporter.sources.plan import LoadedPlan, Sources, load_plan

EXCEL_SHOWS = 255  # characters of a message beside a cell
FORMATS = {Kind.REF: "@", Kind.DATE: "dd/mm/yyyy", Kind.PERCENT: "0%"}


@pytest.fixture
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(blank_tracker()))


def checks(sheet: Worksheet) -> dict[str, DataValidation]:
    """What is checked as a cell is filled in, by the column's heading."""
    headings = {cell.column_letter: str(cell.value) for cell in sheet[1]}
    return {headings[str(check.sqref).split("2:")[0]]: check for check in sheet.data_validations.dataValidation}


def words(book: Workbook, name: str) -> list[str]:
    """The words that a name of the workbook stands for."""
    ((sheet, cells),) = book.defined_names[name].destinations
    return [row[0].value for row in book[sheet][cells]]


def test_each_field_of_a_tracker_has_one_column(book: Workbook) -> None:
    headings = [str(cell.value).casefold() for cell in book[SHEET][1]]
    assert sorted(headings) == sorted(set(TrackerField) - {TrackerField.IGNORE})
    (table,) = book[SHEET].tables.values()
    assert [column.name.casefold() for column in table.tableColumns] == headings
    assert (table.ref, book[SHEET].max_row) == ("A1:AB2", 1)


def test_each_column_is_explained_beside_the_cell_and_in_the_guidance(book: Workbook) -> None:
    guided = {row[0]: (row[1], row[2] or "") for row in book[GUIDANCE].iter_rows(2, len(COLUMNS) + 1, values_only=True)}
    assert guided == {column.heading: (column.meaning, column.example) for column in COLUMNS}
    told = checks(book[SHEET])
    assert {heading: check.prompt for heading, check in told.items()} == {c.heading: c.meaning for c in COLUMNS}
    assert all(len(column.meaning) <= EXCEL_SHOWS for column in COLUMNS)


def test_words_are_chosen_from_lists_that_stand_in_the_guidance(book: Workbook) -> None:
    assert (words(book, "Statuses"), words(book, "Ratings")) == (list(Status), list(RATINGS))
    told = checks(book[SHEET])
    lists = {heading: check.formula1 for heading, check in told.items() if check.type == "list"}
    assert lists == {"Status": "Statuses", "Lead rating": "Ratings"}
    meanings = [row[1].value for row in book[GUIDANCE].iter_rows(30) if row[0].value]
    assert all(meanings)


def test_dates_and_percentages_are_checked_as_they_are_typed(book: Workbook) -> None:
    told = checks(book[SHEET])
    dates = [column.heading for column in COLUMNS if column.kind is Kind.DATE]
    assert dates == ["Start", "Due", "Revised due", "Updated", "Completed"]
    assert {told[heading].type for heading in dates} == {"date"}
    assert (told["Progress"].type, told["Progress"].formula1, told["Progress"].formula2) == ("decimal", "0", "1")
    assert all(told[heading].showErrorMessage for heading in (*dates, "Progress", "Status", "Lead rating"))


def test_cells_are_formatted_for_what_goes_into_them(book: Workbook) -> None:
    for number, column in enumerate(COLUMNS, 1):
        styles = book[SHEET].column_dimensions[openpyxl.utils.get_column_letter(number)]
        assert styles.number_format == FORMATS.get(column.kind, "General"), column.heading
        assert styles.alignment.wrap_text
        assert styles.width >= len(column.heading) * 0.7  # a long heading may take two lines


def test_headings_stay_in_sight_on_the_screen_and_on_paper(book: Workbook) -> None:
    assert [book[name].freeze_panes for name in (SHEET, GUIDANCE)] == ["B2", "B2"]
    assert [book[name].print_title_rows for name in (SHEET, GUIDANCE)] == ["$1:$1", "$1:$1"]


def test_it_says_what_it_is_and_holds_nothing_that_a_machine_could_run(book: Workbook) -> None:
    assert (book.properties.title, book.properties.creator) == ("Improvement plan tracker", "reporter")
    assert {p.name: p.value for p in book.custom_doc_props.props} == {"Language": "en-GB"}
    assert all(not sheet.merged_cells.ranges and sheet.sheet_state == "visible" for sheet in book)
    with zipfile.ZipFile(io.BytesIO(blank_tracker())) as packed:
        names = " ".join(packed.namelist())
        content = b"".join(packed.read(name) for name in packed.namelist())
    assert "vba" not in names
    assert "externalLink" not in names
    assert b"TargetMode" not in content
    assert b"<f>" not in content


def test_it_is_the_same_whenever_and_wherever_it_is_written(book: Workbook) -> None:
    assert book.properties.created == book.properties.modified == datetime.combine(CREATED, time())
    code = "import sys; from reporter.blank_tracker import workbook as w; sys.stdout.buffer.write(w.blank_tracker())"
    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert elsewhere.stdout == blank_tracker() == blank_tracker()


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Sequence[Sequence[object]]], LoadedPlan]:
    """Fill rows in as Excel would, and read the plan."""

    def filled(rows: Sequence[Sequence[object]]) -> LoadedPlan:
        book = openpyxl.load_workbook(io.BytesIO(blank_tracker()))
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                cell = book[SHEET].cell(number, column, value or None)
                cell.number_format = FORMATS.get(COLUMNS[column - 1].kind, "General")
        book.save(tmp_path / "tracker.xlsx")
        own = tmp_path / "own"
        own.mkdir()
        tracker = Tracker(file=tmp_path / "tracker.xlsx", sheets=(SHEET,))
        return load_plan(Sources(own, {"tracker": tracker}), AS_AT, None)

    return filled


def as_typed(kind: Kind, text: str) -> object:
    """What Excel makes of an example."""
    if kind is Kind.DATE:
        return parse_date(text)
    return int(text.removesuffix("%")) / 100 if kind is Kind.PERCENT else text


def row_of(**cells: object) -> list[object]:
    """A row with these cells; underscores in a field's name stand for spaces."""
    return [cells.get(column.field.replace(" ", "_"), "") for column in COLUMNS]


def test_the_empty_tracker_reads_back_without_a_finding(
    read: Callable[[Sequence[Sequence[object]]], LoadedPlan],
) -> None:
    loaded = read([])
    assert (loaded.plan.actions, loaded.findings) == ((), ())


def test_the_examples_make_a_row_that_reads_back_without_a_finding(
    read: Callable[[Sequence[Sequence[object]]], LoadedPlan],
) -> None:
    loaded = read([[as_typed(column.kind, column.example) for column in COLUMNS]])
    assert loaded.findings == ()
    (action,) = loaded.plan.actions
    assert (action.ref, action.status, action.progress, action.lead_rating) == (
        "1-02", Status.VERIFIED, 100, Rating.BLUE
    )  # fmt: skip
    assert action.sub_group == "Quality and Performance Sub-group"
    assert [voice.text for voice in loaded.plan.voices] == ["Nobody told me who was coming to see us."]
    assert (action.start, action.due, action.current_due) == (date(2014, 5, 14), date(2014, 9, 30), date(2014, 10, 31))
    assert action.latest
    assert (action.latest.dated, action.latest.verified_by) == (date(2014, 10, 27), "Quality Manager")


def test_rows_read_back_as_they_were_filled_in(read: Callable[[Sequence[Sequence[object]]], LoadedPlan]) -> None:
    area = "1 Help and protection"
    loaded = read(
        [
            row_of(ref="1.1", area=area, area_for_improvement="Calls wait.", action="Answer sooner.",
                   lead="Duty Manager", due=date(2015, 6, 30), status="in progress", progress=0.01, lead_rating="amber",
                   commentary="Two more answer.", updated=date(2015, 3, 2), success_measure="Calls taken in a minute"),
            row_of(ref="1.10", area=area, area_for_improvement="Calls wait.", action="Record each call.",
                   lead="Duty Manager; Data Manager", due=date(2015, 5, 29), status="not started"),
        ]
    )  # fmt: skip
    assert [finding for finding in loaded.findings if finding.weight != "note"] == []
    assert [weakness.text for weakness in loaded.plan.areas_for_improvement] == ["Calls wait."]
    first, second = loaded.plan.actions
    assert (first.ref, first.progress, first.lead_rating, first.due) == ("1.1", 1, Rating.AMBER, date(2015, 6, 30))
    assert [(update.dated, update.commentary) for update in first.updates] == [(date(2015, 3, 2), "Two more answer.")]
    assert (second.ref, second.status, second.lead) == ("1.10", Status.NOT_STARTED, "Duty Manager; Data Manager")
