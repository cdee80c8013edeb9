"""The share of the listening that went to one role, so that every metric is a column where journeys are compared.

This text never changes again.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """The column; what is in it is computed with the other figures, which all count as out of date."""
    op.execute("ALTER TABLE figures ADD COLUMN listening_share_most REAL")
