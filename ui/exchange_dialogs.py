"""The two questions that the list of journeys asks: which notes, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from .widgets.parts import button, label, named, row

HINT = (
    "Lines such as “template: airline-passenger”, “10:22 > Security line”, “10:41 f3 Two lanes closed | information”. "
    "The help in README shows the whole grammar."
)


class PasteDialog(QDialog):
    """Field notes to be read, as they came from the clipboard; they may be corrected here."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasteDialog")
        self.setWindowTitle("Paste field notes")
        self.resize(640, 520)
        self._text = named(QPlainTextEdit(text), "pastedNotes", "Field notes")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label("Field notes", "title"))
        layout.addWidget(label(HINT, "small", wrap=True))
        layout.addWidget(self._text, 1)
        cancel = button("Cancel", name="pasteCancel", on=self.reject)
        take = button("Import", "primary", name="pasteImport", on=self.accept)
        take.setDefault(True)
        layout.addLayout(row(None, cancel, take))

    def text(self) -> str:
        """The notes as they stand."""
        return self._text.toPlainText()


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
