"""What the leader believes before the walk: assumptions with a confidence, and figures per touchpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from mysteryshop.journey import Expectation, Template

from ..widgets.clearing import clear, let_go
from ..widgets.parts import button, label, named, pad, row

DEFAULT_CONFIDENCE = 70
FEELINGS = {-2: "awful", -1: "bad", 0: "neutral", 1: "good", 2: "wonderful"}


class AssumptionRow(QWidget):
    """One sentence, and how sure the leader is of it."""

    edited = Signal()

    def __init__(self, text: str = "", confidence: float | None = None, ident: str = "") -> None:
        super().__init__()
        self.id = ident or str(uuid4())
        self.text = named(QLineEdit(text), "assumptionText", "Assumption")
        self.text.setPlaceholderText("For example: nobody waits longer than ten minutes")
        self.sure = named(QSpinBox(), "assumptionSure", "How sure, in per cent")
        self.sure.setRange(0, 100)
        self.sure.setSingleStep(5)
        self.sure.setSuffix(" % sure")
        self.sure.setValue(DEFAULT_CONFIDENCE if confidence is None else round(confidence * 100))
        self.sure.setFixedWidth(112)
        pad(self.sure)
        layout = row(self.text, self.sure)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.text.textEdited.connect(lambda _: self.edited.emit())
        self.sure.valueChanged.connect(lambda _: self.edited.emit())


class Assumptions(QWidget):
    """Rows that grow by themselves: there is always one empty row to type into."""

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("assumptions")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._rows: list[AssumptionRow] = []
        self.show_expectations(())

    def show_expectations(self, expectations: Sequence[Expectation]) -> None:
        """Show the assumptions among the expectations."""
        for old in self._rows:
            self._layout.removeWidget(old)
            let_go(old)
        self._rows = []
        for expectation in expectations:
            if expectation.is_assumption:
                self._add(AssumptionRow(expectation.text, expectation.confidence, expectation.id))
        self._grow()

    def expectations(self) -> list[Expectation]:
        """The assumptions as written, in order; empty rows are none."""
        written = [r for r in self._rows if r.text.text().strip()]
        return [
            Expectation(r.id, place, r.text.text().strip(), r.sure.value() / 100) for place, r in enumerate(written, 1)
        ]

    def fields(self) -> list[QWidget]:
        """What Tab goes through, from the top."""
        return [field for r in self._rows for field in (r.text, r.sure)]

    def _add(self, new: AssumptionRow) -> None:
        new.edited.connect(self._grow)
        self._rows.append(new)
        self._layout.addWidget(new)

    def _grow(self) -> None:
        if not self._rows or self._rows[-1].text.text().strip():
            self._add(AssumptionRow())
            self.grown.emit()


class FigureRow:
    """What is expected of one touchpoint; the lowest value of each field means: nothing expected."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.id = str(uuid4())
        self.wait = _figure("wait", -1, 10_000, " min")
        self.contacts = _figure("contacts", -1, 999, "")
        self.feeling = _figure("feeling", -3, 2, "")

    def set(self, expectation: Expectation) -> None:
        """Show an expectation that was written before."""
        self.id = expectation.id
        self.wait.setValue(-1 if expectation.wait_s is None else round(expectation.wait_s / 60))
        self.contacts.setValue(-1 if expectation.contacts is None else expectation.contacts)
        self.feeling.setValue(-3 if expectation.feeling is None else expectation.feeling)

    def expectation(self, ordinal: int) -> Expectation | None:
        """The expectation, where any figure is given."""
        wait, contacts, feeling = (
            f.value() if f.value() > f.minimum() else None for f in (self.wait, self.contacts, self.feeling)
        )
        if wait is None and contacts is None and feeling is None:
            return None
        return Expectation(
            self.id,
            ordinal,
            touchpoint=self.key,
            wait_s=None if wait is None else wait * 60,
            contacts=contacts,
            feeling=feeling,
        )


class TouchpointFigures(QWidget):
    """The table of touchpoints with what is expected of each: wait, communications, feeling."""

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("touchpointFigures")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._body = QWidget()
        self._body.setLayout(self._grid)
        self._toggle = button("Add what you expect of each touchpoint", "plain", name="showFigures", on=self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._body)
        self._rows: list[FigureRow] = []
        self._body.hide()

    def show_template(self, template: Template, expectations: Sequence[Expectation] = ()) -> None:
        """One line a touchpoint of the template, filled from the expectations."""
        clear(self._grid)
        for place, head in enumerate(("Touchpoint", "Wait", "Told, times", "Feeling")):
            self._grid.addWidget(label(head, "small"), 0, place)
        self._rows = [FigureRow(t.key) for t in template.touchpoints]
        by_key = {e.touchpoint: e for e in expectations if e.touchpoint}
        for line, (figures, touchpoint) in enumerate(zip(self._rows, template.touchpoints, strict=True), 1):
            if touchpoint.key in by_key:
                figures.set(by_key[touchpoint.key])
            self._grid.addWidget(label(touchpoint.name, wrap=True), line, 0)
            for place, field in enumerate((figures.wait, figures.contacts, figures.feeling), 1):
                field.setAccessibleName(f"{touchpoint.name}: {field.objectName()}")
                self._grid.addWidget(field, line, place)
        self._body.setVisible(bool(by_key))
        self._toggle.setVisible(not by_key)
        self.grown.emit()

    def fields(self) -> list[QWidget]:
        """What Tab goes through, from the top."""
        return [self._toggle, *(field for r in self._rows for field in (r.wait, r.contacts, r.feeling))]

    def expectations(self, first_ordinal: int) -> list[Expectation]:
        """What is expected of touchpoints, numbered on from `first_ordinal`."""
        found = [e for r in self._rows if (e := r.expectation(0)) is not None]
        return [replace(e, ordinal=place) for place, e in enumerate(found, first_ordinal)]

    def _show(self) -> None:
        self._body.show()
        self._toggle.hide()
        if self._rows:
            self._rows[0].wait.setFocus()


class _FeelingBox(QSpinBox):
    def textFromValue(self, value: int) -> str:
        return f"{value:+d} {FEELINGS[value]}" if value in FEELINGS else "–"


def _figure(name: str, low: int, high: int, suffix: str) -> QSpinBox:
    field = named(_FeelingBox() if name == "feeling" else QSpinBox(), name)
    field.setRange(low, high)
    field.setSuffix(suffix)
    field.setSpecialValueText("–")
    field.setValue(low)
    field.setFixedWidth(136 if name == "feeling" else 96)
    pad(field)
    return field
