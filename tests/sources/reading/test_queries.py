"""A database is asked for a tracker: nothing changes in it, it has its time and no more, and no password gets out."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from postgresql import Server

from reporter.errors import DataError
from reporter.settings import InputLimits
from reporter.sources.reading.query import query_grid

LIMITS = InputLimits()
FOR_EVER = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS action FROM n"


def asked(url: str, query: str, seconds: int = 20, limits: InputLimits = LIMITS) -> list[tuple[str, ...]]:
    """The rows that the database answers."""
    return list(query_grid(url, query, seconds, limits).rows)


def refused(url: str, query: str, seconds: int = 20, limits: InputLimits = LIMITS) -> str:
    """What is told instead of an answer."""
    with pytest.raises(DataError) as stopped:
        asked(url, query, seconds, limits)
    return str(stopped.value)


def asked_or_refused(url: str, query: str) -> None:
    """Versions of the server differ in what they refuse."""
    with suppress(DataError):
        asked(url, query)


# SQLite


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    file = tmp_path / "plans.sqlite"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE actions (action TEXT)")
        database.execute("INSERT INTO actions VALUES ('Train every duty manager.')")
    return file


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO actions VALUES ('Another')",
        "INSERT INTO actions VALUES ('Another') RETURNING action",
        "DELETE FROM actions",
        "DROP TABLE actions",
        "PRAGMA query_only=OFF",
        "PRAGMA writable_schema=ON",
        "PRAGMA user_version=7",
        "VACUUM",
        "SELECT 1; DELETE FROM actions",
        "SELECT load_extension('evil')",
    ],
)
def test_nothing_changes_in_a_sqlite_file_whatever_it_is_asked(plans: Path, statement: str) -> None:
    before = plans.read_bytes()
    assert "plans.sqlite" in refused(f"sqlite:///{plans}", statement)
    assert plans.read_bytes() == before
    assert [path.name for path in plans.parent.iterdir()] == ["plans.sqlite"]


@pytest.mark.parametrize("statement", ["ATTACH '{other}' AS other", "VACUUM INTO '{other}'"])
def test_no_other_file_is_opened_or_made_by_a_query(plans: Path, tmp_path: Path, statement: str) -> None:
    other = tmp_path / "other.sqlite"
    refused(f"sqlite:///{plans}", statement.format(other=other))
    assert not other.exists()


def test_a_sqlite_file_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "missing.sqlite"
    assert "unable to open database file" in refused(f"sqlite:///{missing}", "SELECT 1 AS action")
    assert not missing.exists()


def test_what_is_no_sqlite_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "plan.sqlite"
    file.write_text("Ref,Action\n" * 100)
    assert "file is not a database" in refused(f"sqlite:///{file}", "SELECT 1 AS action FROM actions")


def test_a_file_name_with_marks_that_addresses_use_is_that_file(tmp_path: Path) -> None:
    file = tmp_path / "plan 1?mode=rwc#2%.sqlite"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE actions (action TEXT)")
    assert asked(f"sqlite:///{file}", "SELECT action FROM actions") == [("action",)]


def test_a_query_that_never_ends_is_stopped(plans: Path) -> None:
    started = time.monotonic()
    assert "interrupted" in refused(f"sqlite:///{plans}", FOR_EVER, seconds=1)
    assert time.monotonic() - started < 60


def test_a_colon_in_a_query_is_text(plans: Path) -> None:
    assert asked(f"sqlite:///{plans}", "SELECT 'at 10:30 :now' AS action") == [("action",), ("at 10:30 :now",)]


@pytest.mark.parametrize(
    ("query", "limits", "told"),
    [
        ("SELECT value AS action FROM numbers", InputLimits(rows=10), "The query gives more than 10 rows."),
        ("SELECT 1 a, 2 b, 3 c, 4 d, 5 e, 6 f, 7 g, 8 h, 9 i, 10 j, 11 k", InputLimits(columns=10), "gives 11 columns"),
        ("SELECT value a, value b, value c FROM numbers", InputLimits(cells=100), "3 columns. At most 100 cells"),
        ("SELECT printf('%.*c', 200, 'x') AS action", InputLimits(cell_characters=100), "more than 100 characters"),
    ],
)
def test_an_answer_larger_than_the_limits_is_refused(plans: Path, query: str, limits: InputLimits, told: str) -> None:
    numbers = "WITH RECURSIVE numbers(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers LIMIT 50) "
    assert told in refused(f"sqlite:///{plans}", numbers + query, limits=limits)


def test_values_of_sqlite_are_the_text_that_a_person_would_have_typed(plans: Path) -> None:
    query = "SELECT NULL AS a, 7.0 AS b, 1.10 AS c, '1.10' AS d, 0.1 + 0.2 AS e, x'616263' AS f"
    assert asked(f"sqlite:///{plans}", query)[1] == ("", "7", "1.1", "1.10", "0.3", "abc")


# PostgreSQL


@contextmanager
def spoken(url: str) -> Iterator[psycopg.Connection]:
    """The database as its owner sees it."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


