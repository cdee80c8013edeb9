"""What can be said, seen and felt at the touchpoints of one template: read from resources/demo/model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mysteryshop import templates
from mysteryshop.journey import Template

ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of field notes without its time: a code with its level, the text, and the details behind it."""

    code: str
    level: int | None
    text: str
    details: tuple[str, ...]

    @classmethod
    def of(cls, line: str) -> Words:
        """Of `c4 Gate is 14 | announcement`."""
        head, _, behind = line.partition(" | ")
        code, _, text = head.partition(" ")
        level = int(code[1:]) if code[1:] else None
        return cls(code[0], level, text, tuple(part.strip() for part in behind.split(",") if part.strip()))

    def written(self, *more: str) -> str:
        """The line again, with more details."""
        code = f"{self.code}{'' if self.level is None else self.level}"
        details = ", ".join((*self.details, *more))
        return f"{code} {self.text}{' | ' + details if details else ''}"


@dataclass(frozen=True, slots=True)
class Place:
    """A touchpoint: how long it takes, minutes, what is left out in the middle of it, and what can happen."""

    key: str
    name: str
    minutes: float
    pause: float
    words: tuple[Words, ...]

    def all(self, code: str) -> list[Words]:
        """The lines of one kind."""
        return [words for words in self.words if words.code == code]


@dataclass(frozen=True, slots=True)
class Pool:
    """One template's file."""

    template: Template
    relationship: str
    journeys: int
    hours: tuple[int, int]
    touchpoints: tuple[Place, ...]
    anywhere: tuple[Words, ...]
    said: Mapping[str, Any]  # places, personas, whys, assumptions, headlines, skips, adhoc, finding

    @classmethod
    def read(cls, file: Path) -> Pool:
        """KeyError where a touchpoint of the template has no words."""
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        template = templates.find(said["template"])
        places = tuple(_place(touchpoint.key, touchpoint.name, said) for touchpoint in template.touchpoints)
        low, high = said["hours"]
        anywhere = _words(said[ANYWHERE]["lines"])
        return cls(template, said["relationship"], said["journeys"], (low, high), places, anywhere, said)


def _place(key: str, name: str, said: Mapping[str, Any]) -> Place:
    table = said[key]
    return Place(key, name, float(table["minutes"]), float(table.get("pause", 0)), _words(table["lines"]))


def _words(block: str) -> tuple[Words, ...]:
    return tuple(Words.of(line) for line in block.splitlines() if line)


@dataclass(frozen=True, slots=True)
class Reflections:
    """What leaders write after any walk."""

    reassured: tuple[str, ...]
    scared: tuple[str, ...]
    learned: tuple[str, ...]

    @classmethod
    def read(cls, file: Path) -> Reflections:
        """From the file of that name."""
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        return cls(*(tuple(said[name]) for name in cls.__dataclass_fields__))
