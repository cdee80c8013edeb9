"""Kept beside the evidence, and made anew from it whenever it has changed.

Nothing here is the only copy of anything, but for what was decided when a journey was handed on.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, Column, ForeignKeyConstraint, Integer, Table, Text

from .columns import METADATA, may, need

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
    *("all_in_share", "all_in_both_share", "listening_share_most"),
)


def _kept(name: str, *columns: Column[Any]) -> Table:
    """A table that goes with its journey."""
    whose = ForeignKeyConstraint(["journey"], ["journeys.key"], ondelete="CASCADE")
    return Table(name, METADATA, *columns, whose, sqlite_strict=True)


FIGURES = _kept(
    "figures",
    Column("journey", Integer, primary_key=True),
    need("edits"),  # the journey's newest edit when they were computed
    need("method"),  # and by which definitions
    *(may(name, REAL) for name in _FIGURES),
)

TOUCHPOINT_FIGURES = _kept(
    "touchpoint_figures",
    Column("journey", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    may("touchpoint", Text),  # its key; none outside the plan
    need("name", Text),
    need("result", Text),
    may("entered"),
    may("planned_s", REAL),
    may("actual_s", REAL),
    may("wait_s", REAL),
    may("contacts", REAL),
    may("emotion", REAL),
    may("silence_s", REAL),
)

FRICTION_FIGURES = _kept(
    "friction_figures",
    Column("journey", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),  # of the touchpoint
    Column("category", Integer, primary_key=True),  # 0: none was noted
    need("count"),
    need("severity"),  # the sum of all of them
)

SEARCH_TEXTS = _kept(  # what was said and noted, case folded: each text once
    "search_texts",
    Column("journey", Integer, primary_key=True),
    need("text", Text),
)


REDACTIONS = _kept(  # what was decided when the journey was handed on, so that the next time the same is proposed
    "redactions",
    Column("journey", Integer, primary_key=True),
    need("decisions", Text),  # JSON, see privacy.decisions
)
