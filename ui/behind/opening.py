"""What is read when a mark is opened: its journeys and their moments, on the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ..figures_source import FiguresSource
from ..widgets.group_canvas import GroupCanvas
from ..widgets.opening_table import OpeningTable
from .card import BehindCard

if TYPE_CHECKING:
    from mysteryshop.analysis.sides import Behind
    from mysteryshop.charts.marks import Mark

_OPENERS = (GroupCanvas, OpeningTable)


class MarkOpener(QObject):
    """Fills a card from the figures of all journeys; `opened` once both lists are there."""

    opened = Signal()
    failed = Signal(object)  # KnownError

    def __init__(self, source: FiguresSource, card: BehindCard) -> None:
        super().__init__(card)
        self._source, self._card = source, card
        self._asked = 0
        self._by_key = False
        self._came_from: QWidget | None = None
        self._journeys: tuple[str, ...] = ()
        self._behind: Behind | None = None
        card.journeyChosen.connect(self._on_journey)
        card.closed.connect(self.forget)

    def open(self, mark: Mark) -> None:
        """Show what stands behind that mark: the journeys first, then their moments."""
        behind, ids = mark.behind, tuple(mark.moments)
        if behind is None:
            return
        self._journeys, self._behind = ids, behind
        now = QApplication.focusWidget()
        self._by_key = isinstance(now, _OPENERS)  # which a click leaves without the keyboard
        if now is None or not self._card.isAncestorOf(now):
            self._came_from = now  # the keyboard goes to what was opened, and is given back
        if behind.figures:
            self._read(lambda _database, table: _journeys(table, ids, behind), self._on_journeys)
        else:
            self._on_journeys(None)

    def forget(self) -> None:
        """What is still being read is not wanted any more; the keyboard goes back to where it came from."""
        self._asked += 1
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None

    def drop(self) -> None:
        """Other journeys are shown: nothing of these is wanted any more."""
        self._asked += 1
        self._came_from = None
        self._card.hide()

    def _on_journeys(self, found: Any) -> None:
        behind, ids = self._behind, self._journeys
        if found is not None:
            self._card.show_journeys(found)
        if behind is not None and behind.moments:
            self._read(
                lambda database, table: _moments(database, table, ids, behind),
                lambda moments: self._on_moments(moments, alone=found is None),
            )
        else:
            self._done()

    def _on_moments(self, found: Any, *, alone: bool) -> None:
        if alone:
            self._card.show_journeys(None)
        self._card.show_moments(found)
        self._done()

    def _done(self) -> None:
        if self._by_key:
            self._card.take_keyboard()
        else:
            self._card.setFocus(Qt.FocusReason.MouseFocusReason)  # Escape is heard wherever the keyboard was
        self.opened.emit()

    def _on_journey(self, ident: str) -> None:
        """One journey's moments alone, or those of all again."""
        behind = self._behind
        if behind is not None and behind.moments:
            ids = (ident,) if ident else self._journeys
            self._read(
                lambda database, table: _moments(database, table, ids, behind),
                lambda found: self._card.show_moments(found, of_one=bool(ident) and len(self._journeys) > 1),
            )

    def _read(self, work: Callable[[Any, Any], Any], done: Callable[[Any], None]) -> None:
        self._asked += 1
        asked = self._asked

        def still(found: Any) -> None:
            if asked == self._asked:
                done(found)

        self._source.read(work, still, self.failed.emit, self)


def _journeys(table: Any, ids: Sequence[str], behind: Behind) -> Any:
    from mysteryshop.comparison.behind import journeys_behind

    return journeys_behind(table.everything(), ids, behind)


def _moments(database: Any, table: Any, ids: Sequence[str], behind: Behind) -> Any:
    from mysteryshop.comparison.behind import head_of, moments_behind

    every = table.everything()
    return moments_behind(database, lambda ident: head_of(every, ident), ids, behind)
