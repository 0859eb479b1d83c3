"""Whole files, good and bad: CSV files or a workbook become tables of text, or the person is told why not."""

import hashlib
import os
import re
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from reading import load_plan, source_digests

from reporter.errors import DataError

from .conftest import TINY, Cell, TinyPlan, as_csv

ZERO_BYTES = 'It holds zero bytes, and is no text. In Excel choose Save As, "CSV UTF-8 (Comma delimited)".'
QUOTE = 'Put a cell that holds a comma or a quotation mark in "quotation marks", and double a mark inside it.'
NO_HEADING = (
    "stands in a column that has no heading. "
    'Give the column a heading; a cell that holds a comma stands in "quotation marks".'
)
KNOWN = "The headings known here are area and text."
NEVER_CLOSED = 'area,text\n2,fine\n2,"never closed\n2,more\n'
ACTIONS_EMPTY = "plan/actions.csv: It is empty. Give it the headings ref, area, answers, text, lead and due."


def folder_with(tiny: TinyPlan, table: str, content: bytes) -> Path:
    """The tiny plan's folder with one file of other bytes."""
    folder = tiny.write_folder()
    tiny.file(table).write_bytes(content)
    return folder


def strengths(tiny: TinyPlan, content: str) -> list[str]:
    """The texts of the strengths, read from a file of this content."""
    folder = folder_with(tiny, "strengths", content.encode())
    return [strength.text for strength in load_plan(folder).plan.strengths]


def refused_strengths(tiny: TinyPlan, content: str) -> str:
    """What is said about a strengths.csv of this content."""
    return tiny.refused(folder_with(tiny, "strengths", content.encode()))


# Which files there are


def test_a_folder_that_does_not_exist_is_named(tiny: TinyPlan) -> None:
    advice = "Name a folder of CSV files, or a workbook such as plan.xlsx."
    assert tiny.refused(tiny.folder) == f"plan: The folder does not exist. {advice}"
    tiny.write_folder()
    assert tiny.refused(tiny.file("areas")) == f"plan/areas.csv: It is not a folder. {advice}"
    (tiny.home / "plan.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    assert tiny.refused(tiny.home / "plan.doc") == f"plan.doc: It is not a folder. {advice}"


def test_an_empty_folder_names_every_table_that_a_plan_needs(tiny: TinyPlan) -> None:
    tiny.folder.mkdir()
    assert tiny.refused(tiny.folder).splitlines() == [
        f"plan/{name}.csv: The file is missing. Add the file; it may hold a heading row alone."
        for name in ("areas", "areas_for_improvement", "actions", "updates")
    ]


def test_the_other_tables_may_be_absent(tiny: TinyPlan) -> None:
    for name in ("strengths", "indicators", "measurements", "voices", "narrative", "meetings"):
        del tiny.tables[name]
    plan = tiny.load()
    assert (plan.strengths, plan.indicators, plan.voices, plan.narrative.promise) == ((), (), (), ())
    assert len(plan.actions) == 2


@pytest.mark.parametrize(
    "content", [b"", b"\n\r\n  \n", b"\xef\xbb\xbf"], ids=["no bytes", "blank lines", "only a BOM"]
)
def test_an_empty_file_is_told_its_headings(tiny: TinyPlan, content: bytes) -> None:
    assert tiny.refused(folder_with(tiny, "actions", content)) == ACTIONS_EMPTY


def test_a_heading_row_alone_is_an_empty_table(tiny: TinyPlan) -> None:
    for name in TINY:
        tiny.tables[name] = tiny.tables[name][:1]
    plan = tiny.load()
    assert (plan.areas, plan.actions, plan.strengths) == ((), (), ())


def test_a_directory_with_a_tables_name_is_told(tiny: TinyPlan) -> None:
    tiny.write_folder()
    tiny.file("actions").unlink()
    tiny.file("actions").mkdir()
    assert tiny.refused(tiny.folder) == "plan/actions.csv: It is a folder, not a file. Put the table's file there."


def test_a_broken_link_and_a_link_to_itself_are_told(tiny: TinyPlan) -> None:
    tiny.write_folder()
    for name, target in (("actions", "nowhere.csv"), ("updates", "updates.csv")):
        tiny.file(name).unlink()
        tiny.file(name).symlink_to(target)
    assert tiny.refused(tiny.folder).splitlines() == [
        "plan/actions.csv: The file does not exist. Check its name and place.",
        "plan/updates.csv: The file cannot be read (Too many levels of symbolic links). "
        "Check its permissions, and that nothing has it locked.",
    ]


def test_lock_files_of_an_open_spreadsheet_are_passed_over(tiny: TinyPlan) -> None:
    tiny.write_folder()
    for name in ("~$actions.csv", ".~lock.actions.csv#", ".actions.csv"):
        (tiny.folder / name).write_bytes(b"\0locked")
    assert len(load_plan(tiny.folder).plan.actions) == 2


@pytest.mark.parametrize("name", ["Actions.CSV", "ACTIONS.csv"])
def test_a_tables_name_may_have_capitals(tiny: TinyPlan, name: str) -> None:
    tiny.write_folder()
    tiny.file("actions").rename(tiny.folder / name)
    assert len(load_plan(tiny.folder).plan.actions) == 2


def test_a_tables_name_may_have_spaces(tiny: TinyPlan) -> None:
    tiny.write_folder()
    tiny.file("areas for improvement").rename(tiny.folder / "Areas for improvement.csv")
    assert len(load_plan(tiny.folder).plan.areas_for_improvement) == 2


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("strenghts.csv", "strengths"),
        ("strengths (1).csv", "strengths"),
        ("area_for_improvment.csv", "areas_for_improvement"),
    ],
)
def test_a_misspelt_table_name_is_told_with_the_nearest(tiny: TinyPlan, name: str, meant: str) -> None:
    tiny.write_folder()
    (tiny.folder / name).write_text("area,text\n")
    advice = f"Rename it {meant}.csv, or take it out of the folder."
    assert tiny.refused(tiny.folder) == f"plan/{name}: This is not the name of a table. {advice}"


