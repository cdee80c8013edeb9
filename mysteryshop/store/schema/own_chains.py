"""Beside the journeys, and part of no journey's chain: each table has a chain of its own."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from .columns import METADATA, key, may, need

PRACTICE = Table(  # what a leader keeps between walks, as it stands
    "practice",
    METADATA,
    key(),  # the order in which it was entered
    need("id", Text),
    need("kind", Text),
    need("entry", Text),  # JSON, without the id
    need("live", default="1"),
    UniqueConstraint("id"),
    CheckConstraint("live IN (0, 1)", name="live"),
    sqlite_strict=True,
)

PRACTICE_EDITS = Table(
    "practice_edits",
    METADATA,
    Column("seq", Integer, primary_key=True),
    need("at"),
    need("verb", Text),
    need("changes", Text),  # JSON: each entry before and after
    may("undo_top"),  # the edit that undo would take back after this one
    need("previous", LargeBinary),
    need("hash", LargeBinary),
    sqlite_strict=True,
)

PURGES = Table(  # that something was let go for good, and nothing of what it was
    "purges",
    METADATA,
    Column("seq", Integer, primary_key=True),
    need("journey", Text),  # its id
    need("at"),
    need("reason", Text),
    need("edits"),  # how long its chain was
    need("head", LargeBinary),  # and where it ended
    need("previous", LargeBinary),
    need("hash", LargeBinary),
    Index(None, "journey"),
    sqlite_strict=True,
)
