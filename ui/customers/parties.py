"""The parties with how they like to work: everyone is different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mysteryshop.analysis.listening import Share
from mysteryshop.practice import Party
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.parts import column, label, named, row


class Parties(QWidget):
    """`changed(Party)` when a note on how a party works best was written."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(10)
        layout = column(spacing=0)
        layout.addLayout(self._lines)
        self.setLayout(layout)
        self._shown: tuple[Share, ...] = ()

    def show_shares(self, found: Sequence[Share]) -> None:
        """One line a party; a line that is being written in stays as it is."""
        shares = tuple(each for each in found if each.party is not None)
        if shares == self._shown:
            return
        self._shown = shares
        clear(self._lines)
        for each in shares:
            if each.party is not None:
                self._lines.addWidget(self._line(each, each.party))

    def _line(self, share: Share, party: Party) -> QWidget:
        about = [by_id(RELATIONSHIPS, party.relationship).label.lower(), _tally(share)]
        name = label(breakable(party.name), "strong", wrap=True)
        words = label(" · ".join(part for part in about if part), "small", wrap=True)
        left = QWidget()
        left.setFixedWidth(300)
        left.setLayout(column(name, words, spacing=2))
        note = named(QLineEdit(party.preferences), "party.preferences", f"How {party.name} likes to work")
        note.setPlaceholderText("How do they like to work with you? When, by which channel, what helps?")
        note.editingFinished.connect(lambda: self._on_note(party, note.text().strip()))
        line = QWidget()
        laid = row(left, note)
        laid.setStretch(1, 1)
        line.setLayout(laid)
        return line

    def _on_note(self, party: Party, text: str) -> None:
        if text != party.preferences:
            self.changed.emit(replace(party, preferences=text))


def _tally(share: Share) -> str:
    """How much was listened against talked."""
    if share.talk_ratio is None:
        return "not spoken with yet"
    listened, talked = round(share.listened_s / 60), round(share.talked_s / 60)
    return f"listened {listened} min, talked {talked} (n\u00a0=\u00a0{share.n})"
