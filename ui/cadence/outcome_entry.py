"""A line to enter an outcome's value, and the values that were entered for the walk shown."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from mysteryshop.analysis.outcomes import period, told
from mysteryshop.errors import InputError
from mysteryshop.practice import OutcomePoint

from ..widgets.completion import dressed
from ..widgets.flow import FlowLayout
from ..widgets.parts import button, column, label, named


class OutcomeEntry(QWidget):
    """`entered(OutcomePoint)`, `dropped(id)`."""

    entered = Signal(object)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._template = ""
        self.series = named(QComboBox(), "outcome.series", "Outcome")
        self.series.setEditable(True)
        self.series.setMinimumWidth(200)
        self.when = _field("outcome.period", "Period", "2026-Q3", 96)
        self.value = _field("outcome.value", "Value", "1240", 96)
        self.unit = _field("outcome.unit", "Unit", "orders", 96)
        self.add = button("Enter", name="outcome.add", on=self._add)
        self.problem = label("", "warning", wrap=True, name="outcome.problem")
        self.there = named(QComboBox(), "outcome.there", "Values entered")
        self.there.setMinimumWidth(240)
        self.drop = button("Remove", "plain", name="outcome.drop", on=self._drop)
        line_edit = self.series.lineEdit()
        assert line_edit is not None  # it is editable
        line_edit.setPlaceholderText("Order backlog")
        layout = column(spacing=8)
        asking = FlowLayout(QMargins(), 8)
        for part in (self.series, self.when, self.value, self.unit, self.add, self.there, self.drop):
            asking.addWidget(part)
        layout.addLayout(asking)
        layout.addWidget(self.problem)
        self.setLayout(layout)
        self.problem.hide()
        for field in (self.when, self.value, self.unit):
            field.returnPressed.connect(self._add)

    def show_points(self, template: str, points: Sequence[OutcomePoint]) -> None:
        """The values that stand beside this template."""
        self._template = template
        typed = self.series.currentText()
        self.series.clear()
        self.series.addItems(sorted({p.series for p in points}, key=str.casefold))
        self.series.setCurrentText(typed)
        completer = self.series.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            dressed(completer, self.series)
        self.there.clear()
        for point in sorted(points, key=lambda p: (p.series.casefold(), p.period)):
            self.there.addItem(f"{point.series} {point.period}: {told(point.value, point.unit)}", point.id)
        for part in (self.there, self.drop):
            part.setVisible(bool(points))

    def _add(self) -> None:
        try:
            point = self._point()
        except InputError as error:
            self.problem.setText(f"{error.title} {error.remedy}")
            self.problem.show()
            return
        self.problem.hide()
        self.value.clear()
        self.when.setFocus()
        self.entered.emit(point)

    def _point(self) -> OutcomePoint:
        name = self.series.currentText().strip()
        if not name:
            raise InputError("The outcome has no name.", "Say what is counted, for example: order backlog.")
        when = period(self.when.text())
        return OutcomePoint(
            str(uuid4()), name, when.text, number(self.value.text()), self.unit.text().strip(), self._template
        )

    def _drop(self) -> None:
        if self.there.currentData():
            self.dropped.emit(str(self.there.currentData()))


def number(text: str) -> float:
    """`1240`, `1 240.5`, `12,5`; InputError for what is no number."""
    bare = text.replace(" ", "").replace("\u2009", "").replace("−", "-")
    if bare.count(",") == 1 and "." not in bare and len(bare.split(",")[1]) != 3:
        bare = bare.replace(",", ".")
    try:
        value = float(bare.replace(",", ""))
    except ValueError:
        raise InputError(f"“{text}” is no number.", "Write it in digits, for example 1240 or 12.5.") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise InputError(f"“{text}” is no number.", "Write it in digits, for example 1240 or 12.5.")
    return value


def _field(name: str, says: str, hint: str, width: int) -> QLineEdit:
    field = named(QLineEdit(), name, says)
    field.setPlaceholderText(hint)
    field.setFixedWidth(width)
    return field