def test_a_csv_file_of_something_else_is_left_alone(tiny: TinyPlan) -> None:
    tiny.write_folder()
    (tiny.folder / "budget 2014.csv").write_bytes(b"\0\xff")
    assert len(load_plan(tiny.folder).plan.actions) == 2


def two_files_of_one_table(tiny: TinyPlan) -> str:
    tiny.write_folder()
    (tiny.folder / "areas for improvement.csv").write_text("ref,area,text\n2a,2,x\n2b,2.1,y\n2c,2,z\n")
    return tiny.refused(tiny.folder)


def test_two_files_of_one_table_are_refused(tiny: TinyPlan) -> None:
    message = two_files_of_one_table(tiny)
    assert message.startswith("plan/areas_for_improvement.csv: ")
    assert message.endswith("It stands for the same table as areas for improvement.csv. Take one of them out.")


def test_of_two_files_of_one_table_both_are_named(tiny: TinyPlan) -> None:
    message = two_files_of_one_table(tiny)
    assert "areas for improvement.csv" in message
    assert "areas_for_improvement.csv" in message


def test_every_table_is_kept_with_its_number_of_rows(tiny: TinyPlan) -> None:
    loaded = load_plan(tiny.write_folder())
    assert loaded.rows == {name: len(rows) - 1 for name, rows in TINY.items() if name != "meetings"}
    assert loaded.tables.keys() == loaded.rows.keys() | {"findings"}


def test_each_file_of_the_plan_counts_towards_its_digest_and_the_calendar_does_not(tiny: TinyPlan) -> None:
    folder = tiny.write_folder()
    (folder / "notes.txt").write_text("none of ours")
    expected = {tiny.file(name).name: hashlib.sha256(tiny.file(name).read_bytes()).hexdigest() for name in TINY}
    del expected["meetings.csv"]
    assert source_digests(folder) == expected


# What the bytes are


