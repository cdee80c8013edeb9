"""What an import says of a file: what was read, what was left out, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from mysteryshop.errors import KnownError

# What is being done ("reading" in bytes, "storing" in journeys), how far it is, of how much (0: not known).
# What it raises stops the import, and then nothing of it stays.
Progress: TypeAlias = Callable[[str, int, int], None]


_ONE = {"relate": "relates", "stand": "stands"}  # verbs of what is left out, of one


class Stopped(KnownError):
    """The import was stopped by whoever watched it."""

    def __init__(self) -> None:
        super().__init__("The import was stopped; nothing was imported.", "Start it again when you like.")


def unwatched(_doing: str, _done: int, _whole: int) -> None:
    """Progress that nobody looks at."""


@dataclass(slots=True)
class Skipped:
    """Something that was left out, and where it was first found."""

    what: str
    count: int
    first: str


@dataclass(slots=True)
class Report:
    """What was read of a file. `notes` are what a reader should know of how it was read."""

    file: str
    kind: str
    journeys: int = 0
    events: int = 0  # of a log
    notes: list[str] = field(default_factory=list)
    skipped: dict[str, Skipped] = field(default_factory=dict)

    def skip(self, what: str, where: str) -> None:
        """Note that something was left out."""
        found = self.skipped.get(what)
        if found is None:
            self.skipped[what] = Skipped(what, 1, where)
        else:
            found.count += 1

    def lines(self) -> list[str]:
        """The report as sentences."""
        read = f"{self.file}: {self.kind}, {counted(self.journeys, 'journey')}"
        read += f" of {counted(self.events, 'event')}." if self.events else "."
        left = [
            f"Left out: 1 {_one(s.what)} ({s.first})." if s.count == 1
            else f"Left out: {s.count:,} {s.what} (first {s.first})." for s in self.skipped.values()
        ]  # fmt: skip
        return [read, *self.notes, *left]

    def to_json(self) -> dict[str, Any]:
        """The report for programs."""
        left = [{"what": s.what, "count": s.count, "first": s.first} for s in self.skipped.values()]
        told = {"file": self.file, "kind": self.kind, "journeys": self.journeys, "events": self.events}
        return {**told, "notes": list(self.notes), "skipped": left}


def _one(what: str) -> str:
    """What is told of many, told of one: `rows without a time` becomes `row without a time`."""
    noun, _, rest = what.partition(" ")
    words = (_ONE.get(word, word) for word in rest.split(" "))
    return " ".join([noun.removesuffix("s"), *words])


def counted(number: int, what: str) -> str:
    """`1 journey`, `2,400 journeys`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
