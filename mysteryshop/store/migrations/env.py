"""Alembic's entry: it runs on the connection that `upgrade` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from mysteryshop.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
