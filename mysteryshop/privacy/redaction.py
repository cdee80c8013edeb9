"""Redaction: the same journey with placeholders in place of what was decided. The record itself is never altered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mysteryshop.journey import Record

from .decisions import Box, Choice, Decisions
from .kinds import KINDS, counted, placeholder
from .lexicon import lexicon
from .scan import Proposal, key_of
from .texts import rewritten

_DIGITS_LOOSE = ("phone", "card", "iban", "plate")
_BETWEEN = r"[\s().\-/·\u00a0\u2011]*"
_SHORTEST_PART = 3  # letters of a part of a name that is redacted where it stands alone
NOTHING_FOUND = "Privacy scan: nothing found, nothing redacted."
DECLINED = "Privacy scan declined: nothing redacted."


class Redactor:
    """Puts placeholders in place of what is redacted; `counts` tells how often, by kind."""

    def __init__(self, decisions: Decisions) -> None:
        self.counts: Counter[str] = Counter()
        self._kinds: dict[str, str] = {}
        shapes = []
        for number, (kind, shape) in enumerate(_shapes(decisions.redacted_texts)):
            self._kinds[f"r{number}"] = kind
            shapes.append(f"(?P<r{number}>{shape})")
        self._any = re.compile("|".join(shapes)) if shapes else None

    def __call__(self, text: str) -> str:
        """The text with its placeholders."""
        return text if self._any is None else self._any.sub(self._put, text)

    def _put(self, match: re.Match[str]) -> str:
        kind = self._kinds[match.lastgroup or ""]
        self.counts[kind] += 1
        return placeholder(kind)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A journey as it may leave: how often what was redacted by kind, and the sentence that says so.

    `boxes` are to be blacked out in its pictures, by their hash.
    """

    record: Record
    counts: Mapping[str, int]
    sentence: str
    boxes: Mapping[str, tuple[Box, ...]] = field(default_factory=dict)


def redacted(record: Record, decisions: Decisions) -> Record:
    """The journey with everything redacted that was decided to be; the same word alike in every text."""
    return cleared(record, (), decisions).record


def cleared(record: Record, proposals: Iterable[Proposal], decisions: Decisions) -> Cleared:
    """As `redacted`, with the sentence for the footer; `proposals` are what the scan found."""
    redactor = Redactor(decisions)
    result = _told_apart(record, rewritten(record, redactor)) if decisions.redacted_texts else record
    counts = Counter(redactor.counts)
    shown = {a.digest for a in record.attachments if a.in_report}
    boxes = {digest: drawn for digest, drawn in decisions.boxes.items() if digest in shown}
    counts["picture"] += sum(map(len, boxes.values()))
    kept = sum(not decisions.redacts(proposal) for proposal in proposals)
    return Cleared(result, dict(+counts), sentence(+counts, kept), boxes)


def _told_apart(record: Record, result: Record) -> Record:
    """Counterparts that were different ones still are: the second that reads alike gets a number behind it.

    So hand-offs are counted as they were, and a reader sees that there were two.
    """
    known: dict[str, list[str]] = {}
    moments = []
    for before, after in zip(record.moments, result.moments, strict=True):
        if before.role and after.role and before.role != after.role:
            alike = known.setdefault(after.role, [])
            if before.role not in alike:
                alike.append(before.role)
            number = alike.index(before.role) + 1
            after = replace(after, role=f"{after.role} {number}") if number > 1 else after
        moments.append(after)
    return replace(result, moments=tuple(moments))


def stands_in(proposals: Iterable[Proposal]) -> str:
    """What the scan found, for what cannot be redacted: a sentence, "" where it found nothing."""
    listed = _listed(Counter(proposal.kind for proposal in proposals))
    return f"It holds {listed} that may identify somebody." if listed else ""


def declined(record: Record) -> Cleared:
    """The journey as it is, because nobody wanted a scan."""
    return Cleared(record, {}, DECLINED)


def chosen(redact: Iterable[Proposal], count: int, boxes: int = 0) -> str:
    """What is about to happen, while it is being decided: which are redacted of `count`, and how many are kept."""
    counts = Counter(proposal.kind for proposal in redact)
    kept = count - counts.total()
    counts["picture"] += boxes
    told = _listed(counts)
    if not told:
        return "Nothing is redacted." if count else ""
    return f"Redact {told}; keep {kept}." if kept else f"Redact {told}."


def _listed(counts: Mapping[str, int]) -> str:
    """ "1 phone number and 3 names"; "" where there is nothing."""
    told = [counted(kind.id, counts[kind.id]) for kind in KINDS if counts.get(kind.id)]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def sentence(counts: Mapping[str, int], kept: int = 0) -> str:
    """What the footer says: how many of each kind, or that nothing was redacted, and why."""
    listed = _listed(counts)
    if not listed:
        asked = f"{kept} finding{' was' if kept == 1 else 's were'} kept on purpose"
        return f"Privacy scan: nothing redacted, {asked}." if kept else NOTHING_FOUND
    return f"Redacted: {listed}." if not kept else f"Redacted: {listed}; {kept} kept on purpose."


def _shapes(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    """A pattern for each text, then for the parts of names that may stand alone: whole ones come first."""
    whole, parts = [], []
    for choice in choices:
        whole.append((choice.kind, _shape(choice.kind, choice.text)))
        if choice.kind == "name":
            parts += [("name", _shape("name", part)) for part in _parts(choice.text)]
    return [*whole, *dict.fromkeys(parts)]


def _shape(kind: str, text: str) -> str:
    text = text.strip()
    if kind in _DIGITS_LOOSE:
        abroad = r"(?:\+|00)?[\s(]*" if kind == "phone" else ""
        return _bordered(text, f"{abroad}(?i:{_BETWEEN.join(key_of(kind, text)[1])})")
    words = r"\s+".join(re.escape(word) for word in text.split())
    return _bordered(text, words if kind == "name" and _also_a_word(text) else f"(?i:{words})")


def _bordered(text: str, shape: str) -> str:
    """Whole words only, but in scripts that do not part their words."""
    before = "" if text[0].isalpha() and not _has_case(text[0]) else r"(?<!\w)"
    after = "" if text[-1].isalpha() and not _has_case(text[-1]) else r"(?!\w)"
    return f"{before}{shape}{after}"


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _also_a_word(text: str) -> bool:
    """Whether in small letters it would be another word: "Will", "An"."""
    return len(text) <= _SHORTEST_PART or text.casefold() in lexicon().others


def _parts(name: str) -> list[str]:
    words, known = re.split(r"[\s.]+", name), lexicon()
    not_names = known.others | known.particles | known.roles | known.titles | known.functions
    return [
        word for word in words if len(words) > 1 and len(word) >= _SHORTEST_PART and word.casefold() not in not_names
    ]


def in_every_text(plain: Any, put: Callable[[str], str]) -> Any:
    """Plain data (strings, lists, tuples, dictionaries) with every string in it as `put` makes it."""
    if isinstance(plain, str):
        return put(plain)
    if isinstance(plain, dict):
        return {key: in_every_text(each, put) for key, each in plain.items()}
    return type(plain)(in_every_text(each, put) for each in plain) if isinstance(plain, (list, tuple)) else plain
