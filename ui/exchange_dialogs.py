"""The questions that the list of journeys asks: which notes, why, and whether really."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError

from .pause import pause
from .widgets.banner import Banner
from .widgets.parts import button, label, named, row

HINT = (
    "Lines such as “template: airline-passenger”, “10:22 > Security line”, “10:41 f3 Two lanes closed | information”. "
    "The help in README shows the whole grammar."
)

PATIENCE_MS = 400


class PasteDialog(QDialog):
    """Field notes to be read, as they came from the clipboard; they may be corrected here.

    It stays open until they are in: whoever took it asks for `accept` or `show_error` after `offered`.
    """

    offered = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasteDialog")
        self.setWindowTitle("Paste field notes")
        self.resize(640, 520)
        self._text = named(QPlainTextEdit(text), "pastedNotes", "Field notes")
        self._text.setTabChangesFocus(True)
        self._problem = Banner()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label("Field notes", "title"))
        layout.addWidget(label(HINT, "small", wrap=True))
        layout.addWidget(self._problem)
        layout.addWidget(self._text, 1)
        cancel = button("Cancel", name="pasteCancel", on=self.reject)
        self._take = button("Import", "primary", name="pasteImport", tip="Ctrl+Enter", on=self._offer)
        self._take.setDefault(True)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._offer)
        layout.addLayout(row(None, cancel, self._take))
        if not text.strip():
            self._text.setFocus()  # to be typed; what was pasted needs Enter alone

    def text(self) -> str:
        """The notes as they stand."""
        return self._text.toPlainText()

    def show_error(self, error: KnownError) -> None:
        """The notes could not be read: say why, and go to the line that is named."""
        self._take.setEnabled(True)
        self._problem.show_error(KnownError(f"{error.title[:1].upper()}{error.title[1:]}", error.remedy))
        if line := re.search(r", line (\d+)", error.title):
            block = self._text.document().findBlockByNumber(int(line[1]) - 1)
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self._text.setTextCursor(cursor)
        self._text.setFocus()

    def _offer(self) -> None:
        if self._take.isEnabled():
            self._take.setEnabled(False)  # until it is told what came of it
            self._problem.hide()
            self.offered.emit(self.text())


class ReasonDialog(QDialog):
    """Asks why; without a reason there is no way on."""

    def __init__(self, title: str, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reasonDialog")
        self.setWindowTitle(title)
        self.resize(480, 160)
        self._field = named(QLineEdit(), "reason", question)
        ok = button(title, "primary", name="reasonOk", on=self.accept)
        ok.setDefault(True)
        ok.setEnabled(False)
        self._field.textChanged.connect(lambda text: ok.setEnabled(bool(text.strip())))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(question, "strong", wrap=True))
        layout.addWidget(self._field)
        layout.addLayout(row(None, button("Cancel", name="reasonCancel", on=self.reject), ok))

    def reason(self) -> str:
        """What was given."""
        return self._field.text().strip()


class ConfirmDialog(QDialog):
    """Asks whether something that cannot be undone is meant; Enter alone leaves everything as it is."""

    def __init__(self, title: str, words: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirmDialog")
        self.setWindowTitle(title)
        self.resize(480, 160)
        keep = button("Keep it", "primary", name="confirmKeep", on=self.reject)
        keep.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addWidget(label(words, "quiet", wrap=True))
        layout.addLayout(row(None, button(verb, "danger", name="confirmDo", on=self.accept), keep))
        keep.setFocus()


class ProgressDialog(QDialog):
    """Shows how far something is, and offers to stop it; what takes no time is never seen."""

    stopped = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressDialog")
        self.setWindowTitle(title)
        self.resize(420, 130)
        self._words = label(title, "strong", name="progressWords")
        self._bar = named(QProgressBar(), "progressBar", title)
        self._bar.setRange(0, 0)
        self._patience = pause(self, PATIENCE_MS, self.open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addLayout(row(None, button("Stop", name="progressStop", on=self.reject)))
        self.finished.connect(lambda _: self._patience.stop())
        self.finished.connect(lambda _: self.deleteLater())

    def open_later(self) -> None:
        """Show it, should it still be needed in a moment."""
        self._patience.start()

    def show_progress(self, doing: str, percent: int) -> None:
        """How far it is, of a hundred."""
        self._words.setText(f"{doing} … {percent} %")
        self._bar.setRange(0, 100)
        self._bar.setValue(percent)

    def reject(self) -> None:
        """Stop, also by Esc; the dialog closes once it has stopped."""
        self._words.setText("Stopping: nothing stays of it …")
        self.stopped.emit()
