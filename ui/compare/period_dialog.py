"""From one day to another: either end may be left open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QGridLayout, QVBoxLayout, QWidget

from mysteryshop.comparison.period import between

from ..widgets.parts import button, label, named, row

_SHOWN = "d MMM yyyy"


class PeriodDialog(QDialog):
    """`period` is what was chosen, as views name it."""

    def __init__(self, since: date | None, until: date | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare.periodDialog")
        self.setWindowTitle("Period")
        self.since, self.has_since = _end("From", "compare.since", since, date(today.year, 1, 1))
        self.until, self.has_until = _end("To", "compare.until", until, today)
        self.problem = label("", "error", wrap=True, name="compare.periodProblem")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, (tick, field) in enumerate(((self.has_since, self.since), (self.has_until, self.until))):
            grid.addWidget(tick, place, 0)
            grid.addWidget(field, place, 1)
            tick.toggled.connect(self._check)
            field.dateChanged.connect(self._check)
        self.take = button("Show these", "primary", name="compare.periodTake", on=self.accept)
        self.take.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label("Period", "title"))
        layout.addWidget(label("Journeys that began on these days, both included.", "small"))
        layout.addLayout(grid)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, button("Cancel", name="compare.periodCancel", on=self.reject), self.take))
        self.has_since.setFocus()
        self._check()

    @property
    def period(self) -> str:
        """`2026-03-01..2026-09-30`; "" where both ends are open."""
        since = _day(self.since) if self.has_since.isChecked() else None
        until = _day(self.until) if self.has_until.isChecked() else None
        return between(since, until) if since or until else ""

    def _check(self) -> None:
        for tick, field in ((self.has_since, self.since), (self.has_until, self.until)):
            field.setEnabled(tick.isChecked())
        both = self.has_since.isChecked() and self.has_until.isChecked()
        wrong = both and self.since.date() > self.until.date()
        self.problem.setText("The last day lies before the first one." if wrong else "")
        self.take.setEnabled(not wrong)


def _end(words: str, name: str, at: date | None, otherwise: date) -> tuple[QDateEdit, QCheckBox]:
    tick = QCheckBox(words)
    tick.setChecked(at is not None)
    shown = at or otherwise
    field = named(QDateEdit(QDate(shown.year, shown.month, shown.day)), name, words)
    field.setDisplayFormat(_SHOWN)
    field.setCalendarPopup(True)
    return field, tick


def _day(field: QDateEdit) -> date:
    return date(field.date().year(), field.date().month(), field.date().day())
