"""The bar above debrief and story: which journey this is, whether all of it is on disk, and where one can go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mysteryshop.clock import local
from mysteryshop.journey import Record

from .parts import button, frame, label, row

_DASH = "  ·  "
_ROOMY = 1100  # pixels from which on there is room to say that all is on disk


class JourneyBar(QWidget):
    """Names of its parts begin with `name`; more buttons come in front of the last one."""

    undoRequested = Signal()
    redoRequested = Signal()
    otherRequested = Signal()
    recordRequested = Signal()
    leaveRequested = Signal()

    def __init__(self, name: str, screen: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.bar")
        self._screen = screen
        self._name = self._where = ""
        other = {"debrief": "Story", "story": "Debrief"}[name]
        self.leave = button("‹", "plain", name=f"{name}.leave", tip="Back to all journeys", on=self.leaveRequested.emit)
        self.leave.setAccessibleName("Back to all journeys")
        self.title = label("", "subtitle", name=f"{name}.title")
        self.words = label("", "quiet", name=f"{name}.words")
        for part in (self.title, self.words):
            part.setMinimumWidth(1)  # they give way to the buttons
        self.disk = label("", "small", name=f"{name}.disk")
        self.undo = button("Undo", "plain", name=f"{name}.undo", tip="Ctrl+Z", on=self.undoRequested.emit)
        self.redo = button("Redo", "plain", name=f"{name}.redo", tip="Ctrl+Shift+Z", on=self.redoRequested.emit)
        self.record = button(
            "Record",
            "plain",
            name=f"{name}.record",
            tip="Every edit: what, who, when, why",
            on=self.recordRequested.emit,
        )
        self.other = button(other, name=f"{name}.other", on=self.otherRequested.emit)
        self._line = row(
            self.leave, self.title, self.words, None, self.disk, self.undo, self.redo, self.record, self.other
        )
        surface = frame("bar", self._line, margin=8)
        self._line.setContentsMargins(16, 8, 24, 8)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)

    def add(self, more: QPushButton) -> None:
        """One more button, at the right end."""
        self._line.addWidget(more)

    def show_record(self, record: Record | None) -> None:
        """Say which journey this is."""
        self._name = record.template.name if record is not None else ""
        self._where = _where(record) if record is not None else ""
        self._fit()

    def show_waiting(self, waiting: int) -> None:
        """Say whether everything is durable."""
        self.disk.setText("saving …" if waiting else "all on disk ✓")
        self._fit()

    def show_undo(self, can_undo: bool, can_redo: bool, *, sealed: bool = False) -> None:
        """Whether there is something to take back, or to do again; of a sealed journey there never is."""
        for each, can in ((self.undo, can_undo), (self.redo, can_redo)):
            each.setEnabled(can)
            each.setVisible(not sealed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words give way to buttons."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale has other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_line"):
            self._fit()

    def _fit(self) -> None:
        """Show as much of place and persona as there is room for."""
        self.disk.setVisible(self.disk.text().startswith("saving") or self.width() >= _ROOMY)
        buttons = (
            self.leave,
            self.disk,
            self.undo,
            self.redo,
            self.record,
            self.other,
            *self.findChildren(QPushButton),
        )
        taken = sum(part.sizeHint().width() + 8 for part in dict.fromkeys(buttons) if not part.isHidden())
        room = max(0, self.width() - taken - 60)
        metrics = self.title.fontMetrics()
        shown = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, max(80, room))
        self.title.setToolTip(self._name)
        self.title.setText(shown)
        left = max(0, room - metrics.horizontalAdvance(shown) - 16)
        self.words.setText(self.words.fontMetrics().elidedText(self._where, Qt.TextElideMode.ElideRight, left))
        self.words.setVisible(left > 60)
        self.words.setToolTip(self._where)


def _where(record: Record) -> str:
    head = record.journey
    at = head.started_at or head.created_at
    day = local(at, head.zone) if at else None
    when = f"{day.day} {day:%b %Y}" if day is not None else ""
    persona = f"walked as {head.persona}" if head.persona else ""
    return _DASH.join(part for part in (head.place, when, persona) if part)
