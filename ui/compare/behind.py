"""The moments behind a mark, each with its journey; one opens its journey there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSizePolicy

from ..theme import Theme
from ..widgets.parts import button, column, label, named, row

if TYPE_CHECKING:
    from mysteryshop.comparison.behind import MomentLine, Moments

_ROW = 28  # pixels
_ROWS = 6  # that are seen at once


class BehindCard(QFrame):
    """`momentRequested` opens a journey at a moment."""

    momentRequested = Signal(str, str, str)  # journey, state, moment

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._theme = theme
        self._lines: tuple[MomentLine, ...] = ()
        self.title = label("", "strong", wrap=True, name="compare.behindTitle")
        self.list = named(QListWidget(), "compare.behind", "Moments behind the mark")
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemActivated.connect(lambda item: self._open(self.list.row(item)))
        close = button("Close", "link", name="compare.behindClose", on=self.hide)
        head = row(self.title, close)
        head.setStretch(0, 1)
        inside = column(spacing=6, margin=12)
        inside.addLayout(head)
        inside.addWidget(self.list)
        self.setLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_moments(self, found: Moments) -> None:
        """List them; double click or Enter opens one."""
        self._lines = found.lines
        kinds = self._theme.palette
        beyond = f", the first {len(found.lines)} of them here" if found.n > len(found.lines) else ""
        word = "moment" if found.n == 1 else "moments"
        journeys = f"{found.journeys:,} journey{'' if found.journeys == 1 else 's'}"
        self.title.setText(f"{found.title[:1].upper()}{found.title[1:]}: {found.n:,} {word} in {journeys}{beyond}")
        self.list.clear()
        for line in found.lines:
            item = QListWidgetItem(f"{line.head}    {line.words}".replace("\n", " "), self.list)
            item.setToolTip(f"{line.head}\n{line.words}")
            item.setForeground(QColor(kinds.ink))
            item.setSizeHint(QSize(0, _ROW))
        self.list.setFixedHeight(_ROW * max(1, min(_ROWS, len(found.lines))) + 8)
        self.show()

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._lines):
            line = self._lines[place]
            self.momentRequested.emit(line.journey, line.state, line.moment)