def test_a_byte_order_mark_and_every_line_end_are_read_alike(tiny: TinyPlan) -> None:
    expected = tiny.load()
    for before, end in ((b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"", b"\r"), (b"\xef\xbb\xbf", b"\r\n")):
        tiny.write_folder()
        for path in tiny.folder.iterdir():
            path.write_bytes(before + path.read_bytes().replace(b"\n", end))
        assert load_plan(tiny.folder).plan == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_said(tiny: TinyPlan, encoding: str) -> None:
    content = as_csv(tiny.tables["actions"]).encode(encoding)
    loaded = load_plan(folder_with(tiny, "actions", content))
    assert len(loaded.plan.actions) == 2
    assert [finding.found for finding in loaded.findings] == ["It was read as UTF-16."]


def test_utf_32_is_refused_with_what_to_choose_in_excel(tiny: TinyPlan) -> None:
    content = as_csv(tiny.tables["actions"]).encode("utf-32")
    assert tiny.refused(folder_with(tiny, "actions", content)) == f"plan/actions.csv: {ZERO_BYTES}"


def test_curly_quotes_of_windows_are_read_and_said(tiny: TinyPlan) -> None:
    said = "The child\u2019s \u201cvoice\u201d"
    loaded = load_plan(folder_with(tiny, "strengths", f"area,text\n2,{said}\n".encode("cp1252")))
    assert [strength.text for strength in loaded.plan.strengths] == [said]
    assert [finding.found for finding in loaded.findings] == ["It was read as Windows-1252."]


def test_an_encoding_that_windows_1252_cannot_be_is_found_out(tiny: TinyPlan) -> None:
    text = "План работы с детьми и семьями"
    loaded = load_plan(folder_with(tiny, "strengths", f"area,text\n2,{text}\n".encode("koi8-r") + b"2,\x81\x8d\n"))
    assert [finding.found for finding in loaded.findings if "Windows" in finding.found] == []
    assert len(loaded.findings) == 1


def test_zero_bytes_are_refused(tiny: TinyPlan) -> None:
    assert refused_strengths(tiny, "area,text\n2,a\0b\n") == f"plan/strengths.csv: {ZERO_BYTES}"


def test_a_workbook_renamed_csv_is_told(tiny: TinyPlan) -> None:
    content = tiny.write_workbook().read_bytes()
    advice = "Give it the ending that it should have (.xlsx, .xls), or save it as CSV."
    found = "plan/actions.csv: It is a workbook, not a CSV file."
    assert tiny.refused(folder_with(tiny, "actions", content)) == f"{found} {advice}"


# How the rows stand


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
def test_other_separators_are_found_out_and_said(tiny: TinyPlan, separator: str, name: str) -> None:
    rows = ["area,text", "2,Good", "2,Better"]
    content = "\n".join(row.replace(",", separator) for row in rows) + f"\n2{separator}Good, safe, and kind\n"
    loaded = load_plan(folder_with(tiny, "strengths", content.encode()))
    assert [strength.text for strength in loaded.plan.strengths] == ["Good", "Better", "Good, safe, and kind"]
    assert [finding.found for finding in loaded.findings] == [f"It was read with {name} between columns."]


def test_commas_are_the_separator_though_a_cell_holds_semicolons(tiny: TinyPlan) -> None:
    assert strengths(tiny, "area,text\n2,Good; safe; kind\n2,Better; best\n") == ["Good; safe; kind", "Better; best"]


def test_a_quote_that_never_closes_is_told(tiny: TinyPlan) -> None:
    message = refused_strengths(tiny, NEVER_CLOSED)
    assert message.startswith("plan/strengths.csv, line 3: The quotation marks do not fit together (")
    assert message.endswith(f"). {QUOTE}")


@pytest.mark.parametrize(
    "content",
    ['area,text\n2,"never closed\n2,more\n2,"other"\n', 'area,text\n2,"He" said yes\n'],
    ids=["closes rows later", "text after the closing mark"],
)
def test_quotes_that_do_not_fit_are_told_and_swallow_no_row(tiny: TinyPlan, content: str) -> None:
    message = refused_strengths(tiny, content)
    assert re.match(r"plan/strengths\.csv, line \d: The quotation marks do not fit together \(", message)
    assert message.endswith(f"). {QUOTE}")


