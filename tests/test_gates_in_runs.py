"""The gates, from the data to the ledger: what is held, for how long, and who lets it pass."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from small_board import TABLES
from unattended import Folder, at, made

from reporter.deciding import release
from reporter.domain.gates import Gate
from reporter.domain.meetings import Edition
from reporter.domain.record import Event
from reporter.errors import UsageError

NOW = at("2015-03-18")
E1, E2 = (Edition("town", date(2015, 3, 25), "board-paper", number) for number in (1, 2))
STALE = "fresh_warn_days = 5\nfresh_stop_days = 15\n"  # the newest update is 16 days old at the data cut
TOO_OLD = "The newest update is of 1 March 2015, 16 days before 17 March 2015."


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def events(folder: Folder, edition: Edition = E1) -> list[tuple[int, str]]:
    return [(entry.edition.number, entry.event.value) for entry in folder.entries(edition)]


def let_pass(folder: Folder, edition: Edition = E1) -> None:
    with folder.ledger(NOW) as ledger:
        release(ledger, edition, "The chair", "Nothing has happened.")


def updates(number: int) -> str:
    heading, row = TABLES["updates"].splitlines()
    return "\n".join([heading, *(row.replace("Half way.", f"Step {n}.") for n in range(number))]) + "\n"


def test_data_that_grows_old_warns_and_the_paper_is_made(folder: Folder) -> None:
    folder.board(gates="fresh_warn_days = 15\n")
    report = folder.run(NOW)
    assert made(report) == [E1.id]
    assert report.warnings == [f"{E1.id}: {TOO_OLD}"]
    assert report.exit_code == 0


def test_fresh_data_warns_of_nothing(folder: Folder) -> None:
    folder.board(gates="fresh_warn_days = 16\n")
    assert folder.run(NOW).warnings == []


def test_data_that_is_too_old_holds_the_paper_and_is_not_tried_again_while_nothing_changes(folder: Folder) -> None:
    folder.board(gates=STALE)
    report = folder.run(NOW)
    assert made(report) == []
    assert [(held.edition, held.gate, held.reason) for held in report.held] == [(E1, Gate.FRESHNESS, TOO_OLD)]
    assert report.exit_code == 5
    assert not list(folder.settings.output.rglob("*.pdf"))
    again = folder.run(at("2015-03-19"))
    assert ([held.reason for held in again.held], again.exit_code) == ([TOO_OLD], 5)
    assert events(folder) == [(1, "started"), (1, "held")]
    held = folder.entries(E1)[-1]
    assert (held.reason, held.detail) == (TOO_OLD, {"gate": "freshness"})


def test_what_is_released_passes_and_only_for_the_data_as_it_was(folder: Folder) -> None:
    folder.board(gates=STALE)
    folder.run(NOW)
    with pytest.raises(UsageError, match="It is not held"):
        let_pass(folder, E2)
    let_pass(folder)
    assert made(folder.run(NOW)) == [E1.id]
    assert events(folder) == [(1, "started"), (1, "held"), (1, "released"), (1, "started"), (1, "drafted")]
    released = folder.entries(E1)[2]
    assert (released.by, released.reason) == ("The chair", "Nothing has happened.")
    folder.table("updates", TABLES["updates"].replace("Half way.", "Nearly there."))  # other data, and as old
    report = folder.run(NOW)
    assert [held.edition for held in report.held] == [E2]
    assert events(folder)[-2:] == [(2, "started"), (2, "held")]


def test_mended_data_is_tried_anew_and_needs_no_release(folder: Folder) -> None:
    folder.board(gates=STALE)
    folder.run(NOW)
    folder.update("16/03/2015", "It goes on.")
    report = folder.run(NOW)
    assert (made(report), report.held, report.exit_code) == ([E1.id], [], 0)


def test_an_update_of_a_day_after_the_data_cut_makes_no_paper_fresh(folder: Folder) -> None:
    folder.board(gates=STALE)
    folder.update("18/03/2015", "The day after.")
    assert [held.reason for held in folder.run(NOW).held] == [TOO_OLD]


def test_what_is_not_held_cannot_be_released(folder: Folder) -> None:
    folder.board()
    with pytest.raises(UsageError, match="It is not held"):
        let_pass(folder)
    folder.run(NOW)
    with pytest.raises(UsageError, match="It is not held"):
        let_pass(folder)
    assert events(folder) == [(1, "started"), (1, "drafted")]


def test_a_held_paper_holds_back_no_other_board(folder: Folder) -> None:
    folder.board(gates=STALE)
    folder.board("hamlet")
    report = folder.run(NOW)
    assert made(report) == ["hamlet/2015-03-25/board-paper-e1"]
    assert ([held.edition for held in report.held], report.exit_code) == ([E1], 5)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (1, 40, "The table updates has 40 rows; for the last edition it had 1."),
        (40, 1, "The table updates has 1 row; for the last edition it had 40."),
        (30, 16, None),  # less than half of them
        (1, 11, None),  # a small table
    ],
)
def test_a_table_that_grew_or_shrank_beyond_belief_holds_the_next_edition(
    folder: Folder, before: int, after: int, said: str | None
) -> None:
    folder.board()
    folder.table("updates", updates(before))
    assert made(folder.run(at("2015-02-11"))) == ["town/2015-02-18/board-paper-e1"]
    folder.table("updates", updates(after))
    report = folder.run(NOW)
    assert [(held.gate, held.reason) for held in report.held] == ([(Gate.ROWS, said)] if said else [])
    assert made(report) == ([] if said else [E1.id])
    if said:
        let_pass(folder)
        assert made(folder.run(NOW)) == [E1.id]


def test_a_value_that_is_missing_holds_the_paper_until_the_template_is_mended(folder: Folder) -> None:
    folder.board()
    template = folder.root / "templates" / "parts" / "contents.html"
    template.parent.mkdir()
    template.write_text("<p>{{ paper.no_such_value }}</p>", encoding="utf-8")
    report = folder.run(NOW)
    assert [held.gate for held in report.held] == [Gate.MISSING_VALUE]
    assert "no_such_value" in report.held[0].reason
    assert report.exit_code == 5
    with pytest.raises(UsageError, match="cannot be released"):
        let_pass(folder)
    folder.run(NOW)  # it may have been mended where nobody can see it, in the program's own templates
    assert events(folder) == 2 * [(1, "started"), (1, "held")]
    template.unlink()
    assert made(folder.run(NOW)) == [E1.id]


NO_ACTION = {
    "actions": "ref,area,answers,text,lead,start,due\n",
    "updates": "action,date,author,status,progress,commentary\n",
}


def emptied(folder: Folder) -> None:
    for name, text in NO_ACTION.items():
        folder.table(name, text)


def test_an_empty_plan_is_a_mistake_that_is_told_at_each_run(folder: Folder) -> None:
    folder.board()
    emptied(folder)
    for _ in range(2):
        report = folder.run(NOW)
        assert "The plan holds no action." in str(report.failed[0].problems[0])
        assert report.exit_code == 4
    assert events(folder) == 2 * [(1, "started"), (1, "failed")]
    assert "The plan holds no action." in folder.entries(E1)[-1].reason


def test_an_empty_plan_may_be_a_nil_return(folder: Folder) -> None:
    folder.board(gates='empty_plan = "nil-return"\n')
    emptied(folder)
    assert made(folder.run(NOW)) == [E1.id]


def test_an_empty_plan_may_be_passed_over_once_and_until_it_is_filled(folder: Folder) -> None:
    folder.board(gates='empty_plan = "skip"\n')
    emptied(folder)
    report = folder.run(NOW)
    assert [(unneeded.event, unneeded.reason) for unneeded in report.unneeded] == [
        (Event.SKIPPED, "The plan holds no action.")
    ]
    assert report.exit_code == 0
    assert folder.run(NOW).jobs == []
    assert events(folder) == [(1, "started"), (1, "skipped")]
    for name in NO_ACTION:
        folder.table(name, TABLES[name])
    assert made(folder.run(NOW)) == [E1.id]


def test_a_plan_that_is_emptied_leaves_the_draft_and_is_tried_once(folder: Folder) -> None:
    folder.board(gates='empty_plan = "skip"\n')
    folder.run(NOW)
    emptied(folder)
    assert [unneeded.event for unneeded in folder.run(NOW).unneeded] == [Event.SKIPPED]
    assert folder.run(NOW).jobs == []
    assert events(folder) == [(1, "started"), (1, "drafted"), (2, "started"), (2, "skipped")]


def test_a_plan_is_empty_when_none_of_its_actions_was_in_force_by_the_data_cut(folder: Folder) -> None:
    folder.board(gates='empty_plan = "skip"\n')
    heading, row = TABLES["actions"].splitlines()
    folder.table("actions", f"{heading},added\n{row},18/03/2015\n")
    folder.table("updates", NO_ACTION["updates"])
    assert [unneeded.event for unneeded in folder.run(NOW).unneeded] == [Event.SKIPPED]


def reporter(folder: Folder, *arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "reporter", *arguments]
    done = subprocess.run(command, cwd=folder.root, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


def test_on_the_command_line_a_held_paper_ends_in_five_until_somebody_releases_it_by_name(folder: Folder) -> None:
    folder.board(gates=STALE)
    run = ("run", "--quiet", "--today", "2015-03-18")
    told = (
        f"Held: {E1.id}\n  {TOO_OLD} Mend the data and run again; or let it pass with: "
        f"reporter release {E1.id} --by NAME --reason TEXT\n"
    )
    assert reporter(folder, *run) == (5, "", told)
    assert reporter(folder, *run) == (5, "", told)
    code, out, _ = reporter(folder, "release", E1.id, "--by", "The chair", "--reason", "Known.")
    assert (code, out) == (0, f"Released: {E1.id}. Now run again: reporter run, or as you asked for it before.\n")
    assert reporter(folder, *run)[0] == 0
    code, history, _ = reporter(folder, "history", E1.id)
    assert [line.split()[2] for line in history.splitlines()] == ["started", "held", "released", "started", "drafted"]
    assert "[The chair (" in history
