"""One quiet line on the home screen: journeys whose time to be kept has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mysteryshop.store.listing import JourneyRow

from ..desk import Desk
from ..widgets.long_words import breakable
from ..widgets.parts import button, label, row
from .retention_dialog import Kept, kept, shortened

SHOWN = 1


class KeptLine(QWidget):
    """Hidden while nothing is due; both requests carry all that is."""

    retainRequested = Signal(list)  # of Kept
    purgeRequested = Signal(list)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._due: list[Kept] = []
        self.words = label("", "quiet", wrap=True, name="home.kept")
        longer = button(
            "Keep longer…", "plain", name="home.keepLonger", on=lambda: self.retainRequested.emit(self._due)
        )
        purge = button("Purge…", "plain", name="home.purge", on=lambda: self.purgeRequested.emit(self._due))
        layout = row(self.words, longer, purge)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    def reload(self) -> None:
        """Ask again, on the reader."""
        today = self._desk.clock.today()
        self._desk.read(lambda queries: queries.due(today), self._show, None, self)

    def _show(self, rows: Sequence[JourneyRow]) -> None:
        self._due = [kept(each) for each in rows]
        if self._due:
            rest = f", and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
            named = "; ".join(_words(each) for each in self._due[:SHOWN])
            self.words.setText(f"Kept long enough: {breakable(named)}{rest}.")
        self.setVisible(bool(self._due))


def _words(each: Kept) -> str:
    day = date.fromisoformat(each.until)
    return f"{shortened(each.name)} (until {day.day} {day:%b %Y})"
