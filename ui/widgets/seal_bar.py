"""The bar that says whether a journey may be changed: sealed, amended with a reason, excluded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from mysteryshop.clock import local
from mysteryshop.journey import Journey

from ..pen import Pen
from ..theme import set_role
from .long_words import breakable
from .parts import button, column, label, named, row

_BROKEN = "The seal is broken: what was changed, when and why stands in the record (Record, above)."
_READ = "It can be read and exported."
_ELSEWHERE = "It was sealed elsewhere, and the edits behind the seal did not come along: only its bundle proves it."
_WILL_BREAK = "The seal breaks, visibly, with the first change."


class SealBar(QFrame):
    """Hidden while a journey is open to its debrief; asks for the reason once."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self.setObjectName("sealBar")
        self.setProperty("role", "seal")
        self._pen = pen
        self._elsewhere = False
        self.state = label("", "strong", wrap=True, name="sealBar.state")
        self.meaning = label("", "small", wrap=True, name="sealBar.meaning")
        self.ask = button("Amend with a reason", name="sealBar.amend", on=self._on_ask)
        self.reason = named(QLineEdit(), "sealBar.reason", "Why the sealed journey is amended")
        self.reason.setPlaceholderText("Why does it need to be changed? Enter")
        self.reason.setMinimumWidth(160)
        self.go = button("Amend", "primary", name="sealBar.go", on=self._on_reason)
        self.reason.returnPressed.connect(self._on_reason)
        self.reason.textChanged.connect(lambda words: self.go.setEnabled(bool(words.strip())))
        words = QWidget()
        words.setLayout(column(self.state, self.meaning, spacing=0))
        layout = row(words, self.reason, self.go, self.ask, margin=10, spacing=12)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setStretch(0, 3)
        layout.setStretch(1, 2)
        self.setLayout(layout)
        pen.lockChanged.connect(lambda _: self.show_journey())
        self.hide()

    def show_journey(self) -> None:
        """Follow the pen's journey."""
        record = self._pen.record
        self.setVisible(record is not None and (self._pen.sealed or self._pen.excluded))
        if record is None or self.isHidden():
            return
        head = record.journey
        broken = head.seal_broken
        self.state.setText(_excluded(head) if self._pen.excluded else _sealed(head, self._pen.reason))
        meaning = "Take it back in on the Journeys screen to change it." if self._pen.excluded else ""
        if self._pen.sealed:
            meaning = (
                _BROKEN if broken else _WILL_BREAK if self._pen.reason else _ELSEWHERE if self._elsewhere else _READ
            )
        self.meaning.setText(meaning)
        set_role(self, "seal-broken" if broken or self._pen.excluded else "seal")
        self.ask.setVisible(self._pen.locked and self._pen.sealed)
        for part in (self.reason, self.go):
            part.hide()

    def show_elsewhere(self, elsewhere: bool) -> None:
        """Say so where the seal came in with a file, without the edits that it was made over."""
        self._elsewhere = elsewhere
        self.show_journey()

    def ask_reason(self) -> None:
        """Ask now: something is waiting for the reason."""
        if not self.isHidden():
            self._on_ask()

    def _on_ask(self) -> None:
        self.ask.hide()
        self.go.setEnabled(bool(self.reason.text().strip()))
        for part in (self.reason, self.go):
            part.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self) -> None:
        if self.reason.text().strip():
            self._pen.unlock(self.reason.text())
            self.reason.clear()


def short_seal(seal: str) -> str:
    """The beginning of a seal, in groups of four: 7f3a 91c2."""
    return " ".join((seal[:4], seal[4:8])) if len(seal) >= 8 else seal


def _sealed(head: Journey, reason: str) -> str:
    when = local(head.sealed_at or 0, head.zone)
    words = f"Sealed on {when.day} {when:%b %Y, %H:%M}  ·  seal {short_seal(head.seal)}"
    return breakable(f"{words}  ·  amending: {reason}") if reason else words


def _excluded(head: Journey) -> str:
    return breakable(f"Excluded: {head.excluded_reason}")
