"""A stretch of a text that may identify a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .kinds import CONFIDENCES, RANK, Confidence


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a text, what they may be, why it is thought so, and how sure that is."""

    start: int
    end: int
    kind: str
    why: str
    confidence: Confidence


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """The spans in order; of two that share a character, the kind that stands first in KINDS, then the surer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (RANK[s.kind], -CONFIDENCES.index(s.confidence), s.start - s.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
