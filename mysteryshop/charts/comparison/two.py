"""How two series are told apart: communication blue and filled, promise purple hollow, n behind each name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mysteryshop.charts.lettering import clean
from mysteryshop.charts.sheet import Symbol
from mysteryshop.palette import Palette

_CROWD = 150  # points of one series
_AT_ONCE = 1000  # points
LEAST = 8  # values below which the points are shown themselves, and no spread (METRICS.md)


@dataclass(frozen=True, slots=True)
class Look:
    """One series: its marker, filled or hollow, and its colour."""

    marker: str
    face: str
    edge: str


def look(place: int, palette: Palette) -> Look:
    """The first series, or the second."""
    if place == 0:
        return Look("o", palette.communication, palette.communication)
    return Look("o", palette.surface, palette.promise)


def crowded(n: int) -> tuple[float, float]:
    """By how much points shrink, and how opaque they are, so that hundreds of them still show where most lie."""
    return (1.0, 1.0) if n <= _CROWD else (0.7, 0.45)


def slices(n: int) -> Iterator[slice]:
    """Points in parts: what is drawn at once holds up whatever else has to be drawn meanwhile."""
    for start in range(0, n, _AT_ONCE):
        yield slice(start, start + _AT_ONCE)


def named(name: str, n: int) -> str:
    """`2026, n = 24`."""
    return f"{clean(name)}, n = {n:,}"


def key_of(names: Sequence[tuple[str, int]], palette: Palette) -> list[Symbol]:
    """The key of one or two series."""
    looks = [look(place, palette) for place in range(len(names))]
    return [
        Symbol(named(name, n), each.marker, each.face, each.edge, size=5.0)
        for (name, n), each in zip(names, looks, strict=True)
    ]


def blend(color: str, ground: str, share: float) -> str:
    """So much of the colour on that ground."""
    pairs = [(int(color[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)
