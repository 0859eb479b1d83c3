"""Workbooks are accessible tables of text: nothing in a cell is taken for a formula, a link, a number or markup."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.workbooks import About, Cell, Table, add_sheet, as_text, set_head_and_foot, workbook

ABOUT = About("A title", "A subject", "An author", date(2015, 3, 13), (("Classification", "OFFICIAL"),))


def written(*rows: tuple[Cell, ...], about: About = ABOUT) -> bytes:
    """A workbook with one table."""
    headings = [f"Column {number}" for number in range(1, len(rows[0]) + 1)] if rows else ["Column 1"]

    def fill(book: object) -> None:
        table = Table("A table", headings, rows, "What it holds")
        table.add_to(add_sheet(book, "Sheet", table.widths), 0, book)

    return workbook(about, fill)


def sheet_of(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content))["Sheet"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /c calc'!A1", "{=1}", "007", "1e5", "TRUE", "2015-03-13",
        "https://example.org", "mailto:a@example.org", "internal:Sheet!A1", "file:///etc/passwd", "<b>bold</b>",
        " around ", "two\nlines", "_x0041_", "Ünïcode 漢 👍", "<r><t>rich</t></r>", "<r></r>", "<r>&<</r>",
    ],
)  # fmt: skip
def test_what_looks_like_something_else_stays_text(text: str) -> None:
    content = written((text,))
    cell = sheet_of(content)["A2"]
    assert (cell.value.strip(), cell.data_type, cell.hyperlink) == (text.strip(), "s", None)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    found = sheet_of(written((text,)))["A2"].value
    assert found.strip() == text.strip()


def test_numbers_and_days_are_what_they_are_and_what_is_missing_is_empty() -> None:
    sheet = sheet_of(written((7, date(2015, 3, 13), None, "", date(1899, 12, 31))))
    assert [sheet.cell(2, column).value for column in range(1, 6)] == [
        7, datetime.combine(ABOUT.created, time()), None, None, "31/12/1899",
    ]  # fmt: skip
    assert sheet["B2"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize("letter", ["a", "\U0001f44d"])
def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(letter: str) -> None:
    whole, cut = letter * 16_000, as_text(letter * 40_000)
    assert as_text(whole) == whole
    assert cut.endswith("a cell holds no more)")
    assert len(cut.encode("utf-16-le")) // 2 in {32_766, 32_767}
    assert sheet_of(written((letter * 40_000,)))["A2"].value == cut


def test_a_table_has_headings_that_stay_in_sight_and_no_merged_cell() -> None:
    sheet = sheet_of(written(("a", 1), ("b", 2)))
    assert (sheet.tables["A_table"].ref, sheet.tables["A_table"].headerRowCount) == ("A1:B3", 1)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
    assert not sheet.merged_cells.ranges
    assert all(cell.alignment.wrap_text for row in sheet["A1:B3"] for cell in row)


def test_a_table_without_rows_is_still_one() -> None:
    assert sheet_of(written()).tables["A_table"].ref == "A1:A2"


def test_columns_are_as_wide_as_what_they_hold_up_to_a_limit() -> None:
    table = Table("T", ["Ref", "Lead's own rating", "Text"], [("1-01", "red", "word " * 100), ("1-02", None, "")])
    assert table.widths == [11, 11, 48]


def test_a_workbook_says_what_it_is() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(("a",))))
    said = book.properties
    assert (said.title, said.subject, said.creator) == ("A title", "A subject", "An author")
    assert said.created == said.modified == datetime.combine(ABOUT.created, time())
    assert {p.name: p.value for p in book.custom_doc_props.props} == {"Language": "en-GB", "Classification": "OFFICIAL"}


def test_the_same_rows_give_the_same_bytes_and_nothing_that_runs_or_leads_out() -> None:
    content = written(("=1+1", "https://example.org"))
    assert content == written(("=1+1", "https://example.org"))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    assert not [name for name in parts if "vba" in name or "external" in name]
    assert not [name for name, part in parts.items() if "<f>" in part or 'TargetMode="External"' in part]


def test_head_and_foot_stand_on_each_page_as_they_are_written() -> None:
    def fill(book: object) -> None:
        set_head_and_foot(add_sheet(book, "Sheet", [11]), "R&D &P", "a foot")

    sheet = sheet_of(workbook(ABOUT, fill))
    assert sheet.HeaderFooter.oddHeader.center.text == "R&&D &&P"
    assert sheet.HeaderFooter.oddFooter.left.text == "a foot"
