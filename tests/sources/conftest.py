"""A tiny valid plan that a test varies and lays down as real files: a folder of CSV files or an .xlsx workbook."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from reading import load_plan

from reporter.domain.plan import ImprovementPlan
from reporter.errors import DataError

Cell = object
Rows = list[list[Cell]]

TINY: dict[str, Rows] = {
    "areas": [
        ["ref", "title", "judged", "judgement", "parent"],
        ["2", "Children looked after", "the care of children", "requires improvement", ""],
        ["2.1", "Adoption performance", "adoption", "good", "2"],
    ],
    "strengths": [["area", "text"], ["2", "Most homes are good."]],
    "areas for improvement": [
        ["ref", "area", "text", "cause", "paragraph"],
        ["2a", "2", "Some care plans are out of date.", "Posts were vacant.", "41"],
        ["2b", "2.1", "Adoption takes too long.", "", ""],
    ],
    "actions": [
        ["ref", "area", "answers", "text", "lead", "due", "start", "added", "removed", "removal reason"],
        [
            "2-01",
            "2",
            "2a",
            "Bring every care plan up to date.",
            "Head of Care",
            "31/12/2014",
            "14/05/2014",
            "",
            "",
            "",
        ],
        ["2-02", "2.1", "2b", "Match children sooner.", "Head of Adoption", "31/03/2015", "14/05/2014", "", "", ""],
    ],
    "updates": [
        ["action", "date", "author", "status", "commentary", "progress", "revised due", "lead rating", "verified by"],
        ["2-01", "06/06/2014", "Team Manager", "in progress", "Half are done.", "50%", "", "green", ""],
        ["2-02", "07/06/2014", "Team Manager", "not started", "Waiting for the panel.", "", "", "", ""],
    ],
    "indicators": [
        ["ref", "area", "name", "unit", "polarity", "target"],
        ["I01", "2", "Care plans out of date", "count", "lower is better", "0"],
    ],
    "measurements": [["indicator", "series", "date", "value"], ["I01", "Nottingham", "31/03/2014", "2,713"]],
    "voices": [
        ["area", "date", "source", "text", "response"],
        ["2", "10/09/2014", "Children in Care Council", "Ask us first.", ""],
    ],
    "narrative": [
        ["part", "area", "text", "attribution"],
        ["promise", "", "We will listen.", ""],
        ["looked for", "2", "Children have a plan that is kept up to date.", ""],
        ["footnote", "2", "A care plan says who does what.", "a plan"],
    ],
    "meetings": [["date", "papers due", "status", "venue"], ["18/06/2014", "10/06/2014", "held", "Loxley House"]],
}


def as_excel_would(text: Cell) -> Cell:
    """What Excel makes of typed text: 14/05/2014 becomes a date, 2.1 and 2,713 numbers, 75% the number 0.75."""
    if not isinstance(text, str):
        return text
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    if re.fullmatch(r"\d+%", text):
        return int(text.removesuffix("%")) / 100
    if re.fullmatch(r"\d+(,\d{3})*(\.\d+)?", text):
        return float(text.replace(",", "")) if "." in text else int(text.replace(",", ""))
    return text


def as_csv(rows: Rows) -> str:
    """Rows as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


@dataclass
class TinyPlan:
    """The tiny plan of one test, in the test's own folder."""

    home: Path
    tables: dict[str, Rows] = field(default_factory=lambda: {name: [[*row] for row in TINY[name]] for name in TINY})

    @property
    def folder(self) -> Path:
        """Where the CSV files stand."""
        return self.home / "plan"

    @property
    def workbook(self) -> Path:
        """Where the workbook stands."""
        return self.home / "plan.xlsx"

    def put(self, table: str, column: str, value: Cell, *, row: int = 2) -> "TinyPlan":
        """Set a cell; `row` is counted as a spreadsheet does. A column that is not there is added."""
        rows = self.tables[table]
        if column not in rows[0]:
            for number, cells in enumerate(rows):
                cells.append("" if number else column)
        rows[row - 1][rows[0].index(column)] = value
        return self

    def add(self, table: str, **cells: Cell) -> "TinyPlan":
        """Put a row below the others; underscores in a heading stand for spaces, cells not named are empty."""
        named = {heading.replace("_", " "): value for heading, value in cells.items()}
        self.tables[table].append([named.get(str(heading), "") for heading in self.tables[table][0]])
        return self

    def typed_in_excel(self) -> "TinyPlan":
        """Make of every cell what Excel would make of it."""
        for name, rows in self.tables.items():
            self.tables[name] = [[as_excel_would(cell) for cell in row] for row in rows]
        return self

    def file(self, table: str) -> Path:
        """The CSV file of a table."""
        return self.folder / f"{table.replace(' ', '_')}.csv"

    def write_folder(self) -> Path:
        """Lay the plan down as CSV files, as Excel's "CSV UTF-8" writes them."""
        self.folder.mkdir(exist_ok=True)
        for table, rows in self.tables.items():
            self.file(table).write_text(as_csv(rows), encoding="utf-8", newline="")
        return self.folder

    def write_workbook(self) -> Path:
        """Lay the plan down as a workbook."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for table, rows in self.tables.items():
            sheet = book.create_sheet(table)
            for row_number, row in enumerate(rows, 1):
                for column_number, value in enumerate(row, 1):
                    _set(sheet.cell(row_number, column_number), value)
        book.save(self.workbook)
        return self.workbook

    def load(self) -> ImprovementPlan:
        """The plan as read from CSV files."""
        return load_plan(self.write_folder()).plan

    def load_workbook(self) -> ImprovementPlan:
        """The plan as read from a workbook."""
        return load_plan(self.write_workbook()).plan

    def refusal(self) -> str:
        """What the person is told when the CSV files are refused, with paths as seen from the test's folder."""
        return self.refused(self.write_folder())

    def workbook_refusal(self) -> str:
        """What the person is told when the workbook is refused, with paths as seen from the test's folder."""
        return self.refused(self.write_workbook())

    def refused(self, source: Path) -> str:
        """What the person is told when `source` is refused as it stands."""
        return told(lambda: load_plan(source), self.home)


def _set(cell: Cell, value: Cell) -> None:
    """Type a value into a cell of openpyxl's: text stays text (even "=1+1"), dates look like dates."""
    if value == "":
        return
    cell.value = value  # type: ignore[attr-defined]
    if isinstance(value, str) and not value.startswith("="):
        cell.data_type = "s"  # type: ignore[attr-defined]
    if isinstance(value, date | datetime):
        cell.number_format = "dd/mm/yyyy"  # type: ignore[attr-defined]
    if isinstance(value, float) and value <= 1:
        cell.number_format = "0%"  # type: ignore[attr-defined]


def told(act: Callable[[], object], home: Path) -> str:
    """The message of the DataError that `act` raises, with paths as seen from `home`."""
    with pytest.raises(DataError) as raised:
        act()
    return re.sub(re.escape(f"{home}/"), "", str(raised.value))


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPlan:
    """The tiny plan, not yet laid down."""
    return TinyPlan(tmp_path)
