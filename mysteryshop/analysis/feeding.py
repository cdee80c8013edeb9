"""What internal customers meet, external ones meet later: internal walks beside the touchpoint that they feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mysteryshop.practice import Link


@dataclass(frozen=True, slots=True)
class Feed:
    """One link with what the walks at both of its ends say; figures are None where nobody walked there."""

    link: Link
    inside: str  # the internal template's name
    inside_n: int
    inside_severity: float | None  # of frictions, a walk
    inside_satisfaction: float | None  # median, 0-10
    outside: str  # the external template's name
    touchpoint: str  # its name
    outside_n: int  # walks that came there
    outside_severity: float | None  # of frictions there, a walk
    inside_as: str = ""  # the relationship whose walks these are, in words: never several together
    outside_as: str = ""

    @property
    def words(self) -> str:
        """`Ask the service desk feeds Fly as a passenger, Security line`."""
        return f"{self.inside} feeds {self.outside}, {self.touchpoint}"


def headline(feeds: Sequence[Feed]) -> str:
    """The chain in which both ends hurt most, in one sentence; nothing is claimed to cause anything."""
    both = [f for f in feeds if f.inside_severity is not None and f.outside_severity is not None]
    if not feeds:
        return "No internal walk is linked to what it feeds yet"
    if not both:
        return "Linked, and not yet walked at both ends"
    worst = max(both, key=lambda f: (f.inside_severity or 0) + (f.outside_severity or 0))
    return (
        f"{worst.inside}: severity {worst.inside_severity:.1f} a walk (n = {worst.inside_n}); at {worst.touchpoint} "
        f"of {worst.outside}, which it feeds, {worst.outside_severity:.1f} (n = {worst.outside_n})"
    )
