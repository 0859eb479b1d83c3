"""One run at a time on one ledger; a dead run holds nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from reporter.archive.database import POSTGRESQL
from reporter.archive.ledger import open_ledger
from reporter.errors import ArchiveError, BusyError

HOLD = """
import sys, time
from datetime import UTC, datetime
from reporter.archive.database import POSTGRESQL
from reporter.archive.ledger import open_ledger
with open_ledger(sys.argv[1], lambda: datetime(2015, 3, 18, 7, 30, tzinfo=UTC)) as ledger:
    with ledger.only_writer("root@mill, process 7"):
        print("held", flush=True)
        time.sleep(600)
"""


@pytest.fixture
def location(ledger_url: str) -> str:
    """Where the ledger is, written as in the config."""
    return ledger_url.replace("postgresql+psycopg://", POSTGRESQL)


def clock() -> datetime:
    return datetime(2015, 3, 18, 7, 31, tzinfo=UTC)


def take(location: str) -> None:
    with open_ledger(location, clock) as ledger, ledger.only_writer("a second run"):
        pass


@contextmanager
def another_run(location: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the ledger until it is killed."""
    holder = subprocess.Popen([sys.executable, "-c", HOLD, location], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        yield holder
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait(10)
        holder.stdout.close()


def test_a_second_run_is_refused_while_the_first_lives_and_let_in_when_it_was_killed(location: str) -> None:
    take(location)
    with another_run(location):
        with pytest.raises(BusyError) as caught:
            take(location)
        assert caught.value.exit_code == 75
        assert (
            "Another run holds the ledger: root@mill, process 7, since 2015-03-18 07:30:00 UTC. Wait until it has "
            "finished, then run again." in str(caught.value)
        )
    _let_in(location)


def _let_in(location: str) -> None:
    """The kernel frees a dead process's lock at once; a database server needs a moment to see that it is gone."""
    for attempt in range(100):
        try:
            take(location)
            break
        except BusyError:
            if attempt == 99:
                raise
            time.sleep(0.05)


def test_readers_are_let_in_while_a_run_holds_the_ledger(location: str) -> None:
    with another_run(location), open_ledger(location, clock) as ledger:
        assert ledger.editions() == {}


def test_a_run_that_is_killed_while_it_lays_out_the_ledger_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    """Killed before each statement in turn, until there is none left to be killed before."""
    for statement in range(1, 100):
        location = str(tmp_path / f"{statement}.sqlite")
        child = os.fork()
        if child == 0:
            os._exit(_take_and_end_before(statement, location))
        _, status = os.waitpid(child, 0)
        take(location)
        with open_ledger(location, clock) as ledger:
            assert ledger.editions() == {}
        if os.waitstatus_to_exitcode(status) == 0:
            break
    assert 10 < statement < 99  # it was killed in the middle, and many times


def _take_and_end_before(statement: int, location: str) -> int:
    countdown = iter(range(statement - 1))

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_: object) -> None:
        if next(countdown, None) is None:
            os._exit(1)

    take(location)
    return 0


def test_a_run_that_fails_lets_go(location: str) -> None:
    message = "nobody thought of this"
    with open_ledger(location, clock) as ledger:
        with pytest.raises(RuntimeError, match=message), ledger.only_writer("a run"):
            raise RuntimeError(message)
        take(location)


def test_a_ledger_whose_folder_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("not a folder")
    with pytest.raises(ArchiveError, match=r"The ledger cannot be used \(its folder is a file\)"):
        take(str(tmp_path / "archive" / "ledger.sqlite"))


def test_a_lock_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite.lock").mkdir()
    with pytest.raises(ArchiveError, match=r"The lock cannot be taken \(Is a directory\)"):
        take(str(tmp_path / "ledger.sqlite"))
