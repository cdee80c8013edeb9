"""The journey's charts as SVG, drawn as the app draws them, each with words for those who do not see it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from mysteryshop import palette
from mysteryshop.charts import CHARTS, Chart
from mysteryshop.journey import Record

WIDTH = 510.0  # points: the text width of the page
HEIGHTS = {"story": 262.0, "plan": 200.0, "expectations": 190.0, "friction": 190.0, "time": 200.0, "causes": 210.0}
_HEIGHT = 200.0


@dataclass(frozen=True, slots=True)
class Drawings:
    """The charts that have something to show, by name; and why the others are left out."""

    drawn: dict[str, dict[str, str]]
    empty: tuple[str, ...]  # labels

    def get(self, name: str) -> dict[str, str] | None:
        """The drawing of that name: its svg, alt and label."""
        return self.drawn.get(name)


def drawings(record: Record) -> Drawings:
    """Every chart of CHARTS on paper's light ground."""
    drawn: dict[str, dict[str, str]] = {}
    empty = []
    for chart in CHARTS:
        data = chart.prepare(record)
        if chart.empty(data):
            empty.append(chart.label)
        else:
            drawn[chart.name] = {"svg": _svg(chart, data), "alt": chart.describe(data), "label": chart.label}
    return Drawings(drawn, tuple(empty))


def _svg(chart: Chart, data: Any) -> str:
    figure = Figure(figsize=(WIDTH / 72, HEIGHTS.get(chart.name, _HEIGHT) / 72))
    FigureCanvasSVG(figure)
    chart.draw(figure, data, palette.load("light"))
    written = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": chart.name}):
        figure.savefig(written, format="svg", metadata={"Date": None})
    return written.getvalue()
