"""The charts of one journey: CHARTS lists them, in the order in which they are read."""

from __future__ import annotations

from mysteryshop.charts import causes, expectations, friction, plan, story, time
from mysteryshop.charts.chart import AnyChart, Chart
from mysteryshop.errors import InputError

__all__ = ["CHARTS", "AnyChart", "Chart", "find_chart"]

_SOURCES = (
    ("story", "Story", story),
    ("plan", plan.NAME, plan),
    ("expectations", expectations.NAME, expectations),
    ("friction", friction.NAME, friction),
    ("time", time.NAME, time),
    ("causes", causes.NAME, causes),
)
CHARTS: tuple[AnyChart, ...] = tuple(
    Chart(name, label, each.prepare, each.draw, each.describe, each.empty, each.height)
    for name, label, each in _SOURCES
)


def find_chart(name: str) -> AnyChart:
    """The chart of that name; InputError where there is none."""
    for chart in CHARTS:
        if chart.name == name.strip().casefold():
            return chart
    names = ", ".join(chart.name for chart in CHARTS)
    raise InputError(f"There is no chart named “{name}”.", f"Choose one of: {names}.")
