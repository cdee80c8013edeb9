"""Beside the chart: the evidence, or one moment of it in full."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from mysteryshop.journey import Record

from .evidence_panel import EvidencePanel
from .moment_panel import MomentPanel

_PANEL, _WIDE_PANEL, _NARROW_PANEL = 336, 440, 316  # pixels
_WIDE, _ROOMY = 1600, 1180  # widths of the screen from which on it takes more


class StorySide(QFrame):
    """One of the two panels at a time, as wide as the screen lets it be."""

    def __init__(self, evidence: EvidencePanel, moment: MomentPanel) -> None:
        super().__init__()
        self.setProperty("role", "side-right")
        self._evidence, self._moment = evidence, moment
        self._stack = QStackedWidget()
        for panel in (evidence, moment):
            self._stack.addWidget(panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def fit(self, width: int, scale: float) -> None:
        """Take its share of a screen of so many pixels, with text of that scale."""
        panel = _WIDE_PANEL if width >= _WIDE else _PANEL if width >= _ROOMY else _NARROW_PANEL
        self.setFixedWidth(min(round(panel * scale), width * 2 // 5))

    def open_moment(self, record: Record, ident: str, *, locked: bool) -> None:
        """Show a moment in full."""
        self._moment.open(record, ident)
        self._moment.set_locked(locked)
        self._stack.setCurrentWidget(self._moment)
        self._evidence.choose(ident)

    def close_moment(self) -> None:
        """Keep what was typed of it, and go back to the evidence."""
        self._moment.editor.flush()
        was = self._moment.current
        self._moment.editor.current = ""
        self._stack.setCurrentWidget(self._evidence)
        if was and self.isVisible():
            self._evidence.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def narrow(self, moments: tuple[str, ...]) -> None:
        """Show the evidence of these moments only."""
        self.close_moment()
        self._evidence.narrow(frozenset(moments))
