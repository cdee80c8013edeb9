"""What the leaders of the demo keep between walks: one function an area of it, listed in `TABLE`.

Each is given every demo journey, in the order in which they are loaded, and a source of chance of its own that is
the same on every machine. It returns the entries that are kept after the journeys.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from mysteryshop.journey import Record
from mysteryshop.practice import Entry

from . import practice_all_in, practice_cadence, practice_customers, practice_findings, practice_mirror
from .truth import SEED

Maker: TypeAlias = Callable[[Sequence[Record], Random], list[Entry]]

TABLE: tuple[Maker, ...] = (
    practice_cadence.entries,
    practice_findings.findings,
    practice_all_in.entries,
    practice_customers.entries,
    practice_mirror.entries,
)


def written(records: Sequence[Record], seed: int = SEED) -> list[Entry]:
    """All entries of the demo, area by area."""
    return [entry for maker in TABLE for entry in maker(records, Random(f"{seed} {maker.__module__}"))]
