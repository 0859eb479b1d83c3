"""The tables of the ledger, for SQLite and PostgreSQL alike."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
)

VERSION = "0002"  # of the last migration: see migrations/versions

METADATA = MetaData()

# What happened, in order. `at` is UTC as ISO 8601 text, which sorts as time does in both databases.
ENTRIES = Table(
    "entries",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("event", String(12), nullable=False),
    Column("board", String(60), nullable=False),
    Column("dated", Date, nullable=False),
    Column("paper", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("run", String(32), nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sources", String(64), nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("substance", String(64), nullable=False),
    Column("file", String(64), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("detail", JSON, nullable=False),
    Index("entries_by_day", "dated", "board", "paper"),
)

# An edition is made once and issued once, whatever else goes wrong.
for _event in ("drafted", "issued", "withdrawn"):
    Index(
        f"{_event}_once",
        *(ENTRIES.c[name] for name in ("board", "dated", "paper", "number")),
        unique=True,
        sqlite_where=ENTRIES.c.event == _event,
        postgresql_where=ENTRIES.c.event == _event,
    )

# What editions were made from: each content once, under its SHA-256 (hex), packed by zlib.
OBJECTS = Table(
    "objects",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# Who holds the ledger; only to name them, the lock itself is elsewhere.
HOLDER = Table(
    "holder",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("who", Text, nullable=False),
    Column("since", String(32), nullable=False),
)

# What is to reach whom: one row for an edition and a recipient. Only its state changes, and each change is a step.
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("board", String(60), nullable=False),
    Column("dated", Date, nullable=False),
    Column("paper", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("channel", String(12), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("again", Integer, nullable=False),
    Column("letter", String(64), nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Index("outbox_once", "board", "dated", "paper", "number", "channel", "recipient", "again", unique=True),
)
_OPEN = OUTBOX.c.state.in_(("queued", "sending", "deferred", "refused", "given up", "unknown"))
Index("outbox_open", OUTBOX.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)

# Each change of a row of the outbox, in order, with what was answered.
STEPS = Table(
    "steps",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("outbox", BigInteger().with_variant(Integer, "sqlite"), ForeignKey("outbox.id"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("state", String(12), nullable=False),
    Column("run", String(32), nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Index("steps_by_row", "outbox", "id"),
)
_SENT = STEPS.c.state == "sent"
Index("sent_once", STEPS.c.outbox, unique=True, sqlite_where=_SENT, postgresql_where=_SENT)

APPEND_ONLY = ("entries", "objects", "steps")
SQLITE_GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$
"""
POSTGRESQL_GUARD = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()
"""


# Of the outbox only the state may change.
OUTBOX_FIXED = ", ".join(column.name for column in OUTBOX.columns if column.name != "state")
SQLITE_OUTBOX_GUARD = f"""
CREATE TRIGGER outbox_fixed BEFORE UPDATE OF {OUTBOX_FIXED} ON outbox
BEGIN SELECT RAISE(ABORT, 'of the outbox only the state changes'); END
"""
POSTGRESQL_OUTBOX_GUARDS = (
    """
CREATE FUNCTION outbox_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'of the outbox only the state changes'; END $$
""",
    f"""
CREATE TRIGGER outbox_fixed BEFORE UPDATE OF {OUTBOX_FIXED} ON outbox
FOR EACH STATEMENT EXECUTE FUNCTION outbox_fixed()
""",
    """
CREATE TRIGGER outbox_kept BEFORE DELETE OR TRUNCATE ON outbox
FOR EACH STATEMENT EXECUTE FUNCTION outbox_fixed()
""",
)


def guards(dialect: str, tables: Sequence[str]) -> list[str]:
    """The statements that keep the database itself from changing or losing what was recorded in some tables."""
    if dialect == "sqlite":
        return [SQLITE_GUARD.format(table=table, verb=verb) for table in tables for verb in ("update", "delete")]
    return [text.format(table=table) for table in tables for text in (POSTGRESQL_FUNCTION, POSTGRESQL_GUARD)]


def outbox_guards(dialect: str) -> list[str]:
    """The same for the outbox, whose state may change."""
    if dialect == "sqlite":
        return [SQLITE_OUTBOX_GUARD, SQLITE_GUARD.format(table="outbox", verb="delete")]
    return list(POSTGRESQL_OUTBOX_GUARDS)


@event.listens_for(METADATA, "after_create")
def _guard(_metadata: MetaData, connection: Connection, **_: object) -> None:
    dialect = connection.dialect.name
    for statement in (*guards(dialect, APPEND_ONLY), *outbox_guards(dialect)):
        connection.exec_driver_sql(statement)


def as_text(moment: datetime) -> str:
    """A moment as the ledger keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
