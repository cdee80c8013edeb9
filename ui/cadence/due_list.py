"""What the cadences ask for: one line each, with the way to walk it, and below it a line to ask for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from mysteryshop.analysis.cadence import Due, told
from mysteryshop.analysis.wording import day_text
from mysteryshop.practice import Cadence
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

from ..widgets.clearing import clear
from ..widgets.flow import FlowLayout
from ..widgets.long_words import breakable
from ..widgets.parts import button, column, label, named, pad, row
from ..widgets.room import shows_words

DAYS = 90
FIRST = (
    "No cadence is set. Say how often a walk is to be walked again: it shows here and on the first page when it is due."
)


@dataclass(frozen=True, slots=True)
class Named:
    """The names of templates by key."""

    templates: Mapping[str, str]

    def words(self, cadence: Cadence) -> str:
        """`Fly as a passenger · end-user · every 90 days`."""
        template = self.templates.get(cadence.template, cadence.template) if cadence.template else "Any walk"
        relationship = by_id(RELATIONSHIPS, cadence.relationship).label.lower() if cadence.relationship else ""
        parts = (template, relationship, cadence.leader, f"every {cadence.every_days} days")
        return " · ".join(part for part in parts if part)


class DueList(QWidget):
    """`walkRequested(template)`, `asked(Cadence)`, `dropped(id)`, `openRequested(journey, state)`."""

    walkRequested = Signal(str)
    asked = Signal(object)
    dropped = Signal(str)
    openRequested = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.first = label(FIRST, "quiet", wrap=True, name="cadence.first")
        self.template = named(QComboBox(), "cadence.template", "Template")
        self.relationship = named(QComboBox(), "cadence.relationship", "Relationship")
        self.leader = named(QComboBox(), "cadence.leader", "Leader")
        self.leader.setEditable(True)
        self.days = named(QSpinBox(), "cadence.days", "Every so many days")
        self.days.setRange(1, 3650)
        self.days.setValue(DAYS)
        self.days.setPrefix("every ")
        self.days.setSuffix(" days")
        pad(self.days)
        self.add = button("Set", name="cadence.add", tip="Ask for this walk every so often.", on=self._add)
        self.relationship.addItem("Any relationship", "")
        for term in RELATIONSHIPS:
            self.relationship.addItem(term.label, term.id)
        layout = column(self.first, spacing=10)
        layout.addLayout(self._lines)
        asking = FlowLayout(QMargins(), 8)
        for part in (self.template, self.relationship, self.leader, self.days, self.add):
            asking.addWidget(part)
        layout.addLayout(asking)
        self.setLayout(layout)
        for box in (self.template, self.relationship, self.leader):
            box.setMinimumWidth(172)
            shows_words(box, 14)

    def show_choices(self, templates: Sequence[tuple[str, str]], leaders: Sequence[str]) -> None:
        """Templates as (name, key), and the leaders who have walked; what was chosen stays."""
        chosen, typed = self.template.currentData(), self.leader.currentText()
        self.template.clear()
        self.template.addItem("Any walk", "")
        for name, key in templates:
            self.template.addItem(name, key)
        self.template.setCurrentIndex(max(0, self.template.findData(chosen)))
        self.leader.clear()
        self.leader.addItems(["Whoever", *leaders])
        self.leader.setCurrentText(typed or "Whoever")

    def show_due(self, found: Sequence[Due], names: Named) -> None:
        """The lines anew."""
        clear(self._lines)
        for each in found:
            self._lines.addWidget(self._line(each, names))
        self.first.setVisible(not found)

    def _line(self, each: Due, names: Named) -> QWidget:
        cadence, last = each.cadence, each.last
        role = "warning" if each.over else "strong" if each.soon else "quiet"
        state = label(told(each.left), role, name="cadence.told")
        state.setFixedWidth(state.fontMetrics().horizontalAdvance("due in 3650 days") + 12)
        line = QWidget()
        parts: list[QWidget | int | None] = [state, label(breakable(names.words(cadence)), wrap=True)]
        if last is not None:
            when = button(f"last {day_text(last.day)}", "plain", name="cadence.last")
            when.clicked.connect(lambda: self.openRequested.emit(last.journey, last.state))
            parts.append(when)
        walk = button("Walk it", name="cadence.walk")
        walk.clicked.connect(lambda: self.walkRequested.emit(cadence.template))
        drop = button("Remove", "plain", name="cadence.drop", tip="No longer ask for it; what was walked stays.")
        drop.clicked.connect(lambda: self.dropped.emit(cadence.id))
        laid = row(*parts, walk, drop)
        laid.setStretch(1, 1)
        line.setLayout(laid)
        return line

    def _add(self) -> None:
        leader = self.leader.currentText().strip()
        self.asked.emit(
            Cadence(
                str(uuid4()),
                self.days.value(),
                str(self.template.currentData() or ""),
                str(self.relationship.currentData() or ""),
                "" if leader == "Whoever" else leader,
            )
        )
