"""The figures behind the shares: a row a predictor, a column a measure, with what each means as a tooltip."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from ..widgets.still_table import StillTable

if TYPE_CHECKING:
    from mysteryshop.analysis.driver_result import Drivers

COLUMNS = (
    ("Predictor", ""),
    ("Share", "LMG: what it explains of the outcome's variance, averaged over all orders of the predictors."),
    ("95 % interval", "Of the share, by resampling the journeys."),
    ("Comes first", "In how many of the resamples it has the largest share."),
    ("Johnson", "Johnson's relative weight: a second opinion on the share."),
    ("Spearman", "Rank correlation with the outcome, alone: −1 to +1."),
    ("VIF", "Variance inflation: from 5 on it overlaps with the other predictors."),
    ("Missing", "Journeys left out for want of this value."),
)


class DriverTable(StillTable):
    """One row a predictor, the largest share first."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, "drivers.table", "The predictors' figures")

    def show_drivers(self, found: Drivers) -> None:
        """Show the predictors of an analysis."""
        self.show_rows([_row(found, name) for name in sorted(found.lmg, key=lambda name: -found.lmg[name])])


def _row(found: Drivers, name: str) -> tuple[str, ...]:
    from mysteryshop.analysis.driver_words import factor, often

    interval, leads, rho, vif = (
        found.intervals.get(name), found.leads.get(name), found.spearman.get(name), found.vif[name]
    )  # fmt: skip
    return (
        name,
        _percent(found.lmg[name]),
        "–" if interval is None else f"{round(100 * interval.low)} to {_percent(interval.high)}",
        "–" if leads is None else often(leads),
        _percent(found.johnson[name]),
        "–" if rho is None else f"{rho:+.2f}".replace("-", "−"),
        factor(vif) if isfinite(vif) else "∞",
        str(found.missing.get(name, 0)),
    )


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
