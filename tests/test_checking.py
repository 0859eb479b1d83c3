"""`reporter check`: every finding, grouped by what to do about it, for people, for machines, and as a workbook."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from small_board import WriteBoard
from trackers.files import save, workbook

from reporter.checking import Checked, exit_code
from reporter.errors import Problem
from reporter.findings import Place, ToDo, Weight
from reporter.telling.checks import MOST_TOLD, check_json, check_lines
from reporter.telling.problem_book import problem_book
from reporter.work import Failed
from reporter.workbooks import CUT, LONGEST

TODAY = date(2015, 3, 18)

FOLDER = Path(__file__).parent / "trackers"
OWN = ("areas", "areas_for_improvement", "actions", "updates")
SECTION = '\n[boards.town.sources.tracker]\nfile = "{file}"\nsheets = ["{sheet}"]\n'
Rows = Sequence[Sequence[str | None]]


def reporter(config: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reporter", "check", "--config", "config.toml", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=config.parent)


@pytest.fixture
def wrong(write_board: WriteBoard, tmp_path: Path) -> Path:
    """A board whose tracker has everything wrong with it."""
    shutil.copy(FOLDER / "everything-wrong.xlsx", tmp_path)
    return write_board(tables=dict.fromkeys(OWN), more=SECTION.format(file="everything-wrong.xlsx", sheet="Plan"))


def board_with(write_board: WriteBoard, folder: Path, rows: Rows) -> Path:
    """A board with a tracker of these rows."""
    save(workbook({"Plan": rows}), folder / "tracker.xlsx")
    return write_board(tables=dict.fromkeys(OWN), more=SECTION.format(file="tracker.xlsx", sheet="Plan"))


HEADINGS = ["Ref", "Area", "Action", "Lead", "Due date", "Status"]


@pytest.fixture
def doubtful(write_board: WriteBoard, tmp_path: Path) -> Path:
    """A board whose tracker can be read, with doubts."""
    rows: Rows = [
        HEADINGS,
        ["1.1", "1 Help", "Visit each child.", "Team Manager", "Ongoing", "In progress"],
        ["1.2", "1 Help", "=Train()", "@Head; Trainer", "+When funds allow", "On track"],
        ["1.3", "1 Help", "Publish a page.", "TBC", "30/06/2015", "Complete"],
    ]
    config = board_with(write_board, tmp_path, rows)
    book = openpyxl.load_workbook(tmp_path / "tracker.xlsx")
    book["Plan"]["C3"].data_type = "s"
    book.save(tmp_path / "tracker.xlsx")
    return config


def test_what_is_wrong_is_grouped_by_what_to_do_with_sheet_row_column_value_and_fix(wrong: Path) -> None:
    done = reporter(wrong)
    assert (done.returncode, done.stdout) == (4, "")
    plan = 'everything-wrong.xlsx, sheet "Plan"'
    assert done.stderr.splitlines()[:-1] == [
        "town: Errors. No paper is made until they are mended:",
        "  Mend the refs (1):",
        f'    {plan}, row 4, column "Ref": "1-02" stands already in row 3. Give each row a ref of its own.',
        "  Fill in these cells (1):",
        f'    {plan}, row 9, column "Action": The row does not say what is being done. Write the action, or take the '
        "row out.",
        "  Mend these dates (2):",
        f'    {plan}, row 2, column "Due date": "31/02/2015" is not a date. Write it as day/month/year, for example '
        "28/02/2015.",
        f'    {plan}, row 8, column "Due date": It is before the start, 1 March 2015. Correct one of the two dates.',
        "  Write these values so that they can be read (4):",
        f'    {plan}, row 6, column "Lead": It is a spreadsheet error. Mend the formula.',
        f'    {plan}, row 7, column "Lead": It is a formula that was never worked out. Open the workbook in Excel and '
        "save it again.",
        f'    {plan}, row 3, column "% complete": "110 %" is outside 0% to 100%. Write a number from 0 to 100, such as '
        "75%.",
        f'    {plan}, row 5, column "Status": "Jogging along" is not known here. Write one of: not started, in '
        "progress, complete and verified; or say in the config, under statuses, what it means.",
    ]


def test_doubts_are_told_with_scores_and_end_well(doubtful: Path) -> None:
    done = reporter(doubtful)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "town: Warnings. They stand in the board paper's annex on the data:"
    assert "town: How it was read. Nothing to do where you mean the same:" in lines
    assert "town: How well the plan is kept:" in lines
    assert re.search(r"^  The whole plan +0 of 3 ", done.stdout, re.MULTILINE)
    assert lines[-1] == "No problems: config, calendar, data, templates and papers of town."
    # The scores fit a terminal of 80 columns.
    scores = lines[lines.index("town: How well the plan is kept:") + 1 :][:3]
    assert max(map(len, scores)) <= 80


def test_a_board_of_long_titles_has_its_scores_within_80_columns(write_board: WriteBoard, tmp_path: Path) -> None:
    area = f"2.1 {'Experiences and progress of care leavers ' * 4}"
    row = ["1", area, "Visit.", "Head", "30/06/2015", "In progress"]
    done = reporter(board_with(write_board, tmp_path, [HEADINGS, row]))
    scores = [line for line in done.stdout.splitlines() if " of " in line and line.startswith("  ") and "…" in line]
    assert len(scores) == 1
    assert len(scores[0]) <= 80


def many(number: int, weight: Weight) -> Checked:
    """A board of which so many findings of a weight are known, each of one kind."""
    checked = Checked("town")
    tell = {Weight.ERROR: checked.findings.error, Weight.WARNING: checked.findings.warning}.get(
        weight, checked.findings.note
    )
    for row in range(number):
        tell(ToDo.MEND_DATES, Place("t.xlsx", "Plan", row + 2, "Due"), '"Soon" is not a date.', "Write one.", "Soon")
    return checked


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("more", [0, 1, 960])
def test_nobody_is_flooded_and_everything_is_counted(weight: Weight, more: int) -> None:
    number = MOST_TOLD[weight] + more
    lines = list(check_lines([many(number, weight)]))
    assert lines[1] == f"  Mend these dates ({number}):"
    assert sum('"Soon"' in line for line in lines) == MOST_TOLD[weight]
    assert (f"    and {more} more (--json and --xlsx have all)" in lines) == bool(more)
    assert len(json.loads(check_json([many(number, weight)]))["findings"]) == number


def test_a_board_that_is_well_does_not_hide_one_that_is_not() -> None:
    ill = many(1, Weight.ERROR)
    ill.failed.append(Failed("town", tuple(ill.findings.found), 4))
    lines = list(check_lines([Checked("city"), ill]))
    assert not any(line.startswith("No problems") for line in lines)
    assert exit_code([Checked("city"), ill]) == 4


def test_a_problem_that_is_none_of_a_cell_is_told_under_what_it_stopped() -> None:
    checked = Checked("town", failed=[Failed("town/2015-03-25/board-paper-e1", (Problem("a", "Bad.", "Mend."),), 1)])
    assert list(check_lines([checked])) == ["To mend: town/2015-03-25/board-paper-e1", "  a: Bad. Mend."]


def test_json_has_each_finding_in_all_its_parts(wrong: Path) -> None:
    done = reporter(wrong, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["exit_code"], told["scores"], done.stderr) == (4, 4, [], "")
    assert told["findings"][0].keys() == {
        "board", "where", "found", "advice", "weight", "to_do", "file", "sheet", "row", "column", "cell", "value",
    }  # fmt: skip
    dates = [finding for finding in told["findings"] if finding["row"] == 2]
    assert dates == [
        {
            "board": "town",
            "where": 'everything-wrong.xlsx, sheet "Plan", row 2, column "Due date"',
            "found": '"31/02/2015" is not a date.',
            "advice": "Write it as day/month/year, for example 28/02/2015.",
            "weight": "error",
            "to_do": "Mend these dates",
            "file": "everything-wrong.xlsx",
            "sheet": "Plan",
            "row": 2,
            "column": "Due date",
            "cell": "",
            "value": "31/02/2015",
        }
    ]
    errors = [finding for finding in told["findings"] if finding["weight"] == "error"]
    assert [{key: finding[key] for key in finding if key != "board"} for finding in errors] == told["failed"][0][
        "problems"
    ]


def sheets(file: Path) -> dict[str, list[list[Any]]]:
    """The cells of each sheet."""
    book = openpyxl.load_workbook(file)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_workbook_is_one_table_a_sheet_with_frozen_headings_and_nothing_merged(
    doubtful: Path, tmp_path: Path
) -> None:
    assert reporter(doubtful, "--xlsx", "problems.xlsx").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "problems.xlsx")
    assert book.sheetnames == ["Problems", "Scores"]
    for sheet in book:
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
        assert (sheet.freeze_panes, list(sheet.merged_cells.ranges)) == ("B2", [])
        assert sheet.page_setup.orientation == "landscape"


def test_each_row_of_the_workbook_says_what_where_whose_and_how(doubtful: Path, tmp_path: Path) -> None:
    reporter(doubtful, "--xlsx", "problems.xlsx")
    headings, *rows = sheets(tmp_path / "problems.xlsx")["Problems"]
    told = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [row["No"] for row in told] == list(range(1, len(told) + 1))
    (ongoing,) = [row for row in told if row["Found value"] == "Ongoing"]
    assert {heading: ongoing[heading] for heading in ("Weight", "Lead", "Ref", "Sheet", "Row", "Column", "Done?")} == {
        "Weight": "warning",
        "Lead": "Team Manager",
        "Ref": "1.1",
        "Sheet": "Plan",
        "Row": 2,
        "Column": "Due date",
        "Done?": None,
    }
    # What the plan does not say is work for the leads as well.
    gaps = [(row["Ref"], row["Lead"], row["What is wrong"]) for row in told if row["Weight"] == "gap"]
    assert ("1.1", "Team Manager", "1.1 does not say a due date.") in gaps
    assert ("1.3", None, "1.3 does not say a named lead.") in gaps
    assert {row["Weight"] for row in told} == {"warning", "gap"}  # how it was read is no work


def test_nothing_from_the_data_is_a_formula_a_link_or_a_number(doubtful: Path, tmp_path: Path) -> None:
    reporter(doubtful, "--xlsx", "problems.xlsx")
    book = openpyxl.load_workbook(tmp_path / "problems.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {cell.value for cell in cells} >= {"+When funds allow", "@Head; Trainer", "1.1"}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "1e5", "http://a.example.org", "\t=1", "{=1}", "x" * 33_000]
)
def test_any_text_comes_through_as_text(text: str, tmp_path: Path) -> None:
    checked = Checked("town")
    checked.findings.error(ToDo.MEND_VALUES, Place(text[:300], text[:30], 2, text[:300]), text, text, text)
    (tmp_path / "book.xlsx").write_bytes(problem_book([checked], TODAY))
    row = openpyxl.load_workbook(tmp_path / "book.xlsx")["Problems"][2]
    assert {cell.data_type for cell in row if str(cell.value).startswith(text[:30])} == {"s"}
    said = str(row[9].value)
    assert said == (text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT)


def test_where_only_errors_are_known_the_workbook_has_them_and_no_scores(wrong: Path, tmp_path: Path) -> None:
    assert reporter(wrong, "--xlsx", "problems.xlsx").returncode == 4
    problems, scores = sheets(tmp_path / "problems.xlsx").values()
    assert {row[1] for row in problems[1:]} == {"error"}
    assert len(problems) == 9
    assert len(scores) == 1


def test_a_calendar_that_is_wrong_is_told_like_any_table(write_board: WriteBoard, tmp_path: Path) -> None:
    config = write_board(tables={"meetings": "date,status\n31/02/2015,planned\n"})
    done = reporter(config, "--xlsx", "problems.xlsx")
    assert done.returncode == 4
    assert 'meetings.csv, row 2, column "date": "31/02/2015" is not a date.' in done.stderr
    assert done.stderr.count("31/02/2015") == 1
    problems = sheets(tmp_path / "problems.xlsx")["Problems"]
    assert [row[10] for row in problems if row[1] == "error"] == ['"31/02/2015" is not a date.']


def test_a_problem_of_no_cell_has_a_row_of_its_own(tmp_path: Path) -> None:
    checked = Checked("town", failed=[Failed("town/2015-03-25/board-paper-e1", (Problem("a", "Bad.", "Mend."),), 1)])
    (tmp_path / "book.xlsx").write_bytes(problem_book([checked], TODAY))
    assert sheets(tmp_path / "book.xlsx")["Problems"][1] == [
        1, "error", "Mend the files, so that they can be read", None, None, "a", None, None, None, None, "Bad.",
        "Mend.", None,
    ]  # fmt: skip


def test_where_all_is_well_the_workbook_has_headings_alone() -> None:
    assert problem_book([Checked("town")], TODAY).startswith(b"PK")


def test_a_workbook_that_exists_is_not_replaced(doubtful: Path, tmp_path: Path) -> None:
    (tmp_path / "problems.xlsx").write_text("mine")
    done = reporter(doubtful, "--xlsx", "problems.xlsx")
    assert (done.returncode, done.stderr) == (
        2, "problems.xlsx: The file exists. Name a new file; nothing was changed.\n"
    )  # fmt: skip
    assert (tmp_path / "problems.xlsx").read_text() == "mine"


def test_a_check_changes_nothing(doubtful: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.rglob("*"))
    reporter(doubtful)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


SECRETS = ("Jayden", "943 476 5919", "0115 496 0123", "a.parent", "NG99", "03/02/2006")


def test_personal_data_is_told_nowhere(write_board: WriteBoard, tmp_path: Path) -> None:
    shutil.copy(FOLDER / "personal-data.xlsx", tmp_path)
    config = write_board(tables=dict.fromkeys(OWN), more=SECTION.format(file="personal-data.xlsx", sheet="Plan"))
    told = [reporter(config), reporter(config, "--json"), reporter(config, "--xlsx", "problems.xlsx")]
    said = "".join(done.stdout + done.stderr for done in told) + str(sheets(tmp_path / "problems.xlsx"))
    run = [sys.executable, "-m", "reporter", "run", "--today", "2015-03-18", "--config", str(config)]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 4
    edition = "town/2015-03-25/board-paper-e1"
    history = [sys.executable, "-m", "reporter", "history", edition, "--json", "--config", str(config)]
    kept = subprocess.run(history, capture_output=True, text=True, timeout=120, check=False).stdout
    assert "looks like an NHS number" in kept
    assert [secret for secret in SECRETS if secret in said + done.stdout + done.stderr + kept] == []
    assert said.count("It holds what looks like") >= 6 * 3


EXTRACT = """
[boards.town.papers.extract-{name}]
kind = "agency-extract"
agency = "{agency}"
title = "Your actions"
author = "An author"
lead_officer = "A lead"
contact = "board@example.org"
"""
AGENCIES = {
    "actions": "ref,area,answers,text,lead,partner agency,start,due\n"
    "1-01,1,1a,Do it.,A lead,Ourshire Police; Schools,01/09/2014,31/12/2015\n"
    "1-02,1,1a,Do it too.,A lead,A Board,01/09/2014,31/12/2015\n"
}


def warned(config: Path) -> list[str]:
    """The warnings of a check that have to do with agencies."""
    lines = reporter(config).stdout.splitlines()
    return [line.removeprefix("Warning: ") for line in lines if "agency" in line]


NO_EXTRACT = "and no agency-extract among the papers. Add a section for each that should get one."


@pytest.mark.parametrize(
    ("extracts", "warnings"),
    [
        ({}, []),
        ({"police": "ourshire police", "schools": "Schools"}, []),
        ({"police": "Ourshire Police"}, [f"town: Schools has actions in the plan {NO_EXTRACT}"]),
        (
            {"police": "Ourshire Polce", "schools": "Schools"},
            [
                'town: no action of the plan names "Ourshire Polce", the agency of the paper extract-police. Did you '
                'mean "Ourshire Police"?',
                f"town: Ourshire Police has actions in the plan {NO_EXTRACT}",
            ],
        ),
        (
            {"nhs": "NHS England"},
            [
                'town: no action of the plan names "NHS England", the agency of the paper extract-nhs. The plan names '
                "Ourshire Police, Schools and A Board.",
                f"town: Ourshire Police and Schools have actions in the plan {NO_EXTRACT}",
            ],
        ),
    ],
)
def test_an_agency_without_an_extract_and_an_extract_without_an_agency_are_told(
    write_board: WriteBoard, extracts: dict[str, str], warnings: list[str]
) -> None:
    more = "".join(EXTRACT.format(name=name, agency=agency) for name, agency in extracts.items())
    assert warned(write_board(tables=AGENCIES, more=more)) == warnings
