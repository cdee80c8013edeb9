"""Which kinds of moments are shown: a badge each, one stop of the Tab key; letters switch them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from mysteryshop.palette import Palette
from mysteryshop.vocabulary import KindTerm

from ..theme import Theme
from ..widgets.badge import paint_badge
from ..widgets.parts import named
from ..widgets.ringed import Ringed

_BADGE = 22
_LETTERS = {"feeling": "±", "mark": "·"}


class KindSwitch(QPushButton):
    """One badge: faint while its kind is filtered out, with a line below while it is chosen."""

    def __init__(self, kind: KindTerm, theme: Theme) -> None:
        super().__init__()
        self.kind = kind
        self._palette = theme.palette
        self.faint = False
        named(self, f"story.kind.{kind.id}", f"Show only: {kind.label}")
        self.setToolTip(kind.label)
        self.setCheckable(True)
        self.setFlat(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        """The badge and the line below."""
        return QSize(_BADGE + 4, _BADGE + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The badge alone: the style's button would drown it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        if not self.isEnabled() or self.faint:
            painter.setOpacity(0.35)
        paint_badge(painter, QRectF(2, 2, _BADGE, _BADGE), self.kind.id, self._palette)
        if self.isChecked():
            painter.fillRect(QRectF(2, _BADGE + 5, _BADGE, 2), QColor(self._palette.accent))
        painter.end()

    def _on_theme(self, palette: Palette) -> None:
        self._palette = palette
        self.update()


class KindFilter(Ringed):
    """Nothing chosen shows every kind."""

    changed = Signal()

    def __init__(self, theme: Theme, kinds: Iterable[KindTerm]) -> None:
        super().__init__()
        named(self, "story.kinds", "Filter by kind: press a kind's letter")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.switches = [KindSwitch(kind, theme) for kind in kinds]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(4)
        for switch in self.switches:
            switch.clicked.connect(lambda _checked=False: self._on_switched())
            layout.addWidget(switch)
        layout.addStretch(1)

    @property
    def chosen(self) -> frozenset[str]:
        """The kinds that are chosen."""
        return frozenset(s.kind.id for s in self.switches if s.isChecked())

    def clear(self) -> None:
        """Show every kind, without saying so."""
        for switch in self.switches:
            switch.setChecked(False)
            switch.faint = False

    def show_kinds(self, there: Collection[str]) -> None:
        """Which kinds the journey has: the others cannot be chosen."""
        for switch in self.switches:
            switch.setEnabled(switch.kind.id in there or switch.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter switches its kind, Delete chooses none."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
            self._on_switched()
            return
        letter = event.text().casefold()
        found = next(
            (s for s in self.switches if letter and s.kind.letter.casefold() == letter and s.isEnabled()), None
        )
        if found is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        found.setChecked(not found.isChecked())
        self._on_switched()

    def ring(self) -> tuple[QRectF, float]:
        """Around the switches."""
        right = self.switches[-1].geometry().right() + 4
        return QRectF(1, 1, right, self.height() - 2), 8

    def _on_switched(self) -> None:
        chosen = self.chosen
        for switch in self.switches:
            switch.faint = bool(chosen) and switch.kind.id not in chosen
            switch.update()
        self.changed.emit()
