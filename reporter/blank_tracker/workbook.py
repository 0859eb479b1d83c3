"""Writing the empty tracker as a workbook: a sheet to fill in, and a sheet of guidance."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reporter.blank_tracker.columns import COLUMNS, MIDDLE, RATINGS, STATUSES, WIDE, Column, Kind

SHEET = "Tracker"
GUIDANCE = "Guidance"
LAST_ROW = 5000  # down to which cells are checked as they are filled in
CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same file each time
LOOK = {"font_name": "Arial", "font_scheme": "none", "font_size": 12, "valign": "top", "text_wrap": True}
HEADING = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864"}
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


def blank_tracker() -> bytes:
    """An empty tracker as an .xlsx workbook, the same bytes each time: no macro, no link, no merged cell."""
    content = io.BytesIO()
    # Text stays text: an example that looks like a number, a formula or an address is none.
    options = {"in_memory": True, "strings_to_urls": False, "default_format_properties": dict(LOOK)}
    with Workbook(content, options) as book:
        book.set_properties(
            {
                "title": "Improvement plan tracker",
                "subject": "One row for each action of the improvement plan",
                "author": "reporter",
                "created": CREATED,
            }
        )
        book.set_custom_property("Language", "en-GB")
        _fill_in(book)
        _guide(book)
    return content.getvalue()


def _fill_in(book: Workbook) -> None:
    """The sheet to fill in: one Excel table, which grows as rows are typed below it."""
    sheet = book.add_worksheet(SHEET)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width, _format(book, column.kind))
        sheet.data_validation(1, number, LAST_ROW - 1, number, _check(column))
    one_empty_row: Sequence[str] = ()
    _Table("Actions", [column.heading for column in COLUMNS], [one_empty_row]).add_to(sheet, 0, book)
    sheet.freeze_panes(1, 1)
    _set_print(sheet)


def _format(book: Workbook, kind: Kind) -> Format:
    return book.add_format({"num_format": NUMBER_FORMATS.get(kind, "General")})


def _check(column: Column) -> dict[str, Any]:
    """What Excel says when a cell is entered, and refuses when it is left."""
    return {"input_title": column.heading, "input_message": column.meaning, **CHECKS[column.kind]}


def _guide(book: Workbook) -> None:
    """The sheet of guidance: what each column means with an example, and the words to choose from."""
    sheet = book.add_worksheet(GUIDANCE)
    sheet.set_column(0, 0, MIDDLE)
    sheet.set_column(1, 2, WIDE)
    columns = [(column.heading, column.meaning, column.example) for column in COLUMNS]
    below = _Table("Columns", ["Column", "What it means", "Example"], columns).add_to(sheet, 0, book)
    for name, word, meanings in (("Statuses", "Status", STATUSES), ("Ratings", "Lead rating", RATINGS)):
        top = below + 1
        below = _Table(f"{name}_explained", [word, "What it means"], [*meanings.items()]).add_to(sheet, top, book)
        book.define_name(name, f"={GUIDANCE}!$A${top + 2}:$A${below}")
    sheet.freeze_panes(1, 0)
    _set_print(sheet)


@dataclass(frozen=True, slots=True)
class _Table:
    """An Excel table, which screen readers announce with the heading of each cell."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def add_to(self, sheet: Worksheet, top: int, book: Workbook) -> int:
        """Put its headings into the row `top` (from 0), and give the row below its last."""
        heading = book.add_format(HEADING)
        columns = [{"header": text, "header_format": heading} for text in self.headings]
        options = {"name": self.name, "columns": columns, "data": self.rows, "style": "Table Style Light 1"}
        sheet.add_table(top, 0, top + len(self.rows), len(self.headings) - 1, options)
        return top + len(self.rows) + 1


def _set_print(sheet: Worksheet) -> None:
    """A4 on its side, all columns on one page, the headings on every page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