def test_quotation_marks_inside_a_cell_are_text(tiny: TinyPlan) -> None:
    assert strengths(tiny, 'area,text\n2,5" pipes\n2,"He said ""yes"", twice"\n') == [
        '5" pipes',
        'He said "yes", twice',
    ]


def test_a_row_longer_than_the_headings_is_told_with_its_row_and_with_all_that_would_be_lost(tiny: TinyPlan) -> None:
    assert refused_strengths(tiny, "area,text\n2,fine\n2,one, two, three\n").splitlines() == [
        f'plan/strengths.csv, row 3: "two" {NO_HEADING}',
        f'plan/strengths.csv, row 3: "three" {NO_HEADING}',
    ]


def test_a_row_may_be_longer_than_the_headings_by_empty_cells(tiny: TinyPlan) -> None:
    assert strengths(tiny, "area,text\n2,fine\n2,one,,\n2,two, ,\u200b\n") == ["fine", "one", "two"]


def test_every_row_longer_than_the_headings_is_told(tiny: TinyPlan) -> None:
    assert refused_strengths(tiny, "area,text\n2,one, two\n2,fine\n2,three, four\n").splitlines() == [
        f'plan/strengths.csv, row 2: "two" {NO_HEADING}',
        f'plan/strengths.csv, row 4: "four" {NO_HEADING}',
    ]


def test_a_row_that_was_cut_short_is_told(tiny: TinyPlan) -> None:
    assert refused_strengths(tiny, "area,text\n\n2\n") == (
        "plan/strengths.csv, row 3: The row has 1 cells where the headings are 2. It may have been cut short: complete "
        "it, or add the commas."
    )


def test_a_cell_longer_than_a_spreadsheet_holds_is_told(tiny: TinyPlan) -> None:
    assert refused_strengths(tiny, f"area,text\n2,{'x' * 200_000}\n") == (
        "plan/strengths.csv, row 2: A cell holds more than 32,767 characters. Shorten it; no spreadsheet holds more."
    )


def test_a_file_of_more_rows_than_a_plan_can_have_is_told(tiny: TinyPlan) -> None:
    assert refused_strengths(tiny, "area,text\n" + "2,x\n" * 100_000) == (
        "plan/strengths.csv: It has more than 100,000 rows. At most 100,000 rows are read: "
        "take out what does not belong to the plan, or raise rows in the config's limits."
    )


def test_a_pipe_is_no_file(tiny: TinyPlan) -> None:
    tiny.write_folder()
    tiny.file("voices").unlink(missing_ok=True)
    os.mkfifo(tiny.file("voices"))
    with pytest.raises(DataError, match="It is not an ordinary file"):
        load_plan(tiny.folder)


def test_columns_without_heading_and_content_are_passed_over(tiny: TinyPlan) -> None:
    assert strengths(tiny, "area,text,,\n2,Good,,\n") == ["Good"]


def test_text_under_no_heading_is_not_lost_in_silence(tiny: TinyPlan) -> None:
    for content in ("area,text,\n2,Good,but this is lost\n", "area,,text\n2,but this is lost,Good\n"):
        message = refused_strengths(tiny, content)
        assert message == f'plan/strengths.csv, row 2: "but this is lost" {NO_HEADING}'


def test_blank_rows_in_the_middle_are_passed_over_and_counted(tiny: TinyPlan) -> None:
    assert strengths(tiny, "area,text\n\n2,Good\n , \n\n2,Better\n") == ["Good", "Better"]
    message = refused_strengths(tiny, "area,text\n\n2,Good\n,\n9,Bad\n")
    assert message == 'plan/strengths.csv, row 5, column "area": There is no "9". Correct the ref.'


def test_a_line_break_inside_a_cell_is_kept_and_does_not_shift_the_rows(tiny: TinyPlan) -> None:
    assert strengths(tiny, 'area,text\n2,"one\ntwo\r\nthree"\n') == ["one\ntwo\nthree"]
    message = refused_strengths(tiny, 'area,text\n2,"one\ntwo\nthree"\n9,Bad\n')
    assert message == 'plan/strengths.csv, row 3, column "area": There is no "9". Correct the ref.'


