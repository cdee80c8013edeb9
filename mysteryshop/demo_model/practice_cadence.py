"""How often the demo's leaders mean to walk, and what their businesses count: some walks are due, some are not."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mysteryshop.journey import Record
from mysteryshop.practice import Cadence, Entry, OutcomePoint

_QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4))[3:-1]


def entries(records: Sequence[Record], chance: Random) -> list[Entry]:
    """Cadences for those who walked most, and two outcomes beside the template that was walked most."""
    walked = [record.journey.template.key for record in records]
    often = sorted(set(walked), key=lambda key: (-walked.count(key), key))[:4]
    leaders = sorted({record.journey.leader for record in records if record.journey.leader})
    kept: list[Entry] = [
        Cadence("demo-cadence-1", 90, often[0]),
        Cadence("demo-cadence-2", 30, often[1]),
        Cadence("demo-cadence-3", 180, often[2]),
        Cadence("demo-cadence-4", 120, leader=leaders[-1]),
    ]
    backlog, repeat = 1180.0, 38.0
    for place, quarter in enumerate(_QUARTERS):
        backlog += chance.uniform(-90, 60)
        kept.append(OutcomePoint(f"demo-backlog-{place}", "Order backlog", quarter, round(backlog), "orders"))
    for year in (2024, 2025, 2026):
        repeat += chance.uniform(-1, 3)
        kept.append(OutcomePoint(f"demo-repeat-{year}", "Repeat business", str(year), round(repeat, 1), "%", often[0]))
    return kept
