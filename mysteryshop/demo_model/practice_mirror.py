"""What those who served the demo's leaders say of the same touchpoints: kinder than the leaders felt, as a rule."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mysteryshop.analysis.mirror import rating_id
from mysteryshop.journey import SECOND, Record
from mysteryshop.practice import Entry, MirrorRating

_RATERS = {"airline-passenger": "duty manager", "hotel-stay": "front office", "internal-service-desk": "second line"}
_NOTES = {
    2: ("We are proud of this one",),
    1: ("It went as it should", "No complaint reached us"),
    0: ("A busy day, nothing special",),
    -1: ("We knew the lane was short",),
    -2: ("This should not happen",),
}
_WALKS = 4  # of each template in _RATERS, the newest


def entries(records: Sequence[Record], chance: Random) -> list[Entry]:
    """Ratings of most touchpoints of the newest walks of three templates."""
    kept: list[Entry] = []
    walked = [r for r in records if r.journey.ended_at is not None]
    for template, rater in _RATERS.items():
        own = sorted((r for r in walked if r.journey.template.key == template), key=lambda r: r.journey.ended_at or 0)
        for record in own[-_WALKS:]:
            kept += _rated(record, rater, chance)
    return kept


def _rated(record: Record, rater: str, chance: Random) -> list[Entry]:
    ident, at = record.journey.id, (record.journey.ended_at or 0) + 2 * 24 * 3600 * SECOND
    made: list[Entry] = []
    for key in dict.fromkeys(visit.touchpoint or visit.name for visit in record.visits):
        visits = {visit.id for visit in record.visits if (visit.touchpoint or visit.name) == key}
        felt = [m.level for m in record.moments if m.kind == "feeling" and m.visit in visits and m.level is not None]
        if chance.random() < 0.2:
            continue  # nobody remembers every touchpoint
        level = max(-2, min(2, (felt[-1] if felt else 0) + chance.choice((0, 1, 1, 2))))
        note = chance.choice(_NOTES[level]) if chance.random() < 0.4 else ""
        made.append(MirrorRating(rating_id(ident, key, rater), ident, key, level, rater, at, note))
    return made
