"""How sure against how right: every n can be read, however close the points lie on a small card."""

from __future__ import annotations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from mysteryshop.analysis.beliefs import Bin, Calibration
from mysteryshop.analysis.intervals import wilson
from mysteryshop.charts.comparison import COMPARISONS
from mysteryshop.charts.comparison.panel import plain
from tests.charts.looking import LIGHT, Drawn

CHART = COMPARISONS["calibration"]


def near() -> Calibration:
    """Five ranges of confidence, about as often right in each."""
    bins = tuple(
        Bin(sure - 0.05, sure + 0.05, n, sure, right / n, wilson(right, n), (f"j{n}",))
        for sure, n, right in ((0.2, 42, 19), (0.4, 50, 24), (0.5, 35, 15), (0.75, 78, 44), (0.9, 48, 24))
    )
    return Calibration(sum(b.n for b in bins), bins, 0.58, 0.51, 0.21, 0)


@pytest.mark.parametrize("size", [(330, 290), (470, 300), (960, 330)])
def test_no_n_touches_another(size: tuple[int, int]) -> None:
    figure = Figure(figsize=(size[0] / 96, size[1] / 96), dpi=96)
    canvas = FigureCanvasAgg(figure)
    CHART.draw(figure, CHART.prepare(near()), LIGHT)
    canvas.draw()
    found = Drawn(figure, canvas)
    assert {f"n = {n}" for n in (42, 50, 35, 78, 48)} <= set(found.words)
    assert not [pair for pair in found.touching() if pair[0].startswith("n = ") or pair[1].startswith("n = ")]


def test_large_figures_on_an_axis_are_written_out() -> None:
    assert [plain(v) for v in (1_000_000, 2_500_000, -1_240_000, 999_999, 0.5)] == [
        "1,000,000", "2,500,000", "−1,240,000", "999,999", "0.5",
    ]  # fmt: skip
