"""A list of moments as high as its rows, within limits: what stands in a panel is read without scrolling twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent

from ..theme import Theme
from ..widgets.moment_list import MomentList
from ..widgets.moment_rows import MomentModel, MomentRow

_HIGHEST = 300  # pixels


class PanelMoments(MomentList):
    """Hidden while there are none."""

    def __init__(self, name: str, accessible: str, theme: Theme) -> None:
        super().__init__(name, accessible, theme, MomentModel())
        self.moments.setParent(self)
        self.setProperty("role", "boxed")
        self.hide()

    def show_rows(self, rows: Sequence[MomentRow]) -> None:
        """These moments, from the first one."""
        self.moments.set_rows(list(rows))
        self.setVisible(bool(rows))
        self._fit()
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        height = 0
        for place in range(self.moments.rowCount()):
            height += self.sizeHintForRow(place)
            if height > _HIGHEST:
                break
        self.setFixedHeight(min(_HIGHEST, height + 4))
