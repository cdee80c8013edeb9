"""The dialog that sets, changes or removes the passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError

from ..theme import Theme
from ..widgets.banner import Banner
from ..widgets.fitting import fit_height
from ..widgets.parts import button, label, row
from .advice import ALWAYS, advice
from .passphrase_field import PassphraseField


@dataclass(frozen=True, slots=True)
class Question:
    """What one of the three dialogs says, and which fields it has."""

    title: str
    words: str
    go: str
    busy: str
    old: bool
    new: bool


QUESTIONS = {
    "set": Question(
        "Set a passphrase",
        "Journeys, backups and evidence files are encrypted. Nobody can recover a passphrase, neither you nor whoever "
        "looks after the app: without it everything in the folder is lost for good. Write it down and keep it safe.",
        "Encrypt and lock",
        "Encrypting. This takes a moment for each backup; nothing is lost if the computer stops meanwhile.",
        old=False,
        new=True,
    ),
    "change": Question(
        "Change the passphrase",
        "Nobody can recover the new one either. Copies of the folder elsewhere still open with the old passphrase. "
        "Whoever knows it and has such a copy can open this folder too, until you remove the passphrase and set a "
        "new one.",
        "Change",
        "Changing …",
        old=True,
        new=True,
    ),
    "remove": Question(
        "Remove the passphrase",
        "Journeys, backups and evidence files are written so that whoever can open the folder can read them.",
        "Decrypt",
        "Decrypting. This takes a moment for each backup; nothing is lost if the computer stops meanwhile.",
        old=True,
        new=False,
    ),
}
LIMITS = (
    "What lay here plainly is overwritten, but an SSD, snapshots and copies elsewhere may keep it. Settings, saved "
    "views and your own templates are not encrypted."
)


class PassphraseDialog(QDialog):
    """`chosen(old, new)` when it is filled in; it stays until `accept` or `show_error` tells what came of it."""

    chosen = Signal(str, str)

    def __init__(self, what: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passphraseDialog")
        self.what, self._asked = what, QUESTIONS[what]
        self.setWindowTitle(self._asked.title)
        self.setMinimumWidth(520)
        self.old = PassphraseField("oldPassphrase", "Passphrase until now", theme)
        self.new = PassphraseField("newPassphrase", "New passphrase", theme)
        self.again = PassphraseField("againPassphrase", "New passphrase once more", theme)
        self._advice = label("", "small", wrap=True, name="passphraseAdvice")
        self._problem = Banner()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._words = label(self._asked.words, "quiet", wrap=True, name="passphraseWords")
        self._go = button(self._asked.go, "primary", name="passphraseGo", on=self._choose)
        self._cancel = button("Cancel", name="passphraseCancel", on=self.reject)
        for field in self._fields():
            field.textChanged.connect(lambda _: self._show_ready())
            field.submitted.connect(self._on_enter)
        self._go.setDefault(True)  # Enter in a field means this, never the Cancel that stands nearer
        self._build()
        self._show_ready()
        self._fields()[0].setFocus()

    def show_busy(self) -> None:
        """The work has begun: nothing can be changed until it is done."""
        self._words.setText(self._asked.busy)
        self._problem.hide()
        self._set_busy(True)

    def show_error(self, error: KnownError) -> None:
        """It did not work: say why, and let it be tried again."""
        self._words.setText(self._asked.words)
        self._set_busy(False)
        self._problem.show_error(error)
        fit_height(self)
        self._fields()[0].setFocus()

    def reject(self) -> None:
        """Not while files are being written anew."""
        if self._busy.isHidden():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As `reject`."""
        if self._busy.isHidden():
            super().closeEvent(event)
        else:
            event.ignore()

    def _fields(self) -> list[PassphraseField]:
        old = [self.old] if self._asked.old else []
        return [*old, *([self.new, self.again] if self._asked.new else [])]

    def _on_enter(self) -> None:
        """Go on to the first field that is empty; where all are filled in, the default button does the rest."""
        empty = next((field for field in self._fields() if not field.text()), None)
        if empty is not None:
            empty.setFocus()

    def _choose(self) -> None:
        if self._go.isEnabled():
            self.chosen.emit(self.old.text(), self.new.text())

    def _show_ready(self) -> None:
        said = advice(self.new.text())
        differs = bool(self.again.text()) and self.new.text() != self.again.text()
        self._advice.setText("The two are not the same." if differs else f"{said} {ALWAYS}".strip())
        whole = all(field.text().strip() for field in self._fields())
        same = not self._asked.new or self.new.text() == self.again.text()
        self._go.setEnabled(whole and same and self._busy.isHidden())

    def _set_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        for field in self._fields():
            field.setEnabled(not busy)
        self._cancel.setEnabled(not busy)
        self._show_ready()
        fit_height(self)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(self._asked.title, "title"))
        layout.addWidget(self._words)
        layout.addWidget(self._problem)
        for part in self._parts():
            layout.addWidget(part)
        self._busy.hide()
        layout.addWidget(self._busy)
        layout.addLayout(row(None, self._cancel, self._go))

    def _parts(self) -> list[QWidget]:
        limits: list[QLabel] = [label(LIMITS, "small", wrap=True)] if self.what == "set" else []
        for field in (self.old, self.new, self.again):
            field.setVisible(field in self._fields())
        self._advice.setVisible(self._asked.new)
        return [self.old, self.new, self.again, self._advice, *limits]