@pytest.fixture
def server_url(postgresql_url: str) -> str:
    with spoken(postgresql_url) as connection:
        connection.execute("CREATE TABLE actions (action text)")
        connection.execute("INSERT INTO actions VALUES ('Train every duty manager.')")
        connection.execute("CREATE SEQUENCE numbers")
    return postgresql_url.replace("+psycopg", "")


def untouched(url: str) -> bool:
    """Whether the table and the sequence are as they were, and nothing stands beside them."""
    with spoken(url) as connection:
        rows = connection.execute("SELECT action FROM actions").fetchall()
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        called = connection.execute("SELECT is_called FROM numbers").fetchone()
    return (rows, tables, called) == ([("Train every duty manager.",)], (1,), (False,))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO actions VALUES ('Another')",
        "WITH gone AS (DELETE FROM actions RETURNING action) SELECT action FROM gone",
        "SELECT 1 AS action; DELETE FROM actions",
        "SELECT 1 AS action; COMMIT; DELETE FROM actions",
        "COMMIT; DELETE FROM actions",
        "ROLLBACK",
        "CREATE TABLE other AS SELECT 1 AS action",
        "SELECT action INTO other FROM actions",
        "SELECT nextval('numbers') AS action",
        "TRUNCATE actions",
        "COPY actions FROM PROGRAM 'echo evil'",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "SELECT set_config('transaction_read_only', 'off', false) AS action, nextval('numbers')",
    ],
)
def test_nothing_changes_in_postgresql_whatever_it_is_asked(server_url: str, statement: str) -> None:
    assert server_url in refused(server_url, statement)
    assert untouched(server_url)


def test_what_a_read_only_transaction_lets_pass_is_undone(server_url: str) -> None:
    asked(server_url, "SELECT set_config('default_transaction_read_only', 'off', false) AS action")
    with spoken(server_url) as connection:
        before = connection.execute("SELECT oid FROM pg_largeobject_metadata").fetchall()
    asked_or_refused(server_url, "SELECT lo_create(0) AS action")
    with spoken(server_url) as connection:
        assert connection.execute("SELECT oid FROM pg_largeobject_metadata").fetchall() == before
    assert "read-only transaction" in refused(server_url, "SELECT nextval('numbers') AS action")


def test_percent_signs_and_colons_are_text_in_postgresql_too(server_url: str) -> None:
    query = "SELECT action || ' at 10:30 :now %s'::text AS action FROM actions WHERE action LIKE 'Train%'"
    assert asked(server_url, query)[1] == ("Train every duty manager. at 10:30 :now %s",)


def test_a_program_is_not_run_by_a_query_that_copies_to_it(server_url: str, postgresql_server: Server) -> None:
    mark = postgresql_server.folder / "data" / "evil"
    refused(server_url, f"COPY (SELECT 1) TO PROGRAM 'touch {mark}'")
    assert not mark.exists()


def test_postgresql_stops_a_query_that_never_ends(server_url: str) -> None:
    assert "statement timeout" in refused(server_url, "SELECT pg_sleep(600) AS action", seconds=1)


def test_values_of_postgresql_are_the_text_that_a_person_would_have_typed(server_url: str) -> None:
    values = {
        "DATE '2015-03-31'": "31/03/2015",
        "TIMESTAMP '2015-03-31 09:30'": "31/03/2015",
        "TIMESTAMPTZ '2015-06-30 23:30+00'": "01/07/2015",
        "1.10::numeric": "1.1",
        "100::numeric": "100",
        "'NaN'::numeric": "",
        "'1.10'::text": "1.10",
        "0.75::float8": "0.75",
        "true": "TRUE",
        "NULL": "",
        "ARRAY['57', '138']": "57, 138",
        """'{"b": [1, null]}'::json""": '{"b": [1, null]}',
        "INTERVAL '3 days'": "3 days, 0:00:00",
        "'\\x616263'::bytea": "abc",
    }
    columns = ", ".join(f"{value} AS c{number}" for number, value in enumerate(values))
    assert dict(zip(values, asked(server_url, f"SELECT {columns}")[1], strict=True)) == values


def test_a_password_is_in_no_message(server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "correct horse battery")
    for query in ("SELECT nothing FROM nowhere", "SELECT current_setting('no.such')"):
        assert "correct horse" not in refused(server_url, query)
    nobody = "postgresql://reader@127.0.0.1:1/plans"
    told = refused(nobody, "SELECT 1")
    assert "correct horse" not in told
    assert "The database did not answer" in told


def test_a_user_with_select_alone_is_enough(server_url: str, postgresql_server: Server) -> None:
    with spoken(server_url) as connection:
        connection.execute("DROP ROLE IF EXISTS reader")
        connection.execute("CREATE ROLE reader LOGIN")
        connection.execute("GRANT USAGE ON SCHEMA public TO reader")
        connection.execute("GRANT SELECT ON actions TO reader")
    reader = server_url.replace("tests@", "reader@")
    try:
        assert asked(reader, "SELECT action FROM actions") == [("action",), ("Train every duty manager.",)]
        assert "permission denied" in refused(reader, "SELECT lo_export(1, '/evil') AS action")
    finally:
        with spoken(server_url) as connection:
            connection.execute("DROP OWNED BY reader")
            connection.execute("DROP ROLE reader")
