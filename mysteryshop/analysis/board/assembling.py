"""The board from its parts: findings as their journeys have them, and what was kept of them between walks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from mysteryshop.practice import Commitment, HeardBack, Practice

from .found import Board, Found, Walk
from .proofs import proposals


def assembled(
    found: Iterable[Found],
    practice: Practice,
    walks: Mapping[tuple[str, str], tuple[Walk, ...]],
    today: date,
    excluded: int = 0,
) -> Board:
    """Each finding with heard-backs, commitments and the walks that could prove those; the newest walk first."""
    heard: dict[tuple[str, str], list[HeardBack]] = defaultdict(list)
    for told in practice.heard_backs:
        heard[told.journey, told.finding].append(told)
    taken_on: dict[tuple[str, str], list[Commitment]] = defaultdict(list)
    for commitment in practice.commitments:
        taken_on[commitment.journey, commitment.finding].append(commitment)
    whole = [_whole(each, heard, taken_on, walks) for each in found]
    whole.sort(key=lambda f: (-(f.walk.started_at or 0), f.walk.id, f.finding.ordinal))
    return Board(tuple(whole), practice.chain_tests, walks, today, excluded)


def _whole(
    each: Found,
    heard: Mapping[tuple[str, str], list[HeardBack]],
    taken_on: Mapping[tuple[str, str], list[Commitment]],
    walks: Mapping[tuple[str, str], tuple[Walk, ...]],
) -> Found:
    key = (each.walk.id, each.finding.id)
    told = tuple(sorted(heard.get(key, ()), key=lambda h: h.at))
    commitments = tuple(taken_on.get(key, ()))
    over = walks.get((each.walk.template, each.finding.touchpoint or ""), ())
    waiting = (c for c in commitments if c.state == "open")
    later = next((fit for c in waiting if (fit := proposals(c, each, over, 1))), ())
    return replace(each, heard=told, commitments=commitments, later=later)