def test_two_heading_rows_are_refused(tiny: TinyPlan) -> None:
    message = refused_strengths(tiny, "area,text\narea,text\n2,Good\n")
    assert message == 'plan/strengths.csv, row 2, column "area": There is no "area". Correct the ref.'


def test_a_title_above_the_headings_is_refused_with_the_headings_known(tiny: TinyPlan) -> None:
    assert refused_strengths(tiny, "Strengths 2014,\narea,text\n2,Good\n").splitlines()[0] == (
        'plan/strengths.csv, row 1: The heading "strengths 2014" is not known. '
        "The headings known here are area and text."
    )


def test_a_blank_line_above_the_headings_is_refused(tiny: TinyPlan) -> None:
    assert refused_strengths(tiny, "\narea,text\n2,Good\n") == (
        "plan/strengths.csv, row 1: The row is empty. The headings must stand in row 1."
    )


# What the headings are


def test_headings_may_have_capitals_spaces_and_underscores(tiny: TinyPlan) -> None:
    assert strengths(tiny, " AREA ,\u200bText\u00a0\n2,Good\n") == ["Good"]
    tiny.tables["actions"][0] = ["Ref", "Area", "ANSWERS", "text", "Lead", "due", "start", "added", "removed",
                                 "Removal_Reason"]  # fmt: skip
    assert (
        tiny.put("actions", "Removal_Reason", "Done elsewhere.").load().actions[0].removal_reason == "Done elsewhere."
    )


@pytest.mark.parametrize(
    ("headings", "messages"),
    [
        ("area,text,colour", [f'The heading "colour" is not known. {KNOWN}']),
        ("area,text,texts", ['The heading "texts" is not known. Did you mean "text"?']),
        ("area,text,Text", ['The heading "text" stands twice. Take one of the two columns out.']),
        ("area,text,text,area", ['The heading "area" stands twice. Take one of the two columns out.',
                                 'The heading "text" stands twice. Take one of the two columns out.']),
        ("area", ['The heading "text" is missing. Add the column.']),
        ("aera,text", ['The heading "aera" is not known. Did you mean "area"?',
                       'The heading "area" is missing. Add the column.']),
        (f"area,text,{'x' * 99}", [f'The heading "{"x" * 60}…" is not known. {KNOWN}']),
    ],
)  # fmt: skip
def test_headings_that_are_not_right_are_told_one_by_one(tiny: TinyPlan, headings: str, messages: list[str]) -> None:
    refusal = refused_strengths(tiny, f"{headings}\n")
    assert refusal.splitlines() == [f"plan/strengths.csv, row 1: {message}" for message in messages]


def test_everything_wrong_with_any_file_is_told_at_once(tiny: TinyPlan) -> None:
    tiny.write_folder()
    tiny.file("actions").write_bytes(b"")
    tiny.file("areas").unlink()
    tiny.file("strengths").write_bytes(b"area,txt\n")
    tiny.file("updates").write_bytes(b"action,date,author,status\0,commentary\n")
    tiny.file("voices").write_bytes(b"area;date;source;txt\n")
    (tiny.folder / "indicator.csv").write_bytes(b"")
    assert sorted(tiny.refused(tiny.folder).splitlines()) == sorted(
        [
            ACTIONS_EMPTY,
            "plan/areas.csv: The file is missing. Add the file; it may hold a heading row alone.",
            'plan/strengths.csv, row 1: The heading "txt" is not known. Did you mean "text"?',
            'plan/strengths.csv, row 1: The heading "text" is missing. Add the column.',
            f"plan/updates.csv: {ZERO_BYTES}",
            'plan/voices.csv, row 1: The heading "txt" is not known. Did you mean "text"?',
            'plan/voices.csv, row 1: The heading "text" is missing. Add the column.',
            "plan/indicator.csv: This is not the name of a table. "
            "Rename it indicators.csv, or take it out of the folder.",
        ]
    )


