"""Charts with one row a touchpoint: names on the left, panels beside them, a foot below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mysteryshop.charts.sheet import MARGIN, Sheet

AXIS = 3.3  # lines of body text that an axis and its unit take below the rows

NAME_SHARE = 0.27  # of the page: what names may take
_TALLEST = 3.1  # lines of body text that a row may take
SHORTEST = 1.4  # and must have


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` laid out from `left` to `right`, in points of the page."""

    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        """Where that value lies."""
        return self.left + (value - self.low) / ((self.high - self.low) or 1.0) * (self.right - self.left)


def rows_that_fit(sheet: Sheet, top: float, bottom: float) -> int:
    """How many rows there is room for."""
    return max(1, int((bottom - top) / (SHORTEST * sheet.body)))


class Rows:
    """The rows of one chart: their names, and where they lie in points from the top of the page."""

    def __init__(self, sheet: Sheet, names: Sequence[str], top: float, bottom: float) -> None:
        self.sheet, self.count = sheet, len(names)
        self.height = min((bottom - top) / max(1, self.count), _TALLEST * sheet.body)
        self.top, self.bottom = top, top + self.height * self.count
        room = NAME_SHARE * sheet.width
        lines = 2 if self.height > 2.5 * sheet.body else 1
        self.names = [sheet.letters.wrap(name, room, sheet.body, lines=lines) for name in names]
        self.left = (
            MARGIN + max((sheet.letters.width(w, sheet.body) for name in self.names for w in name), default=0.0) + 10
        )

    def middle(self, index: int) -> float:
        """The middle of the row."""
        return self.top + (index + 0.5) * self.height

    def draw(self, slanted: Sequence[bool] = ()) -> None:
        """Names, and every second row on the ground's colour."""
        sheet, right = self.sheet, self.sheet.width - MARGIN
        stripes = [
            (MARGIN - 4, self.top + i * self.height, right, self.top + (i + 1) * self.height)
            for i in range(1, self.count, 2)
        ]
        sheet.areas(stripes, sheet.palette.ground)
        for index, name in enumerate(self.names):
            first = self.middle(index) + 0.36 * sheet.body - (len(name) - 1) * 0.6 * sheet.body
            for line, words in enumerate(name):
                italic = bool(slanted) and slanted[index]
                sheet.text(MARGIN, first + line * 1.2 * sheet.body, words, italic=italic)

    def axis(self, scale: Scale, ticks: Sequence[tuple[float, str]], unit: str) -> None:
        """Ticks and unit below a scale, with hairlines through all rows."""
        sheet, color = self.sheet, self.sheet.palette.ink2
        while _crowded(sheet, ticks, scale):
            ticks = ticks[::2]
        places = [scale.x(at) for at, _ in ticks]
        sheet.lines([[(p, self.top), (p, self.bottom)] for p in places], width=0.5, zorder=-0.5)
        sheet.lines([[(scale.left, self.bottom), (scale.right, self.bottom)]], color=color, alpha=0.5)
        for place, (_, words) in zip(places, ticks, strict=True):
            sheet.text(place, self.bottom + 1.3 * sheet.body, words, color=color, ha="center", size=sheet.small)
        middle = (scale.left + scale.right) / 2
        sheet.text(middle, self.bottom + 2.6 * sheet.body, unit, color=color, ha="center", size=sheet.small)


def _crowded(sheet: Sheet, ticks: Sequence[tuple[float, str]], scale: Scale) -> bool:
    """Whether the labels of two neighbouring ticks would touch."""
    for (a, left), (b, right) in pairwise(ticks):
        half = (sheet.letters.width(left, sheet.small) + sheet.letters.width(right, sheet.small)) / 2
        if scale.x(b) - scale.x(a) < half + 3:
            return True
    return False
