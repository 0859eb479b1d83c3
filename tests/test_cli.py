"""The command line: exit codes, what is printed where, and JSON."""

import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_board import TABLES, WriteBoard

from reporter.archive.ledger import open_ledger


def reporter(config: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reporter", *arguments, "--config", str(config)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_run_as_json_tells_what_was_made(write_board: WriteBoard) -> None:
    config = write_board()
    done = reporter(config, "run", "--today", "2015-03-18", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["exit_code"], told["failed"]) == (0, 0, [])
    (produced,) = told["produced"]
    assert Path(produced.pop("file")).read_bytes().startswith(b"%PDF-")
    assert len(produced.pop("digest")) == 64
    files = {Path(name): digest for name, digest in produced.pop("files").items()}
    assert {file.suffix for file in files} == {".html", ".xlsx", ".pdf"}
    assert {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in files} == files
    assert produced == {
        "id": "town/2015-03-25/board-paper-e1",
        "board": "town",
        "paper": "board-paper",
        "meeting": "2015-03-25",
        "edition": 1,
        "status": "issued",
        "task": "make",
        "reason": "due",
        "as_at": "2015-03-17",
        "since": "2015-02-10",
        "pages": 13,
        "counts": {"actions": 1, "red": 0, "amber": 0, "not rated": 0, "grey": 0, "green": 1, "blue": 0},
    }


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(write_board: WriteBoard) -> None:
    config = write_board()
    done = reporter(config, "run", "--today", "2015-03-18", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.startswith("These would be made:\n")
    assert (
        "-e1-OFFICIAL-SENSITIVE.pdf: edition 1, data as at 17 March 2015, compared with 10 February 2015 (due)"
        in done.stdout
    )
    assert sorted(path.name for path in config.parent.iterdir()) == ["config.toml", "data"]


def test_quiet_says_nothing_when_all_is_well_and_tells_what_is_not(write_board: WriteBoard) -> None:
    config = write_board(tables={"meetings": f"{TABLES['meetings']}27/05/2015,19/05/2015,planned\n"})
    done = reporter(config, "run", "--today", "2015-03-18", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert reporter(config, "run", "--today", "2015-03-18", "--quiet").stdout == ""
    (config.parent / "data/town/actions.csv").write_text(TABLES["actions"].replace("1a", "1b"))
    failed = reporter(config, "run", "--today", "2015-04-20", "--quiet")
    assert (failed.returncode, failed.stdout) == (4, "")
    assert failed.stderr.splitlines()[0] == "Not produced: town"
    assert failed.stderr.splitlines()[-1] == (
        "Warning: town: the meeting calendar ends with 27 May 2015. Add the next meetings."
    )
    assert 'row 2, column "answers": There is no "1b".' in failed.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--board", "city"), '--board: There is no board "city". The boards in the config are town.'),
        (("--paper", "minutes"), '--paper: There is no paper "minutes". The papers to choose from are board-paper.'),
        (("--meeting", "2015-03-24"), "--meeting: There is no meeting on 24 March 2015. Meetings near that day: "
         "18 February 2015, 25 March 2015 and 22 April 2015."),
        (("--as-at", "2015-03-19"), "--as-at: 19 March 2015 is still to come. Name a day up to today."),
        (("--as-at", "01/02/2015", "--today", "2015-02-02"), "--as-at: No papers were due by 2 February 2015. Name the "
         "meeting that you want papers for with --meeting."),
        (("--meeting", "24/03/2015"), "--meeting: There is no meeting on 24 March 2015."),
        (("--meeting", "soon"), "Invalid value for '--meeting'"),
        (("--frequency", "monthly"), "No such option: --frequency"),
    ],
)  # fmt: skip
def test_wrong_use_ends_in_2(write_board: WriteBoard, arguments: tuple[str, ...], said: str) -> None:
    done = reporter(write_board(), "run", "--today", "2015-03-18", *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_a_bad_config_ends_in_3(tmp_path: Path) -> None:
    for command in ("run", "check", "editions"):
        done = reporter(tmp_path / "config.toml", command)
        assert done.returncode == 3
        assert "The file does not exist." in done.stderr


def test_bad_data_ends_a_check_in_4(write_board: WriteBoard) -> None:
    done = reporter(write_board(tables={"updates": "action\n"}), "check", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["exit_code"]) == (4, 4)
    assert told["failed"][0]["problems"][0]["found"] == 'The heading "date" is missing.'


def test_a_paper_that_is_held_ends_a_run_in_5_and_says_how_to_release_it(write_board: WriteBoard) -> None:
    gates = "\n[boards.town.gates]\nfresh_warn_days = 5\nfresh_stop_days = 5\n"
    config = write_board(more=gates)
    for quiet in ((), ("--quiet",)):
        done = reporter(config, "run", "--today", "2015-03-18", *quiet)
        assert (done.returncode, done.stdout) == (5, "")
        assert done.stderr.splitlines()[:2] == [
            "Held: town/2015-03-25/board-paper-e1",
            "  The newest update is of 1 March 2015, 16 days before 17 March 2015. Mend the data and run again; or let "
            "it pass with: reporter release town/2015-03-25/board-paper-e1 --by NAME --reason TEXT",
        ]
    told = json.loads(reporter(config, "run", "--today", "2015-03-18", "--json").stdout)
    assert (told["exit_code"], [held["gate"] for held in told["held"]]) == (5, ["freshness"])


def test_a_run_while_another_is_at_work_ends_in_75_and_names_it(write_board: WriteBoard) -> None:
    config = write_board()
    location = str(config.parent / "archive" / "ledger.sqlite")
    with open_ledger(location, lambda: datetime(2015, 3, 18, 7, 30, tzinfo=UTC)) as ledger:
        with ledger.only_writer("root@mill, process 7"):
            done = reporter(config, "run", "--today", "2015-03-18")
        assert (done.returncode, done.stdout) == (75, "")
        assert "Another run holds the ledger: root@mill, process 7, since 2015-03-18 07:30:00 UTC." in done.stderr
    assert reporter(config, "run", "--today", "2015-03-18").returncode == 0


def test_a_change_that_changes_nothing_is_said(write_board: WriteBoard) -> None:
    config = write_board()
    config.write_text(config.read_text().replace('issue = "automatic"\n', ""))
    made = reporter(config, "run", "--today", "2015-03-18").stdout
    assert made.startswith(
        f"{config.parent}/output/town/2015-03-25/board-paper-e1-draft-OFFICIAL-SENSITIVE.pdf: draft of edition 1, "
    )
    (config.parent / "data/town/updates.csv").write_text(TABLES["updates"].replace("01/03/2015", "1 March 2015"))
    done = reporter(config, "run", "--today", "2015-03-18")
    assert (done.returncode, done.stdout) == (
        0, "town/2015-03-25/board-paper-e2: not made. It would say the same as edition 1.\n"
    )  # fmt: skip


def test_no_editions_are_an_empty_array(write_board: WriteBoard) -> None:
    assert json.loads(reporter(write_board(), "editions", "--json").stdout) == []


def test_init_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    command = [sys.executable, "-m", "reporter", "init", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "It exists and is not an empty folder." in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
