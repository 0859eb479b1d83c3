"""The outbox: what is to reach whom, and each step of it."""

import sqlalchemy as sa
from alembic import op

from reporter.archive.schema import guards, outbox_guards

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Lay out the tables as they were in this version."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "outbox",
        sa.Column("id", number, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("board", sa.String(60), nullable=False),
        sa.Column("dated", sa.Date, nullable=False),
        sa.Column("paper", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("again", sa.Integer, nullable=False),
        sa.Column("letter", sa.String(64), nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
    )
    once = ["board", "dated", "paper", "number", "channel", "recipient", "again"]
    op.create_index("outbox_once", "outbox", once, unique=True)
    is_open = sa.column("state").in_(("queued", "sending", "deferred", "refused", "given up", "unknown"))
    op.create_index("outbox_open", "outbox", ["id"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        "steps",
        sa.Column("id", number, primary_key=True, autoincrement=True),
        sa.Column("outbox", number, sa.ForeignKey("outbox.id"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("run", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
    )
    op.create_index("steps_by_row", "steps", ["outbox", "id"])
    sent = sa.column("state") == "sent"
    op.create_index("sent_once", "steps", ["outbox"], unique=True, sqlite_where=sent, postgresql_where=sent)
    dialect = op.get_bind().dialect.name
    for statement in (*guards(dialect, ("steps",)), *outbox_guards(dialect)):
        op.execute(statement)


def downgrade() -> None:
    """Nothing is taken back: a ledger only grows."""
    message = "a ledger only grows; restore a backup instead"
    raise NotImplementedError(message)
