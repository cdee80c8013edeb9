"""Who is your real customer? Parties are named, then the listening time is shared out among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mysteryshop.analysis.listening import allotted, real_customer
from mysteryshop.practice import Party
from mysteryshop.vocabulary import RELATIONSHIPS

from ..prepare.form import MANAGER_REASON, MANAGER_TITLE
from ..privacy.role_hint import RoleHint
from ..widgets.clearing import clear, let_go
from ..widgets.parts import button, column, frame, label, named, row, scrolled

ASKED = (
    "Who depends on what you do? Name roles and groups, not persons: those who buy, those who use, colleagues who wait "
    "for your work, suppliers. Whoever would be worse off tomorrow if you stopped today is a customer."
)
SHARED = (
    "To whom should you be dedicating most of your listening time? Move the sliders until it is as it should be; the "
    "shares always make a whole."
)
_STEPS = 100


class PartyRow(QWidget):
    """One party: its name, its relationship, and the warning where it is one's own manager."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, party: Party) -> None:
        super().__init__()
        self._party = party
        self.name = named(QLineEdit(party.name), "party.name", "Party")
        self.name.setPlaceholderText("A role or a group, for example: sales support, Lisbon")
        self.relationship = named(QComboBox(), "party.relationship", "Relationship")
        for term in RELATIONSHIPS:
            self.relationship.addItem(term.label, term.id)
        self.relationship.setCurrentIndex(self.relationship.findData(party.relationship))
        self.relationship.setFixedWidth(180)
        drop = button("Remove", "plain", name="party.drop", on=self.dropped.emit)
        self.override = named(QLineEdit(party.override), "party.override", "Why all the same")
        self.override.setPlaceholderText("Why do you list them all the same?")
        self.warning = frame("card-warning", column(
            label(MANAGER_TITLE, "strong"), label(MANAGER_REASON, "quiet", wrap=True), self.override, spacing=4
        ), margin=12)  # fmt: skip
        self.warning.setObjectName("party.warning")
        layout = column(spacing=6)
        line = row(self.name, self.relationship, drop)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(RoleHint("party.hint", self.name, groups=True))
        layout.addWidget(self.warning)
        self.setLayout(layout)
        self.name.textChanged.connect(lambda _: self.changed.emit())
        self.override.textChanged.connect(lambda _: self.changed.emit())
        self.relationship.currentIndexChanged.connect(lambda _: self._on_relationship())
        self._on_relationship()

    @property
    def is_manager(self) -> bool:
        """Whether it is one's own manager."""
        return bool(self.relationship.currentData() == "manager")

    def party(self) -> Party | None:
        """The party as it stands; None while it has no name, or the manager no reason."""
        name, reason = self.name.text().strip(), self.override.text().strip()
        if not name or (self.is_manager and not reason):
            return None
        return replace(
            self._party, name=name, relationship=str(self.relationship.currentData()),
            override=reason if self.is_manager else "",
        )  # fmt: skip

    def _on_relationship(self) -> None:
        self.warning.setVisible(self.is_manager)
        self.changed.emit()


