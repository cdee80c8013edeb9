"""A field for a passphrase: hidden unless it is asked to show, and it says when Caps Lock seems to be on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ..theme import Theme, icon
from ..widgets.parts import label, named

CAPS = "Caps Lock is on."


class PassphraseField(QWidget):
    """A line edit with a button that shows or hides what is typed, and a hint below."""

    submitted = Signal()
    textChanged = Signal(str)

    def __init__(self, name: str, says: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.edit = named(QLineEdit(), name, says)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setPlaceholderText(says)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self.submitted)
        self.edit.textChanged.connect(self.textChanged)
        self._look = QAction(self)
        self._look.setObjectName(f"{name}Look")
        self._look.triggered.connect(lambda: self.show_typed(self.edit.echoMode() == QLineEdit.EchoMode.Password))
        self.edit.addAction(self._look, QLineEdit.ActionPosition.TrailingPosition)
        self.caps = label(CAPS, "small-warning", name=f"{name}Caps")
        self.caps.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit)
        layout.addWidget(self.caps)
        self.setFocusProxy(self.edit)
        theme.changed.connect(self._dress)
        self._dress()

    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed, and hide what comes next."""
        self.edit.clear()
        self.show_typed(False)

    def show_typed(self, shown: bool) -> None:
        """Show what is typed, or dots."""
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter that is large without Shift, or small with it, tells of Caps Lock: Qt itself does not."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look_at(event)
        elif event.type() == QEvent.Type.FocusOut:
            self.caps.hide()
        return super().eventFilter(watched, event)

    def _look_at(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.hide()  # whichever way it went, the next letter tells
            return
        typed = event.text()
        if len(typed) == 1 and typed.lower() != typed.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(typed.isupper() != shift)

    def _dress(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        words = "Show what is typed" if hidden else "Hide what is typed"
        self._look.setIcon(icon("eye" if hidden else "eye-off", self._theme.palette.ink2, 18))
        self._look.setText(words)
        self._look.setToolTip(words)
