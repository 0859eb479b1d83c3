"""What differs between two editions, in words and as JSON."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from small_board import TABLES
from unattended import Folder, at, made

from reporter.comparing import Comparison, compare, comparison_json, comparison_lines
from reporter.domain.meetings import Edition
from reporter.errors import UsageError

FEBRUARY = Edition("town", date(2015, 2, 18), "board-paper", 1)
MARCH, MARCH_AGAIN = (Edition("town", date(2015, 3, 25), "board-paper", number) for number in (1, 2))
NOW = at("2015-03-18")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A board with a paper for February, one for March, and another for March after plan, config and style changed."""
    found = Folder(tmp_path_factory.mktemp("compared"))
    found.board()
    assert made(found.run(at("2015-02-11"))) == [FEBRUARY.id]
    assert made(found.run(NOW)) == [MARCH.id]
    found.table("updates", TABLES["updates"].replace("in progress,50%", "complete,100%"))
    found.table("actions", TABLES["actions"].replace("Do it.", '"Do it\n\x1b[31mnow."') + "1-02,1,1a,More.,A lead,,\n")
    found.reconfigure('title = "A paper"', 'title = "Another paper"')
    style = found.root / "templates" / "css" / "tokens.css"
    style.parent.mkdir()
    style.write_bytes((Path(__file__).parent.parent / "templates/css/tokens.css").read_bytes() + b"/* ours */\n")
    assert made(found.run(NOW)) == [MARCH_AGAIN.id]
    return found


def compared(folder: Folder, before: Edition, after: Edition) -> Comparison:
    with folder.ledger(NOW) as ledger:
        return compare(ledger, before, after)


def test_an_edition_does_not_differ_from_itself(folder: Folder) -> None:
    assert list(comparison_lines(compared(folder, MARCH, MARCH))) == [
        f"From {MARCH.id} to {MARCH.id}:",
        "  Nothing differs.",
    ]


def test_how_they_were_made_what_the_plan_says_and_how_it_is_rated_are_told_apart(folder: Folder) -> None:
    lines = list(comparison_lines(compared(folder, MARCH, MARCH_AGAIN)))
    assert lines[0] == f"From {MARCH.id} to {MARCH_AGAIN.id}:"
    making, plan, ratings = (lines.index(text) for text in ("How they were made", "What the plan says", "Ratings"))
    assert lines[making + 1 : plan][0] == "  config, cover.title: A paper became Another paper"
    assert lines[making + 1 : plan][1].startswith("  template css/tokens.css, content: ")
    said = lines[plan + 1 : ratings]
    assert "  action 1-02: added (More.)" in said
    assert any(line.startswith("  action 1-01, update: removed (1 March 2015, A lead, in progress") for line in said)
    assert any(line.startswith("  action 1-01, update: added (1 March 2015, A lead, complete") for line in said)
    assert any(line.startswith("  action 1-01, rating: ") for line in lines[ratings + 1 :])


def test_nothing_from_a_spreadsheet_breaks_a_line_or_steers_the_terminal(folder: Folder) -> None:
    lines = list(comparison_lines(compared(folder, MARCH, MARCH_AGAIN)))
    assert all(line.isprintable() for line in lines)
    assert any(line.startswith("  action 1-01, text: Do it. became Do it\\u000a") for line in lines)


def test_each_edition_is_taken_as_at_its_own_day(folder: Folder) -> None:
    found = compared(folder, FEBRUARY, MARCH)
    assert [str(difference) for difference in found.making] == [
        "the paper, as-at day: 10 February 2015 became 17 March 2015"
    ]
    (update,) = (str(difference) for difference in found.plan)  # February's paper knew nothing of the first of March
    assert update.startswith("action 1-01, update: added (1 March 2015")


def test_machines_are_told_the_same(folder: Folder) -> None:
    found = json.loads(comparison_json(compared(folder, MARCH, MARCH_AGAIN)))
    assert (found["from"], found["to"]) == (MARCH.id, MARCH_AGAIN.id)
    assert found["making"][0] == {
        "what": "config",
        "change": "changed",
        "detail": "cover.title",
        "before": "A paper",
        "after": "Another paper",
    }
    assert {"what": "action 1-02", "change": "added", "detail": "", "before": "", "after": "More."} in found["plan"]
    assert {difference["detail"] for difference in found["ratings"]} == {"rating"}


def test_an_edition_that_does_not_exist_is_refused_with_those_that_do(folder: Folder) -> None:
    missing = Edition("town", date(2015, 3, 25), "board-paper", 3)
    with pytest.raises(UsageError) as refused:
        compared(folder, MARCH, missing)
    assert str(refused.value) == f"{missing.id}: There is no such edition. There are {MARCH.id} and {MARCH_AGAIN.id}."


def test_it_is_told_on_the_command_line(folder: Folder) -> None:
    command = [sys.executable, "-m", "reporter", "compare", MARCH.id, f"output/{MARCH_AGAIN.id}-draft.pdf"]
    for option, first in (([], "From "), (["--json"], "{")):
        done = subprocess.run(
            [*command, *option], cwd=folder.root, capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(first)
