"""What is asked before a bundle is written or opened: a passphrase, or none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError

from ..lock.passphrase_field import PassphraseField
from ..theme import Theme
from ..widgets.banner import Banner
from ..widgets.parts import button, label, row
from ..widgets.room import grow

_HANDED = (
    "The file carries the whole record: every edit, every attached file, every name and word as it was noted. Nothing "
    "in it can be redacted without breaking the proof. Hand it to somebody who may read all of that."
)
_ADVICE = (
    "Leave it empty for a file that anybody can open. Nobody can recover it: tell it to the reader by another way."
)


class HandOnDialog(QDialog):
    """Says what is handed on, and asks for a passphrase that may be left empty."""

    def __init__(self, count: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handOnDialog")
        title = "Hand this journey on" if count == 1 else f"Hand {count} journeys on"
        self.setWindowTitle(title)
        self.resize(560, 400)
        self.first = PassphraseField("bundlePassphrase", "Passphrase, if it is to have one", theme)
        self.again = PassphraseField("bundlePassphraseAgain", "The same again", theme)
        self.found = label("", "small-warning", wrap=True, name="handOnFound")
        self.found.hide()
        self.differs = label("", "small-warning", name="bundleDiffers")
        self.go = button("Choose the file…", "primary", name="handOnGo", on=self.accept)
        self.go.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addWidget(label(_HANDED, wrap=True))
        layout.addWidget(self.found)
        for part in (self.first, self.again, label(_ADVICE, "small", wrap=True), self.differs):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(row(None, button("Cancel", name="handOnCancel", on=self.reject), self.go))
        for field in (self.first, self.again):
            field.textChanged.connect(lambda _: self._follow())
        self._follow()
        self.go.setFocus()

    def show_found(self, words: str) -> None:
        """What stands in it that may identify somebody; "" where nothing was found."""
        self.found.setText(words)
        self.found.setVisible(bool(words))

    def passphrase(self) -> str | None:
        """What was typed; None for a file without a passphrase."""
        return self.first.text() if self.first.text().strip() else None

    def _follow(self) -> None:
        wanted, same = bool(self.first.text()), self.first.text() == self.again.text()
        self.again.setVisible(wanted)
        self.differs.setText("" if same or not self.again.text() else "The two are not the same yet.")
        blank = wanted and not self.first.text().strip()
        self.go.setEnabled(not wanted or (same and not blank))


class OpenBundleDialog(QDialog):
    """Asks for a bundle's passphrase; stays open until it opens or is given up."""

    offered = Signal(str)

    def __init__(self, file: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("openBundleDialog")
        self.setWindowTitle("Passphrase of the bundle")
        self.resize(460, 220)
        self.field = PassphraseField("bundleOpenPassphrase", "Passphrase", theme)
        self.field.submitted.connect(self._offer)
        self.problem = Banner()
        self.go = button("Open", "primary", name="openBundleGo", on=self._offer)
        self.go.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(f"{file} has a passphrase", "title", wrap=True))
        layout.addWidget(self.problem)
        layout.addWidget(self.field)
        layout.addStretch(1)
        layout.addLayout(row(None, button("Cancel", name="openBundleCancel", on=self.reject), self.go))
        self.field.setFocus()

    def show_error(self, error: KnownError) -> None:
        """It was the wrong one."""
        self.problem.show_error(error)
        grow(self)
        self.go.setEnabled(True)
        self.field.edit.selectAll()
        self.field.setFocus()

    def _offer(self) -> None:
        if self.go.isEnabled():
            self.go.setEnabled(False)
            self.offered.emit(self.field.text())
