"""Names of people: behind titles, roles and words such as "her badge said", and names that are known as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .kinds import Confidence
from .lexicon import Lexicon, lexicon
from .spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’\-\u2011][^\W\d_]+)*")
_OPENING = re.compile(r"[\s\"'“”„«»‘’(\[]*")
_SUFFIXED = re.compile(
    r"(?P<it>[\u4e00-\u9fff\u30a0-\u30ff]{1,6}?)(?:さん|さま|様|氏|先生|小姐|女士)|(?P<ko>[가-힣]{2,4})\s?씨"
)
_NOT_SUFFIXED = frozenset(
    ("客", "皆", "係", "店員", "神", "患者", "学生", "各", "誰", "奥", "業者", "駅員", "医者", "看護師")
)
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """Words behind which a name stands; `small`: also one that is not written large."""

    shape: re.Pattern[str]
    why: str
    confidence: Confidence
    small: bool = False
    particle: bool = False  # also one that begins with "van" or "da"


def names_in(text: str) -> Iterator[Span]:
    """The names in the text; stretches may overlap."""
    words = lexicon()
    yield from _behind_cues(text, words)
    if any(c.isupper() for c in text):
        yield from _known(text, words)
    if not text.isascii():
        yield from _with_suffix(text)


def looks_like_name(text: str, *, groups: bool = False) -> bool:
    """Whether a counterpart, which should be a role, is rather a person: "Maria", "Mr Silva", "Jo Berg".

    With `groups` it may be an organisation as well: then only words that are known as names count.
    """
    words = lexicon()
    if any(True for span in names_in(text) if span.confidence != "possible"):
        return True
    parts = _WORD.findall(text)
    folded = [part.casefold() for part in parts]
    if not parts or any(p in words.roles or p in words.functions for p in folded):
        return any(p in words.given for p in folded if p not in words.functions)
    if any(p in words.given or p in words.surnames for p in folded):
        return True
    large = [p for p in parts if p[:1].isupper() and not p.isupper() and p.casefold() not in words.others]
    return len(large) == len(parts) >= 2 and not groups


def _behind_cues(text: str, words: Lexicon) -> Iterator[Span]:
    for cue in _cues(words):
        for match in cue.shape.finditer(text):
            start = _OPENING.match(text, match.end()).end()  # type: ignore[union-attr]  # it matches nothing too
            end = _name_from(text, start, words, small=cue.small, particle=cue.particle)
            if end is not None:
                yield Span(start, end, "name", cue.why, cue.confidence)


def _cues(words: Lexicon) -> tuple[Cue, ...]:
    return (
        Cue(words.title, "it stands behind a title", "certain", particle=True),
        Cue(words.plain_title, "it stands behind a title", "likely", small=True, particle=True),
        Cue(words.statement, "it is said to be a name", "certain"),
        Cue(words.role, "it stands behind a role", "likely"),
    )


def _known(text: str, words: Lexicon) -> Iterator[Span]:
    """Given names that stand alone or before a surname, wherever they are."""
    at = 0
    while (match := _WORD.search(text, at)) is not None:
        at = match.end()
        word = match.group()
        if not word[0].isupper() or _stem(word).casefold() not in words.given or _dated(text, match):
            continue
        end = _name_from(text, match.start(), words)
        if end is None:
            continue
        at = end
        whole = end > match.start() + len(_stem(word))
        why = "it is a given name with another behind it" if whole else "it is a given name"
        yield Span(match.start(), end, "name", why, "likely" if whole else "possible")


def _dated(text: str, match: re.Match[str]) -> bool:
    """Whether it is a month beside a number: "22 Jan", "Jun 2026"."""
    before, after = text[: match.start()].rstrip(" ."), text[match.end() :].lstrip(" .")
    return match.group() in ("Jan", "Jun") and (before[-1:].isdigit() or after[:1].isdigit())


def _with_suffix(text: str) -> Iterator[Span]:
    """Names of Chinese, Japanese and Korean before their form of address."""
    for match in _SUFFIXED.finditer(text):
        group = "it" if match["it"] else "ko"
        if match[group] not in _NOT_SUFFIXED:
            yield Span(*match.span(group), "name", "it stands before a form of address", "likely")


def _name_from(text: str, start: int, words: Lexicon, *, small: bool = False, particle: bool = False) -> int | None:
    """Where the name that begins at `start` ends; None where none does."""
    end: int | None = None
    at, parts, fits = start, 0, _small_fits if small else _fits
    while parts < MOST_PARTS and (match := _WORD.match(text, at)) is not None:
        word = _stem(match.group())
        folded = word.casefold()
        if folded in words.particles and _before_large(text, match.end()) and (parts or particle):
            at = _past_space(text, match.end())
            continue
        if not fits(word, words) or (parts and not _fits(word, words)):
            break
        parts, end = parts + 1, match.start() + len(word)
        if end != match.end():
            break  # a possessive ends the name
        if len(word) == 1 and text[end : end + 1] == ".":
            end += 1
        at = _past_space(text, end)
        if at == end:
            break
    if end is None or (parts == 1 and len(text[start:end].strip(".")) < 2):
        return None
    return end


def _fits(word: str, words: Lexicon) -> bool:
    """Whether a word may be part of a name: written large, or of a script that has no large letters."""
    folded = word.casefold()
    if folded in words.others or folded in words.roles or folded in words.titles:
        return False
    first = word[0]
    if first.isupper():
        return len(word) == 1 or not word.isupper() or len(word) > 3
    return not first.islower()


def _small_fits(word: str, words: Lexicon) -> bool:
    folded = word.casefold()
    known = words.others | words.roles | words.titles | words.functions
    return folded not in known and len(word) > 2


def _stem(word: str) -> str:
    """The word without an English possessive."""
    return word[:-2] if len(word) > 3 and word[-2:] in ("'s", "’s") else word


def _before_large(text: str, at: int) -> bool:
    following = _WORD.match(text, _past_space(text, at))
    return following is not None and (
        following.group()[0].isupper() or following.group().casefold() in ("la", "los", "der")
    )


def _past_space(text: str, at: int) -> int:
    """Past one space, and none across a line's end."""
    return at + 1 if text[at : at + 1] in (" ", "\u00a0") else at