class Wizard(QDialog):
    """`decided(tuple of Party, tuple of ids)`: who stays with their shares, and who was removed."""

    decided = Signal(tuple, tuple)

    def __init__(self, parties: Sequence[Party], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customerWizard")
        self.setWindowTitle("Who is your real customer?")
        self.resize(760, 620)
        self._before = tuple(parties)
        self.rows: list[PartyRow] = []
        self.sliders: dict[str, QSlider] = {}
        self._told: dict[str, QLabel] = {}
        self.pages = QStackedWidget()
        self._named: tuple[Party, ...] = ()
        self._list, self._shares = QVBoxLayout(), QVBoxLayout()
        for page in (self._naming(), self._sharing()):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 24)
        layout.addWidget(self.pages)
        for party in parties or (None, None):
            self.add_row(party)
        self.rows[0].name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a name goes on to the next one, and presses no button that only stands near, such as Remove."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or isinstance(self.focusWidget(), QPushButton):
            super().keyPressEvent(event)
        elif self.pages.currentIndex():
            self.finish.click()
        else:
            self._next_name()

    def _next_name(self) -> None:
        at = next((n for n, made in enumerate(self.rows) if made.isAncestorOf(self.focusWidget())), -1)
        if at + 1 < len(self.rows):
            self.rows[at + 1].name.setFocus()
        elif not self.rows or self.rows[-1].name.text().strip():
            self.add_row()

    def add_row(self, party: Party | None = None) -> PartyRow:
        """One more party."""
        made = PartyRow(party or Party(str(uuid4()), "", "end-user"))
        made.changed.connect(self._on_changed)
        made.dropped.connect(lambda: self._drop(made))
        self.rows.append(made)
        self._list.addWidget(made)
        self._on_changed()
        if party is None:
            made.name.setFocus()
        return made

    def _naming(self) -> QWidget:
        self.onward = button("Share out the time", "primary", name="wizard.next", on=self._share)
        add = button("Another party", name="wizard.add", on=lambda: self.add_row())
        inside = QWidget()
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(10)
        stretched = column(spacing=10)
        stretched.addLayout(self._list)
        stretched.addLayout(row(add, None))
        stretched.addStretch(1)
        inside.setLayout(stretched)
        return _page(
            label("Who depends on you?", "title"), label(ASKED, "quiet", wrap=True), scrolled(inside),
            foot=(None, button("Not now", name="wizard.cancel", on=self.reject), self.onward),
        )  # fmt: skip

    def _sharing(self) -> QWidget:
        self.verdict = label("", "subtitle", wrap=True, name="wizard.verdict")
        self.finish = button("Keep it", "primary", name="wizard.finish", on=self._finish)
        inside = QWidget()
        self._shares.setContentsMargins(0, 4, 8, 0)
        self._shares.setSpacing(10)
        stretched = column(spacing=0)
        stretched.addLayout(self._shares)
        stretched.addStretch(1)
        inside.setLayout(stretched)
        return _page(
            label("Whom should you listen to most?", "title"), label(SHARED, "quiet", wrap=True), scrolled(inside),
            self.verdict,
            foot=(button("Back", "plain", name="wizard.back", on=lambda: self.pages.setCurrentIndex(0)), None,
                  self.finish),
        )  # fmt: skip

    def _drop(self, gone: PartyRow) -> None:
        self.rows.remove(gone)
        self._list.removeWidget(gone)
        let_go(gone)
        self._on_changed()

    def _on_changed(self) -> None:
        """Rows without a name count as not there; a manager without a reason holds it up."""
        written = [r for r in self.rows if r.name.text().strip()]
        self.onward.setEnabled(bool(written) and all(r.party() is not None for r in written))

    def _share(self) -> None:
        self._named = tuple(party for r in self.rows if (party := r.party()) is not None)
        clear(self._shares)
        self.sliders, self._told = {}, {}
        for party in self._named:
            self._shares.addWidget(self._slider(party))
        self._on_slid()
        self.pages.setCurrentIndex(1)
        if self.sliders:
            next(iter(self.sliders.values())).setFocus()

    def _slider(self, party: Party) -> QWidget:
        slider = named(QSlider(Qt.Orientation.Horizontal), "wizard.share", f"Share of {party.name}")
        slider.setRange(0, _STEPS)
        slider.setValue(round(_STEPS * (party.should_be or 0.0)))
        told = label("", "strong")
        told.setFixedWidth(64)
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sliders[party.id], self._told[party.id] = slider, told
        slider.valueChanged.connect(lambda _: self._on_slid())
        name = label(party.name, wrap=True)
        name.setFixedWidth(240)
        line = QWidget()
        laid = row(name, slider, told)
        laid.setStretch(1, 1)
        line.setLayout(laid)
        return line

    def parties(self) -> tuple[Party, ...]:
        """The parties with their shares, which make a whole."""
        return allotted([replace(p, should_be=float(self.sliders[p.id].value())) for p in self._named])

    def _on_slid(self) -> None:
        shared = self.parties()
        for party in shared:
            self._told[party.id].setText("–" if party.should_be is None else f"{round(100 * party.should_be)} %")
        real = real_customer(shared)
        self.finish.setEnabled(any(party.should_be for party in shared))
        if real is not None:
            self.verdict.setText(f"Your real customer is {real.name}.")
        elif any(party.should_be for party in shared):
            self.verdict.setText("Two are level: who would miss you first?")
        else:
            self.verdict.setText("Nobody has a share yet.")

    def _finish(self) -> None:
        kept = self.parties()
        ids = {party.id for party in kept}
        self.decided.emit(kept, tuple(party.id for party in self._before if party.id not in ids))
        self.accept()


def _page(*parts: QWidget, foot: tuple[QWidget | None, ...]) -> QWidget:
    result = QWidget()
    layout = column(*parts, spacing=12)
    layout.addLayout(row(*foot))
    result.setLayout(layout)
    return result
