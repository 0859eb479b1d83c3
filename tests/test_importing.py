"""`reporter import`: what a tracker is, told to people, and the section that reads it, added to the config."""

import os
import stat
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from small_board import WriteBoard
from trackers.files import save, save_ods, workbook

from reporter.blank_tracker.columns import COLUMNS
from reporter.blank_tracker.laying_down import lay_down_tracker
from reporter.errors import DataError
from reporter.importing import check_new, look_at, section
from reporter.settings import InputLimits, load_settings
from reporter.sources.plan import Sources, load_plan

Rows = Sequence[Sequence[str | None]]
HEADINGS = ["Ref", "Area", "Action", "Lead officer", "Due date", "Status"]
PLAN: Rows = [HEADINGS, ["1.10", "1 Help", "Visit each child.", "Team Manager", "30/06/2015", "In progress"]]
TODAY = date(2015, 3, 17)


def reporter(config: Path, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reporter", arguments[0], "--config", str(config), *arguments[1:]]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=folder)


@pytest.fixture
def config(write_board: WriteBoard) -> Path:
    """The config of a board that keeps a calendar alone."""
    own = ("areas", "areas_for_improvement", "actions", "updates")
    return write_board(tables=dict.fromkeys(own))


@pytest.fixture
def tracker(config: Path) -> Path:
    """A tracker beside the config."""
    save(workbook({"Plan": PLAN}), config.parent / "tracker.xlsx")
    return config.parent / "tracker.xlsx"


def csv(rows: Rows, parting: str = ",") -> str:
    return "".join(parting.join(f'"{cell or ""}"' for cell in row) + "\n" for row in rows)


def refs(config: Path) -> list[str]:
    """The refs of the actions that the config reads."""
    board = load_settings(config).boards["town"]
    return [action.ref for action in load_plan(Sources.of(board), TODAY, None).plan.actions]


def test_a_tracker_is_shown_and_its_section_added_and_check_reads_it(config: Path, tracker: Path) -> None:
    before = config.read_bytes()
    done = reporter(config, "import", str(tracker))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:10] == [
        "tracker.xlsx:",
        "  Sheets: Plan",
        "",
        '  Sheet "Plan": headings in row 1, 1 row below',
        "    Ref           ref",
        "    Area          area",
        "    Action        action",
        "    Lead officer  lead",
        "    Due date      due",
        "    Status        status",
    ]
    assert "    1.10 (area 1): Visit each child.\n      lead: Team Manager\n      due: 30 June 2015\n" in done.stdout
    assert done.stdout.endswith(f"Written to {config}. Next: reporter check\n")
    after = config.read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].decode() == (
        '\n# A tracker, as reporter import "tracker.xlsx" found it.\n[boards.town.sources.tracker]\n'
        'file = "tracker.xlsx"\nsheets = ["Plan"]\n\n[boards.town.sources.tracker.columns]\n"Ref" = "ref"\n'
        '"Area" = "area"\n"Action" = "action"\n"Lead officer" = "lead"\n"Due date" = "due"\n"Status" = "status"\n'
    )
    assert refs(config) == ["1.10"]
    checked = reporter(config, "check")
    assert checked.returncode == 0, checked.stderr


def test_a_dry_run_shows_the_same_and_writes_nothing(config: Path, tracker: Path) -> None:
    before = config.read_bytes()
    dry = reporter(config, "import", str(tracker), "--dry-run")
    assert (dry.returncode, config.read_bytes()) == (0, before)
    assert "[boards.town.sources.tracker]" in dry.stdout
    assert "Written" not in dry.stdout
    assert reporter(config, "import", str(tracker)).stdout.startswith(dry.stdout)


def test_a_second_import_is_refused_and_another_name_is_taken(config: Path, tracker: Path) -> None:
    reporter(config, "import", str(tracker))
    before = config.read_bytes()
    done = reporter(config, "import", str(tracker))
    assert (done.returncode, done.stdout, config.read_bytes()) == (2, "", before)
    assert done.stderr == (
        f"{config}: There is a section [boards.town.sources.tracker] already. Take it out, or give this one another "
        "name with --name.\n"
    )
    assert reporter(config, "import", str(tracker), "--name", "early-help").returncode == 0
    assert [*load_settings(config).boards["town"].sources] == ["tracker", "early-help"]


@pytest.mark.parametrize("name", ["My tracker", "a.b", "", "a]", "-a", "Ä"])
def test_a_name_that_the_config_cannot_hold_is_refused(config: Path, tracker: Path, name: str) -> None:
    done = reporter(config, "import", str(tracker), f"--name={name}")
    assert (done.returncode, done.stdout) == (2, "")
    assert f'--name: "{name}" can be no name of a tracker. Take small letters' in done.stderr


