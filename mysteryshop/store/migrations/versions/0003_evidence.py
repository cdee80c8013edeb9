"""Attached evidence, tags, how long a journey is kept, what a leader keeps between walks, what was purged.

This text never changes again.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    "ALTER TABLE journeys ADD COLUMN tags TEXT DEFAULT '[]' NOT NULL",
    "ALTER TABLE journeys ADD COLUMN retain_until TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE journeys ADD COLUMN twin TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE journeys ADD COLUMN chain_id TEXT DEFAULT '' NOT NULL",
    """
CREATE TABLE attachments (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    id TEXT NOT NULL,
    moment TEXT NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    captured_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    offset_s INTEGER NOT NULL,
    width INTEGER,
    height INTEGER,
    in_report INTEGER NOT NULL,
    note TEXT NOT NULL,
    kept_metadata INTEGER NOT NULL,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY ("key"),
    CONSTRAINT fk_attachments_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key"),
    CONSTRAINT fk_attachments_journey_moment_moments FOREIGN KEY(journey, moment) REFERENCES moments (journey, id),
    CONSTRAINT uq_attachments_journey_id UNIQUE (journey, id),
    CONSTRAINT ck_attachments_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE TABLE practice (
    "key" INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    entry TEXT NOT NULL,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_practice PRIMARY KEY ("key"),
    CONSTRAINT uq_practice_id UNIQUE (id),
    CONSTRAINT ck_practice_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE TABLE practice_edits (
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    verb TEXT NOT NULL,
    changes TEXT NOT NULL,
    undo_top INTEGER,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_practice_edits PRIMARY KEY (seq)
)
 STRICT
    """,
    """
CREATE TABLE purges (
    seq INTEGER NOT NULL,
    journey TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    edits INTEGER NOT NULL,
    head BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_purges PRIMARY KEY (seq)
)
 STRICT
    """,
    "CREATE INDEX ix_purges_journey ON purges (journey)",
    """
CREATE TABLE redactions (
    journey INTEGER NOT NULL,
    decisions TEXT NOT NULL,
    CONSTRAINT pk_redactions PRIMARY KEY (journey),
    CONSTRAINT fk_redactions_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key") ON DELETE CASCADE
)
 STRICT
    """,
)


def upgrade() -> None:
    """Add the columns and make the five tables, all of them empty."""
    for statement in STATEMENTS:
        op.execute(statement)
