"""The first ledger: entries, objects and the holder, with the guards that keep it append-only."""

import sqlalchemy as sa
from alembic import op

from reporter.archive.schema import guards

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Lay out the tables as they were in this version."""
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("event", sa.String(12), nullable=False),
        sa.Column("board", sa.String(60), nullable=False),
        sa.Column("dated", sa.Date, nullable=False),
        sa.Column("paper", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("run", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("sources", sa.String(64), nullable=False),
        sa.Column("snapshot", sa.String(64), nullable=False),
        sa.Column("substance", sa.String(64), nullable=False),
        sa.Column("file", sa.String(64), nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_index("entries_by_day", "entries", ["dated", "board", "paper"])
    for event in ("drafted", "issued", "withdrawn"):
        only = sa.text(f"event = '{event}'")
        columns = ["board", "dated", "paper", "number"]
        op.create_index(f"{event}_once", "entries", columns, unique=True, sqlite_where=only, postgresql_where=only)
    op.create_table(
        "objects",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "holder",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
    )
    for statement in guards(op.get_bind().dialect.name, ("entries", "objects")):
        op.execute(statement)


def downgrade() -> None:
    """Nothing is taken back: a ledger only grows."""
    message = "a ledger only grows; restore a backup instead"
    raise NotImplementedError(message)
