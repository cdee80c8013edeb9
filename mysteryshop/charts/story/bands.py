"""The names above touchpoint bands of very different width: none overlaps another, none is cut by the page.

A name stands above its own band where it fits; a band too narrow for its name lets it hang over a little,
lifts it to a second row with a leader line, shortens it, or leaves it to the tooltip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mysteryshop.charts.measuring import Letters

_GAP = 5.0  # points between two names
_HANG_A_LITTLE = 4.0  # points that a name may stand over before it is broken into two lines
_OVERHANG = 12.0  # points that a name may stand over the band beside it
_LIFTED = (60.0, 80.0, 110.0, 150.0)  # points that a name in the second row may take, the least first
_FEWEST = 4.2  # times the letters' size: as much of a name as is still worth showing
_LINES = 2
_MOST = 60  # bands too narrow for their names that are looked at: more than find a place


@dataclass(frozen=True, slots=True)
class Span:
    """A band's place across the page in points, and its clean name."""

    left: float
    right: float
    name: str

    @property
    def width(self) -> float:
        """The band's width in points."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Face:
    """The letters of the names: how they are measured, and their size in points."""

    letters: Letters
    size: float

    def width(self, line: str) -> float:
        """How wide a line of a name is, in points."""
        return self.letters.width(line, self.size)


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name that found a place: centred on `x`, in row 0 (just above the bands) or 1 (above that, with a leader)."""

    band: int
    lines: tuple[str, ...]
    x: float
    row: int
    width: float


class _Rows:
    """Which stretches of the two rows are taken."""

    def __init__(self, spans: Sequence[Span], left: float, right: float, face: Face) -> None:
        self.spans, self.left, self.right, self.face = spans, left, right, face
        self.taken: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
        self.placed: list[PlacedName] = []

    def put(self, band: int, lines: Sequence[str], row: int) -> bool:
        """Place the lines around the band's middle if that is free; whether they found a place."""
        if not lines:
            return False
        width = max(self.face.width(line) for line in lines)
        x = self._centre(band, width)
        middle = _middle(self.spans[band])
        if not self._free(row, x - width / 2, x + width / 2) or (row and not self._free(0, middle - 1, middle + 1)):
            return False
        if abs(x - middle) > width / 2:
            return False
        self.taken[row].append((x - width / 2, x + width / 2))
        if row:
            self.taken[0].append((middle - 1, middle + 1))
        self.placed.append(PlacedName(band, tuple(lines), x, row, width))
        return True

    def room(self, band: int, row: int) -> float:
        """How wide a line centred on the band may be in that row."""
        middle = _middle(self.spans[band])
        left = max([self.left, *(b + _GAP for a, b in self.taken[row] if a <= middle)])
        right = min([self.right, *(a - _GAP for a, b in self.taken[row] if b >= middle)])
        return max(0.0, 2 * min(middle - left, right - middle))

    def _centre(self, band: int, width: float) -> float:
        return min(max(_middle(self.spans[band]), self.left + width / 2), self.right - width / 2)

    def _free(self, row: int, left: float, right: float) -> bool:
        inside = left >= self.left - 0.01 and right <= self.right + 0.01
        return inside and all(right + _GAP <= a or left - _GAP >= b for a, b in self.taken[row])


def place_names(spans: Sequence[Span], left: float, right: float, face: Face) -> list[PlacedName]:
    """Where each name stands between `left` and `right`; a band without a place is missing from the answer."""
    rows = _Rows(spans, left, right, face)
    later = [i for i, span in enumerate(spans) if not (_fits(span, face) and rows.put(i, [span.name], 0))]
    for hang in (_HANG_A_LITTLE, 0.0):
        later = [i for i in later if not rows.put(i, _whole(spans[i].name, spans[i].width - _GAP + 2 * hang, face), 0)]
    for band in sorted(later, key=lambda i: -spans[i].width)[:_MOST]:
        _squeeze(rows, band)
    return rows.placed


def _squeeze(rows: _Rows, band: int) -> None:
    """The first of the ways to show the name of a band that is too narrow for it."""
    span, face = rows.spans[band], rows.face
    hanging = span.width + 2 * _OVERHANG
    if rows.put(band, _whole(span.name, hanging, face), 0):
        return
    for room in (*_LIFTED, rows.room(band, 1)):
        if rows.put(band, _whole(span.name, room, face), 1):
            return
    for row, room in ((1, min(rows.room(band, 1), _LIFTED[-1])), (0, min(rows.room(band, 0), hanging))):
        part = face.letters.shorten(span.name, room - 0.1, face.size)
        if face.width(part) > _FEWEST * face.size and rows.put(band, [part], row):
            return


def _fits(span: Span, face: Face) -> bool:
    """Whether the name stands on one line within its band."""
    return bool(span.name) and face.width(span.name) <= span.width - _GAP


def _whole(name: str, room: float, face: Face) -> list[str]:
    """The name in as few lines as the room allows, balanced, no word cut; [] where that cannot be."""
    words = name.split()
    if face.width(name) <= room:
        return [name] if name else []
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    fitting = [(max(face.width(a), face.width(b)), (a, b)) for a, b in splits]
    widest, lines = min(fitting, default=(room + 1, ("", "")))
    return list(lines) if widest <= room and len(lines) <= _LINES else []


def _middle(span: Span) -> float:
    return (span.left + span.right) / 2
