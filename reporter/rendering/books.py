"""The workbook beside a paper: a sheet for each table, which says on itself what the paper says on every page."""

from collections.abc import Sequence
from functools import partial

from reporter.domain.paper import Described, Sheet
from reporter.workbooks import About, Table, Workbook, add_note, add_sheet, set_head_and_foot, workbook

TOP = 1  # below a line that says what it is


def book_of(sheets: Sequence[Sheet], about: Described) -> bytes:
    """The workbook (.xlsx) of a paper."""
    more = (("Classification", about.classification), ("Edition", about.edition))
    return workbook(About(about.title, about.subject, about.author, about.dated, more), partial(_fill, sheets, about))


def _fill(sheets: Sequence[Sheet], about: Described, book: Workbook) -> None:
    marks = ". ".join(about.marks)
    for one in sheets:
        table = Table(one.name, one.headings, one.rows, one.description)
        sheet = add_sheet(book, one.name, table.widths, TOP)
        add_note(sheet, book, f"{marks}. {one.description}. Edition {about.edition}.")
        table.add_to(sheet, TOP, book)
        set_head_and_foot(sheet, marks, about.edition)
