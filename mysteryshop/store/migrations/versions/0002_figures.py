"""Figures kept beside the evidence, so that ten thousand journeys are compared without reading them again.

This text never changes again.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
CREATE TABLE figures (
    journey INTEGER NOT NULL,
    edits INTEGER NOT NULL,
    method INTEGER NOT NULL,
    duration_s REAL,
    communications REAL,
    communication_frequency_per_hour REAL,
    communications_per_touchpoint REAL,
    longest_silence_s REAL,
    silence_overrun REAL,
    proactive_share REAL,
    message_quality REAL,
    chases REAL,
    chase_ratio REAL,
    promises_due REAL,
    promises_kept REAL,
    promise_reliability REAL,
    estimate_error_s REAL,
    hand_offs REAL,
    wait_s REAL,
    wait_ratio REAL,
    unexplained_wait_share REAL,
    emotion_worst REAL,
    emotion_peak REAL,
    emotion_end REAL,
    emotion_peak_end REAL,
    emotion_mean REAL,
    friction_count REAL,
    friction_severity_1 REAL,
    friction_severity_2 REAL,
    friction_severity_3 REAL,
    friction_severity_4 REAL,
    friction_load REAL,
    completeness REAL,
    conformance REAL,
    missing REAL,
    ad_hoc REAL,
    out_of_sequence REAL,
    expectation_gap_wait_s REAL,
    expectation_gap_contacts REAL,
    expectation_gap_emotion REAL,
    assumptions_judged REAL,
    refuted_share REAL,
    brier REAL,
    satisfaction REAL,
    speed REAL,
    quality REAL,
    cost REAL,
    communication REAL,
    effort REAL,
    recommend REAL,
    all_in_share REAL,
    all_in_both_share REAL,
    CONSTRAINT pk_figures PRIMARY KEY (journey),
    CONSTRAINT fk_figures_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key") ON DELETE CASCADE
)
 STRICT
    """,
    """
CREATE TABLE touchpoint_figures (
    journey INTEGER NOT NULL,
    place INTEGER NOT NULL,
    touchpoint TEXT,
    name TEXT NOT NULL,
    result TEXT NOT NULL,
    entered INTEGER,
    planned_s REAL,
    actual_s REAL,
    wait_s REAL,
    contacts REAL,
    emotion REAL,
    silence_s REAL,
    CONSTRAINT pk_touchpoint_figures PRIMARY KEY (journey, place),
    CONSTRAINT fk_touchpoint_figures_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key") ON DELETE CASCADE
)
 STRICT
    """,
    """
CREATE TABLE friction_figures (
    journey INTEGER NOT NULL,
    place INTEGER NOT NULL,
    category INTEGER NOT NULL,
    count INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    CONSTRAINT pk_friction_figures PRIMARY KEY (journey, place, category),
    CONSTRAINT fk_friction_figures_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key") ON DELETE CASCADE
)
 STRICT
    """,
    """
CREATE TABLE search_texts (
    journey INTEGER NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_search_texts PRIMARY KEY (journey),
    CONSTRAINT fk_search_texts_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key") ON DELETE CASCADE
)
 STRICT
    """,
)


def upgrade() -> None:
    """Make the four tables; they fill as the journeys are next looked at."""
    for statement in STATEMENTS:
        op.execute(statement)
