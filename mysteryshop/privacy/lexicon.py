"""The words that the scan knows, read once from resources/privacy/words.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from mysteryshop import paths


@dataclass(frozen=True)
class Lexicon:
    """Words in small letters; patterns that end where a name may begin."""

    given: frozenset[str]
    surnames: frozenset[str]
    particles: frozenset[str]
    others: frozenset[str]  # words written large that are no names
    roles: frozenset[str]
    functions: frozenset[str]
    titles: frozenset[str]
    title: re.Pattern[str]
    plain_title: re.Pattern[str]
    role: re.Pattern[str]
    statement: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The words, from the resources."""
    said = tomllib.loads((paths.resources() / "privacy" / "words.toml").read_text(encoding="utf-8"))
    sets = {name: frozenset(text.casefold().split()) for name, text in said.items() if isinstance(text, str)}
    titles = sets["titles"] | {word.upper() for word in sets["titles"]} | {word.title() for word in sets["titles"]}
    return Lexicon(
        given=sets["given_names"],
        surnames=sets["surnames"],
        particles=sets["particles"],
        others=sets["others"],
        roles=sets["roles"],
        functions=sets["functions"],
        titles=sets["titles"],
        title=re.compile(rf"(?<![\w’'-])(?:{_either(titles)})\.?\s+"),
        plain_title=re.compile(rf"(?<![\w’'-])(?:{_either(sets['plain_titles'])})\.?\s+", re.IGNORECASE),
        role=re.compile(rf"(?<![\w-])(?:{_either(sets['roles'])})(?:\s*[,:(]\s*|\s+)", re.IGNORECASE),
        statement=re.compile(rf"(?<!\w)(?:{'|'.join(said['statements'])})\b[\s:,]*", re.IGNORECASE),
    )


def _either(words: frozenset[str] | set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
