"""A conversation is logged in seconds: with whom, minutes listened, minutes talked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from mysteryshop.practice import Listening, Party

from ..widgets.parts import button, column, label, named, pad, row


class LogLine(QWidget):
    """`logged(Listening)` without its time: the screen stamps it. Enter logs from any field."""

    logged = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.party = named(QComboBox(), "listening.party", "Whom did you listen to")
        self.party.setMinimumWidth(220)
        self.listened = _minutes("listening.listened", "Minutes listened", "listened ")
        self.talked = _minutes("listening.talked", "Minutes talked", "talked ")
        self.note = named(QLineEdit(), "listening.note", "Note")
        self.note.setPlaceholderText("What did they say? (may stay empty)")
        self.log = button("Log it", "primary", name="listening.log", on=self._log)
        said = row(self.note, self.log)
        said.setStretch(0, 1)
        layout = column(spacing=8)
        layout.addLayout(row(label("I spoke with", "quiet"), self.party, self.listened, self.talked, None))
        layout.addLayout(said)  # below: with large letters a small window has no room for all of it in one line
        self.setLayout(layout)
        self.note.returnPressed.connect(self._log)
        for box in (self.listened, self.talked):
            line = box.lineEdit()
            line.returnPressed.connect(self._log)
            box.valueChanged.connect(lambda _: self._ready())
        self._ready()

    def show_parties(self, parties: Sequence[Party]) -> None:
        """Whom one may have listened to; who was chosen stays."""
        chosen = self.party.currentData()
        self.party.clear()
        for party in parties:
            self.party.addItem(party.name, party.id)
        self.party.setCurrentIndex(max(0, self.party.findData(chosen)))
        self._ready()

    def _ready(self) -> None:
        self.log.setEnabled(bool(self.party.count() and (self.listened.value() or self.talked.value())))

    def _log(self) -> None:
        if not self.log.isEnabled():
            return
        self.logged.emit(
            Listening(
                str(uuid4()), str(self.party.currentData()), 0, 60 * self.listened.value(), 60 * self.talked.value(),
                self.note.text().strip(),
            )
        )  # fmt: skip
        self.listened.setValue(0)
        self.talked.setValue(0)
        self.note.clear()
        self.listened.setFocus()


def _minutes(name: str, says: str, prefix: str) -> QSpinBox:
    box = named(QSpinBox(), name, says)
    box.setRange(0, 24 * 60)
    box.setPrefix(prefix)
    box.setSuffix(" min")
    box.setMinimumWidth(140)
    pad(box)
    return box
