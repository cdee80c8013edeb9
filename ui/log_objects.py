"""Which objects of an object-centric event log are the cases: the types beside what happens to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .theme import tabular
from .widgets.long_words import breakable
from .widgets.parts import button, label, named, row
from .widgets.row_table import dress_rows
from .widgets.told import HINT, telling

if TYPE_CHECKING:
    import re

    from mysteryshop.imports.logs.object_log import ObjectType
    from mysteryshop.imports.object_logs import ObjectLook

_HEADS = ("Objects", "Journeys", "Events each", "What happens to them")
_NAMED = 8  # activities that are named
_LETTERS = 120  # of a name
_NUMBERS = (1, 2)  # columns
_NAME = 220  # pixels of the first one


@dataclass(frozen=True, slots=True)
class ChosenObjects:
    """How such a log is to be read: the type whose objects are the cases, and what was told."""

    case: str
    communications: re.Pattern[str] | None


class LogObjectsDialog(QDialog):
    """`accepted` with `chosen()`; Cancel and Esc leave everything as it was."""

    def __init__(self, looked: ObjectLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logObjects")
        self.setWindowTitle("Import an event log")
        self.resize(760, 480)
        self._look = looked
        self.types = self._table()
        self.told = named(QLineEdit(), "objectsTold", "Activities in which the customer was told something")
        self.telling = label("", "small", wrap=True, name="objectsTelling")
        self.take = button("Import", "primary", name="objectsImport", on=self.accept)
        self._build()
        self.types.selectRow(0)
        self.types.setFocus()

    def chosen(self) -> ChosenObjects:
        """What is chosen now."""
        from mysteryshop.imports.logs.looking import holding

        return ChosenObjects(self._type().name, holding(self.told.text()))

    def _type(self) -> ObjectType:
        return self._look.types[max(0, self.types.currentRow())]

    def _table(self) -> QTableWidget:
        table = named(QTableWidget(len(self._look.types), len(_HEADS)), "objectTypes", "Types of objects")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress_rows(table)
        table.setWordWrap(False)
        table.setFont(tabular(table.font()))
        for place, words in enumerate(_HEADS):
            head = QTableWidgetItem(words)
            head.setTextAlignment(_aligned(place))
            table.setHorizontalHeaderItem(place, head)
        for line, each in enumerate(self._look.types):
            happens = ", ".join(name[:_LETTERS] for name in each.activities[:_NAMED])
            more = " …" if len(each.activities) > _NAMED else ""
            for place, words in enumerate(
                (each.name[:_LETTERS], f"{each.objects:,}", f"{each.mean:,.1f}", happens + more)
            ):
                item = QTableWidgetItem(words)
                item.setToolTip(words if place in (0, len(_HEADS) - 1) else "")
                item.setTextAlignment(_aligned(place))
                table.setItem(line, place, item)
        table.setColumnWidth(0, _NAME)
        mode = QHeaderView.ResizeMode
        for place in range(1, len(_HEADS)):
            numbers = place in _NUMBERS
            table.horizontalHeader().setSectionResizeMode(place, mode.ResizeToContents if numbers else mode.Stretch)
        return table

    def _build(self) -> None:
        self.told.setPlaceholderText(HINT)
        self.take.setDefault(True)
        says = (
            "An event may relate to objects of several types. Each object of the type that you choose becomes a "
            "journey, with the events that relate to it."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(f"Whose journeys are in {breakable(self._look.file)}?", "title", wrap=True))
        layout.addWidget(label(says, "quiet", wrap=True))
        layout.addWidget(self.types, 1)
        layout.addLayout(row(label("Told", "strong"), self.told, spacing=12))
        layout.addWidget(self.telling)
        layout.addLayout(row(None, button("Cancel", name="objectsCancel", on=self.reject), self.take))
        self.types.itemSelectionChanged.connect(self._show)
        self.types.itemDoubleClicked.connect(lambda _: self.take.click())
        self.told.textChanged.connect(lambda _: self._show())

    def _show(self) -> None:
        words, some = telling(self.told.text(), self._type().activities, "of these objects")
        self.telling.setText(words)
        self.take.setEnabled(some)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
