"""The first schema, as it was: this text never changes again."""

from __future__ import annotations

from alembic import op

from mysteryshop.store.identity import APPLICATION_ID

revision = "0001"
down_revision = None

STATEMENTS = (
    """
CREATE TABLE snapshots (
    digest TEXT NOT NULL,
    template TEXT NOT NULL,
    CONSTRAINT pk_snapshots PRIMARY KEY (digest)
)
 STRICT
    """,
    """
CREATE TABLE journeys (
    "key" INTEGER NOT NULL,
    id TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    template_key TEXT NOT NULL,
    template_name TEXT NOT NULL,
    state INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    place TEXT NOT NULL,
    relationship INTEGER NOT NULL,
    persona TEXT NOT NULL,
    why TEXT NOT NULL,
    leader TEXT NOT NULL,
    zone TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    excluded_reason TEXT NOT NULL,
    demo INTEGER NOT NULL,
    seal TEXT NOT NULL,
    sealed_at INTEGER,
    seal_broken INTEGER NOT NULL,
    search TEXT NOT NULL,
    moments INTEGER DEFAULT 0 NOT NULL,
    entered INTEGER DEFAULT 0 NOT NULL,
    delights INTEGER DEFAULT 0 NOT NULL,
    communications INTEGER DEFAULT 0 NOT NULL,
    chases INTEGER DEFAULT 0 NOT NULL,
    friction_0 INTEGER DEFAULT 0 NOT NULL,
    friction_1 INTEGER DEFAULT 0 NOT NULL,
    friction_2 INTEGER DEFAULT 0 NOT NULL,
    friction_3 INTEGER DEFAULT 0 NOT NULL,
    friction_4 INTEGER DEFAULT 0 NOT NULL,
    satisfaction INTEGER,
    recognised INTEGER DEFAULT 0 NOT NULL,
    favoured INTEGER DEFAULT 0 NOT NULL,
    edits INTEGER DEFAULT 0 NOT NULL,
    head BLOB NOT NULL,
    CONSTRAINT pk_journeys PRIMARY KEY ("key"),
    CONSTRAINT uq_journeys_id UNIQUE (id),
    CONSTRAINT fk_journeys_snapshot_snapshots FOREIGN KEY(snapshot) REFERENCES snapshots (digest)
)
 STRICT
    """,
    """
CREATE INDEX ix_journeys_state ON journeys (state)
    """,
    """
CREATE INDEX ix_journeys_started_at ON journeys (started_at)
    """,
    """
CREATE TABLE visits (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    id TEXT NOT NULL,
    touchpoint TEXT,
    name TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    left_at INTEGER,
    failed INTEGER NOT NULL,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_visits PRIMARY KEY ("key"),
    CONSTRAINT fk_visits_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key"),
    CONSTRAINT uq_visits_journey_id UNIQUE (journey, id),
    CONSTRAINT ck_visits_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE TABLE skips (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    id TEXT NOT NULL,
    touchpoint TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_skips PRIMARY KEY ("key"),
    CONSTRAINT fk_skips_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key"),
    CONSTRAINT uq_skips_journey_id UNIQUE (journey, id),
    CONSTRAINT ck_skips_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE TABLE pauses (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_pauses PRIMARY KEY ("key"),
    CONSTRAINT fk_pauses_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key"),
    CONSTRAINT uq_pauses_journey_id UNIQUE (journey, id),
    CONSTRAINT ck_pauses_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE TABLE expectations (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    confidence REAL,
    touchpoint TEXT,
    wait_s INTEGER,
    contacts INTEGER,
    feeling INTEGER,
    verdict INTEGER,
    evidence TEXT NOT NULL,
    note TEXT NOT NULL,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_expectations PRIMARY KEY ("key"),
    CONSTRAINT fk_expectations_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key"),
    CONSTRAINT uq_expectations_journey_id UNIQUE (journey, id),
    CONSTRAINT ck_expectations_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE TABLE findings (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    triage INTEGER,
    beneficiary INTEGER,
    condition INTEGER,
    cause TEXT NOT NULL,
    touchpoint TEXT,
    effect TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT NOT NULL,
    moments TEXT NOT NULL,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_findings PRIMARY KEY ("key"),
    CONSTRAINT fk_findings_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key"),
    CONSTRAINT uq_findings_journey_id UNIQUE (journey, id),
    CONSTRAINT ck_findings_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE TABLE answers (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_answers PRIMARY KEY ("key"),
    CONSTRAINT fk_answers_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key"),
    CONSTRAINT uq_answers_journey_id UNIQUE (journey, id),
    CONSTRAINT ck_answers_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE TABLE edits (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    verb TEXT NOT NULL,
    changes TEXT NOT NULL,
    reason TEXT NOT NULL,
    target INTEGER,
    undo_top INTEGER,
    redo_top INTEGER,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_edits PRIMARY KEY ("key"),
    CONSTRAINT uq_edits_journey_seq UNIQUE (journey, seq),
    CONSTRAINT fk_edits_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key")
)
 STRICT
    """,
    """
CREATE TABLE moments (
    "key" INTEGER NOT NULL,
    journey INTEGER NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    source INTEGER NOT NULL,
    observed_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    original_observed_at INTEGER NOT NULL,
    offset_s INTEGER NOT NULL,
    elapsed_us INTEGER NOT NULL,
    visit TEXT,
    level INTEGER,
    text TEXT NOT NULL,
    category INTEGER,
    channel INTEGER,
    "trigger" INTEGER,
    role TEXT,
    due_at INTEGER,
    resolved_at INTEGER,
    outcome INTEGER,
    explained INTEGER,
    estimated_s INTEGER,
    occupied INTEGER,
    fair INTEGER,
    listened_s INTEGER,
    talked_s INTEGER,
    live INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_moments PRIMARY KEY ("key"),
    CONSTRAINT fk_moments_journey_journeys FOREIGN KEY(journey) REFERENCES journeys ("key"),
    CONSTRAINT fk_moments_journey_visit_visits FOREIGN KEY(journey, visit) REFERENCES visits (journey, id),
    CONSTRAINT uq_moments_journey_id UNIQUE (journey, id),
    CONSTRAINT ck_moments_live CHECK (live IN (0, 1))
)
 STRICT
    """,
    """
CREATE INDEX ix_moments_open_wait ON moments (journey) WHERE kind = 5 AND resolved_at IS NULL AND live = 1
    """,
)


def upgrade() -> None:
    """Make every table in an empty file."""
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
