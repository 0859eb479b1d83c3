"""A workbook for one lead to answer in: that lead's actions alone, what is asked of each, and room for what is new.

It is the empty tracker with the columns that a lead fills in, and reads back as docs/delivery.md tells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from reporter.blank_tracker.columns import COLUMNS, STATUSES, WIDE, Column, Kind
from reporter.blank_tracker.workbook import cell_check, cell_format, guide
from reporter.domain.answers import ASKED, LAST_SAID, MEANINGS, SHEET
from reporter.domain.chasing import Ask
from reporter.domain.plan import Action, Status
from reporter.domain.tracker import TrackerField as Field
from reporter.domain.wording import uk_date
from reporter.workbooks import About, Cell, Table, Workbook, add_sheet, set_head_and_foot, workbook

SPARE_ROWS = 200  # below the actions: cells are checked there as well
TO_READ = {"bg_color": "#EDEFF2"}  # the columns that are not to be filled in
READ_ONLY = frozenset({"Ref", "Action", ASKED, LAST_SAID, "Due", "Lead"})
MEANS: Mapping[str, str] = {
    ASKED: "Why the action is listed here, and what to write. Leave it as it is.",
    LAST_SAID: "The last update that is recorded. Leave it as it is, and write what is new under Update.",
    "Status": "How far the action has got. If it is done, choose complete and write down the evidence of impact.",
    "Update": "What was done since, and what stands in the way; nothing about a single child.",
    "Updated": "The day for which the row says how things stand.",
    "Due": "The due date that counts now. Fill it in where there is none; a new one goes under Revised due.",
    "Revised due": "The due date that you ask for, where the one that counts now cannot be kept.",
}
OF_A_LEAD = {status: meaning for status, meaning in STATUSES.items() if status is not Status.VERIFIED}


def answer_book(board: str, marking: str, asked: Sequence[Ask], written: date) -> bytes:
    """The workbook (.xlsx) for these actions, as at the day on which it is written; every text in it is text.

    The board and the marking stand at the head and the foot of each printed page.
    """
    about = About(f"{board}: your actions", "Fill in what is new, and send it back", board, written)
    return workbook(about, partial(_fill, board, marking, asked, written))


def _fill(board: str, marking: str, asked: Sequence[Ask], written: date, book: Workbook) -> None:
    columns = [_column(heading) for heading in MEANINGS]
    sheet = add_sheet(book, SHEET, [column.width for column in columns])
    set_head_and_foot(sheet, marking, board)
    for number, (heading, column) in enumerate(zip(MEANINGS, columns, strict=True)):
        look = cell_format(book, column.kind)
        if heading in READ_ONLY:
            look.set_bg_color(TO_READ["bg_color"])
        sheet.set_column(number, number, column.width, look)
        check = {**cell_check(column), "input_title": heading}
        sheet.data_validation(1, number, len(asked) + SPARE_ROWS, number, check)
    Table("Actions", [*MEANINGS], [_row(one, written) for one in asked]).add_to(sheet, 0, book)
    guide(book, [(heading, column.meaning, column.example) for heading, column in zip(MEANINGS, columns, strict=True)],
          [("Statuses", "Status", OF_A_LEAD)])  # fmt: skip


def _column(heading: str) -> Column:
    """The column of the empty tracker that means the same, under the heading that a lead sees."""
    own = {column.field: column for column in COLUMNS}.get(MEANINGS[heading])
    if own is None:
        return Column(Field.IGNORE, MEANS[heading], "", WIDE)
    example = "in progress" if own.kind is Kind.STATUS else own.example
    if heading in READ_ONLY:
        example = ""  # a ref or a lead there would look like somebody else's action
    return replace(own, meaning=MEANS.get(heading, own.meaning), example=example)


def _row(one: Ask, written: date) -> list[Cell]:
    action = one.action
    cells: Mapping[str, Cell] = {
        "Ref": action.ref,
        "Action": action.text,
        ASKED: "\n".join(f"{reason.found} {reason.write}" for reason in one.reasons),
        LAST_SAID: last_said(action),
        "Status": str(action.status),
        "Progress": action.progress / 100 if action.progress is not None else None,
        "Updated": written,
        "Due": action.current_due,
        "Success measure": action.success_measure,
        "Intended outcome": action.intended_outcome,
        "Lead": "; ".join(action.leads),
    }
    return [cells.get(heading) for heading in MEANINGS]


def last_said(action: Action) -> str:
    """The latest update with its day, or that there is none."""
    latest = action.latest
    if latest is None:
        return "Nothing is recorded yet."
    return f"{uk_date(latest.dated)}: {latest.commentary or latest.status}"
