"""Accessible workbooks (.xlsx), the home of XlsxWriter: tables with headings, text that stays text, the same bytes."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

__all__ = ["About", "Cell", "Format", "Table", "Workbook", "Worksheet", "add_note", "add_sheet", "as_text",
           "set_head_and_foot", "workbook"]  # fmt: skip

Cell = str | int | float | date | None
LOOK = {"font_name": "Arial", "font_scheme": "none", "font_size": 12, "valign": "top", "text_wrap": True}
HEADING = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864"}
A_DAY = {"num_format": "dd/mm/yyyy", "align": "left"}
STYLE = "Table Style Light 1"
FIRST_DAY = date(1900, 3, 1)  # before it, the days of a workbook are not those of the calendar
LONGEST = 32_767  # characters of a cell, as UTF-16 counts them
CUT = "… (cut: a cell holds no more)"
NARROWEST, WIDEST = 11, 48  # characters
OPTIONS = {
    "in_memory": True,
    "default_format_properties": LOOK,
}


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself. `created` is never the clock's; `more` are properties of our own, by name."""

    title: str
    subject: str
    author: str
    created: date
    more: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table, which screen readers announce with the heading of each cell."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    description: str = ""

    def add_to(self, sheet: Worksheet, top: int, book: Workbook) -> int:
        """Put its headings into the row `top` (from 0), and give the row below its last."""
        heading, a_day = book.add_format(HEADING), book.add_format(A_DAY)
        columns = [{"header": text, "header_format": heading} for text in self.headings]
        name = re.sub(r"\W", "_", self.name)
        options = {"name": name, "columns": columns, "style": STYLE, "description": self.description}
        bottom = top + max(len(self.rows), 1)  # an Excel table has one row at least
        sheet.add_table(top, 0, bottom, len(self.headings) - 1, options)
        for number, row in enumerate(self.rows, top + 1):
            for place, value in enumerate(row):
                _write(sheet, number, place, value, a_day)
        return bottom + 1

    @property
    def widths(self) -> list[int]:
        """The width of each column, in characters: what is longer is wrapped."""
        words = [max(map(len, heading.split())) + 4 for heading in self.headings]  # room for the button of the filter
        longest = [max((len(str(row[place] or "")) for row in self.rows), default=0) for place in range(len(words))]
        return [max(NARROWEST, word, min(length + 2, WIDEST)) for word, length in zip(words, longest, strict=True)]


def workbook(about: About, fill: Callable[[Workbook], None]) -> bytes:
    """A workbook (.xlsx) that `fill` puts its sheets into: no macro, no formula, no link, no merged cell."""
    content = io.BytesIO()
    with Workbook(content, OPTIONS) as book:
        created = datetime.combine(about.created, time())
        properties = {"title": about.title, "subject": about.subject, "author": about.author, "created": created}
        book.set_properties(properties)
        for name, value in (("Language", "en-GB"), *about.more):
            book.set_custom_property(name, value)
        fill(book)
    return content.getvalue()


def add_sheet(book: Workbook, name: str, widths: Sequence[int], top: int = 0) -> Worksheet:
    """A sheet whose headings, in the row `top`, stay in sight, also on paper: A4 on its side, all columns on a page."""
    sheet = book.add_worksheet(name)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    return sheet


def _write(sheet: Worksheet, row: int, column: int, value: Cell, a_day: Format) -> None:
    match value:
        case date() if value >= FIRST_DAY:
            sheet.write_datetime(row, column, datetime.combine(value, time()), a_day)
        case date():
            sheet.write_string(row, column, f"{value:%d/%m/%Y}")
        case int() | float():
            sheet.write_number(row, column, value)
        case str() if value:
            sheet.write_string(row, column, as_text(value))


def as_text(value: str) -> str:
    """A text that a cell can hold and that is taken for nothing else.

    XlsxWriter writes what stands between <r> and </r> as XML, unasked.
    """
    value = f" {value}" if value.startswith("<r>") and value.endswith("</r>") else value
    packed = value.encode("utf-16-le", "replace")
    if len(packed) <= 2 * LONGEST:
        return value
    return packed[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def add_note(sheet: Worksheet, book: Workbook, text: str) -> None:
    """A line in the first row, over the columns beside it as far as they are empty."""
    sheet.write_string(0, 0, as_text(text), book.add_format({"bold": True, "text_wrap": False}))


def set_head_and_foot(sheet: Worksheet, head: str, foot: str) -> None:
    """What is printed at the head and at the foot of each page, beside its number."""
    sheet.set_header(f"&C{_plain(head)}")
    sheet.set_footer(f"&L{_plain(foot)}&RPage &P of &N")


def _plain(text: str) -> str:
    return text[:100].replace("&", "&&")
