"""The fields of the one page: where, as whom, why, how unnoticed, and what is believed before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import uuid4
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from mysteryshop import vocabulary
from mysteryshop.errors import KnownError
from mysteryshop.journey import Expectation, Record, Template

from ..widgets.completion import dressed
from ..widgets.parts import frame, label, named
from ..widgets.tag_field import TagField
from .assumptions import Assumptions, TouchpointFigures

MANAGER_TITLE = "Your own manager is not your customer"
MANAGER_REASON = (
    "Whoever serves the manager first looks upwards, and the people who pay and use are served last. "
    "Walk as somebody who is served by your work. If you mean it all the same, go on."
)
BELIEFS = "Written before, judged after: this is how you learn how well you know your own house."
UNANNOUNCED = "A heads-up makes it a production. Tick what is true; nothing is required."


class PrepareForm(QWidget):
    """Everything but the template may be left empty."""

    changed = Signal()

    def __init__(self, leader: str) -> None:
        super().__init__()
        self.setObjectName("prepareForm")
        self.place = _line("place", "Lisbon to Oslo, the Harbour Street shop, the service line …")
        self.persona = _line("persona", "A first-time flyer, somebody with a pram, a small buyer …")
        self.leader = _line("leader", "Your role, as the report shall name it")
        self.leader.setText(leader)
        self.relationship = named(QComboBox(), "relationship")
        for term in vocabulary.RELATIONSHIPS:
            self.relationship.addItem(term.label, term.id)
        self.zone = _zones()
        self.tags = TagField("prepare.tags")
        self.why = named(QPlainTextEdit(), "why")
        self.why.setPlaceholderText("In your own words; the report quotes it.")
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(68)
        self.assumptions = Assumptions()
        self.figures = TouchpointFigures()
        self.checks = {
            p.id: named(QCheckBox(p.label), p.id) for p in vocabulary.PROMPTS if p.group == "incognito-before"
        }
        self._warning = frame("card-warning", margin=12, spacing=4)
        self._warning.setObjectName("managerWarning")
        self._build()
        self._order_tabs()
        self.assumptions.grown.connect(self._order_tabs)
        self.figures.grown.connect(self._order_tabs)
        if (zone_line := self.zone.lineEdit()) is not None:
            zone_line.editingFinished.connect(self._on_zone)
        self.relationship.currentIndexChanged.connect(self._on_relationship)
        self._on_relationship()

    def show_template(self, template: Template) -> None:
        """Take the template's relationship and touchpoints; what was typed stays."""
        self.relationship.setCurrentIndex(self.relationship.findData(template.relationship))
        self.figures.show_template(template)

    def show_record(self, record: Record) -> None:
        """Fill the page from a planned journey."""
        head = record.journey
        self.place.setText(head.place)
        self.persona.setText(head.persona)
        self.leader.setText(head.leader)
        self.why.setPlainText(head.why)
        self.tags.show_tags(head.tags)
        self.relationship.setCurrentIndex(self.relationship.findData(head.relationship))
        self.zone.setCurrentText(head.zone)
        self.assumptions.show_expectations(record.expectations)
        self.figures.show_template(record.template, record.expectations)
        for ident, box in self.checks.items():
            box.setChecked(record.answers.get(ident) == "yes")

    def clear(self, leader: str) -> None:
        """An empty page for the next walk."""
        for field in (self.place, self.persona):
            field.clear()
        self.leader.setText(leader)
        self.why.clear()
        self.tags.show_tags(())
        self.zone.setCurrentText(system_zone())
        self.assume(())
        for box in self.checks.values():
            box.setChecked(False)

    def assume(self, assumptions: Sequence[tuple[str, float | None]]) -> None:
        """Take along assumptions, each with how sure the leader was."""
        rows = [Expectation(str(uuid4()), n, text, sure) for n, (text, sure) in enumerate(assumptions, 1)]
        self.assumptions.show_expectations(rows)

    def head(self) -> dict[str, Any]:
        """The fields of the journey's head, as the recorder takes them."""
        return {
            "place": self.place.text().strip(),
            "persona": self.persona.text().strip(),
            "leader": self.leader.text().strip(),
            "why": self.why.toPlainText().strip(),
            "relationship": str(self.relationship.currentData()),
            "zone": zone_meant(self.zone.currentText()) or system_zone(),
        }

    def problem(self) -> KnownError | None:
        """What must be put right before this page can be saved."""
        typed = self.zone.currentText().strip()
        if not typed or zone_meant(typed):
            return None
        return KnownError(f"No time zone is called “{typed}”.", "Choose one from the list, for example Europe/Lisbon.")

    def expectations(self) -> list[Expectation]:
        """Assumptions first, then what is expected of touchpoints."""
        assumed = self.assumptions.expectations()
        return [*assumed, *self.figures.expectations(len(assumed) + 1)]

    def answers(self) -> dict[str, str]:
        """The incognito checklist; an unticked line is not an answer."""
        return {ident: "yes" for ident, box in self.checks.items() if box.isChecked()}

    def _build(self) -> None:
        self._warning.layout().addWidget(label(MANAGER_TITLE, "strong"))  # type: ignore[union-attr]  # frame() sets one
        self._warning.layout().addWidget(label(MANAGER_REASON, "quiet", wrap=True))  # type: ignore[union-attr]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._fields())
        layout.addWidget(self._warning)
        layout.addSpacing(10)
        layout.addWidget(label("What I believe now", "subtitle"))
        layout.addWidget(label(BELIEFS, "small", wrap=True))
        layout.addWidget(self.assumptions)
        layout.addWidget(self.figures)
        layout.addSpacing(10)
        layout.addWidget(label("Unannounced", "subtitle"))
        layout.addWidget(label(UNANNOUNCED, "small", wrap=True))
        for box in self.checks.values():
            layout.addWidget(box)
        layout.addStretch(1)

    def _fields(self) -> QFormLayout:
        fields = QFormLayout()
        fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(10)
        for words, field in (
            ("Where", self.place),
            ("Walking as", self.persona),
            ("Relationship", self.relationship),
            ("Why it matters to me", self.why),
            ("By", self.leader),
            ("Time zone there", self.zone),
            ("Tags", self.tags),
        ):
            caption = label(words, "quiet")
            caption.setBuddy(field)
            field.setAccessibleName(words)
            fields.addRow(caption, field)
        return fields

    def _order_tabs(self) -> None:
        """Tab goes down the page, also through the rows that came later than what stands below them."""
        before: QWidget = self.tags.line
        for field in (*self.assumptions.fields(), *self.figures.fields(), *self.checks.values()):
            self.setTabOrder(before, field)
            before = field

    def _on_zone(self) -> None:
        """A city or the beginning of one is enough where only one zone can be meant."""
        if meant := zone_meant(self.zone.currentText()):
            self.zone.setCurrentText(meant)

    def _on_relationship(self) -> None:
        self._warning.setVisible(self.relationship.currentData() == "manager")


def system_zone() -> str:
    """The computer's own zone by its IANA name."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name if name in zones() else "UTC"


@cache
def zones() -> frozenset[str]:
    """Every IANA zone known here."""
    return frozenset(available_timezones())


def zone_meant(typed: str) -> str | None:
    """The one zone that the words can mean: its name in any case, its city, or a part that only one has."""
    sought = typed.strip().replace(" ", "_").casefold()
    if not sought:
        return None
    names = {name: name.casefold() for name in zones()}
    for fits in (sought.__eq__, lambda name: name.endswith(f"/{sought}"), lambda name: sought in name):
        if found := [name for name, folded in names.items() if fits(folded)]:
            return found[0] if len(found) == 1 else None
    return None


def _zones() -> QComboBox:
    box = named(QComboBox(), "zone")
    box.setEditable(True)
    box.addItems(sorted(zones()))
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        dressed(completer, box)
    box.setCurrentText(system_zone())
    return box


def _line(name: str, hint: str) -> QLineEdit:
    field = named(QLineEdit(), name)
    field.setPlaceholderText(hint)
    return field
