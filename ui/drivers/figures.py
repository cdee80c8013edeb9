"""The figures behind the shares: a row a predictor, a column a measure, with what each means as a tooltip."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ..theme import tabular
from ..widgets.parts import named

if TYPE_CHECKING:
    from mysteryshop.analysis.drivers import Drivers

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
_ROW = 32


class DriverTable(QTableWidget):
    """As high as its rows: it never scrolls."""

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        named(self, "drivers.table", "The predictors' figures")
        self.setFont(tabular(self.font()))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for place, (words, tip) in enumerate(COLUMNS):
            item = QTableWidgetItem(words)
            item.setToolTip(tip)
            item.setTextAlignment(_aligned(place))
            self.setHorizontalHeaderItem(place, item)
            mode = QHeaderView.ResizeMode.Stretch if place == 0 else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(place, mode)

    def show_drivers(self, found: Drivers) -> None:
        """One row a predictor, the largest share first."""
        names = sorted(found.lmg, key=lambda name: -found.lmg[name])
        self.setRowCount(len(names))
        for place, name in enumerate(names):
            for column, words in enumerate(_row(found, name)):
                item = QTableWidgetItem(words)
                item.setTextAlignment(_aligned(column))
                self.setItem(place, column, item)
        self.setFixedHeight(_ROW * len(names) + self.horizontalHeader().sizeHint().height() + 4)


def _row(found: Drivers, name: str) -> tuple[str, ...]:
    interval, leads, rho, vif = (
        found.intervals.get(name), found.leads.get(name), found.spearman.get(name), found.vif[name]
    )  # fmt: skip
    return (
        name,
        _percent(found.lmg[name]),
        "–" if interval is None else f"{round(100 * interval.low)} to {_percent(interval.high)}",
        "–" if leads is None else _percent(leads),
        _percent(found.johnson[name]),
        "–" if rho is None else f"{rho:+.2f}".replace("-", "−"),
        f"{vif:.1f}" if isfinite(vif) else "∞",
        str(found.missing.get(name, 0)),
    )


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
