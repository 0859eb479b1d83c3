"""A tracker of many rows as offices keep them: merged weaknesses, dates, diaries, coloured ratings."""

from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

import xlsxwriter

HEADINGS = ("No", "Judgement area", "Area for improvement", "Action", "Lead", "Due date", "Progress to date", "Status",
            "RAG", "Success measure")  # fmt: skip
AREAS = ("1 Help and protection", "2 Children looked after", "2.1 Adoption", "2.2 Care leavers", "3 Leadership")
LEADS = ("Head of Safeguarding", "Head of Care", "Adoption Manager", "Training Manager; Head of Early Help")
VERBS = ("Agree", "Publish", "Audit", "Train staff in", "Review", "Report each quarter on")
THINGS = ("the duty rota", "strategy discussions", "care plans", "the step-down protocol", "supervision records")
RATINGS = (("G", "00B050"), ("A", "FFC000"), ("R", "FF0000"), ("B", "0070C0"))
STATES = ("In progress", "In progress", "In progress", "Complete")
PER_WEAKNESS = 4
FIRST = date(2014, 6, 2)
DIARY = (
    "{0:%d/%m/%Y} - First meeting of the working group about {2}.\n"
    "{1:%d/%m/%Y} - Draft {3} shared with partner agencies; comments are due in two weeks."
)


def write_tracker(rows: int, path: Path) -> Path:
    """Write a workbook with one sheet."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Plan")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    fills = cycle([(letter, book.add_format({"bg_color": f"#{colour}"})) for letter, colour in RATINGS])
    sheet.write_row(0, 0, ["Improvement plan following the inspection of services for children"])
    sheet.write_row(2, 0, HEADINGS)
    for number in range(rows):
        row = number + 3
        if number % PER_WEAKNESS == 0:
            _weakness(sheet, row, number // PER_WEAKNESS)
        sheet.write_row(row, 3, [_action(number), LEADS[number % len(LEADS)]])
        if number % 20:
            sheet.write_datetime(row, 5, FIRST + timedelta(days=number % 700), day)
        else:
            sheet.write_string(row, 5, "Ongoing")
        sheet.write_row(row, 6, [_diary(number), STATES[number % len(STATES)]])
        sheet.write(row, 8, *next(fills))
        sheet.write_string(
            row, 9, f"{60 + number % 40}% of {THINGS[number % 5]} in time ({number % 60}% in April 2014)"
        )
    book.close()
    return path


def _weakness(sheet: xlsxwriter.worksheet.Worksheet, row: int, number: int) -> None:
    texts = (
        str(number + 1),
        AREAS[number % len(AREAS)],
        f"Weakness {number + 1}: {THINGS[number % 5]} are not reliable.",
    )
    for column, text in enumerate(texts):
        sheet.merge_range(row, column, row + PER_WEAKNESS - 1, column, text)


def _action(number: int) -> str:
    return f"{VERBS[number % 6]} {THINGS[number % 5]} in team {number}, with the partners named in the protocol."


def _diary(number: int) -> str:
    first = FIRST + timedelta(days=number % 90)
    return DIARY.format(first, first + timedelta(days=60), THINGS[number % 5], f"no. {number}")
