"""Who was told what came of a finding, and a line to add the next one in seconds."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from mysteryshop.analysis.board.found import Found
from mysteryshop.analysis.board.latency import in_days, latency_s
from mysteryshop.clock import Clock
from mysteryshop.practice import HeardBack
from mysteryshop.privacy.names import looks_like_name
from mysteryshop.vocabulary import CHANNELS

from ..debrief.due_date import EXPECTED, read_date
from ..theme import set_role
from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.parts import button, label, named, row
from . import wording

NAMED = "This looks like a name. A role says as much, and exposes nobody."


class HeardPart(QWidget):
    """`kept` carries a HeardBack to be kept, `dropped` the id of one to be taken back."""

    kept = Signal(object)
    dropped = Signal(str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._found: Found | None = None
        self.latency = label("", "small", wrap=True, name="heard.latency")
        self._entries = QVBoxLayout()
        self._entries.setSpacing(6)
        self.told = named(QLineEdit(), "heard.told", "Who was told: a role, never a name")
        self.told.setPlaceholderText("Who was told? A role, such as Lane agents")
        self.channel = named(QComboBox(), "heard.channel", "By which channel")
        self.channel.addItem("Channel", "")
        for term in CHANNELS:
            self.channel.addItem(term.label, term.id)
        self.when = named(QLineEdit(), "heard.when", "On which day")
        self.when.setToolTip(EXPECTED)
        self.when.setFixedWidth(108)
        self.happened = named(QLineEdit(), "heard.happened", "What happened")
        self.happened.setPlaceholderText("What happened?")
        self.add = button("Add", name="heard.add", tip="Enter", on=self._on_add)
        for field in (self.told, self.when, self.happened):
            field.returnPressed.connect(self._on_add)
        self.named = label(NAMED, "small-warning", wrap=True)
        self.named.hide()
        self.told.textChanged.connect(lambda words: self.named.setVisible(looks_like_name(words)))
        self._build()

    def show_found(self, found: Found) -> None:
        """Follow the board; what is being typed stays with its finding."""
        if self._found is None or self._found.key != found.key:
            self._begin()
        self._found = found
        seconds = latency_s(found)
        ended = found.walk.ended_at
        if seconds is not None:
            self.latency.setText(f"First told {in_days(seconds)} after the walk.")
        elif ended is not None:
            self.latency.setText(f"Not told yet: {in_days((self._clock.now().at - ended) / 1e6)} since the walk.")
        else:
            self.latency.setText("Not told yet.")
        clear(self._entries)
        for heard in found.heard:
            self._entries.addWidget(self._entry(heard, found.walk.zone))

    def _entry(self, heard: HeardBack, zone: str) -> QWidget:
        head = " · ".join(p for p in (wording.day_at(heard.at, zone), wording.channel(heard.channel).lower()) if p)
        result = QWidget()
        inside = QVBoxLayout(result)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        gone = button("Remove", "plain", name=f"heard.{heard.id}.remove", on=lambda: self.dropped.emit(heard.id))
        gone.setAccessibleName(f"Remove: {heard.told} was told")
        top = row(label(breakable(heard.told), "strong", wrap=True), gone)
        top.setStretch(0, 1)
        inside.addLayout(top)
        inside.addWidget(label(head, "small"))
        if heard.happened:
            inside.addWidget(label(breakable(heard.happened), "", wrap=True))
        return result

    def _begin(self) -> None:
        for field in (self.told, self.happened):
            field.clear()
        self.channel.setCurrentIndex(0)
        self.when.setText(self._clock.today().isoformat())
        set_role(self.when, "")

    def _on_add(self) -> None:
        """Keep it; what is missing gets the keyboard."""
        found = self._found
        day = read_date(self.when.text())
        set_role(self.when, "" if day else "invalid")
        if found is None or not self.told.text().strip():
            self.told.setFocus()
            return
        if not day:
            self.when.setFocus()
            return
        when = date.fromisoformat(day)
        at = self._clock.now().at if when == self._clock.today() else wording.noon(when, found.walk.zone)
        heard = HeardBack(
            str(uuid4()), found.walk.id, found.finding.id, at, self.told.text().strip(),
            self.channel.currentData() or None, self.happened.text().strip(),
        )  # fmt: skip
        self._begin()
        self.kept.emit(heard)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.latency)
        layout.addLayout(self._entries)
        layout.addWidget(self.told)
        layout.addWidget(self.named)
        second = row(self.channel, self.when, None)
        layout.addLayout(second)
        third = row(self.happened, self.add)
        third.setStretch(0, 1)
        layout.addLayout(third)
        self._begin()
