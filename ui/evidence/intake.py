"""Dropping and pasting: any screen takes files and pictures, also while a line is being typed on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from mysteryshop.clock import Clock, Stamp, local

from .sources import Source, holds_evidence, sources_of

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)


class Intake(QObject):
    """`came` carries what was dropped or pasted on the host, with the instant; Shift at the drop keeps camera data.

    Text fields keep Ctrl+V for text: only where the clipboard holds files or a picture is it evidence.
    """

    came = Signal(tuple, object, bool)  # sources, Stamp, keep camera data

    def __init__(self, host: QWidget, clock: Clock) -> None:
        super().__init__(host)
        self._host, self._clock = host, clock
        self._watched: QWidget | None = None
        host.setAcceptDrops(True)
        host.installEventFilter(self)
        self._paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), host)
        self._paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._paste.activated.connect(self.paste)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def paste(self) -> bool:
        """Take what is on the clipboard; whether it was evidence."""
        at = self._clock.now()
        mime = QGuiApplication.clipboard().mimeData()
        return self._take(sources_of(mime, _stamp_text(at)), at, False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drops on the host, and pasting into its text fields."""
        kind = event.type()
        if watched is self._host:
            if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
                return self._on_drag(event)
            if kind == QEvent.Type.Drop:
                return self._on_drop(event)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Paste) and self._paste_into_field()
        return super().eventFilter(watched, event)

    def _on_drag(self, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent) or not holds_evidence(event.mimeData()):
            return False
        for field in (f for kind in _FIELDS for f in self._host.findChildren(kind)):
            field.setAcceptDrops(False)  # a file dropped there is evidence, not its name as text
        event.acceptProposedAction()
        return True

    def _on_drop(self, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent):
            return False
        at = self._clock.now()
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self._take(sources_of(event.mimeData(), _stamp_text(at)), at, keep):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _paste_into_field(self) -> bool:
        mime = QGuiApplication.clipboard().mimeData()
        return holds_evidence(mime) and not _words_only(mime.text(), bool(mime.urls())) and self.paste()

    def _take(self, sources: tuple[Source, ...], at: Stamp, keep: bool) -> bool:
        if sources:
            self.came.emit(sources, at, keep)
        return bool(sources)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        field = isinstance(now, _FIELDS) and self._host.isAncestorOf(now)
        self._watched = now if field else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            self._watched.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None


def _words_only(text: str, files: bool) -> bool:
    """Whether pasting gives words: a spreadsheet's cells come with a picture of themselves."""
    return bool(text) and not files


def _stamp_text(at: Stamp) -> str:
    from datetime import timedelta, timezone

    return f"{local(at.at, timezone(timedelta(seconds=at.offset_s))):%Y-%m-%d %H.%M.%S}"
