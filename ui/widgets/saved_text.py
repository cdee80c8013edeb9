"""Fields that keep themselves: what was typed is stored on leaving, after a pause, and on going away.

A field shows what is stored until somebody types; from then on nothing takes the typed words away
but an undo. `stored` is what the record says, `sent` what is on its way to the disk.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip

from ..theme import set_role
from .parts import named

PAUSE_MS = 2500


class Draft(QObject):
    """The state of one field's words; it decides what is written and what is shown."""

    due = Signal(str)

    def __init__(self, field: SavedLine | SavedText) -> None:
        super().__init__(field)
        self._field = field
        self.stored = ""
        self.sent: str | None = None
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether there are words that are neither stored nor on their way."""
        return self._field.words() not in ((self.stored,) if self.sent is None else (self.sent,))

    def flush(self) -> None:
        """Send what was typed."""
        self.pause.stop()
        if self.dirty and not self._field.isReadOnly():
            self.sent = self._field.words()
            self.due.emit(self.sent)

    def show(self, stored: str, quiet: bool) -> None:
        """Follow the record; `quiet` says that no edit is on its way any more."""
        if self.sent is not None and not quiet:
            return
        kept = self._field.words()
        clean = not self.dirty
        if clean and self._field.hasFocus() and kept.split() == stored.split():
            stored = kept  # only blanks differ: they may be those between the last word and the next
        self.stored, self.sent = stored, None
        if clean and kept != stored:
            self._field.set_words(stored)

    def begin(self, stored: str) -> None:
        """Start on another item: its stored words."""
        self.pause.stop()
        self.stored, self.sent = stored, None
        if self._field.words() != stored:
            self._field.set_words(stored)

    def refused(self) -> None:
        """What was sent was not taken: the words stay, to be sent again."""
        self.sent = None

    def typed(self) -> None:
        """Somebody is typing: store the words when they pause, unless half of them mean something else."""
        if self._field.keeps_on_pause:
            self.pause.start()


class SavedLine(QLineEdit):
    """One line; Enter stores it and asks to go on, unless the words are none that can be stored: `mark` says so."""

    kept = Signal(str)  # words to be stored
    judged = Signal(str)  # what was expected instead of these words; "" where they were read
    goOn = Signal()
    keeps_on_pause = True

    def __init__(self, name: str, accessible: str, hint: str = "") -> None:
        super().__init__()
        named(self, name, accessible).setPlaceholderText(hint)
        self._expected = ""
        self.about = ""  # the id of what the words are about, where they may be such that cannot be read
        self.draft = Draft(self)
        self.draft.due.connect(self.kept)
        self.textEdited.connect(lambda _: self._on_edited())

    def words(self) -> str:
        """What stands in the field."""
        return self.text()

    def mark(self, expected: str) -> None:
        """Say what was expected instead of these words; "" says that they are good."""
        self._expected = expected
        role = "invalid" if expected else ""
        if (self.property("role") or "") != role:
            set_role(self, role)
        self.setAccessibleDescription(expected)

    def judge(self, expected: str) -> None:
        """Mark the words, and tell whoever holds the seal."""
        self.mark(expected)
        self.judged.emit(expected)

    def set_words(self, words: str) -> None:
        """Show other words, from their beginning."""
        self.setText(words)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone goes on; with Ctrl it belongs to the screen."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.draft.flush()
            if self._expected:
                QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self._expected, self)
            else:
                self.goOn.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving stores."""
        super().focusOutEvent(event)
        _store_on_leaving(self.draft, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Going away stores, too."""
        self.draft.flush()
        super().hideEvent(event)

    def _on_edited(self) -> None:
        self.draft.typed()
        if self._expected and not self.draft.dirty:
            self.judge("")  # what is stored stands there again


class SavedText(QPlainTextEdit):
    """Several lines that grow with their words up to a height; Tab leaves, Enter is a new line unless `single`."""

    kept = Signal(str)
    goOn = Signal()
    keeps_on_pause = True

    def __init__(
        self, name: str, accessible: str, hint: str = "", *, lines: int = 3, most: int = 8, single: bool = False
    ) -> None:
        super().__init__()
        named(self, name, accessible).setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines, self._most, self._single = lines, most, single
        self.draft = Draft(self)
        self.draft.due.connect(self.kept)
        self._showing = False
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def words(self) -> str:
        """What stands in the field; a single sentence has no line breaks."""
        text = self.toPlainText()
        return " ".join(text.split()) if self._single else text

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._showing = True
        self.setPlainText(words)
        self._showing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter belongs to the screen; Enter goes on where one sentence is asked for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            if self._single:
                self.draft.flush()
                self.goOn.emit()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving stores."""
        super().focusOutEvent(event)
        _store_on_leaving(self.draft, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Going away stores, too."""
        self.draft.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale asks for another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_most"):
            self._fit()

    def _on_changed(self) -> None:
        if not self._showing:
            self.draft.typed()

    def _fit(self) -> None:
        needed = round(self.document().size().height())
        shown = max(self._lines, min(self._most, needed))
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        edges = 2 * round(self.document().documentMargin()) + 18  # the style sheet's padding and border
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + edges)


def _store_on_leaving(draft: Draft, event: QFocusEvent) -> None:
    if event.reason() != Qt.FocusReason.PopupFocusReason:  # the field's own context menu
        draft.flush()
