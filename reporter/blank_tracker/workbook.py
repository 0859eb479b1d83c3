"""Writing the empty tracker as a workbook: a sheet to fill in, and a sheet of guidance."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reporter.blank_tracker.columns import COLUMNS, MIDDLE, RATINGS, STATUSES, WIDE, Column, Kind
from reporter.workbooks import About, Cell, Format, Table, Workbook, add_sheet, workbook

SHEET = "Tracker"
GUIDANCE = "Guidance"
LAST_ROW = 5000  # down to which cells are checked as they are filled in
CREATED = date(2026, 1, 1)  # the same file each time
NUMBER_FORMATS = {Kind.REF: "@", Kind.DATE: "dd/mm/yyyy", Kind.PERCENT: "0%"}
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
CHECKS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.REF: {"validate": "any"},
    Kind.WORDS: {"validate": "any"},
    Kind.DATE: {
        "validate": "date",
        "criteria": "between",
        "minimum": FIRST_DAY,
        "maximum": LAST_DAY,
        "error_title": "This is not a date",
        "error_message": "Write it as day/month/year, for example 28/02/2015, or leave the cell empty.",
    },
    Kind.PERCENT: {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 1,
        "error_title": "This is not a percentage",
        "error_message": "Write a number from 0% to 100%, such as 75%.",
    },
    Kind.STATUS: {
        "validate": "list",
        "source": "=Statuses",
        "error_title": "This status is not known",
        "error_message": "Choose one from the list.",
    },
    Kind.RATING: {
        "validate": "list",
        "source": "=Ratings",
        "error_title": "This rating is not known",
        "error_message": "Choose one from the list.",
    },
}

Words = tuple[str, str, Mapping[Any, str]]  # what a list to choose from is called, its heading, each word's meaning
WORDS: Sequence[Words] = (("Statuses", "Status", STATUSES), ("Ratings", "Lead rating", RATINGS))


def blank_tracker() -> bytes:
    """An empty tracker as an .xlsx workbook, the same bytes each time: no macro, no link, no merged cell."""
    purpose = "One row for each action of the improvement plan"
    return workbook(About("Improvement plan tracker", purpose, "reporter", CREATED), _fill)


def _fill(book: Workbook) -> None:
    _fill_in(book)
    guide(book, [(column.heading, column.meaning, column.example) for column in COLUMNS], WORDS)


def _fill_in(book: Workbook) -> None:
    """The sheet to fill in: one Excel table, which grows as rows are typed below it."""
    sheet = add_sheet(book, SHEET, [column.width for column in COLUMNS])
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width, cell_format(book, column.kind))
        sheet.data_validation(1, number, LAST_ROW - 1, number, cell_check(column))
    one_empty_row: Sequence[Cell] = ()
    Table("Actions", [column.heading for column in COLUMNS], [one_empty_row]).add_to(sheet, 0, book)


def cell_format(book: Workbook, kind: Kind) -> Format:
    """How the cells of a column show what is typed into them."""
    return book.add_format({"num_format": NUMBER_FORMATS.get(kind, "General")})


def cell_check(column: Column) -> dict[str, Any]:
    """What Excel says when a cell is entered, and refuses when it is left."""
    return {"input_title": column.heading, "input_message": column.meaning, **CHECKS[column.kind]}


def guide(book: Workbook, columns: Sequence[Sequence[Cell]], words: Sequence[Words]) -> None:
    """The sheet of guidance: what each column means with an example, and the words to choose from."""
    sheet = add_sheet(book, GUIDANCE, [MIDDLE, WIDE, WIDE])
    below = Table("Columns", ["Column", "What it means", "Example"], columns).add_to(sheet, 0, book)
    for name, word, meanings in words:
        top = below + 1
        below = Table(f"{name}_explained", [word, "What it means"], [*meanings.items()]).add_to(sheet, top, book)
        book.define_name(name, f"={GUIDANCE}!$A${top + 2}:$A${below}")
