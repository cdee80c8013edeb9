"""One chart drawn to pixels, for a worker thread: matplotlib is imported here and nowhere else in ui/.

Sizes and places are in logical pixels, as widgets have them; the image is `ratio` times as fine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from mysteryshop.journey import Record
from mysteryshop.palette import Palette

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

    from mysteryshop.charts import AnyChart
    from mysteryshop.charts.comparison import GroupChart
    from mysteryshop.charts.marks import Mark

DPI = 96.0  # of a logical pixel
_REPORT_WIDTH = 680.0  # logical pixels of the width for which a chart names its height
_TIGHT = 0.82  # of that height, a chart still reads on a screen
_SQUEEZED = 0.96  # and of what it needs, rather than being scrolled for a few pixels
Places: TypeAlias = Mapping[str, QRectF]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn; equal ones give equal pictures. A chart that needs more height takes it."""

    chart: str
    record: Record
    palette: Palette
    width: int
    height: int
    ratio: float = 1.0
    scale: float = 1.0  # of the text
    beside_bar: int = 0  # width that a scroll bar leaves: whether it comes must not hang on whether it is there


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as pixels; `figure` is kept to find marks in, `places` says where each moment is."""

    wanted: Wanted
    image: QImage | None  # None where there is nothing to draw
    figure: Figure | None
    places: Places
    area: QRectF  # what all marks take up: titles and labels lie outside
    describes: str  # in words, for those who do not see it


def chart_list() -> tuple[tuple[str, str], ...]:
    """Name and label of every chart, in order."""
    from mysteryshop.charts import CHARTS

    return tuple((chart.name, chart.label) for chart in CHARTS)


def draw(wanted: Wanted) -> Drawn:
    """Prepare and draw; slow (up to some hundred milliseconds), and touches no widget."""
    from mysteryshop.charts import CHARTS

    chart = next(c for c in CHARTS if c.name == wanted.chart)
    data = chart.prepare(wanted.record)
    if chart.empty(data):
        return Drawn(wanted, None, None, {}, QRectF(), chart.describe(data))
    needs = needed(chart, data, wanted.beside_bar or wanted.width, wanted.scale)
    height = needs if needs * _SQUEEZED > wanted.height else wanted.height
    figure, image = _to_pixels(chart, data, wanted.palette, wanted.width, height, wanted.ratio, wanted.scale)
    places, area = places_of(figure, image.height(), wanted.ratio)
    return Drawn(wanted, image, figure, places, area, chart.describe(data))


def needed(chart: AnyChart | GroupChart, data: Any, width: int, scale: float) -> int:
    """The least height at which the chart still reads, in logical pixels."""
    return round(_TIGHT * chart.height(data) * DPI * scale * sqrt(width / _REPORT_WIDTH))


def picture(
    chart: AnyChart | GroupChart, data: Any, palette: Palette, width: int, height: int, ratio: float, scale: float
) -> tuple[Figure, QImage]:
    """The chart's figure and pixels, in as much height as given, or as it needs where that is more."""
    return _to_pixels(chart, data, palette, width, max(height, needed(chart, data, width, scale)), ratio, scale)


def _to_pixels(
    chart: AnyChart | GroupChart, data: Any, palette: Palette, width: int, height: int, ratio: float, scale: float
) -> tuple[Figure, QImage]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    inch = DPI * scale
    figure = Figure(figsize=(width / inch, height / inch), dpi=inch * ratio)
    canvas = FigureCanvasAgg(figure)
    canvas._device_pixel_ratio = ratio  # type: ignore[attr-defined]  # what marks.find measures its tolerance by
    chart.draw(figure, data, palette)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's Agg canvas is not annotated
    width, height = canvas.get_width_height(physical=True)
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return figure, image


def places_of(figure: Figure, height: int, ratio: float) -> tuple[dict[str, QRectF], QRectF]:
    """Where every moment stands, in logical pixels from the upper left corner, and the area of all marks.

    A moment that several marks show stands in the one that shows the fewest, the smallest of them.
    """
    from mysteryshop.charts import marks

    found: dict[str, tuple[int, float, QRectF]] = {}
    area = QRectF()
    for artist in _artists(figure):
        told = marks.marks_of(artist)
        if not told or not artist.get_visible():
            continue
        for mark, box in zip(told, marks.boxes(artist), strict=False):
            left, bottom, right, top = (float(v) / ratio for v in box)
            rect = QRectF(left, height / ratio - top, right - left, top - bottom)
            area = area.united(rect.adjusted(0, 0, 0.1, 0.1))  # a point alone has no area to unite
            for ident in mark.moments:
                rank = (len(mark.moments), rect.width() * rect.height(), rect)
                if ident not in found or rank[:2] < found[ident][:2]:
                    found[ident] = rank
    return {ident: rect for ident, (_, _, rect) in found.items()}, area


def _artists(figure: Figure) -> list[Artist]:
    return [*figure.artists, *figure.texts, *(a for axes in figure.axes for a in axes.get_children())]


def mark_at(drawn: Drawn, x: float, y: float) -> Mark | None:
    """The mark at that logical pixel; quick, for the pointer's every move."""
    if drawn.figure is None or drawn.image is None:
        return None
    return mark_in(drawn.figure, drawn.image, drawn.wanted.ratio, x, y)


def mark_in(figure: Figure, image: QImage, ratio: float, x: float, y: float) -> Mark | None:
    """The figure's mark at that logical pixel of its image; journeys' points that lie on each other are one."""
    from matplotlib.backend_bases import LocationEvent

    from mysteryshop.charts import marks

    left, bottom = round(x * ratio), round(image.height() - y * ratio)
    return marks.find_heap(figure, LocationEvent("motion_notify_event", figure.canvas, left, bottom))
