"""The databases that tests are given: empty, of both kinds, and with what the ledger builds on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from postgresql import PATIENCE, Server, programs, running_server
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, create_engine, insert, inspect, select, text

NOTES = Table("notes", MetaData(), Column("id", Integer, primary_key=True), Column("said", String))
LOCK = text("SELECT pg_try_advisory_lock(7)")
HOLDER = """
import sys, time, psycopg
connection = psycopg.connect(sys.argv[1])
print(connection.execute("SELECT pg_try_advisory_lock(7)").fetchone()[0], flush=True)
time.sleep(600)
"""
STARTER = """
import sys, time
from pathlib import Path
from postgresql import running_server
with running_server(Path(sys.argv[1]), "fsync=on") as server:
    print(server.folder, flush=True)
    time.sleep(600)
"""


@contextmanager
def engine(url: str, name: str = "") -> Iterator[Engine]:
    """Connections to a ledger's place, all closed at the end."""
    options = {"connect_args": {"application_name": name}} if name else {}
    made = create_engine(url if "://" in url else f"sqlite:///{url}", **options)
    try:
        yield made
    finally:
        made.dispose()


@contextmanager
def program(source: str, argument: str) -> Iterator["subprocess.Popen[str]"]:
    """A program of a few lines in another process, killed at the end."""
    command = [sys.executable, "-c", source, argument]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: "subprocess.Popen[str]") -> str:
    """The next line that a program prints."""
    assert process.stdout
    return process.stdout.readline().strip()


def comes_true(what: Callable[[], bool]) -> bool:
    """Whether something comes true in good time."""
    end = time.monotonic() + PATIENCE
    while not (true := what()) and time.monotonic() < end:
        time.sleep(0.02)
    return true


@pytest.mark.parametrize("_time", ["first", "second"])
def test_what_one_connection_writes_another_reads_and_the_next_test_does_not(ledger_url: str, _time: str) -> None:
    with engine(ledger_url) as one, engine(ledger_url) as other:
        assert inspect(one).get_table_names() == []
        NOTES.metadata.create_all(one)
        with one.begin() as connection:
            connection.execute(insert(NOTES).values(id=1, said="Zoë’s note"))
        with other.connect() as connection:
            assert connection.execute(select(NOTES)).all() == [(1, "Zoë’s note")]


def test_two_databases_of_one_test_have_nothing_in_common(postgresql_url: str, postgresql_server: Server) -> None:
    with postgresql_server.empty_database() as another, engine(postgresql_url) as one, engine(another) as other:
        NOTES.metadata.create_all(one)
        assert inspect(other).get_table_names() == []


def test_a_database_comes_back_empty_although_somebody_is_still_connected(postgresql_server: Server) -> None:
    with postgresql_server.empty_database() as url:
        left_open = psycopg.connect(url.replace("+psycopg", ""))
        left_open.execute("CREATE TABLE notes (id integer)")
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    left_open.close()
    with postgresql_server.empty_database() as again, engine(again) as one:
        assert again == url
        assert inspect(one).get_table_names() == []


def test_the_lock_of_a_killed_process_is_free_again(postgresql_url: str) -> None:
    with engine(postgresql_url) as mine, mine.connect() as connection:
        with program(HOLDER, postgresql_url.replace("+psycopg", "")) as holder:
            assert said(holder) == "True"
            assert connection.scalar(LOCK) is False
            os.kill(holder.pid, signal.SIGKILL)
        assert comes_true(lambda: connection.scalar(LOCK) is True)


def test_one_session_reads_the_name_of_another(postgresql_url: str) -> None:
    names = text("SELECT application_name FROM pg_stat_activity WHERE datname = current_database()")
    with (
        engine(postgresql_url, "run 41 on alpha") as one,
        engine(postgresql_url, "run 42 on beta") as other,
        one.connect(),
        other.connect() as connection,
    ):
        assert sorted(connection.scalars(names)) == ["run 41 on alpha", "run 42 on beta"]


def test_a_server_of_ones_own_takes_settings_and_goes_when_its_tests_are_killed(postgresql_server: Server) -> None:
    with program(STARTER, str(programs())) as tests:
        own = Server(Path(said(tests)))
        with engine(own.url("postgres")) as one, one.connect() as connection:
            assert connection.scalar(text("SHOW fsync")) == "on"
        process = int((own.folder / "data/postmaster.pid").read_text().splitlines()[0])
        os.kill(tests.pid, signal.SIGKILL)
    assert comes_true(lambda: not own.folder.exists())
    assert not Path(f"/proc/{process}").exists()


def test_a_server_that_does_not_start_says_why(postgresql_server: Server) -> None:
    installed = programs()
    assert installed
    with pytest.raises(RuntimeError, match="no_such_setting"), running_server(installed, "no_such_setting=1"):
        pass
