"""What is taken on because of a finding: by whom, until when, and when it is walked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout

from mysteryshop.analysis.board.found import Found
from mysteryshop.practice import Commitment

from ..debrief.due_date import EXPECTED, later, read_date
from ..theme import set_role
from ..widgets.parts import button, label, named, row

_REWALK = timedelta(days=30)  # after it is due: time for the change to reach customers


class CommitmentForm(QFrame):
    """`kept` carries the commitment: Enter keeps it. `left` says that it was given up."""

    kept = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("commitment.form")
        self.setProperty("role", "card")
        self._found: Found | None = None
        self._today = date.min
        self._edited: Commitment | None = None
        self.text = named(QLineEdit(), "commitment.text", "What is taken on")
        self.text.setPlaceholderText("What will be different?")
        self.owner = named(QLineEdit(), "commitment.owner", "Who owns it: a role")
        self.owner.setPlaceholderText("A role")
        self.due = named(QLineEdit(), "commitment.due", "Due date")
        self.rewalk = named(QLineEdit(), "commitment.rewalk", "When it is walked again")
        for field in (self.due, self.rewalk):
            field.setToolTip(EXPECTED)
            field.setPlaceholderText("2026-12-05")
        self.keep = button("Commit", "primary", name="commitment.keep", on=self._on_keep)
        self.leave = button("Cancel", "plain", name="commitment.leave", on=self.left.emit)
        for field in (self.text, self.owner, self.due, self.rewalk):
            field.returnPressed.connect(self._on_keep)
        self.due.editingFinished.connect(self._on_due)
        self._build()

    def begin(self, found: Found, today: date, edited: Commitment | None = None) -> None:
        """A new one for that finding, or one to be changed."""
        self._found, self._today, self._edited = found, today, edited
        due = edited.due if edited else found.finding.due or later(today, 1, 0).isoformat()
        if not edited and due <= today.isoformat():
            due = later(today, 1, 0).isoformat()
        self.text.setText(edited.text if edited else "")
        self.owner.setText(edited.owner if edited else found.finding.owner)
        self.due.setText(due)
        self.rewalk.setText(edited.rewalk if edited else "")
        for field in (self.due, self.rewalk):
            set_role(field, "")
        self._on_due()
        self.text.setFocus()

    def _on_due(self) -> None:
        """Where nobody said when to walk it again: a month after it is due."""
        due = read_date(self.due.text())
        if due and not self.rewalk.text().strip():
            self.rewalk.setText((date.fromisoformat(due) + _REWALK).isoformat())

    def _on_keep(self) -> None:
        dates = []
        for field in (self.due, self.rewalk):
            dates.append(read_date(field.text()))
            set_role(field, "invalid" if dates[-1] is None else "")
        wrong = next((f for f, d in zip((self.due, self.rewalk), dates, strict=True) if d is None), None)
        lacking = self.text if not self.text.text().strip() else wrong
        if self._found is None or lacking is not None:
            (lacking or self.text).setFocus()
            return
        found, (due, rewalk) = self._found, dates
        made = self._edited or Commitment(
            str(uuid4()), found.walk.id, found.finding.id, "", made_on=self._today.isoformat()
        )
        words = {"text": self.text.text().strip(), "owner": self.owner.text().strip()}
        self.kept.emit(replace(made, due=due or "", rewalk=rewalk or "", **words))

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, (words, field) in enumerate((("Due", self.due), ("Walk it again", self.rewalk))):
            grid.addWidget(label(words, "small"), 0, column)
            grid.addWidget(field, 1, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.text)
        layout.addWidget(self.owner)
        layout.addLayout(grid)
        layout.addLayout(row(None, self.leave, self.keep))
