"""What a drawn mark stands for: hover tells, a click opens the moments behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import LocationEvent
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from mysteryshop.analysis.sides import Behind

TOLERANCE = 10.0  # pixels of the screen, before scaling to a dense display
_AREA = 24.0  # pixels: what is larger in both directions is an area, and yields to any mark on it
Boxes: TypeAlias = NDArray[np.float64]  # one row a mark: left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Mark:
    """What one mark says to the pointer, and the ids of the moments it shows (in order of time).

    In charts of several journeys they are ids of journeys, and `behind` says which of their moments it stands for.
    """

    text: str
    moments: tuple[str, ...] = ()
    behind: Behind | None = None


def attach(artist: Artist, marks: Sequence[Mark]) -> None:
    """Say what the artist's marks stand for: one for each offset, segment or path of a collection, in its order."""
    artist._mysteryshop_marks = tuple(marks)  # type: ignore[attr-defined]  # matplotlib's artists have no place for it


def marks_of(artist: Artist) -> tuple[Mark, ...]:
    """The marks attached to that artist."""
    marks: tuple[Mark, ...] = getattr(artist, "_mysteryshop_marks", ())
    return marks


def every_mark(figure: Figure) -> tuple[Mark, ...]:
    """All marks of a drawn chart, in the order in which they were drawn."""
    return tuple(mark for artist in _marked(figure) for mark in marks_of(artist))


def find(figure: Figure, event: LocationEvent) -> Mark | None:
    """The mark under the pointer, or the nearest within `TOLERANCE` pixels of the screen; None where there is none.

    A point, tick or line wins over the area that it lies on; among areas the smallest one wins.
    """
    tolerance = TOLERANCE * float(getattr(figure.canvas, "device_pixel_ratio", 1.0))
    best: tuple[tuple[bool, float, float], Mark] | None = None
    for artist in _marked(figure):
        found = _nearest(boxes(artist), event.x, event.y, tolerance)
        if found is not None and (best is None or found[0] < best[0]):
            best = found[0], marks_of(artist)[found[1]]
    return best[1] if best else None


def _marked(figure: Figure) -> Iterator[Artist]:
    for artist in (*figure.artists, *figure.texts, *(a for axes in figure.axes for a in axes.get_children())):
        if marks_of(artist) and artist.get_visible():
            yield artist


def _nearest(found: Boxes, x: float, y: float, tolerance: float) -> tuple[tuple[bool, float, float], int] | None:
    """The index of the nearest box and its rank: marks before areas, then the distance, then the size."""
    left, bottom, right, top = found.T
    distance = np.hypot(np.maximum(np.maximum(left - x, x - right), 0), np.maximum(np.maximum(bottom - y, y - top), 0))
    centre = np.hypot((left + right) / 2 - x, (bottom + top) / 2 - y)
    area = np.minimum(right - left, top - bottom) > _AREA
    size = np.where(area, (right - left) * (top - bottom), centre)
    within = np.flatnonzero(distance <= np.where(area, 0.0, tolerance))
    if not len(within):
        return None
    index = int(within[np.lexsort((size[within], distance[within], area[within]))[0]])
    return (bool(area[index]), float(distance[index]), float(size[index])), index


def boxes(artist: Artist) -> Boxes:
    """The boxes of the artist's marks in pixels, one row a mark: left, bottom, right, top."""
    if isinstance(artist, PathCollection):
        points = np.asarray(artist.get_offset_transform().transform(artist.get_offsets()), dtype=float)
        return np.hstack([points, points])
    if isinstance(artist, Collection):
        points, starts = _outlines(artist)
        points = artist.get_transform().transform(points)
        return np.hstack([np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)])
    return np.array([artist.get_window_extent().extents], dtype=float)


def _outlines(artist: Collection) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The vertices of all paths of a collection, and where each path begins; kept, as the pointer moves often."""
    kept: tuple[NDArray[np.float64], NDArray[np.intp]] | None = getattr(artist, "_mysteryshop_outlines", None)
    if kept is None:
        paths = [np.asarray(p.vertices, dtype=float) for p in artist.get_paths()]
        starts = np.cumsum([0, *(len(p) for p in paths[:-1])])
        kept = artist._mysteryshop_outlines = np.concatenate(paths), starts  # type: ignore[attr-defined]
    return kept
