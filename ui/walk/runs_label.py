"""A label for runs of text: wraps, shortens, follows the theme, and never reads a user's words as markup."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme import Theme, tabular
from ..widgets.runs import Paragraph, Runs, plain

_WIDEST = 1e6


class RunsLabel(QWidget):
    """`most` lines of text at `pixels` height; one line is shortened, several wrap first.

    `figures` gives all figures one width, for numbers that run; a `firm` label is never shortened.
    """

    def __init__(
        self, theme: Theme, name: str, *, pixels: int = 14, most: int = 1, figures: bool = False, firm: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self._pixels, self._most, self._figures, self._firm = pixels, most, figures, firm
        self._runs: Runs = ()
        self._paragraph: Paragraph | None = None
        wide = QSizePolicy.Policy.Maximum if most == 1 else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(wide, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(most > 1)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme)

    @property
    def text(self) -> str:
        """The words as plain text."""
        return plain(self._runs)

    def set_runs(self, *runs_: Runs) -> None:
        """Show other words; the same words cost nothing."""
        runs = tuple(run for part in runs_ for run in part)
        if runs != self._runs:
            self._runs = runs
            self.setAccessibleName(plain(runs))
            self._lay_out()

    def sizeHint(self) -> QSize:
        """As wide as the words in one line."""
        whole = self._made(_WIDEST, 1)
        return QSize(ceil(whole.width) + 1, whole.height or round(QFontMetricsF(self._font()).height()))

    def minimumSizeHint(self) -> QSize:
        """One line of a few words; a firm label keeps all of them."""
        if self._firm:
            return self.sizeHint()
        return QSize(min(48, self.sizeHint().width()), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Whether it may need more than one line."""
        return self._most > 1

    def heightForWidth(self, width: int) -> int:
        """The height that the words need."""
        return self._made(width, self._most).height or self.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words."""
        if self._paragraph is None:
            self._paragraph = self._made(self.width(), self._most)
        painter = QPainter(self)
        top = (self.height() - self._paragraph.height) / 2 if self._most == 1 else 0.0
        self._paragraph.paint(painter, QPointF(0, top))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        self._paragraph = None
        super().resizeEvent(event)

    def _made(self, width: float, most: int) -> Paragraph:
        return Paragraph(self._runs, self._font(), self._theme.palette, width, most)

    def _font(self) -> QFont:
        font = tabular(QFont()) if self._figures else QFont()
        font.setPixelSize(round(self._pixels * self._theme.scale))
        font.setWeight(QFont.Weight.Normal)
        return font

    def _lay_out(self) -> None:
        self._paragraph = None
        self.updateGeometry()
        self.update()

    def _on_theme(self) -> None:
        self._lay_out()
