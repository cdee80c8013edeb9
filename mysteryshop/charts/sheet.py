"""The page of one chart: its sizes in points, its letters, hairlines and panels. Nothing here is global.

Places are points (1/72 inch) from the upper left corner, so that a chart is laid out by measure and comes
out alike on screen, in SVG and in PDF. Draw again after the figure was resized.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from mysteryshop.charts import lettering
from mysteryshop.charts.lettering import REGULAR, SEMIBOLD
from mysteryshop.charts.measuring import Letters
from mysteryshop.palette import Palette

MARGIN = 8.0
FOOT = 14.0  # points of the line below a chart that says what it is of
_REPORT_WIDTH = 510.0  # points: the text width of the report's page, 180 mm


@dataclass(frozen=True, slots=True)
class Symbol:
    """One line of a key: a marker and its meaning."""

    words: str
    marker: str
    face: str
    edge: str
    size: float = 6.0
    width: float = 1.2
    alpha: float | None = None


class Paper(Figure):
    """A figure whose last line says what the chart above it is of, and which the chart leaves free."""

    def __init__(self, foot: str, *, inches: tuple[float, float], dpi: float) -> None:
        super().__init__(figsize=inches, dpi=dpi)
        self.foot = foot


@dataclass(slots=True)
class Sheet:
    """A cleared figure with its palette, its size in points and its text sizes."""

    figure: Figure
    palette: Palette
    page: float = field(init=False)  # height of the whole figure
    width: float = field(init=False)
    height: float = field(init=False)  # of the page, or of what its foot leaves of it
    body: float = field(init=False)  # text size, points
    small: float = field(init=False)
    heading: float = field(init=False)
    letters: Letters = field(init=False)  # measures
    points: Transform = field(init=False)  # points from the upper left corner

    def __post_init__(self) -> None:
        for axes in self.figure.axes:
            self.figure.delaxes(axes)  # clear() would first set up each of them anew, which takes as long as drawing
        self.figure.clear()
        self.figure.set_facecolor(self.palette.surface)
        self.width, self.page = (72.0 * float(inches) for inches in self.figure.get_size_inches())
        foot = self.figure.foot if isinstance(self.figure, Paper) else ""
        self.height = self.page - (FOOT if foot else 0.0)
        self.body = float(np.clip(8.2 * (self.width / _REPORT_WIDTH) ** 0.5, 7.6, 10.5))
        self.small = max(7.5, 0.94 * self.body)
        self.heading = 1.3 * self.body
        self.letters = Letters(float(self.figure.dpi))
        self.points = Affine2D().scale(1, -1).translate(0, self.page).scale(1 / 72) + self.figure.dpi_scale_trans
        if foot:
            right, last = self.width - MARGIN, self.page - 0.4 * FOOT
            self.text(right, last, foot, size=self.small, color=self.palette.warning, weight=SEMIBOLD, ha="right")

    @property
    def line_height(self) -> float:
        """From one line of body text to the next."""
        return 1.35 * self.body

    def text(
        self, x: float, y: float, words: str, *, size: float | None = None, color: str | None = None,
        weight: int = REGULAR, ha: str = "left", va: str = "baseline", italic: bool = False, rotation: float = 0.0,
    ) -> Text:  # fmt: skip
        """One line of text; the words must be clean (see lettering.clean) and measured by the caller."""
        return self.figure.text(
            x, y, words, transform=self.points, ha=ha, va=va, rotation=rotation, rotation_mode="anchor",
            color=color or self.palette.ink, parse_math=False,
            fontproperties=lettering.font(size or self.body, weight, italic, lettering.needs_system(words)),
        )  # fmt: skip

    def title(self, words: str) -> float:
        """The finding, in two lines at most, at the top; returns where the chart below it begins."""
        lines = self.letters.balanced(lettering.clean(words), self.width - 2 * MARGIN, self.heading, weight=SEMIBOLD)
        step = 1.3 * self.heading
        for index, line in enumerate(lines):
            y = MARGIN + self.heading + index * step
            self.text(MARGIN, y, line, size=self.heading, weight=SEMIBOLD)
        return MARGIN + len(lines) * step + 0.5 * self.body

    def say(self, title: str, sentence: str) -> None:
        """A calm sentence instead of an empty chart."""
        top = self.title(title)
        self.paragraph(self.width / 2, (top + self.height) / 2, sentence, self.width - 6 * MARGIN)

    def paragraph(self, centre: float, middle: float, words: str, room: float, *, lines: int = 3) -> None:
        """Centred lines in the second ink, around a point."""
        found = self.letters.wrap(lettering.clean(words), room, self.body, lines=lines)
        first = middle - (len(found) - 1) * self.line_height / 2 + 0.35 * self.body
        for index, line in enumerate(found):
            self.text(centre, first + index * self.line_height, line, color=self.palette.ink2, ha="center")

    def panel(
        self, left: float, top: float, width: float, height: float, *, x: tuple[float, float], y: tuple[float, float]
    ) -> Axes:
        """An empty panel in data coordinates, without any axis: hairlines and figures are drawn by measure."""
        place = (left / self.width, 1 - (top + height) / self.page, width / self.width, height / self.page)
        axes = self.figure.add_axes(place, xlim=x, ylim=y)
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        return axes

    def whole(self) -> Axes:
        """One panel over the whole page, in its points: left to right, top to bottom."""
        return self.panel(0, 0, self.width, self.height, x=(0, self.width), y=(self.height, 0))

    def key(self, right: float, y: float, entries: Sequence[Symbol], axes: Axes) -> float:
        """What the symbols mean, on one line that ends at `right`; returns where it begins."""
        x = right
        for entry in reversed(entries):
            self.text(x, y, entry.words, size=self.small, color=self.palette.ink2, ha="right")
            x -= self.letters.width(entry.words, self.small)
            x -= 1.1 * self.small
            middle = y - 0.36 * self.small
            made = points(
                axes, [x], [middle], marker=entry.marker, sizes=entry.size,
                face=entry.face, edge=entry.edge, width=entry.width,
            )  # fmt: skip
            made.set_alpha(entry.alpha)
            x -= 1.4 * self.small
        return x

    def lines(
        self, segments: Sequence[Sequence[tuple[float, float]]], *, color: str | None = None, width: float = 0.6,
        dashed: bool = False, zorder: float = 1.0, alpha: float | None = None,
    ) -> None:  # fmt: skip
        """Hairlines, in points."""
        if segments:
            style = (0, (3.0, 2.5)) if dashed else "solid"
            lines = LineCollection(
                [np.asarray(s) for s in segments], colors=color or self.palette.line, linewidths=width,
                linestyles=[style], transform=self.points, zorder=zorder, alpha=alpha,
            )  # fmt: skip
            self.figure.add_artist(lines)

    def areas(
        self, rectangles: Sequence[tuple[float, float, float, float]], color: str, *, alpha: float | None = None
    ) -> None:
        """Filled rectangles behind the panels, in points: left, top, right, bottom."""
        if rectangles:
            corners = [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in rectangles]
            self.figure.add_artist(
                PolyCollection(
                    corners, facecolors=color, edgecolors="none", transform=self.points, zorder=-1, alpha=alpha
                )
            )


def bars(axes: Axes, rectangles: Sequence[tuple[float, float, float, float]], *, face: str, edge: str = "none",
         width: float = 0.0, alpha: float | None = None, zorder: float = 1.0) -> PolyCollection:  # fmt: skip
    """Rectangles in data coordinates as one artist: left, bottom, right, top."""
    corners = [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in rectangles]
    made = PolyCollection(corners, facecolors=face, edgecolors=edge, linewidths=width, alpha=alpha, zorder=zorder)
    axes.add_collection(made, autolim=False)
    return made


def points(axes: Axes, x: Sequence[float], y: Sequence[float], *, marker: str, sizes: float | Sequence[float],
           face: str, edge: str, width: float = 0.8, zorder: float = 3.0) -> PathCollection:  # fmt: skip
    """Markers in data coordinates as one artist; sizes are diameters in points."""
    style = MarkerStyle(marker)
    path = style.get_path().transformed(style.get_transform())
    diameters = np.atleast_1d(np.asarray(sizes, dtype=float))
    made = PathCollection(
        [path], diameters**2, offsets=np.column_stack([x, y]), offset_transform=axes.transData,
        facecolors=face, edgecolors=edge, linewidths=width, zorder=zorder,
    )  # fmt: skip
    made.set_transform(Affine2D())
    made.set_clip_on(False)
    axes.add_collection(made, autolim=False)
    return made


def ticks(axes: Axes, segments: Sequence[tuple[tuple[float, float], tuple[float, float]]], *, color: str,
          width: float, zorder: float = 2.0, dashed: bool = False) -> LineCollection:  # fmt: skip
    """Straight lines in data coordinates as one artist."""
    style = (0, (2.5, 2.0)) if dashed else "solid"
    made = LineCollection(
        [np.asarray(s) for s in segments], colors=color, linewidths=width, linestyles=[style], zorder=zorder
    )
    made.set_capstyle("butt")
    axes.add_collection(made, autolim=False)
    return made
