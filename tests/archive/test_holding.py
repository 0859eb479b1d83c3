"""Whoever holds the ledger is the only one to write; who is told to wait hears who that is; the dead hold nothing."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from town import FIRST, NOW, TODAY, Process, Town, behind_its_back, bundle, make_town, opened

from reporter.domain.record import Entry, Event
from reporter.errors import ArchiveError, BusyError
from reporter.making.reprinting import reprint
from reporter.verifying import verify

HOLD = """
import sys
from datetime import UTC, datetime
from reporter.archive.ledger import open_ledger
with open_ledger(sys.argv[1], lambda: datetime(2015, 3, 18, 4, 30, tzinfo=UTC)) as ledger:
    with ledger.only_writer("night@server"):
        print("held", flush=True)
        sys.stdin.read()
"""
ENTRY = Entry(FIRST, Event.STARTED, NOW, "run", "somebody")
TERMINATE = text(
    "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def town(tmp_path: Path, ledger_url: str) -> Town:
    return make_town(tmp_path, ledger_url)


@contextmanager
def holder(town: Town) -> Iterator[Process]:
    """Another run, on this machine or (as far as PostgreSQL can tell) on another, that holds the ledger."""
    command = [sys.executable, "-c", HOLD, town.ledger]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def events(town: Town) -> list[str]:
    with opened(town.ledger) as ledger:
        return [entry.event for entry in ledger.series(FIRST).entries]


def test_a_second_run_ends_in_75_and_says_who_holds_the_ledger_and_since_when(town: Town) -> None:
    with holder(town):
        done = town.reporter("run", "--today", TODAY)
    assert (done.returncode, done.stdout) == (75, "")
    assert "Another run holds the ledger: night@server, since 2015-03-18 04:30:00 UTC. Wait until it has finished, " \
           "then run again." in done.stderr  # fmt: skip
    assert not town.output.exists()
    assert events(town) == []


def test_a_run_in_a_ledger_that_another_has_just_made_is_told_to_wait(town: Town) -> None:
    told = pytest.raises(BusyError, match="Another run holds the ledger")
    with opened(town.ledger) as early, holder(town), told, early.only_writer("somebody"):
        pass


def test_nobody_decides_either_while_another_run_holds_the_ledger(town: Town) -> None:
    town.make()
    with holder(town):
        for decision in (("issue",), ("withdraw", "--reason", "None"), ("release", "--reason", "None")):
            done = town.reporter(decision[0], FIRST.id, "--by", "Chair", *decision[1:])
            assert done.returncode == 75
            assert "night@server" in done.stderr
    assert events(town) == ["started", "drafted"]


def test_a_run_that_finds_nothing_due_does_not_ask_who_holds_the_ledger(town: Town) -> None:
    town.make()
    with holder(town):
        assert town.run().startswith("Nothing is due.")


def test_who_only_looks_is_not_kept_waiting(town: Town) -> None:
    town.make()
    with holder(town):
        assert [edition["id"] for edition in town.told("editions")] == [FIRST.id]
        with opened(town.ledger) as ledger:
            again = town.folder / "again.pdf"
            reprint(ledger, FIRST, again, lambda _step: None)
            assert again.read_bytes() == town.paper(draft=True).read_bytes()
            assert list(verify(town.settings, ledger)) == []


def test_readers_see_what_was_whole_while_a_transaction_is_open(town: Town) -> None:
    with opened(town.ledger) as ledger, ledger.only_writer("the tests"):
        ledger.record(ENTRY)
        with ledger.writing() as connection:
            connection.execute(text("DELETE FROM holder"))
            assert events(town) == ["started"]


def test_the_ledger_of_a_run_that_was_killed_is_taken_over_at_once(town: Town) -> None:
    with holder(town) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        _take_over(town)
    assert town.papers() == bundle(draft=True)


def _take_over(town: Town) -> None:
    """A server notices the end of a session as soon as it next looks at the connection, not before."""
    for _ in range(50):
        done = town.reporter("run", "--today", TODAY)
        if done.returncode != 75 or "://" not in town.ledger:
            break
    assert done.returncode == 0, done.stderr


def test_a_ledger_is_free_again_when_its_holder_has_finished(town: Town) -> None:
    with holder(town) as process:
        process.communicate("", 60)
        assert process.returncode == 0
    assert town.make().exit_code == 0


def test_of_twelve_runs_at_once_one_makes_the_paper_and_none_makes_another(town: Town) -> None:
    runs = [town.starting("run", "--today", TODAY) for _ in range(12)]
    told = [process.communicate(timeout=300) for process in runs]
    codes = [process.returncode for process in runs]
    assert set(codes) <= {0, 75}, told
    assert sum("draft of edition 1" in out for out, _ in told) == 1
    for code, (_, complaint) in zip(codes, told, strict=True):
        assert (code == 75) == bool(re.search("Another (run holds|process is writing to) the ledger", complaint))
    assert events(town) == ["started", "drafted"]
    assert town.papers() == bundle(draft=True)
    town.well("verify")


def test_a_ledger_remembers_who_held_it_last_and_names_who_holds_it_now(town: Town) -> None:
    town.make()
    told = pytest.raises(BusyError, match=r"somebody else, since 2015-03-18 09:30:15 UTC")
    with opened(town.ledger) as first, first.only_writer("somebody else"), opened(town.ledger) as second, told:
        second.only_writer("me").__enter__()


@pytest.fixture
def two_boards(tmp_path: Path, postgresql_url: str) -> Town:
    return make_town(tmp_path, postgresql_url, "city", "town")


def test_a_run_that_lost_its_session_records_nothing_more_and_puts_no_paper_in_its_place(two_boards: Town) -> None:
    """The lock went with the session: another run may be at work by now."""

    def lose(step: str) -> None:
        if step.startswith("Printing city"):
            with behind_its_back(two_boards.ledger) as connection:
                connection.execute(TERMINATE)

    report = two_boards.make(tell=lose)
    assert (report.exit_code, report.produced) == (1, [])
    assert {failed.what for failed in report.failed} == {"city", "town"}
    assert any("with it the hold on it" in str(problem) for failed in report.failed for problem in failed.problems)
    assert two_boards.papers() == []
    with opened(two_boards.ledger) as ledger:
        assert [e.event for series in ledger.since(NOW.date()).values() for e in series.entries] == ["started"]

    two_boards.make()
    assert two_boards.papers() == [*bundle(replace(FIRST, board="city"), draft=True), *bundle(draft=True)]
    with opened(two_boards.ledger) as ledger:
        city = ledger.since(NOW.date())["city/2015-03-25/board-paper"]
    assert [entry.event for entry in city.entries] == ["started", "abandoned", "started", "drafted"]


def test_who_lost_the_session_neither_reads_nor_writes_in_another(postgresql_url: str) -> None:
    with opened(postgresql_url) as ledger, ledger.only_writer("the tests"):
        ledger.record(ENTRY)
        with behind_its_back(postgresql_url) as connection:
            connection.execute(TERMINATE)
        with pytest.raises(ArchiveError, match="terminating connection"):
            ledger.record(replace(ENTRY, event=Event.FAILED))
        with pytest.raises(ArchiveError, match="was lost"):
            ledger.series(FIRST)
        with pytest.raises(ArchiveError, match="was lost"):
            ledger.record(replace(ENTRY, event=Event.FAILED))
        with opened(postgresql_url) as other, other.only_writer("another"):
            assert [entry.event for entry in other.series(FIRST).entries] == ["started"]


def test_two_ledgers_on_one_server_are_held_apart(tmp_path: Path, postgresql_server: object) -> None:
    with (
        postgresql_server.empty_database() as one,  # type: ignore[attr-defined]
        postgresql_server.empty_database() as other,  # type: ignore[attr-defined]
        opened(one) as ledger,
        opened(other) as another,
        ledger.only_writer("the tests"),
        another.only_writer("the tests"),
    ):
        another.record(ENTRY)
        assert ledger.series(FIRST).entries == ()


def test_the_holder_is_named_by_user_and_machine(town: Town) -> None:
    town.run()
    with behind_its_back(town.ledger) as connection:
        who, since = connection.execute(text("SELECT who, since FROM holder")).one()
    assert re.fullmatch(rf"\S+@{re.escape(os.uname().nodename)}, process \d+", who)
    assert since.endswith("+00:00")