@pytest.mark.parametrize("kind", ["xlsx", "xlsm", "ods", "csv", "tsv", "semicolons.csv", "utf-16.csv"])
def test_a_tracker_of_each_kind_is_found(config: Path, kind: str) -> None:
    file = config.parent / f"tracker.{kind}"
    match kind:
        case "xlsx" | "xlsm":
            save(workbook({"Plan": PLAN}), file)
        case "ods":
            save_ods(file, {"Plan": PLAN})
        case "tsv":
            file.write_text(csv(PLAN, "\t"), "utf-8")
        case "semicolons.csv":
            file.write_text(csv(PLAN, ";"), "cp1252")
        case "utf-16.csv":
            file.write_text(csv(PLAN), "utf-16")
        case _:
            file.write_text(csv(PLAN), "utf-8")
    assert reporter(config, "import", str(file)).returncode == 0
    assert refs(config) == ["1.10"]


def test_each_visible_sheet_with_a_table_is_taken_and_no_other(config: Path, tracker: Path) -> None:
    book = workbook(
        {
            "Read me": [["Nothing here"]],
            "Help": PLAN,
            "Care": [HEADINGS, ["2.1", "2 Care", "Plan.", "Lead", "30/06/2015", ""]],
            "Old": PLAN,
        }
    )
    book["Old"].sheet_state = "hidden"
    save(book, tracker)
    done = reporter(config, "import", str(tracker))
    assert "  Sheets: Read me, Help, Care and Old (hidden)\n" in done.stdout
    assert load_settings(config).boards["town"].sources["tracker"].sheets == ("Help", "Care")
    assert refs(config) == ["1.10", "2.1"]


def test_a_sheet_that_is_named_is_taken_alone_though_it_is_hidden(config: Path, tracker: Path) -> None:
    book = workbook({"Help": PLAN, "Old": PLAN})
    book["Old"].sheet_state = "hidden"
    save(book, tracker)
    assert reporter(config, "import", str(tracker), "--sheet", "Old").returncode == 0
    assert load_settings(config).boards["town"].sources["tracker"].sheets == ("Old",)


def test_a_file_without_a_table_is_told(config: Path, tracker: Path) -> None:
    save(workbook({"Minutes": [["We met."], ["We spoke."]]}), tracker)
    done = reporter(config, "import", str(tracker))
    assert done.returncode == 4
    assert str(tracker) in done.stderr
    assert "headings" in done.stderr


def test_headings_that_are_not_known_are_shown_with_the_nearest(config: Path, tracker: Path) -> None:
    headings = [*HEADINGS, "Comentary", "Qwxyz"]
    save(workbook({"Plan": [headings, [*PLAN[1], "Begun.", "x"]]}), tracker)
    done = reporter(config, "import", str(tracker))
    assert "    Comentary     ? not read; the nearest that is known is commentary\n" in done.stdout
    assert "    Qwxyz         ? not read\n" in done.stdout
    assert '# "Comentary" = "commentary"  # the nearest known; take the first # away if it is meant\n' in done.stdout
    assert '# "Qwxyz" = "ignore"  # nothing like it is known\n' in done.stdout
    assert done.stdout.endswith(
        f"Written to {config}.\nHeadings with a ? are not read. Where one matters, find its line there, take the first "
        "# away, and write what it means:\ndocs/trackers.md lists the meanings. Next: reporter check\n"
    )
    config.write_text(config.read_text("utf-8").replace('# "Comentary"', '"Comentary"'), "utf-8")
    board = load_settings(config).boards["town"]
    (action,) = load_plan(Sources.of(board), TODAY, None).plan.actions
    assert action.updates[0].commentary == "Begun."


STRANGE = ['Who "really"\nleads 🎈?', "a\\b", "x = 'y'", "[z]", "# of it", "tŷ\u00a0 é", "=SUM(A1)", "-", "C:\\temp\\n"]