# Workbooks


def test_reading_a_workbook_warns_of_nothing(tiny: TinyPlan) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(tiny.load_workbook().actions) == 2


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:3000]), "File is not a zip file"),
        (lambda path: path.write_bytes(b""), "File is not a zip file"),
        (lambda path: path.write_text("ref,area\n1,2\n"), "File is not a zip file"),
        (
            lambda path: zipfile.ZipFile(path, "w").close(),
            "\"There is no item named 'xl/_rels/workbook.xml.rels' in the archive\"",
        ),
    ],
    ids=["truncated", "empty", "a CSV file renamed", "an empty zip"],
)
def test_what_is_no_workbook_is_told(tiny: TinyPlan, spoil: Callable[[Path], object], found: str) -> None:
    spoil(tiny.write_workbook())
    assert tiny.refused(tiny.workbook) == (
        f"plan.xlsx: It cannot be read as a workbook ({found}). Save it again as .xlsx, without a password."
    )


def test_a_password_or_an_old_workbook_under_a_new_name_is_told(tiny: TinyPlan) -> None:
    tiny.workbook.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert tiny.refused(tiny.workbook) == (
        "plan.xlsx: It has a password, or is a workbook of the old kind. "
        "Save it again as .xlsx, without a password; give an old workbook the ending .xls."
    )


def test_a_workbook_that_is_not_there_or_is_a_folder_is_told(tiny: TinyPlan) -> None:
    assert tiny.refused(tiny.workbook) == "plan.xlsx: The file does not exist. Check its name and place."
    tiny.workbook.mkdir()
    assert tiny.refused(tiny.workbook) == "plan.xlsx: It is a folder, not a file. Put the table's file there."


def test_a_lock_file_beside_a_workbook_does_not_matter(tiny: TinyPlan) -> None:
    (tiny.home / "~$plan.xlsx").write_bytes(b"\0locked")
    assert len(tiny.load_workbook().actions) == 2


