"""Which objects of an object-centric event log are the cases: the types beside what happens to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from .theme import tabular
from .told_dialog import ToldDialog
from .widgets.long_words import breakable
from .widgets.parts import named
from .widgets.row_table import dress_rows

if TYPE_CHECKING:
    import re

    from mysteryshop.imports.logs.object_log import ObjectType
    from mysteryshop.imports.object_logs import ObjectLook

_SAYS = (
    "An event may relate to objects of several types. Each object of the type that you choose becomes a journey, with "
    "the events that relate to it."
)
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


class LogObjectsDialog(ToldDialog):
    """`accepted` with `chosen()`: whose journeys they are, and what they were told."""

    def __init__(self, looked: ObjectLook, parent: QWidget | None = None) -> None:
        super().__init__("logObjects", "objects", "of these objects", parent)
        self.resize(760, 480)
        self._look = looked
        self.types = self._table()
        self.lay_out(f"Whose journeys are in {breakable(looked.file)}?", _SAYS, self.types)
        self.types.itemSelectionChanged.connect(self.tell)
        self.types.itemDoubleClicked.connect(lambda _: self.take.click())
        self.types.selectRow(0)
        self.types.setFocus()

    def chosen(self) -> ChosenObjects:
        """What is chosen now."""
        from mysteryshop.imports.logs.looking import holding

        return ChosenObjects(self._type().name, holding(self.told.text()))

    def names(self) -> Sequence[str]:
        """Those of the objects that are chosen."""
        return self._type().activities

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


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