def test_any_heading_survives_the_config(config: Path, tracker: Path) -> None:
    headings = ["Ref", "Area", "Action\nrequired", "Lead\r\nofficer", *STRANGE]
    row = ["1", "1 Help", "Visit.", "Team Manager", *("x" for _ in STRANGE)]
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    for number, cells in enumerate((headings, row), 1):
        for place, text in enumerate(cells, 1):
            book.active.cell(number, place, text).data_type = "s"
    book.save(tracker)
    done = reporter(config, "import", str(tracker))
    assert done.returncode == 0, done.stderr
    assert refs(config) == ["1"]
    # What is only remarked is read as well once its # is taken away.
    text = config.read_text("utf-8")
    config.write_text(text.replace('\n# "', '\n"'), "utf-8")
    board = load_settings(config).boards["town"]
    loaded = load_plan(Sources.of(board), TODAY, None)
    assert [f.found for f in loaded.findings if "not understood" in f.found] == []


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_no_heading_breaks_the_section(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("import")
    cells = [[*HEADINGS, *(text.replace('"', '""').encode("utf-8", "ignore").decode() for text in texts)], PLAN[1]]
    (folder / "tracker.csv").write_text(csv(cells).replace("\x00", ""), "utf-8", newline="")
    try:
        looked = look_at(folder / "tracker.csv", [], InputLimits(), TODAY)
    except DataError:
        return  # what stops the reading is told, and tested where it is read
    assert "tracker" in tomllib.loads(section(looked, "town", "tracker", folder))["boards"]["town"]["sources"]


def test_a_heading_that_means_two_things_in_two_sheets_is_left_to_the_reading(config: Path, tracker: Path) -> None:
    diary = [*HEADINGS[:5], "Progress"]
    save(
        workbook(
            {
                "Help": [diary, [*PLAN[1][:5], "Half the visits are made."]],
                "Care": [diary, ["2", "2 Care", "Plan.", "Lead", "30/06/2015", "50%"]],
            }
        ),
        tracker,
    )
    assert reporter(config, "import", str(tracker)).returncode == 0
    board = load_settings(config).boards["town"]
    help_, care = load_plan(Sources.of(board), TODAY, None).plan.actions
    assert (help_.updates[0].commentary, care.progress) == ("Half the visits are made.", 50)


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf# BOM\n", b"# \xc3\xa9 \t \r\n", b""])
@pytest.mark.parametrize("after", [b"", b"\n", b"\r\n", b"# the end", b"\n\n \n"])
def test_the_rest_of_the_config_stays_byte_for_byte(config: Path, tracker: Path, before: bytes, after: bytes) -> None:
    content = before + config.read_bytes().rstrip() + b"\n" + after
    config.write_bytes(content)
    assert reporter(config, "import", str(tracker)).returncode == 0
    assert config.read_bytes().startswith(content)
    assert refs(config) == ["1.10"]


def test_a_config_with_the_line_ends_of_windows_keeps_them(config: Path, tracker: Path) -> None:
    content = config.read_bytes().replace(b"\n", b"\r\n")
    config.write_bytes(content)
    assert reporter(config, "import", str(tracker)).returncode == 0
    written = config.read_bytes()
    assert written.startswith(content)
    assert written.count(b"\n") == written.count(b"\r\n")


def test_a_config_that_is_a_link_stays_one(config: Path, tracker: Path) -> None:
    real = config.rename(config.parent / "real.toml")
    config.symlink_to(real.name)
    assert reporter(config, "import", str(tracker)).returncode == 0
    assert config.is_symlink()
    assert "[boards.town.sources.tracker]" in real.read_text("utf-8")


def test_the_config_keeps_its_permissions(config: Path, tracker: Path) -> None:
    config.chmod(0o640)
    assert reporter(config, "import", str(tracker)).returncode == 0
    assert stat.S_IMODE(config.stat().st_mode) == 0o640
    assert [path.name for path in config.parent.iterdir() if path.name.startswith(".unfinished")] == []


def test_a_config_that_may_not_be_written_is_left_alone_and_the_section_is_shown(config: Path, tracker: Path) -> None:
    config.chmod(0o444)
    before = config.read_bytes()
    done = reporter(config, "import", str(tracker))
    assert (done.returncode, config.read_bytes()) == (3, before)
    assert "[boards.town.sources.tracker]" in done.stdout
    assert done.stderr == (f"{config}: It may not be written to. Nothing was changed. Add the section above by hand.\n")


def test_a_tracker_in_another_folder_is_named_whole(config: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("shared drive") / "tracker.xlsx"
    save(workbook({"Plan": PLAN}), other)
    assert reporter(config, "import", str(other)).returncode == 0
    assert f'file = "{other.resolve()}"\n' in config.read_text("utf-8")
    assert refs(config) == ["1.10"]


def test_a_tracker_is_named_from_the_folder_of_the_config_wherever_the_command_runs(
    config: Path, tracker: Path
) -> None:
    folder = config.parent / "elsewhere"
    folder.mkdir()
    assert reporter(config, "import", os.path.relpath(tracker, folder), folder=folder).returncode == 0
    assert 'file = "tracker.xlsx"\n' in config.read_text("utf-8")


def test_a_file_whose_name_begins_with_a_hyphen_is_read(config: Path) -> None:
    (config.parent / "-plan.csv").write_text(csv(PLAN), "utf-8")
    done = reporter(config, "import", "--", "-plan.csv", folder=config.parent)
    assert done.returncode == 0, done.stderr
    assert refs(config) == ["1.10"]


def test_personal_data_is_counted_and_not_shown(config: Path, tracker: Path) -> None:
    save(workbook({"Plan": [[*HEADINGS, "Comments"], [*PLAN[1], "Jayden, aged 9, moved."]]}), tracker)
    done = reporter(config, "import", str(tracker))
    assert "Jayden" not in done.stdout + config.read_text("utf-8")
    assert "in progress; (not shown: it looks like personal data)" in done.stdout
    assert "  1 error, no warnings and no notes." in done.stdout


@pytest.mark.parametrize(
    ("board", "said"),
    [(None, "--board: The config has several boards. Name one of city and town."),
     ("village", '--board: There is no board "village". Name one of city and town.')],
)  # fmt: skip
def test_of_several_boards_one_must_be_named(
    write_board: WriteBoard, tmp_path: Path, board: str | None, said: str
) -> None:
    write_board("city")
    config = write_board("town")
    save(workbook({"Plan": PLAN}), tmp_path / "tracker.xlsx")
    done = reporter(config, "import", "tracker.xlsx", *(["--board", board] if board else []), folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"{said}\n")
    assert reporter(config, "import", "tracker.xlsx", "--board", "city", folder=tmp_path).returncode == 0
    assert [*load_settings(config).boards["city"].sources] == ["tracker"]


def test_a_good_name_is_no_error(config: Path) -> None:
    check_new(config, load_settings(config), "town", "early-help-2")


FILLED = {
    "Ref": "1.10", "Area": "1 Help and protection", "Paragraph": "57 and 138",
    "Area for improvement": "Children wait.", "Cause": "Posts are vacant.", "Action": "Visit each child.",
    "Answers": "", "Intended outcome": "No child waits unseen.", "Success measure": "Cases waiting",
    "Baseline": "89 cases in March 2014", "Target": "no cases", "Lead": "Head of Fieldwork",
    "Partner agency": "City Council", "Sub-group": "Quality Sub-group",
    "Start": date(2014, 5, 14), "Due": date(2014, 9, 30),
    "Revised due": date(2014, 10, 31), "Approved by": "Improvement board", "Status": "verified", "Progress": 1,
    "Lead rating": "blue", "Commentary": "All cases are allocated.", "Updated": date(2014, 10, 27),
    "Completed": date(2014, 10, 24), "Evidence of impact": "Each child was seen.", "Verified by": "Quality Manager",
    "Voice of the child": "Somebody came when she said she would.", "Removal reason": "",
}  # fmt: skip


def fill_in(sheet: Worksheet) -> None:
    """Type one row; Excel shows the progress in percent, as its column says."""
    for place, value in enumerate(FILLED.values(), 1):
        sheet.cell(2, place).value = value or None
    sheet.cell(2, [*FILLED].index("Progress") + 1).number_format = "0%"


def test_an_empty_tracker_that_is_filled_in_reads_back_without_a_word(config: Path, tracker: Path) -> None:
    tracker.unlink()
    lay_down_tracker(tracker)
    book = openpyxl.load_workbook(tracker)
    sheet = book["Tracker"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS] == [*FILLED]
    fill_in(sheet)
    book.save(tracker)
    done = reporter(config, "import", str(tracker), "--sheet", "Tracker")
    assert "  no errors, no warnings and no notes." in done.stdout
    loaded = load_plan(Sources.of(load_settings(config).boards["town"]), TODAY, None)
    assert list(loaded.findings) == []
    (action,) = loaded.plan.actions
    assert (action.ref, action.due, action.current_due) == ("1.10", date(2014, 9, 30), date(2014, 10, 31))
    assert (str(action.status), action.progress, action.leads) == ("verified", 100, ("Head of Fieldwork",))
    assert action.evidence is not None
    checked = reporter(config, "check")
    assert checked.returncode == 0
    assert "town: Errors" not in checked.stdout + checked.stderr
    assert "town: Warnings" not in checked.stdout


def test_the_template_is_imported_without_naming_its_sheet(config: Path, tracker: Path) -> None:
    tracker.unlink()
    lay_down_tracker(tracker)
    book = openpyxl.load_workbook(tracker)
    fill_in(book["Tracker"])
    book.save(tracker)
    assert reporter(config, "import", str(tracker)).returncode == 0
    assert load_settings(config).boards["town"].sources["tracker"].sheets == ("Tracker",)
