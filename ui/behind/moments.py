"""A list of moments, each with its journey; one opens its journey there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from ..theme import Theme
from ..widgets.parts import named

if TYPE_CHECKING:
    from mysteryshop.comparison.behind import MomentLine, Moments

_AIR = 11  # pixels beside a line of text
_NAME = 24  # letters of a head that leave enough room for the words
_ROWS = 6  # that are seen at once


class MomentsBehind(QListWidget):
    """`momentRequested` on a double click or Enter."""

    momentRequested = Signal(str, str, str)  # journey, state, moment

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        named(self, name, "Moments behind the mark")
        self._theme = theme
        self._lines: tuple[MomentLine, ...] = ()
        self.setProperty("role", "behind")
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemActivated.connect(lambda item: self._open(self.row(item)))

    def show_moments(self, found: Moments) -> None:
        """List them; of one journey alone it is not named in every line."""
        self._lines = found.lines
        high = self.fontMetrics().height() + _AIR
        several = len({line.journey for line in found.lines}) > 1
        self.clear()
        for line in found.lines:
            words = _in_a_line(line.head, line.words) if several else line.words
            item = QListWidgetItem(words.replace("\n", " "), self)
            item.setToolTip(f"{line.head}\n{line.words}")
            item.setForeground(QColor(self._theme.palette.ink))
            item.setSizeHint(QSize(0, high))
        self.setFixedHeight(high * max(1, min(_ROWS, len(found.lines))) + 8)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._lines):
            line = self._lines[place]
            self.momentRequested.emit(line.journey, line.state, line.moment)


def _in_a_line(head: str, words: str) -> str:
    """A name first; day, place and leader of a journey behind what happened, where they may be cut off."""
    return f"{head}    {words}" if len(head) <= _NAME else f"{words}    {head}"


def title_of(found: Moments) -> str:
    """`Frictions: 12 moments in 4 journeys`."""
    about = f"{found.title[:1].upper()}{found.title[1:]}"
    if not found.n:
        return f"{about}: none was noted"
    beyond = f", the first {len(found.lines)} of them here" if found.n > len(found.lines) else ""
    word = "moment" if found.n == 1 else "moments"
    journeys = f"{found.journeys:,} journey{'' if found.journeys == 1 else 's'}"
    return f"{about}: {found.n:,} {word} in {journeys}{beyond}"
