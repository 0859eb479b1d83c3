"""A ledger of an older version is brought up to date with all that it holds; one of a newer version is left alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from town import FIRST, NOW, behind_its_back, opened

from reporter.archive import database
from reporter.archive.database import lay_out
from reporter.archive.ledger import objects_of
from reporter.archive.outbox import Outbox
from reporter.archive.schema import METADATA, VERSION
from reporter.domain.delivery import Channel, Parcel, State
from reporter.domain.record import Entry, Event
from reporter.errors import ArchiveError, BusyError

MIGRATIONS = Path(database.__file__).parent / "migrations"
ENTRY = Entry(FIRST, Event.DRAFTED, NOW, "run", "somebody", "due")
NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "0003"
down_revision = "0002"

def upgrade():
    op.add_column("holder", sa.Column("note", sa.Text))
    op.execute("{more}")
"""


def alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def shape(connection: Connection) -> dict[str, object]:
    """All that the database itself can tell of its tables, in its own words."""
    names = sorted(inspect(connection).get_table_names())
    columns = {name: [str(column) for column in inspect(connection).get_columns(name)] for name in names}
    if connection.dialect.name == "sqlite":
        rest = connection.execute(
            text("SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') ORDER BY name")
        )
    else:
        rest = connection.execute(
            text(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
                " UNION SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
                " UNION SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1"
            )
        )
    return {**columns, "rest": [[" ".join(str(part).split()) for part in row] for row in rest]}


def empty(connection: Connection) -> None:
    tables = sorted(inspect(connection).get_table_names(), key=lambda name: name != "steps")  # it refers to another
    for table in tables:
        connection.execute(text(f"DROP TABLE {table}"))
    if connection.dialect.name == "postgresql":
        for function in ("entries_append_only", "objects_append_only", "steps_append_only", "outbox_fixed"):
            connection.execute(text(f"DROP FUNCTION {function}"))


def test_the_migrations_lead_to_the_very_tables_that_a_new_ledger_gets(ledger_url: str) -> None:
    with behind_its_back(ledger_url) as connection:
        lay_out(connection)
        laid_out = shape(connection)
        empty(connection)
    with behind_its_back(ledger_url) as connection:
        command.upgrade(alembic(connection), "head")
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == VERSION
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        migrated = shape(connection)
    assert migrated == laid_out
    assert len(migrated["rest"]) >= 6  # type: ignore[arg-type]
    with opened(ledger_url) as ledger, ledger.only_writer("the tests"):
        ledger.record(ENTRY)
    with pytest.raises(DBAPIError, match="append-only"), behind_its_back(ledger_url) as connection:
        connection.execute(text("DELETE FROM entries"))


def test_the_version_that_a_new_ledger_gets_is_that_of_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [VERSION]


@contextmanager
def next_version(folder: Path, patch: pytest.MonkeyPatch, more: str = "SELECT 1") -> Iterator[None]:
    """The program as it may be one day: with a migration that is not there yet."""
    versions = shutil.copytree(MIGRATIONS, folder / "migrations") / "versions"
    (versions / "0003_next.py").write_text(NEXT.format(more=more))
    with patch.context() as ahead:
        ahead.setattr(database, "__file__", str(folder / "database.py"))
        ahead.setattr("reporter.archive.ledger.VERSION", "0003")
        yield


@pytest.fixture
def older(ledger_url: str) -> str:
    """A ledger of the present version, with something in it."""
    with opened(ledger_url) as ledger, ledger.only_writer("the tests"):
        ledger.record(ENTRY, objects_of([b"content"]))
    return ledger_url


def version(ledger_url: str) -> str:
    with behind_its_back(ledger_url) as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def notes(ledger_url: str) -> bool:
    with behind_its_back(ledger_url) as connection:
        return "note" in [column["name"] for column in inspect(connection).get_columns("holder")]


def test_an_older_ledger_is_brought_up_to_date_and_keeps_all_that_it_holds(
    older: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with next_version(tmp_path, monkeypatch), opened(older) as ledger:
        assert (version(older), notes(older)) == ("0003", True)
        assert ledger.series(FIRST).entries == (ENTRY,)
        assert [ledger.content(digest) for digest in ledger.digests()] == [b"content"]
        with ledger.only_writer("the tests"):
            ledger.record(replace(ENTRY, event=Event.ISSUED))
    with pytest.raises(DBAPIError, match="append-only"), behind_its_back(older) as connection:
        connection.execute(text("DELETE FROM entries"))


def test_a_ledger_is_not_brought_up_to_date_while_another_run_holds_it(
    older: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(older) as holder, holder.only_writer("the other run"), next_version(tmp_path, monkeypatch):
        with pytest.raises(BusyError, match="another run holds it"), opened(older):
            pass
        assert (version(older), notes(older)) == ("0002", False)


def test_a_migration_that_fails_changes_nothing(older: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        next_version(tmp_path, monkeypatch, "SELECT 1 FROM nowhere"),
        pytest.raises(ArchiveError, match="The ledger cannot be used"),
        opened(older),
    ):
        pass
    assert (version(older), notes(older)) == ("0002", False)
    with opened(older) as ledger:
        assert ledger.series(FIRST).entries == (ENTRY,)


def test_a_ledger_of_a_newer_version_is_left_alone(older: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with next_version(tmp_path, monkeypatch), opened(older):
        pass
    with pytest.raises(ArchiveError, match=r"of a newer version \(0003\)") as caught, opened(older):
        pass
    assert caught.value.exit_code == 1
    assert "Update this program, or restore a backup that it made." in str(caught.value)
    assert version(older) == "0003"


def test_a_ledger_of_the_first_version_gets_an_outbox(ledger_url: str) -> None:
    with behind_its_back(ledger_url) as connection:
        command.upgrade(alembic(connection), "0001")
        assert "outbox" not in inspect(connection).get_table_names()
    with opened(ledger_url) as ledger, ledger.only_writer("the tests"):
        assert version(ledger_url) == VERSION
        parcel = Parcel(FIRST, Channel.MAIL, "a@example.org", "0" * 64, NOW, "the tests")
        ledger.record(ENTRY, parcels=[parcel])
        assert [(p.recipient, p.state) for p in Outbox(ledger).of(FIRST)] == [("a@example.org", State.QUEUED)]
