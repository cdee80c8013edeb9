"""The scan: what of a text or a journey may identify a person. It proposes; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from mysteryshop.journey import Record

from .kinds import CONFIDENCES, RANK, Confidence
from .names import looks_like_name, names_in
from .numbers import numbers_in
from .spans import Span, without_overlaps
from .texts import Place, Words, places

Texts: TypeAlias = list[tuple[Place, str]]  # with their text case folded


@dataclass(frozen=True, slots=True)
class Found:
    """One occurrence: where it stands, and the characters `start` to `end` there."""

    place: Place
    start: int
    end: int

    def around(self, room: int = 48) -> tuple[str, str, str]:
        """What stands before it, it, and what follows, on one line and cut to `room` characters on each side."""
        text = self.place.text
        before, after = text[max(0, self.start - room) : self.start], text[self.end : self.end + room]
        before = f"…{before}" if self.start > room else before
        after = f"{after}…" if len(text) > self.end + room else after
        return before.replace("\n", " "), text[self.start : self.end], after.replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may identify a person, once for all places where the same stands, and why it is proposed."""

    kind: str
    text: str
    why: str
    confidence: Confidence
    found: tuple[Found, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What makes two of them the same."""
        return key_of(self.kind, self.text)


def key_of(kind: str, text: str) -> tuple[str, str]:
    """The kind, and the text as it is compared: case, signs between digits and "+" or "00" before them do not count."""
    if kind in ("phone", "card", "iban", "plate"):
        plain = "".join(c for c in text.casefold() if c.isalnum())
        return kind, plain.removeprefix("00") if kind == "phone" else plain
    return kind, " ".join(text.casefold().split())


@lru_cache(maxsize=20_000)
def scan_text(text: str) -> tuple[Span, ...]:
    """What may identify a person in a text, in order and without overlaps."""
    return tuple(without_overlaps([*numbers_in(text), *names_in(text)])) if text else ()


def scan(record: Record | Words) -> tuple[Proposal, ...]:
    """What may identify a person in a journey, each once, in the order of KINDS and then of appearance."""
    whole, keep = _folded(record), record.keep if isinstance(record, Words) else ""
    found = (each for each in merged(_in_place(place) for place, _ in whole) if each.text not in keep)
    return tuple(_everywhere(whole, each) if each.kind == "name" else each for each in found)


def occurrences(record: Record | Words, kind: str, text: str) -> Proposal:
    """A text that was chosen by hand, with every place where it stands, whatever its case."""
    return Proposal(kind, text, "it was chosen by hand", "certain", _places_of(_folded(record), text))


def _folded(record: Record | Words) -> Texts:
    return [(place, place.text.casefold()) for place in places(record)]


def _everywhere(whole: Texts, proposal: Proposal) -> Proposal:
    """A name with the places where it stands without what gave it away: they are redacted alike."""
    known = {(each.place, each.start) for each in proposal.found}
    others = tuple(each for each in _places_of(whole, proposal.text) if (each.place, each.start) not in known)
    return replace(proposal, found=proposal.found + others)


def _places_of(whole: Texts, text: str) -> tuple[Found, ...]:
    """Where a text stands as whole words, whatever its case; only texts that hold its first word are looked at."""
    words = r"\s+".join(map(re.escape, text.split()))
    wanted = re.compile(rf"(?<!\w){words}(?!\w)" if text.isascii() else words, re.IGNORECASE)
    first = next(iter(text.casefold().split()), "")
    holding = [place for place, folded in whole if first in folded] if first else []
    return tuple(Found(place, *match.span()) for place in holding for match in wanted.finditer(place.text))


def merged(found: Iterable[Iterable[Proposal]]) -> tuple[Proposal, ...]:
    """The proposals with those that are the same made one; the surest reason stands."""
    known: dict[tuple[str, str], Proposal] = {}
    for proposal in (each for some in found for each in some):
        there = known.get(proposal.key)
        if there is None:
            known[proposal.key] = proposal
            continue
        surer = max(there, proposal, key=lambda p: CONFIDENCES.index(p.confidence))
        known[proposal.key] = replace(surer, text=there.text, found=there.found + proposal.found)
    return tuple(sorted(known.values(), key=lambda p: RANK[p.kind]))


def _in_place(place: Place) -> list[Proposal]:
    if place.counterpart and looks_like_name(place.text):
        why = "a counterpart is a role, and this looks like a person’s name"
        return [Proposal("name", place.text, why, "likely", (Found(place, 0, len(place.text)),))]
    return [
        Proposal(s.kind, place.text[s.start : s.end], s.why, s.confidence, (Found(place, s.start, s.end),))
        for s in scan_text(place.text)
    ]
