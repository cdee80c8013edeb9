"""Where the arrow keys go in a chart: from mark to mark, those that open something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from mysteryshop.charts.marks import Mark

_WIDE = 1 << 20  # more than a picture has rows of pixels


@dataclass(frozen=True, eq=False)
class Stops:
    """The marks of a drawn chart that open something; `boxes` are left, top, width, height in logical pixels.

    `along` and `down` are their numbers from left to right and from top to bottom.
    """

    figure: Figure
    boxes: NDArray[np.float64]
    artists: tuple[Artist, ...]
    owners: NDArray[np.int64]  # artist, and place of the mark in it
    along: tuple[int, ...]
    down: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.boxes)

    def place(self, number: int) -> QRectF:
        """Where that mark stands."""
        return QRectF(*(float(each) for each in self.boxes[number]))

    def mark(self, number: int) -> Mark:
        """What it says, with all that lie on it."""
        from mysteryshop.charts import marks

        artist, place = self.owners[number].tolist()
        return marks.heap_of(self.figure, self.artists[artist], place)

    def after(self, number: int | None, by: int, *, down: bool) -> int | None:
        """The next one in that direction, or the first; None where there is none further."""
        order = self.down if down else self.along
        if not order:
            return None
        at = (0 if by > 0 else len(order) - 1) if number is None else order.index(number) + by
        return order[at] if 0 <= at < len(order) else None


def stops_of(figure: Figure, height: int, ratio: float) -> Stops:
    """The stops of a figure on an image of that height; for a worker thread. Of marks at one place there is one."""
    import numpy as np

    from mysteryshop.charts import marks

    artists: list[Artist] = []
    found, owners = [np.empty((0, 4))], [np.empty((0, 2), dtype=np.int64)]
    for artist in marks.marked(figure):
        opening = marks.opening(artist)
        if len(opening):
            found.append(np.asarray(marks.boxes(artist), dtype=np.float64)[opening] / ratio)
            owners.append(np.column_stack([np.full(len(opening), len(artists)), opening]))
            artists.append(artist)
    left, bottom, right, top = np.concatenate(found).T
    x, y = (left + right) / 2, height / ratio - (bottom + top) / 2
    cells = np.round(x / marks.HEAP).astype(np.int64) * _WIDE + np.round(y / marks.HEAP).astype(np.int64)
    _, first = np.unique(cells, return_index=True)
    boxes = np.column_stack([left, height / ratio - top, right - left, top - bottom])[first]
    x, y = np.round(x[first]), np.round(y[first])
    along, down = np.lexsort((y, x)).tolist(), np.lexsort((x, y)).tolist()
    return Stops(figure, boxes, tuple(artists), np.concatenate(owners)[first], tuple(along), tuple(down))
