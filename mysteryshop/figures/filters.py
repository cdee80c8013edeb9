"""Which journeys are looked at, and which of them count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mysteryshop.analysis.wording import counted, listed

REASONS = ("excluded", "unfinished", "tainted", "event log")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a journey must be; "" and None ask for nothing.

    Excluded, unfinished and tainted journeys, and those from event logs, are left out unless `take_in` names the
    reason, or the filter asks for that very state or origin. `since` and `until` are days where the journey was
    walked, both included. `text` is looked for in the head and in the moments, every word of it.
    """

    template: str = ""  # its key
    relationship: str = ""
    place: str = ""
    leader: str = ""
    persona: str = ""
    tag: str = ""
    state: str = ""
    origin: str = ""
    demo: str = ""  # "yes": only those of the demo; "no": none of them
    since: date | None = None
    until: date | None = None
    text: str = ""
    take_in: frozenset[str] = frozenset()


def sentence(n: int, left_out: Mapping[str, int]) -> str:
    """`12 journeys; 3 left out: 2 tainted and 1 unfinished.`"""
    begin = counted(n, "journey")
    if not left_out:
        return f"{begin}."
    why = listed([told(number, reason) for reason, number in left_out.items()])
    return f"{begin}; {sum(left_out.values()):,} left out: {why}."


def told(number: int, reason: str) -> str:
    """`2 tainted`, `267 from event logs`."""
    return f"{number:,} {'from event logs' if reason == 'event log' else reason}"
