"""How Alembic reaches the ledger: through the connection that `archive.upgrading` hands over."""

from alembic import context

from reporter.archive.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