def test_the_ending_of_a_workbook_may_have_capitals(tiny: TinyPlan) -> None:
    path = tiny.write_workbook().rename(tiny.home / "Plan.XLSX")
    loaded = load_plan(path)
    assert source_digests(path) == {"Plan.XLSX": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert loaded.rows == {name: len(rows) - 1 for name, rows in TINY.items() if name != "meetings"}


def test_a_sheet_that_is_missing_misspelt_or_empty_is_told(tiny: TinyPlan) -> None:
    actions = tiny.tables.pop("actions")
    assert tiny.workbook_refusal() == 'plan.xlsx: There is no sheet "actions". Add the sheet, or correct its name.'
    tiny.tables["acions"] = actions
    assert tiny.workbook_refusal().splitlines() == [
        'plan.xlsx, sheet "acions": This is not the name of a table. Did you mean "actions"?',
        'plan.xlsx: There is no sheet "actions". Add the sheet, or correct its name.',
    ]
    tiny.tables["Actions "] = tiny.tables.pop("acions")
    assert len(tiny.load_workbook().actions) == 2
    tiny.tables["strengths"] = []
    assert tiny.workbook_refusal() == 'plan.xlsx, sheet "strengths": It is empty. Give it the headings area and text.'


def test_a_sheet_of_something_else_is_left_alone(tiny: TinyPlan) -> None:
    tiny.tables["Pivot"] = [["anything", 1]]
    assert len(tiny.load_workbook().actions) == 2


def test_two_sheets_of_one_table_are_refused(tiny: TinyPlan) -> None:
    tiny.tables["areas_for_improvement"] = [["ref", "area", "text"], ["2a", "2", "x"], ["2b", "2.1", "y"]]
    assert tiny.workbook_refusal() == (
        'plan.xlsx: Sheet "areas_for_improvement" stands for the same table as sheet "areas for improvement". '
        "Take one of them out."
    )


def test_rows_of_a_sheet_are_counted_as_excel_shows_them(tiny: TinyPlan) -> None:
    tiny.tables["strengths"] += [["", ""], ["", ""], ["9", "Bad"]]
    message = tiny.workbook_refusal()
    assert message == 'plan.xlsx, sheet "strengths", row 5, column "area": There is no "9". Correct the ref.'


def test_a_stray_space_in_the_far_corner_of_a_sheet_does_not_kill_the_run(tiny: TinyPlan) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["strengths"]["XFD1048576"] = " "
    book.save(tiny.workbook)
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
        "from reporter.errors import DataError\n"
        "from datetime import date\n"
        "from reporter.sources.plan import Sources, load_plan\n"
        "try:\n"
        "    load_plan(Sources(Path(sys.argv[1])), date(2015, 3, 31), None)\n"
        "except DataError as error:\n"
        "    print(error)\n"
    )
    command = [sys.executable, "-c", script, str(tiny.workbook)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert 'sheet "strengths", cell XFD1048576: ' in done.stdout


def test_hidden_rows_and_sheets_are_read_like_any_other(tiny: TinyPlan) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["strengths"].sheet_state = "hidden"
    book["strengths"].row_dimensions[2].hidden = True
    book.save(tiny.workbook)
    assert len(load_plan(tiny.workbook).plan.strengths) == 1


def test_merged_cells_leave_the_lower_rows_empty_and_that_is_told(tiny: TinyPlan) -> None:
    tiny.tables["strengths"].append(["2", "More"])
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["strengths"].merge_cells("A2:A3")
    book.save(tiny.workbook)
    message = tiny.refused(tiny.workbook)
    assert message == 'plan.xlsx, sheet "strengths", row 3, column "area": The cell is empty. Fill it in.'


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (date(2015, 3, 31), date(2015, 3, 31)),
        (datetime(2015, 3, 31, 14, 30), date(2015, 3, 31)),  # noqa: DTZ001 - a spreadsheet knows no zones
        ("31/03/2015", date(2015, 3, 31)),
        ("Ongoing", None),
        ("", None),
    ],
)
def test_a_date_in_a_workbook_is_read_as_a_day(tiny: TinyPlan, value: Cell, read: date | None) -> None:
    assert tiny.put("actions", "due", value).load_workbook().actions[0].due == read


def test_dates_counted_from_1904_are_the_same_days(tiny: TinyPlan) -> None:
    expected = tiny.load()
    book = openpyxl.load_workbook(tiny.typed_in_excel().write_workbook())
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(tiny.workbook)
    assert load_plan(tiny.workbook).plan == expected


@pytest.mark.parametrize(
    ("value", "shown"), [(45000, "45000"), (-5, "-5"), (20140903, "20140903"), (True, "TRUE"), (14.05, "14.05")]
)
def test_a_number_is_never_taken_for_a_date(tiny: TinyPlan, value: Cell, shown: str) -> None:
    advice = "Write it as day/month/year, for example 28/02/2015."
    assert tiny.put("actions", "due", value).workbook_refusal() == (
        f'plan.xlsx, sheet "actions", row 2, column "due": "{shown}" is not a date. {advice}'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("NA", "NA"),
        ("None", "None"),
        ("n/a", "n/a"),
        ("-", "-"),
        ("nan", "nan"),
        (7, "7"),
        (7.0, "7"),
        (2.1, "2.1"),
        (0.1 + 0.2, "30%"),  # typed as a percentage; the plain number is read to fifteen figures, below
        (True, "TRUE"),
        (date(2015, 3, 31), "31/03/2015"),
        ("one\ntwo", "one\ntwo"),
        ("Ame\u0301lie \U0001f600", "Am\u00e9lie \U0001f600"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("x" * 20_000, "x" * 20_000),
    ],
)
def test_a_cell_of_a_workbook_is_the_text_a_person_would_have_typed(tiny: TinyPlan, value: Cell, text: str) -> None:
    assert tiny.put("actions", "text", value).load_workbook().actions[0].text == text


