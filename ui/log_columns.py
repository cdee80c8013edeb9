"""Which columns of a table are case, activity and time: the guess beside the first rows, confirmed or changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QDialog,
    QGridLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .widgets.completion import dressed
from .widgets.long_words import breakable
from .widgets.parts import button, label, named, row
from .widgets.told import EVERYTHING, told_field

if TYPE_CHECKING:
    import re

    from mysteryshop.imports.logs.looking import Look
    from mysteryshop.imports.logs.times import Order

_ROLES = (("case", "Case", "one case becomes one journey"), ("activity", "Activity", "becomes the touchpoint"),
          ("time", "Time", "when it happened"))  # fmt: skip
_ORDERS = (("Day first: 14/11/2026", "dmy"), ("Month first: 11/14/2026", "mdy"))
_SHOWN = 8  # rows of the preview
_NAMED = 6  # activities that are named
_WIDE = 220  # pixels of a field


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a table is to be read: the places of case, activity and time, the zone, and what was told."""

    places: tuple[int, int, int]
    zone: str
    order: Order | None
    communications: re.Pattern[str] | None


class LogColumnsDialog(QDialog):
    """`accepted` with `chosen()`; Cancel and Esc leave everything as it was."""

    changed = Signal()

    def __init__(self, looked: Look, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logColumns")
        self.setWindowTitle("Import an event log")
        self.resize(820, 620)
        self._look = looked
        self.roles = {role: self._columns(role, words) for role, words, _ in _ROLES}
        self.zone = self._zones(zone)
        self.order = named(QComboBox(), "logOrder", "Dates")
        self.told = told_field("logTold")
        self.says = label("", "strong", wrap=True, name="logSays")
        self.problem = label("", "error", wrap=True, name="logProblem")
        self.telling = label("", "small", wrap=True, name="logTelling")
        self.preview = self._table()
        self.take = button("Import", "primary", name="logImport", on=self.accept)
        self._build()
        self._wire()
        self._show()
        self.roles["case"].setFocus()

    def chosen(self) -> Chosen:
        """What is chosen now."""
        from mysteryshop.imports.logs.looking import holding

        places = self._places()
        ordered = self._look.order(places[2])
        order = self.order.currentData() if ordered == "either" else ordered
        return Chosen(places, self.zone.currentText(), order, holding(self.told.text()))

    def _columns(self, role: str, words: str) -> QComboBox:
        field = named(QComboBox(), f"log.{role}", words)
        for place in range(len(self._look.header)):
            field.addItem(self._look.title(place), place)
        guessed = self._look.guessed.get(role)
        field.setCurrentIndex(guessed[0] if guessed else -1)
        field.setPlaceholderText("choose a column")
        field.setMinimumWidth(_WIDE)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return field

    def _zones(self, zone: str) -> QComboBox:
        field = named(QComboBox(), "logZone", "Time zone of these times")
        field.setEditable(True)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.addItems(sorted(available_timezones() | {zone}))
        field.setCurrentText(zone)
        completer = QCompleter(field.model(), field)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        field.setCompleter(dressed(completer, field))
        return field

    def _table(self) -> QTableWidget:
        rows = self._look.rows[:_SHOWN]
        table = named(QTableWidget(len(rows), len(self._look.header)), "logPreview", "The first rows")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        for line, cells in enumerate(rows):
            for place, words in enumerate(cells):
                table.setItem(line, place, QTableWidgetItem(words[:200]))
        table.horizontalHeader().setMaximumSectionSize(240)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setStretchLastSection(True)  # rows as wide as the table
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _build(self) -> None:
        for words, ident in _ORDERS:
            self.order.addItem(words, ident)
        self.take.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(f"Which columns of {breakable(self._look.file)}?", "title", wrap=True))
        layout.addLayout(self._grid())
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.says)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, button("Cancel", name="logCancel", on=self.reject), self.take))

    def _wire(self) -> None:
        for box in (*self.roles.values(), self.order, self.zone):
            box.currentIndexChanged.connect(lambda _: self._show())
        self.zone.editTextChanged.connect(lambda _: self._show())
        self.told.textChanged.connect(lambda _: self._show())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        lines: list[tuple[str, QWidget, str]] = [
            (words, self.roles[role], f"{means}{self._sure(role)}") for role, words, means in _ROLES
        ]
        lines += [
            ("Time zone", self.zone, "of times without an offset"),
            ("Dates", self.order, "nothing in the file says which number is the day"),
        ]
        self._optional: dict[QWidget, tuple[QWidget, ...]] = {}
        self._hints: dict[QWidget, QLabel] = {}
        for place, (words, field, means) in enumerate(lines):
            parts = (label(words, "strong"), field, label(means, "small", wrap=True))
            self._hints[field] = parts[2]
            for column, part in enumerate(parts):
                grid.addWidget(part, place, column)
            self._optional[field] = parts
        grid.addWidget(label("Told", "strong"), len(lines), 0)
        grid.addWidget(self.told, len(lines), 1, 1, 2)
        grid.addWidget(self.telling, len(lines) + 1, 1, 1, 2)
        return grid

    def _sure(self, role: str) -> str:
        """Whose choice the column is: the guess, or of who changed it."""
        guessed, place = self._look.guessed.get(role), self.roles[role].currentIndex()
        if place >= 0 and (guessed is None or guessed[0] != place):
            return "; you chose it"
        return f"; guessed, {round(100 * guessed[1])} % sure" if guessed else "; nothing fits by itself"

    def _places(self) -> tuple[int, int, int]:
        case, activity, time = (self.roles[role].currentIndex() for role, _, _ in _ROLES)
        return case, activity, time

    def _show(self) -> None:
        places = self._places()
        self._show_heads(places)
        for role, _, means in _ROLES:
            self._hints[self.roles[role]].setText(f"{means}{self._sure(role)}")
        time = places[2]
        for field, there in (
            (self.zone, time >= 0 and self._look.needs_zone(time)),
            (self.order, time >= 0 and self._look.order(time) == "either"),
        ):
            for part in self._optional[field]:
                part.setVisible(there)
        problem = self._wrong(places)
        self.problem.setText(breakable(problem))
        self.problem.setVisible(bool(problem))
        self.says.setText("" if problem else breakable(self._first_event(places)))
        self.says.setVisible(not problem)
        self.telling.setText(breakable(self._telling(places[1])))
        self.take.setEnabled(not problem)

    def _show_heads(self, places: tuple[int, int, int]) -> None:
        roles = {place: words for place, (_, words, _) in zip(places, _ROLES, strict=True)}
        for place in range(len(self._look.header)):
            role = roles.get(place)
            title = self._look.title(place)
            head = QTableWidgetItem(f"{role}: {title}" if role else title)
            font = QFont(self.preview.horizontalHeader().font())
            font.setBold(role is not None)
            head.setFont(font)
            self.preview.setHorizontalHeaderItem(place, head)
        self.preview.resizeColumnsToContents()

    def _wrong(self, places: tuple[int, int, int]) -> str:
        lacking = [words.lower() for place, (_, words, _) in zip(places, _ROLES, strict=True) if place < 0]
        if lacking:
            return f"Choose the column of the {' and the '.join(lacking)}."
        if len(set(places)) < len(places):
            return "Case, activity and time are three different columns."
        if self.zone.currentText() not in available_timezones() | {"UTC"} and not self.zone.isHidden():
            return f"“{self.zone.currentText()}” is no time zone; choose one such as Europe/Lisbon."
        chosen = self.chosen()
        unread = self._look.unread(places[2], chosen.zone, chosen.order)
        if unread is not None:
            return (
                f"“{unread[:60]}” in {self._look.title(places[2])} is no time that can be read. Choose another column."
            )
        if chosen.communications is not None and not self._found(places[1]):
            return "None of these words stands in an activity of the first rows."
        return ""

    def _first_event(self, places: tuple[int, int, int]) -> str:
        chosen = self.chosen()
        found = self._look.first_event(places, chosen.zone, chosen.order)
        if found is None:
            return "No row has all three: there would be nothing to import."
        return f"The first event reads: “{found[1][:80]}” in the journey “{found[0][:60]}”, at {found[2]}."

    def _found(self, place: int) -> list[str]:
        from mysteryshop.imports.logs.looking import activities, holding

        pattern = holding(self.told.text())
        names = activities(self._look, place) if place >= 0 else []
        return names if pattern is None else [name for name in names if pattern.search(name)]

    def _telling(self, place: int) -> str:
        found = self._found(place)
        if not self.told.text().strip():
            return EVERYTHING
        listed = ", ".join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
        return f"Told: {len(found)} of the activities in the first rows{': ' + listed if found else ''}."
