"""The tables of the ledger, for SQLite and PostgreSQL alike."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
)

VERSION = "0001"  # of the last migration: see migrations/versions

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

APPEND_ONLY = ("entries", "objects")
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


def guards(dialect: str) -> list[str]:
    """The statements that keep the database itself from changing or losing what was recorded."""
    if dialect == "sqlite":
        return [SQLITE_GUARD.format(table=table, verb=verb) for table in APPEND_ONLY for verb in ("update", "delete")]
    return [text.format(table=table) for table in APPEND_ONLY for text in (POSTGRESQL_FUNCTION, POSTGRESQL_GUARD)]


@event.listens_for(METADATA, "after_create")
def _guard(_metadata: MetaData, connection: Connection, **_: object) -> None:
    for statement in guards(connection.dialect.name):
        connection.exec_driver_sql(statement)
