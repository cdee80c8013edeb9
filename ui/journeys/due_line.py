"""One quiet line: what the cadences ask for, when something of it is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..desk import Desk
from ..widgets.parts import button, label, row

if TYPE_CHECKING:  # numpy comes with it, on the reader
    from mysteryshop.analysis.cadence import Due
    from mysteryshop.store.database import Database

SHOWN = 2


class DueLine(QWidget):
    """Hidden while nothing is due; `cadenceRequested` leads to what is."""

    cadenceRequested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.words = label("", "quiet", wrap=True, name="home.due")
        self.more = button("See what is due", "plain", name="home.dueMore", on=self.cadenceRequested.emit)
        layout = row(self.words, self.more)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    def reload(self) -> None:
        """Ask again, on the reader."""
        today = self._desk.clock.today()
        self._desk.read_store(lambda database: _due(database, today), self._show, None, self)

    def _show(self, found: Sequence[str]) -> None:
        rest = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        self.words.setText(f"To walk again: {'; '.join(found[:SHOWN])}{rest}." if found else "")
        self.setVisible(bool(found))


def _due(database: Database, today: date) -> list[str]:
    """`Fly as a passenger, A. finance: 12 days over`, the most overdue first."""
    from mysteryshop import templates
    from mysteryshop.comparison.cadencing import due_now

    over = [each for each in due_now(database, today) if each.over]
    names = {t.key: t.name for t in templates.load_all(database.data_dir)[0]} if over else {}
    return [_words(each, names) for each in over]


def _words(each: Due, names: Mapping[str, str]) -> str:
    from mysteryshop.analysis.cadence import told

    cadence = each.cadence
    name = names.get(cadence.template, cadence.template) or "any walk"
    return f"{', '.join(part for part in (name, cadence.leader) if part)}: {told(each.left)}"
