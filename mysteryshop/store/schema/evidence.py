"""The evidence: journeys, what was recorded of them, and the edits by which it came about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from .columns import METADATA, key, may, need

SNAPSHOTS = Table(  # templates as they were when a journey was made; alike ones are kept once
    "snapshots",
    METADATA,
    Column("digest", Text, primary_key=True),  # SHA-256 of the JSON, hexadecimal
    need("template", Text),
    sqlite_strict=True,
)

JOURNEYS = Table(
    "journeys",
    METADATA,
    key(),
    need("id", Text),
    need("snapshot", Text),
    need("template_key", Text),
    need("template_name", Text),
    need("state"),
    need("origin"),
    need("place", Text),
    need("relationship"),
    need("persona", Text),
    need("why", Text),
    need("leader", Text),
    need("zone", Text),
    need("created_at"),
    may("started_at"),
    may("ended_at"),
    need("excluded_reason", Text),
    need("demo"),
    need("seal", Text),
    may("sealed_at"),
    need("seal_broken"),
    need("search", Text),  # what the home screen searches, case folded
    # The summary, kept in the same transaction as what it counts.
    need("moments", default="0"),
    need("entered", default="0"),  # moments ever entered, those taken back too: the next one's number
    need("delights", default="0"),
    need("communications", default="0"),  # from the organisation
    need("chases", default="0"),
    need("friction_0", default="0"),  # frictions not graded yet; then by severity
    need("friction_1", default="0"),
    need("friction_2", default="0"),
    need("friction_3", default="0"),
    need("friction_4", default="0"),
    may("satisfaction"),
    need("recognised", default="0"),
    need("favoured", default="0"),
    # The end of the journey's chain of edits.
    need("edits", default="0"),
    need("head", LargeBinary),
    need("tags", Text, "'[]'"),  # JSON
    need("retain_until", Text, "''"),
    need("twin", Text, "''"),
    need("chain_id", Text, "''"),  # the id under which its edits were made, where that is another journey's here
    UniqueConstraint("id"),
    ForeignKeyConstraint(["snapshot"], ["snapshots.digest"]),
    Index(None, "state"),
    Index(None, "started_at"),
    sqlite_strict=True,
)


def _evidence(name: str, *columns: Column[Any], of: str = "") -> Table:
    """A table of things recorded during a journey: addressed by (journey, id), live or taken back.

    `of` is the column that names a row of the table which has that name in the plural.
    """
    constraints: list[ForeignKeyConstraint] = [ForeignKeyConstraint(["journey"], ["journeys.key"])]
    if of:
        constraints.append(ForeignKeyConstraint(["journey", of], [f"{of}s.journey", f"{of}s.id"]))
    return Table(
        name,
        METADATA,
        key(),
        need("journey"),
        need("id", Text),
        *columns,
        need("live", default="1"),
        UniqueConstraint("journey", "id"),
        CheckConstraint("live IN (0, 1)", name="live"),
        *constraints,
        sqlite_strict=True,
    )


VISITS = _evidence(
    "visits", may("touchpoint", Text), need("name", Text), need("entered_at"), may("left_at"), need("failed")
)

SKIPS = _evidence("skips", need("touchpoint", Text), need("at"), need("reason", Text))

PAUSES = _evidence("pauses", need("started_at"), may("ended_at"))

MOMENTS = _evidence(
    "moments",
    need("seq"),
    need("kind"),
    need("source"),
    need("observed_at"),
    need("recorded_at"),
    need("original_observed_at"),
    need("offset_s"),
    need("elapsed_us"),
    may("visit", Text),
    may("level"),
    need("text", Text),
    may("category"),
    may("channel"),
    may("trigger"),
    may("role", Text),
    may("due_at"),
    may("resolved_at"),
    may("outcome"),
    may("explained"),
    may("estimated_s"),
    may("occupied"),
    may("fair"),
    may("listened_s"),
    may("talked_s"),
    of="visit",
)
# The wait under way is found at once, however many moments the journey has.
Index("ix_moments_open_wait", MOMENTS.c.journey, sqlite_where=text("kind = 5 AND resolved_at IS NULL AND live = 1"))

ATTACHMENTS = _evidence(  # the files themselves lie beside the store, see store.files
    "attachments",
    need("moment", Text),
    need("digest", Text),
    need("name", Text),
    need("media_type", Text),
    need("size"),
    need("captured_at"),
    need("recorded_at"),
    need("clock"),
    need("offset_s"),
    may("width"),
    may("height"),
    need("in_report"),
    need("note", Text),
    need("kept_metadata"),
    of="moment",
)

EXPECTATIONS = _evidence(
    "expectations",
    need("ordinal"),
    need("text", Text),
    may("confidence", REAL),
    may("touchpoint", Text),
    may("wait_s"),
    may("contacts"),
    may("feeling"),
    may("verdict"),
    need("evidence", Text),  # JSON: ids of moments
    need("note", Text),
)

FINDINGS = _evidence(
    "findings",
    need("ordinal"),
    need("title", Text),
    need("text", Text),
    may("triage"),
    may("beneficiary"),
    may("condition"),
    need("cause", Text),
    may("touchpoint", Text),
    need("effect", Text),
    need("owner", Text),
    need("due", Text),
    need("moments", Text),  # JSON: ids of moments
)

ANSWERS = _evidence("answers", need("text", Text))

EDITS = Table(  # undo, redo, the audit trail and the seal in one: rows are only ever added
    "edits",
    METADATA,
    key(),
    need("journey"),
    need("seq"),
    need("at"),
    need("verb", Text),
    need("changes", Text),  # JSON: the head's fields and each item, before and after
    need("reason", Text),
    may("target"),  # undo and redo: the edit concerned
    may("undo_top"),  # the edit that undo would take back after this one
    may("redo_top"),  # the undo that redo would take back after this one
    need("previous", LargeBinary),
    need("hash", LargeBinary),
    UniqueConstraint("journey", "seq"),
    ForeignKeyConstraint(["journey"], ["journeys.key"]),
    sqlite_strict=True,
)
