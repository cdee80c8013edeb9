"""The field of the detail line: letters are text, and the few keys that mean something else say so."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ..widgets.nudge import nudge_of
from .echo import Echo

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_CHIPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_SILENT = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
_NOT_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.AltModifier


class DetailField(QLineEdit):
    """Signals are requests; the text itself is followed by `textEdited`."""

    keepRequested = Signal()
    stepRequested = Signal(int)  # 1: the moment before, -1: the one after
    chipRequested = Signal(int)  # 1: the next chip, -1: the one before
    levelTyped = Signal(int)  # a digit before any text
    levelErased = Signal()  # backspace where nothing stands in front of the caret
    removeRequested = Signal()
    nudgeRequested = Signal(int)  # seconds by which the moment is to move in time
    left = Signal()  # the keyboard went elsewhere

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "detail")
        self.digits: tuple[int, ...] = ()  # that choose a level while the field is empty
        self._held = False
        self.echo: Echo | None = None

    def take_keyboard(self) -> None:
        """Take the keyboard; a key that is still held down types nothing until it was let go."""
        self._held = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # any other reason would select all, and the next key erase it

    def event(self, event: QEvent) -> bool:
        """Keep what is typed from the screen's shortcuts; where nothing was typed, undo and redo are the journey's."""
        if isinstance(event, QKeyEvent):
            if self.echo is not None:
                self.echo.saw(event)
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._override(event)
            if event.type() == QEvent.Type.KeyPress and event.key() in _CHIPS:
                self.chipRequested.emit(_CHIPS[Qt.Key(event.key())])
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys with a meaning of their own, then text."""
        if self._is_echo(event):
            return
        self._held = False
        key, plain = event.key(), not event.modifiers() & _NOT_TEXT
        if key in _ENTER:
            if not event.isAutoRepeat():
                self.keepRequested.emit()
        elif seconds := nudge_of(event):
            self.nudgeRequested.emit(seconds)
        elif key in _STEPS:
            self.stepRequested.emit(_STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.removeRequested.emit()
        elif plain and not self.text() and event.text() in [str(digit) for digit in self.digits]:
            self.levelTyped.emit(int(event.text()))
        elif key == Qt.Key.Key_Backspace and not self.cursorPosition() and not self.hasSelectedText():
            self.levelErased.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        """Say that the keyboard went elsewhere."""
        super().focusOutEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self.left.emit()

    def _is_echo(self, event: QKeyEvent) -> bool:
        """The key that opened the line, still held down or arriving twice, types nothing."""
        if self._held and (event.isAutoRepeat() or (self.echo is not None and self.echo.holding)):
            if self.echo is not None and event.text().strip():
                self.echo.held(event.text().upper())
            return True
        if self.echo is None or event.key() in _SILENT:
            return False
        if self.echo.again("↵", self.echo.now()) if event.key() in _ENTER else self.echo.typed(event.text()):
            return True
        if event.key() not in _ENTER:
            self.echo.forget()
        return False

    def _override(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            ours = self.isUndoAvailable() if undo else self.isRedoAvailable()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _ENTER:
            ours = False
        else:
            typed = bool(event.text()) and event.text().isprintable() and not event.modifiers() & _NOT_TEXT
            ours = typed or event.key() in (*_ENTER, *_STEPS, *_CHIPS) or bool(nudge_of(event))
        if not ours and not _is_editing(event):
            event.ignore()
            return False
        event.accept()
        return True


def _is_editing(event: QKeyEvent) -> bool:
    """Moving and deleting inside a line: never a shortcut of the screen's."""
    if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        return True
    if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return True
    return any(
        event.matches(key)
        for key in (
            QKeySequence.StandardKey.Copy,
            QKeySequence.StandardKey.Cut,
            QKeySequence.StandardKey.Paste,
            QKeySequence.StandardKey.SelectAll,
        )
    )
