"""What came of the demo's findings: who was told, what was taken on, what later walks made of it.

Nothing is invented that a walk could contradict: a commitment is kept or not as the next walk over the same touchpoint
says, by the frictions there, and a chain is supported where that walk found it again.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import NAMESPACE_OID, uuid5

from mysteryshop import paths
from mysteryshop.analysis.board.assembling import assembled
from mysteryshop.analysis.board.chains import Chain, chains
from mysteryshop.analysis.board.found import Found, Walk
from mysteryshop.analysis.board.of_record import found_in, walk_of
from mysteryshop.analysis.board.proofs import counts_as_proof, proposals, stay
from mysteryshop.journey import SECOND, Record
from mysteryshop.practice import ChainTest, Commitment, Entry, HeardBack, Practice

_DAY = 24 * 60 * 60 * SECOND
_CHANNELS = ("in person", "in person", "video", "email", "phone")
_TOLD, _COMMITTED, _JUDGED, _TESTED = 0.8, 0.92, 0.9, 0.75  # how often
_PLANNED = {"improve": 1.0, "correct": 1.0, "amplify": 0.85}  # of _COMMITTED, by triage
Words = Mapping[str, Mapping[str, Sequence[str]]]


def findings(records: Sequence[Record], chance: Random) -> list[Entry]:
    """Heard-backs, commitments and tests of chains, the same from the same chance."""
    words: Words = tomllib.loads((paths.resources() / "demo" / "practice" / "findings.toml").read_text("utf-8"))
    sealed = [_sealed(record) for record in records if record.answers.get("verdict.headline")]
    by_id = {record.journey.id: record for record in sealed}
    over = _walks(sealed)
    last = max((r.journey.ended_at or 0 for r in records), default=0)
    entries: list[Entry] = []
    for found in sorted((f for r in sealed for f in found_in(r)), key=lambda f: (f.walk.started_at or 0, f.key)):
        entries += _heard(found, words, last, chance)
        entries += _committed(found, words, over, by_id, last, chance)
    board = assembled((f for r in sealed for f in found_in(r)), Practice(), over, date.min)
    for chain in chains(board):
        entries += _tested(chain, by_id, chance)
    return entries


def _sealed(record: Record) -> Record:
    """The record as it stands in the store once it is finalised: it is given before that."""
    return replace(record, journey=replace(record.journey, state="finalised"))


def _walks(records: Sequence[Record]) -> dict[tuple[str, str], tuple[Walk, ...]]:
    """The walks that can prove something, by template and touchpoint, the newest first."""
    over: dict[tuple[str, str], list[Walk]] = defaultdict(list)
    for record in records:
        walk = walk_of(record)
        if counts_as_proof(walk) and record.journey.origin == "walked":
            for touchpoint in dict.fromkeys(v.touchpoint or v.name for v in record.visits):
                over[walk.template, touchpoint].append(walk)
    return {key: tuple(sorted(made, key=lambda w: w.started_at or 0, reverse=True)) for key, made in over.items()}


def _heard(found: Found, words: Words, last: int, chance: Random) -> list[Entry]:
    """Whoever was told within some days or weeks."""
    told, days = chance.random() < _TOLD, min(60.0, chance.lognormvariate(1.8, 0.8))
    at = (found.walk.ended_at or 0) + round(days * _DAY)
    said, channel = _said(found, words, chance), chance.choice(_CHANNELS)
    if not told or at > last + _DAY:
        return []
    ident = _id(found.key, "heard")
    return [HeardBack(ident, found.walk.id, found.finding.id, at, said["told"], channel, said["happened"])]


def _committed(
    found: Found,
    words: Words,
    over: Mapping[tuple[str, str], tuple[Walk, ...]],
    records: Mapping[str, Record],
    last: int,
    chance: Random,
) -> list[Entry]:
    said, day = _said(found, words, chance), found.walk.day
    planned = chance.random() < _COMMITTED * _PLANNED.get(found.finding.triage or "", 0.0)
    judged, made = chance.random() < _JUDGED, timedelta(days=chance.randint(2, 12))
    if not planned or day is None or (found.walk.ended_at or 0) + made.days * _DAY > last:
        return []
    due = _date(found.finding.due) or day + made + timedelta(days=60)
    commitment = Commitment(
        _id(found.key, "commitment"), found.walk.id, found.finding.id, said["text"], found.finding.owner,
        (day + made).isoformat(), due.isoformat(), (due + timedelta(days=30)).isoformat(),
    )  # fmt: skip
    later = proposals(commitment, found, over.get((found.walk.template, found.finding.touchpoint or ""), ()))
    after = [walk for walk in reversed(later) if walk.day is not None and walk.day >= due]
    if not after or not judged:
        return [commitment]
    before, since = (stay(records[i], found.finding.touchpoint or "") for i in (found.walk.id, after[0].id))
    kept = since.severity < before.severity or (not since.frictions and since.worst == 0)
    state = "kept" if kept else "broken"
    return [replace(commitment, state=state, proof=after[0].id)]


def _tested(chain: Chain, records: Mapping[str, Record], chance: Random) -> list[Entry]:
    """What the walks after the first one say of the chain, the oldest first; the newest is left for the leader."""
    entries: list[Entry] = []
    for walk in reversed(chain.later[1:]):
        if chance.random() > _TESTED:
            continue
        there = stay(records[walk.id], chain.touchpoint)
        verdict = "supported" if chain.found_again(walk) else "" if there.frictions else "refuted"
        note = "Found again, in other words" if verdict == "supported" else "Walked it again: nothing of the kind"
        if verdict:
            ident = _id("/".join(chain.key), walk.id)
            entries.append(ChainTest(ident, *chain.key, verdict, walk.id, note))
    return entries[-3:]


def _said(found: Found, words: Words, chance: Random) -> dict[str, str]:
    """A text, who was told and what happened, for the finding's condition."""
    pool = words.get(found.finding.condition or "other", words["other"])
    place = found.touchpoint or "this touchpoint"
    return {name: chance.choice(pool[name]).replace("{place}", place) for name in ("text", "told", "happened")}


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _id(*of: str) -> str:
    """The same id for the same thing in every run."""
    return str(uuid5(NAMESPACE_OID, "mysteryshop demo " + " ".join(of)))