@pytest.mark.parametrize("cell", ["D2", "E2", "F2"], ids=["text", "lead", "due"])
@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_is_never_an_empty_cell(tiny: TinyPlan, cell: str, value: str) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["actions"][cell] = value
    book.save(tiny.workbook)
    message = tiny.refused(tiny.workbook)
    assert message == f'plan.xlsx, sheet "actions", cell {cell}: It is a spreadsheet error. Mend the formula.'


@pytest.mark.parametrize("cell", ["D2", "E2", "F2"], ids=["text", "lead", "due"])
@pytest.mark.parametrize("value", ["=A2", '=HYPERLINK("https://example.org","here")'])
def test_a_formula_without_its_value_is_never_an_empty_cell(tiny: TinyPlan, cell: str, value: str) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["actions"][cell] = value
    book.save(tiny.workbook)
    assert tiny.refused(tiny.workbook) == (
        f'plan.xlsx, sheet "actions", cell {cell}: It is a formula that was never worked out. '
        "Open the workbook in Excel and save it again."
    )


def test_a_text_that_must_be_filled_in_and_is_a_formula_without_its_value_is_refused(tiny: TinyPlan) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["actions"]["D2"] = "=A2"
    book.save(tiny.workbook)
    assert tiny.refused(tiny.workbook).startswith('plan.xlsx, sheet "actions", ')


@pytest.mark.parametrize("formula", ["A2&quot;&quot;", "HYPERLINK(&quot;file:///etc/passwd&quot;,&quot;here&quot;)"])
def test_a_formula_with_its_value_is_read_as_the_value_alone(tiny: TinyPlan, formula: str) -> None:
    tiny.put("actions", "lead", "=A2").write_workbook()
    saved_by_excel(tiny.workbook, f't="str"><f>{formula}</f><v>Head of Care</v>')
    assert load_plan(tiny.workbook).plan.actions[0].lead == "Head of Care"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("0.30000000000000004", "0.3"),
        ("2.0999999999999996", "2.1"),
        ("7.0", "7"),
        ("1e-05", "1e-05"),
        ("123456789012", "123456789012"),
        *(pytest.param(figures, figures) for figures in ("1234567890123", "123456789012345", "12345678901.5678")),
    ],
)
def test_a_number_is_read_to_the_fifteen_figures_that_excel_shows(tiny: TinyPlan, stored: str, shown: str) -> None:
    tiny.put("actions", "lead", "=A2").write_workbook()
    saved_by_excel(tiny.workbook, f"><f>A3+A4</f><v>{stored}</v>")
    assert load_plan(tiny.workbook).plan.actions[0].lead == shown


def saved_by_excel(workbook: Path, with_value: str) -> None:
    """Put a value beside the formula of lead in row 2, as Excel does on saving and openpyxl cannot."""
    with zipfile.ZipFile(workbook) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    changed = 0
    with zipfile.ZipFile(workbook, "w") as archive:
        for name, text in members.items():
            found = re.sub(r'(<c r="E2")[^>]*><f>A2</f><v */?>(</v>)?', rf"\1 {with_value}", text)
            changed += found != text
            archive.writestr(name, found)
    assert changed == 1


# A percentage typed in Excel is a number with a format.


@pytest.mark.parametrize(
    ("value", "percent"),
    [
        (0.75, 75),
        (0.295, 30),
        (0.01, 1),
        (0, 0),
        (75, 75),
        ("100%", 100),
        (1.0, 100),
    ],
)
def test_progress_typed_in_excel_is_read(tiny: TinyPlan, value: Cell, percent: int) -> None:
    assert tiny.put("updates", "progress", value).load_workbook().actions[0].progress == percent


def test_a_measurement_of_41_percent_is_41_in_csv_and_in_a_workbook(tiny: TinyPlan) -> None:
    tiny.put("indicators", "unit", "percent").put("measurements", "value", "41%")
    assert tiny.load().indicators == tiny.put("measurements", "value", 0.41).load_workbook().indicators


def test_a_target_of_75_percent_reads_75_percent_in_csv_and_in_a_workbook(tiny: TinyPlan) -> None:
    tiny.put("actions", "target", "75%")
    assert tiny.load().actions == tiny.put("actions", "target", 0.75).load_workbook().actions
