"""Drawing a chart as a screen does, and looking at what came out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from matplotlib.backend_bases import LocationEvent
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from mysteryshop import palette
from mysteryshop.charts import AnyChart, marks
from mysteryshop.charts.render import REPORT_WIDTH
from mysteryshop.journey import Record

APP = (1000, 560)  # pixels
LIGHT, DARK = palette.load("light"), palette.load("dark")
_SLACK = 1.5  # pixels by which matplotlib's own rounding may be off


@dataclass(frozen=True)
class Drawn:
    """A chart on its canvas."""

    figure: Figure
    canvas: FigureCanvasAgg

    @property
    def words(self) -> list[str]:
        """All texts, without the marks that steer direction."""
        return [text.get_text().strip("\u200e\u200f") for text in self.figure.texts]

    def placed(self) -> list[tuple[Text, tuple[float, float, float, float]]]:
        """Every text with its place in pixels: left, bottom, right, top."""
        renderer = self.canvas.get_renderer()
        boxes = [(text, text.get_window_extent(renderer)) for text in self.figure.texts]
        return [(text, (box.x0, box.y0, box.x1, box.y1)) for text, box in boxes]

    def cut(self) -> Iterator[str]:
        """Texts that leave the page."""
        wide, tall = self.figure.bbox.width, self.figure.bbox.height
        for text, (left, bottom, right, top) in self.placed():
            if left < -_SLACK or bottom < -_SLACK or right > wide + _SLACK or top > tall + _SLACK:
                yield text.get_text()

    def touching(self) -> Iterator[tuple[str, str]]:
        """Pairs of texts that cover each other."""
        for (one, a), (other, b) in combinations(self.placed(), 2):
            across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            if across > _SLACK and down > 2 * _SLACK:
                yield one.get_text(), other.get_text()

    def at(self, x: float, y: float) -> marks.Mark | None:
        """What the pointer finds at that pixel."""
        return marks.find(self.figure, LocationEvent("motion_notify_event", self.canvas, x, y))


def draw(chart: AnyChart, record: Record, size: tuple[int, int] | None = APP, theme: palette.Palette = LIGHT) -> Drawn:
    """The chart at so many pixels, or as the report has it."""
    data = chart.prepare(record)
    inches = (size[0] / 100, size[1] / 100) if size else (REPORT_WIDTH, chart.height(data))
    figure = Figure(figsize=inches, dpi=100 if size else 200)
    canvas = FigureCanvasAgg(figure)
    chart.draw(figure, data, theme)
    canvas.draw()
    return Drawn(figure, canvas)
