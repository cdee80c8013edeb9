"""A journey's findings as the board knows them, from its record alone."""

from __future__ import annotations

from mysteryshop.journey import Finding, Record

from ..debrief import TAINTING
from .found import Found, Walk


def walk_of(record: Record) -> Walk:
    """The head of the journey."""
    head = record.journey
    return Walk(
        head.id,
        record.template.key,
        record.template.name,
        head.place,
        head.relationship,
        head.leader,
        head.zone,
        head.state,
        head.started_at,
        head.ended_at,
        any(record.answers.get(prompt) == "yes" for prompt in TAINTING),
        head.demo,
    )


def found_in(record: Record) -> tuple[Found, ...]:
    """Its findings, with the frictions that they rest on."""
    walk = walk_of(record)
    return tuple(Found(walk, f, _place(record, f), _severities(record, f)) for f in record.findings)


def _place(record: Record, finding: Finding) -> str:
    planned = record.template.touchpoint(finding.touchpoint or "")
    return planned.name if planned is not None else finding.touchpoint or ""


def _severities(record: Record, finding: Finding) -> tuple[tuple[str, int], ...]:
    wanted = frozenset(finding.moments)
    return tuple((m.id, m.level or 0) for m in record.moments if m.kind == "friction" and m.id in wanted)
