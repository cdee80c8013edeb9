"""The journey's charts as SVG, drawn as the app draws them, each with words for those who do not see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from mysteryshop import palette
from mysteryshop.charts import CHARTS, AnyChart
from mysteryshop.charts.comparison import GroupChart
from mysteryshop.charts.render import REPORT_WIDTH, to_bytes
from mysteryshop.journey import Record

# Letters of several code points (marks, joiners, flags, skin tones): Typst cannot always set them within an SVG.
_JOINED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0ee0\u0f00-\u109f\u1780-\u18ff"
    "\u1ab0-\u1cff\u1dc0-\u1dff\u200b-\u200f\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]"
)
TALLEST = 6.2  # inches: a chart of very many rows shows those that fit, and leaves room for the next
LESS = 0.6  # inches that the story can do without, in the panel of its feelings
_WORDS = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Drawings:
    """The charts that have something to show, by name; and the labels of those that have not."""

    drawn: dict[str, dict[str, str]]
    empty: tuple[str, ...]

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
            drawn[chart.name] = _drawing(chart, data)
    return Drawings(drawn, tuple(empty))


def _drawing(chart: AnyChart, data: Any) -> dict[str, str]:
    """The chart; the story also lower than it would like to be, for a first page with many words."""
    height = min(chart.height(data), TALLEST)
    drawing = {"svg": svg(chart, data, (REPORT_WIDTH, height)), "alt": chart.describe(data), "label": chart.label}
    return drawing | ({"low": svg(chart, data, (REPORT_WIDTH, height - LESS))} if chart.name == "story" else {})


def svg(chart: AnyChart | GroupChart, data: Any, inches: tuple[float, float]) -> str:
    """The chart with letters that can be searched and copied; as outlines where Typst could not set them."""
    light = palette.load("light")
    drawing = to_bytes(chart, data, light, inches=inches).decode()
    if any(_JOINED.search(unescape(words)) for words in _WORDS.findall(drawing)):
        return to_bytes(chart, data, light, inches=inches, outlines=True).decode()
    return drawing
