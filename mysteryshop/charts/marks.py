"""What a drawn mark stands for: hover tells, a click opens the moments behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, overload

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import LocationEvent
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from mysteryshop.analysis.sides import Behind

TOLERANCE = 10.0  # pixels of the screen, before scaling to a dense display
HEAP = 4.0  # the same: points that are no further apart lie on each other
_NAMED = 4  # points of a heap that it names
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


class Marks(Sequence[Mark]):
    """The marks of very many points, each made when it is asked for: ten thousand kept would have to be looked after.

    `told` says what the point of that number says; `moments` are their ids, one each, and `behind` is of all of them.
    """

    def __init__(self, moments: Sequence[str], told: Callable[[int], str], behind: Behind | None = None) -> None:
        self._moments, self._told, self._behind = moments, told, behind

    def __len__(self) -> int:
        return len(self._moments)

    @overload
    def __getitem__(self, place: int) -> Mark: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Mark]: ...

    def __getitem__(self, place: int | slice) -> Mark | Sequence[Mark]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return Mark(self._told(place % len(self)), (self._moments[place],), self._behind)


def attach(artist: Artist, marks: Sequence[Mark]) -> None:
    """Say what the artist's marks stand for: one for each offset, segment or path of a collection, in its order."""
    kept = marks if isinstance(marks, Marks) else tuple(marks)
    artist._mysteryshop_marks = kept  # type: ignore[attr-defined]  # matplotlib's artists have no place for it


def marks_of(artist: Artist) -> Sequence[Mark]:
    """The marks attached to that artist."""
    marks: Sequence[Mark] = getattr(artist, "_mysteryshop_marks", ())
    return marks


def opening(artist: Artist) -> NDArray[np.int64]:
    """Which of the artist's marks open something; those of very many points all do."""
    told = marks_of(artist)
    if isinstance(told, Marks):
        return np.arange(len(told))
    return np.array([place for place, mark in enumerate(told) if mark.moments], dtype=np.int64)


def every_mark(figure: Figure) -> tuple[Mark, ...]:
    """All marks of a drawn chart, in the order in which they were drawn."""
    return tuple(mark for artist in marked(figure) for mark in marks_of(artist))


def find(figure: Figure, event: LocationEvent) -> Mark | None:
    """The mark under the pointer, or the nearest within `TOLERANCE` pixels of the screen; None where there is none.

    A point, tick or line wins over the area that it lies on; among areas the smallest one wins.
    """
    best = _best(figure, event)
    return marks_of(best[0])[best[1]] if best else None


def find_heap(figure: Figure, event: LocationEvent) -> Mark | None:
    """As `find`, but points of journeys that lie on each other are one mark: it names them and opens them all."""
    best = _best(figure, event)
    return heap_of(figure, *best) if best else None


def heap_of(figure: Figure, artist: Artist, index: int) -> Mark:
    """That mark of the artist; where it is a journey's point, with all that lie on it."""
    mark = marks_of(artist)[index]
    if not _is_journey(artist, mark):
        return mark
    x, y = boxes(artist)[index][:2]
    reach = HEAP * _ratio(figure)
    found: dict[str, Mark] = dict.fromkeys(mark.moments, mark)
    for other in marked(figure):
        if isinstance(other, PathCollection):
            places = boxes(other)
            near = np.flatnonzero(np.hypot(places[:, 0] - x, places[:, 1] - y) <= reach)
            each = (marks_of(other)[place] for place in near.tolist())
            found |= {one.moments[0]: one for one in each if _is_journey(other, one) and one.moments[0] not in found}
    return _heap(mark, tuple(found.values()))


def _is_journey(artist: Artist, mark: Mark) -> bool:
    """Whether it is the point of one journey with moments behind it."""
    return isinstance(artist, PathCollection) and mark.behind is not None and len(mark.moments) == 1


def _heap(first: Mark, all_of_them: tuple[Mark, ...]) -> Mark:
    if len(all_of_them) == 1:
        return first
    told = [mark.text for mark in all_of_them[:_NAMED]]
    more = [f"and {len(all_of_them) - _NAMED} more"] if len(all_of_them) > _NAMED else []
    words = "\n".join([f"{len(all_of_them)} journeys lie here", *told, *more])
    return Mark(words, tuple(mark.moments[0] for mark in all_of_them), first.behind)


def _ratio(figure: Figure) -> float:
    """Pixels of the display for one of the screen."""
    return float(getattr(figure.canvas, "device_pixel_ratio", 1.0))


def _best(figure: Figure, event: LocationEvent) -> tuple[Artist, int] | None:
    """The artist and the number of its mark that is under the pointer or next to it."""
    tolerance = TOLERANCE * _ratio(figure)
    best: tuple[tuple[bool, float, float], Artist, int] | None = None
    for artist in marked(figure):
        found = _nearest(boxes(artist), event.x, event.y, tolerance)
        if found is not None and (best is None or found[0] < best[0]):
            best = found[0], artist, found[1]
    return (best[1], best[2]) if best else None


def marked(figure: Figure) -> Iterator[Artist]:
    """The visible artists that have marks."""
    """The visible artists that have marks."""
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
