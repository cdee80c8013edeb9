"""What a chart is: prepared on a worker, drawn into any figure, told in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from matplotlib.figure import Figure

from mysteryshop.journey import Record
from mysteryshop.palette import Palette

Data = TypeVar("Data")


@dataclass(frozen=True, slots=True)
class Chart(Generic[Data]):
    """One chart of one journey.

    `prepare` is pure and may run on any thread; its answer is frozen. `draw` clears the figure, draws for the
    figure's present size and touches nothing else: draw again after a resize. `describe` is the alt text.
    `empty` says that there is nothing to show; `draw` then writes a calm sentence. `height` is the height in
    inches at which the chart reads well across a report's page (see render.REPORT_WIDTH).
    """

    name: str
    label: str
    prepare: Callable[[Record], Data]
    draw: Callable[[Figure, Data, Palette], None]
    describe: Callable[[Data], str]
    empty: Callable[[Data], bool]
    height: Callable[[Data], float]


AnyChart = Chart[Any]
