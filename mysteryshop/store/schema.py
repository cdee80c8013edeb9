"""The tables, named after the vocabulary. See ARCHITECTURE.md for what they promise.

Instants are integer microseconds since the epoch, UTC. Words of the vocabulary are their small
codes. `journey` columns hold the journey's local number, `journeys.key`; everything else is
addressed by (journey, id), so that journeys from many machines merge. Nothing recorded is ever
deleted from the evidence tables: what was taken back stays with `live` = 0.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    Connection,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from .identity import APPLICATION_ID, SCHEMA_VERSION

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


_Kind: TypeAlias = type[Integer] | type[Text] | type[REAL[float]] | type[LargeBinary]


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True)


def _need(name: str, kind: _Kind = Integer, default: str | None = None) -> Column[Any]:
    return Column(name, kind, nullable=False, server_default=text(default) if default is not None else None)


def _may(name: str, kind: _Kind = Integer) -> Column[Any]:
    return Column(name, kind)


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
        _key(),
        _need("journey"),
        _need("id", Text),
        *columns,
        _need("live", default="1"),
        UniqueConstraint("journey", "id"),
        CheckConstraint("live IN (0, 1)", name="live"),
        *constraints,
        sqlite_strict=True,
    )


SNAPSHOTS = Table(  # templates as they were when a journey was made; alike ones are kept once
    "snapshots",
    METADATA,
    Column("digest", Text, primary_key=True),  # SHA-256 of the JSON, hexadecimal
    _need("template", Text),
    sqlite_strict=True,
)

JOURNEYS = Table(
    "journeys",
    METADATA,
    _key(),
    _need("id", Text),
    _need("snapshot", Text),
    _need("template_key", Text),
    _need("template_name", Text),
    _need("state"),
    _need("origin"),
    _need("place", Text),
    _need("relationship"),
    _need("persona", Text),
    _need("why", Text),
    _need("leader", Text),
    _need("zone", Text),
    _need("created_at"),
    _may("started_at"),
    _may("ended_at"),
    _need("excluded_reason", Text),
    _need("demo"),
    _need("seal", Text),
    _may("sealed_at"),
    _need("seal_broken"),
    _need("search", Text),  # what the home screen searches, case folded
    # The summary, kept in the same transaction as what it counts.
    _need("moments", default="0"),
    _need("entered", default="0"),  # moments ever entered, those taken back too: the next one's number
    _need("delights", default="0"),
    _need("communications", default="0"),  # from the organisation
    _need("chases", default="0"),
    _need("friction_0", default="0"),  # frictions not graded yet; then by severity
    _need("friction_1", default="0"),
    _need("friction_2", default="0"),
    _need("friction_3", default="0"),
    _need("friction_4", default="0"),
    _may("satisfaction"),
    _need("recognised", default="0"),
    _need("favoured", default="0"),
    # The end of the journey's chain of edits.
    _need("edits", default="0"),
    _need("head", LargeBinary),
    _need("tags", Text, "'[]'"),  # JSON
    _need("retain_until", Text, "''"),
    _need("twin", Text, "''"),
    _need("chain_id", Text, "''"),  # the id under which its edits were made, where that is another journey's here
    UniqueConstraint("id"),
    ForeignKeyConstraint(["snapshot"], ["snapshots.digest"]),
    Index(None, "state"),
    Index(None, "started_at"),
    sqlite_strict=True,
)

VISITS = _evidence(
    "visits", _may("touchpoint", Text), _need("name", Text), _need("entered_at"), _may("left_at"), _need("failed")
)

SKIPS = _evidence("skips", _need("touchpoint", Text), _need("at"), _need("reason", Text))

PAUSES = _evidence("pauses", _need("started_at"), _may("ended_at"))

MOMENTS = _evidence(
    "moments",
    _need("seq"),
    _need("kind"),
    _need("source"),
    _need("observed_at"),
    _need("recorded_at"),
    _need("original_observed_at"),
    _need("offset_s"),
    _need("elapsed_us"),
    _may("visit", Text),
    _may("level"),
    _need("text", Text),
    _may("category"),
    _may("channel"),
    _may("trigger"),
    _may("role", Text),
    _may("due_at"),
    _may("resolved_at"),
    _may("outcome"),
    _may("explained"),
    _may("estimated_s"),
    _may("occupied"),
    _may("fair"),
    _may("listened_s"),
    _may("talked_s"),
    of="visit",
)
# The wait under way is found at once, however many moments the journey has.
Index("ix_moments_open_wait", MOMENTS.c.journey, sqlite_where=text("kind = 5 AND resolved_at IS NULL AND live = 1"))

ATTACHMENTS = _evidence(  # the files themselves lie beside the store, see store.files
    "attachments",
    _need("moment", Text),
    _need("digest", Text),
    _need("name", Text),
    _need("media_type", Text),
    _need("size"),
    _need("captured_at"),
    _need("recorded_at"),
    _need("clock"),
    _need("offset_s"),
    _may("width"),
    _may("height"),
    _need("in_report"),
    _need("note", Text),
    _need("kept_metadata"),
    of="moment",
)

EXPECTATIONS = _evidence(
    "expectations",
    _need("ordinal"),
    _need("text", Text),
    _may("confidence", REAL),
    _may("touchpoint", Text),
    _may("wait_s"),
    _may("contacts"),
    _may("feeling"),
    _may("verdict"),
    _need("evidence", Text),  # JSON: ids of moments
    _need("note", Text),
)

FINDINGS = _evidence(
    "findings",
    _need("ordinal"),
    _need("title", Text),
    _need("text", Text),
    _may("triage"),
    _may("beneficiary"),
    _may("condition"),
    _need("cause", Text),
    _may("touchpoint", Text),
    _need("effect", Text),
    _need("owner", Text),
    _need("due", Text),
    _need("moments", Text),  # JSON: ids of moments
)

ANSWERS = _evidence("answers", _need("text", Text))

EDITS = Table(  # undo, redo, the audit trail and the seal in one: rows are only ever added
    "edits",
    METADATA,
    _key(),
    _need("journey"),
    _need("seq"),
    _need("at"),
    _need("verb", Text),
    _need("changes", Text),  # JSON: the head's fields and each item, before and after
    _need("reason", Text),
    _may("target"),  # undo and redo: the edit concerned
    _may("undo_top"),  # the edit that undo would take back after this one
    _may("redo_top"),  # the undo that redo would take back after this one
    _need("previous", LargeBinary),
    _need("hash", LargeBinary),
    UniqueConstraint("journey", "seq"),
    ForeignKeyConstraint(["journey"], ["journeys.key"]),
    sqlite_strict=True,
)


# Beside the journeys, and part of no journey's chain: each has a chain of its own.

PRACTICE = Table(  # what a leader keeps between walks, as it stands
    "practice",
    METADATA,
    _key(),  # the order in which it was entered
    _need("id", Text),
    _need("kind", Text),
    _need("entry", Text),  # JSON, without the id
    _need("live", default="1"),
    UniqueConstraint("id"),
    CheckConstraint("live IN (0, 1)", name="live"),
    sqlite_strict=True,
)

PRACTICE_EDITS = Table(
    "practice_edits",
    METADATA,
    Column("seq", Integer, primary_key=True),
    _need("at"),
    _need("verb", Text),
    _need("changes", Text),  # JSON: each entry before and after
    _may("undo_top"),  # the edit that undo would take back after this one
    _need("previous", LargeBinary),
    _need("hash", LargeBinary),
    sqlite_strict=True,
)

PURGES = Table(  # that something was let go for good, and nothing of what it was
    "purges",
    METADATA,
    Column("seq", Integer, primary_key=True),
    _need("journey", Text),  # its id
    _need("at"),
    _need("reason", Text),
    _need("edits"),  # how long its chain was
    _need("head", LargeBinary),  # and where it ended
    _need("previous", LargeBinary),
    _need("hash", LargeBinary),
    Index(None, "journey"),
    sqlite_strict=True,
)


# Kept beside the evidence, and made anew from it whenever it has changed: nothing here is the only copy of anything.

_FIGURES = (  # analysis.figure_columns says what each one is
    *("duration_s", "communications", "communication_frequency_per_hour", "communications_per_touchpoint"),
    *("longest_silence_s", "silence_overrun", "proactive_share", "message_quality", "chases", "chase_ratio"),
    *("promises_due", "promises_kept", "promise_reliability", "estimate_error_s", "hand_offs"),
    *("wait_s", "wait_ratio", "unexplained_wait_share"),
    *("emotion_worst", "emotion_peak", "emotion_end", "emotion_peak_end", "emotion_mean"),
    *("friction_count", "friction_severity_1", "friction_severity_2", "friction_severity_3", "friction_severity_4"),
    *("friction_load", "completeness", "conformance", "missing", "ad_hoc", "out_of_sequence"),
    *("expectation_gap_wait_s", "expectation_gap_contacts", "expectation_gap_emotion"),
    *("assumptions_judged", "refuted_share", "brier"),
    *("satisfaction", "speed", "quality", "cost", "communication", "effort", "recommend"),
    *("all_in_share", "all_in_both_share"),
)


def _kept(name: str, *columns: Column[Any]) -> Table:
    """A table that goes with its journey."""
    whose = ForeignKeyConstraint(["journey"], ["journeys.key"], ondelete="CASCADE")
    return Table(name, METADATA, *columns, whose, sqlite_strict=True)


FIGURES = _kept(
    "figures",
    Column("journey", Integer, primary_key=True),
    _need("edits"),  # the journey's newest edit when they were computed
    _need("method"),  # and by which definitions
    *(_may(name, REAL) for name in _FIGURES),
)

TOUCHPOINT_FIGURES = _kept(
    "touchpoint_figures",
    Column("journey", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    _may("touchpoint", Text),  # its key; none outside the plan
    _need("name", Text),
    _need("result", Text),
    _may("entered"),
    _may("planned_s", REAL),
    _may("actual_s", REAL),
    _may("wait_s", REAL),
    _may("contacts", REAL),
    _may("emotion", REAL),
    _may("silence_s", REAL),
)

FRICTION_FIGURES = _kept(
    "friction_figures",
    Column("journey", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),  # of the touchpoint
    Column("category", Integer, primary_key=True),  # 0: none was noted
    _need("count"),
    _need("severity"),  # the sum of all of them
)

SEARCH_TEXTS = _kept(  # what was said and noted, case folded: each text once
    "search_texts",
    Column("journey", Integer, primary_key=True),
    _need("text", Text),
)


REDACTIONS = _kept(  # what was decided when the journey was handed on, so that the next time the same is proposed
    "redactions",
    Column("journey", Integer, primary_key=True),
    _need("decisions", Text),  # JSON, see privacy.decisions
)


def create_schema(connection: Connection) -> None:
    """Make all tables in an empty file, as the newest schema; the caller's transaction holds it all."""
    METADATA.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04}",))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
