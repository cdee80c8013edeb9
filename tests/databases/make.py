"""Make the store of the current schema version: `python -m tests.databases.make`.

Run it once, when a schema version is finished, and never again for that version: the file is what
users have. `schema-N.json` beside it says what its journeys must still be after every upgrade.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from mysteryshop import figures
from mysteryshop.journey import Record
from mysteryshop.practice import Commitment, Entry, HeardBack, Listening, Party, Reply, Session
from mysteryshop.store.identity import SCHEMA_VERSION
from tests.core.walks import AIRLINE, Walk, rich

FOLDER = Path(__file__).resolve().parent


def said(record: Record) -> Any:
    """The journey as plain JSON."""
    plain = {**{name: getattr(record, name) for name in Record.__dataclass_fields__}, "answers": dict(record.answers)}
    return json.loads(json.dumps(plain, default=asdict, sort_keys=True))


def fill(walk: Walk) -> None:
    """One journey in every state, after the rich one in its debrief."""
    recorder, record = walk.recorder, walk.record
    recorder.import_record(replace(record, journey=replace(record.journey, id="imported", place="Bergen")))
    recorder.finalise("imported", walk.later())
    recorder.answer("imported", "rate.speed", "3", reason="mistyped")
    recorder.import_record(replace(record, journey=replace(record.journey, id="sealed", state="finalised")))
    recorder.prepare(AIRLINE, id="planned", place="Tromsø")
    recorder.prepare(AIRLINE, id="excluded")
    recorder.start("excluded", walk.later(), "coach-seat")
    recorder.exclude("excluded", "recognised at the gate")
    recorder.prepare(AIRLINE, id="walking", demo=True)
    recorder.start("walking", walk.later(), "security-line")
    recorder.capture("walking", "wait", walk.later(30))
    recorder.capture("walking", "note", walk.later(30), text="taken back")
    recorder.undo("walking")
    recorder.annotate("imported", tags=["pilot", "été"], retain_until="2027-03-31")
    recorder.keep(*PRACTICE)
    recorder.drop("heard")


PRACTICE: tuple[Entry, ...] = (
    Party("gate", "Gate agents", "internal team", 0.4, "in the morning"),
    Listening("l1", "gate", 1_794_650_400_000_000, 1200, 300),
    Session("s1", 1_794_650_400_000_000, "What would change?", (Reply("1", "customer", "a shorter line", 7),), True),
    HeardBack("heard", "debrief", "f1", 1_794_650_400_000_000, "head of ground"),
    Commitment("c1", "debrief", "f1", "A sign over each lane", "Head of ground", due="2026-12-01"),
)


def main() -> None:
    """Write both files, unless they are there already."""
    target = FOLDER / f"schema-{SCHEMA_VERSION}.sqlite"
    if target.exists():
        sys.exit(f"{target.name} is there: it is what users of that version have, and never changes.")
    with tempfile.TemporaryDirectory() as name:
        walk = rich(Path(name), id="debrief")
        fill(walk)
        figures.refresh(walk.database)
        records = {ident: said(walk.queries.load(ident)) for ident in walk.queries.ids()}
        walk.database.close()
        shutil.copyfile(walk.database.path, target)
    target.with_suffix(".json").write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
