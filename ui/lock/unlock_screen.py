"""What stands in the window while the folder is locked: one field, and nothing of any journey."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mysteryshop.errors import KnownError

from ..theme import Theme, icon
from ..widgets.parts import button, column, frame, label, row
from ..widgets.shortcuts import keys_within
from .passphrase_field import PassphraseField

LONGEST_PAUSE_S = 30


def pause_s(wrong: int) -> int:
    """Seconds until the next try after so many wrong ones: growing, and never more than half a minute."""
    return 0 if wrong < 2 else min(2 ** (wrong - 2), LONGEST_PAUSE_S)


class UnlockScreen(QWidget):
    """`entered(passphrase)` when one is given; `smallRequested` for the small window of a walk."""

    entered = Signal(str)
    smallRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("unlockScreen")
        self.setProperty("role", "ground")
        self._theme = theme
        self._wrong = 0
        self._left_s = 0
        self._trying = False  # the last word is being tried
        self._next = ""  # one that was given meanwhile
        self._again = QTimer(self)
        self._again.setInterval(1000)
        self._again.timeout.connect(self._count_down)
        self._sign = label("", name="unlockSign")
        self._title = label("Locked", "title", name="unlockTitle")
        self._words = label("", "quiet", wrap=True, name="unlockWords")
        self.field = PassphraseField("passphrase", "Passphrase", theme)
        self._problem = label("", "error", wrap=True, name="unlockProblem")
        self._open = button("Unlock", "primary", name="unlock", on=self._enter)
        self._small = button(
            "Go on in the small window", "plain", name="unlockSmall", tip="Esc", on=self.smallRequested.emit
        )
        self.field.submitted.connect(self._enter)
        self.field.textChanged.connect(lambda _: self._show_ready())
        keys_within(self, {"Esc": self._on_escape})
        self._build()
        theme.changed.connect(self._dress)
        self._dress()
        self.ask(walking=False)

    def ask(self, *, walking: bool) -> None:
        """Begin to ask; during a walk the small window is offered, in which nothing has to be given."""
        self._small.setVisible(walking)
        self._words.setText(
            "Your notes are kept. The small window asks nothing."
            if walking
            else "Give the passphrase of this data folder."
        )
        self._trying, self._next = False, ""
        self.field.clear()
        self._problem.hide()
        self._show_ready()

    def forget(self) -> None:
        """It is open: keep nothing of what was typed, and count wrong ones from the start."""
        self._wrong = 0
        self._again.stop()
        self._left_s = 0
        self._trying, self._next = False, ""
        self.field.clear()

    def show_refused(self, error: KnownError) -> None:
        """It did not open: say why, and wait a little longer each time before the next try."""
        self._wrong += 1
        self._left_s = pause_s(self._wrong)
        self._trying = False
        given, self._next = self._next, ""
        self._problem.setText(f"{error.title} {error.remedy}")
        self._problem.show()
        self._show_ready()
        if self._left_s:
            self._again.start()
        elif given:
            self._try(given)
        self.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the field."""
        super().showEvent(event)
        self.field.setFocus()

    def _enter(self) -> None:
        passphrase = self.field.text()
        if self._trying:
            self._next = passphrase
            self.field.clear()
        elif self._open.isEnabled():
            self._try(passphrase)

    def _try(self, passphrase: str) -> None:
        self._trying = True
        self.field.clear()
        self._show_ready()
        self._problem.hide()
        self.entered.emit(passphrase)

    def _on_escape(self) -> None:
        if not self._small.isHidden():
            self.smallRequested.emit()

    def _count_down(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self._again.stop()
        self._show_ready()

    def _show_ready(self) -> None:
        waits = f"Unlock in {self._left_s} s" if self._left_s > 0 else "Unlock"
        self._open.setText("Unlocking …" if self._trying else waits)
        self._open.setEnabled(not self._trying and self._left_s <= 0 and bool(self.field.text()))

    def _build(self) -> None:
        card = frame("card", margin=32, spacing=12)
        card.setFixedWidth(420)
        parts = (self._sign, self._title, self._words, 4, self.field, self._problem, 4)
        inner = card.layout()
        assert isinstance(inner, QVBoxLayout)
        inner.addLayout(column(*parts))
        inner.addLayout(row(self._small, None, self._open))
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(row(None, card, None))  # not by alignment: the card grows with what it says
        layout.addStretch(3)

    def _dress(self) -> None:
        self._sign.setPixmap(icon("lock", self._theme.palette.ink2, 28).pixmap(28, 28))
