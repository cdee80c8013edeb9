"""Charts as files: SVG with its letters as letters, PNG and PDF; the same record gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from mysteryshop.charts import find_chart
from mysteryshop.charts.chart import AnyChart
from mysteryshop.charts.comparison import GroupChart
from mysteryshop.charts.sheet import FOOT, Paper
from mysteryshop.errors import InputError
from mysteryshop.journey import Record
from mysteryshop.palette import Palette
from mysteryshop.replacing import replace_file
from mysteryshop.wording import DEMO

REPORT_WIDTH = 180 / 25.4  # inches: the text width of the report's page; letters come out at 7.5 to 11 points
SCREEN_DPI = 200.0
_LOCK = Lock()  # rc_context is the whole process's: one file at a time


_FORMATS: dict[str, tuple[Callable[[Figure], object], dict[str, None]]] = {  # canvas, metadata that would change
    ".svg": (FigureCanvasSVG, {"Date": None}),
    ".png": (FigureCanvasAgg, {"Software": None}),
    ".pdf": (FigureCanvasPdf, {"CreationDate": None}),
}


def drawn(
    chart: AnyChart | GroupChart,
    data: Any,
    palette: Palette,
    *,
    inches: tuple[float, float] | None = None,
    dpi: float = SCREEN_DPI,
    foot: str = "",
) -> Figure:
    """The chart in a figure of its own; without a size, as it stands in the report. `foot` is said below it."""
    below = FOOT / 72 if foot else 0.0
    figure = Paper(foot, inches=inches or (REPORT_WIDTH, chart.height(data) + below), dpi=dpi)
    chart.draw(figure, data, palette)
    return figure


def to_bytes(
    chart: AnyChart | GroupChart, data: Any, palette: Palette, suffix: str = ".svg", *,
    inches: tuple[float, float] | None = None, dpi: float = SCREEN_DPI, outlines: bool = False, foot: str = "",
) -> bytes:  # fmt: skip
    """The prepared chart as a file's content, always the same; `suffix` is .svg, .png or .pdf, `foot` a line below it.

    `outlines` turns the letters of an SVG into shapes, for programs that cannot set its scripts.
    """
    (canvas, metadata), file = _FORMATS[suffix], BytesIO()
    figure = drawn(chart, data, palette, inches=inches, dpi=dpi, foot=foot)
    canvas(figure)
    letters = "path" if outlines else "none"
    with _LOCK, rc_context({"svg.fonttype": letters, "svg.hashsalt": "mysteryshop", "pdf.fonttype": 42}):
        figure.savefig(file, format=suffix[1:], metadata=metadata)
    return file.getvalue()


def render(
    name: str, record: Record, path: Path, palette: Palette,
    size_inches: tuple[float, float] | None = None, dpi: float = SCREEN_DPI,
) -> None:  # fmt: skip
    """Write the chart of that name to `path`, as its ending says: .svg, .png or .pdf.

    Without a size it is as wide as the report's page; a chart of demo data says so. InputError where there is no such
    chart or ending, KnownError where the file cannot be written.
    """
    suffix = path.suffix.casefold()
    if suffix not in _FORMATS:
        found = f"“{path.suffix}”" if path.suffix else "no ending"
        raise InputError(
            f"A chart's file ends in .svg, .png or .pdf; “{path.name}” has {found}.", "Choose one of the three."
        )
    chart = find_chart(name)
    foot = DEMO if record.journey.demo else ""
    content = to_bytes(chart, chart.prepare(record), palette, suffix, inches=size_inches, dpi=dpi, foot=foot)
    replace_file(path, content)
