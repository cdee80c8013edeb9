"""One moment beside the chart: what it was, what is known of it, what came before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mysteryshop.journey import Record
from mysteryshop.palette import Palette

from ..pen import Pen
from ..theme import Theme, set_role, tabular
from ..widgets import wording
from ..widgets.badge import Badge
from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.moment_editor import MomentEditor
from ..widgets.moment_rows import moment_rows
from ..widgets.parts import button, label, named, row, scrolled
from ..widgets.runs import plain

_AROUND = 2
_SHOWN = 90  # characters of a neighbour's words


class ElidedLink(QPushButton):
    """A link that gives way: its words end where the panel does."""

    def __init__(self, words: str, name: str, says: str) -> None:
        super().__init__()
        named(self, name, says)
        self._words = words
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        room = self.width() - 16
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


class MomentPanel(QWidget):
    """`stepRequested` goes to a neighbour, `closed` back to all moments (Esc)."""

    stepRequested = Signal(str)
    closed = Signal()
    shown = Signal(str)  # the moment that is open now

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("story.moment")
        self._pen = pen
        self._palette = theme.palette
        self.editor = MomentEditor(pen)
        self.back = button("‹ All moments", "plain", name="story.moment.back", tip="Esc", on=self.closed.emit)
        self.before = button(
            "↑", "plain", name="story.moment.before", tip="The moment before", on=lambda: self._step(-1)
        )
        self.after = button("↓", "plain", name="story.moment.after", tip="The moment after", on=lambda: self._step(1))
        self.before.setAccessibleName("The moment before")
        self.after.setAccessibleName("The moment after")
        self.badge = Badge("note", theme.palette, size=24)
        self.time = label("", "subtitle", name="story.moment.time")
        self.time.setFont(tabular(self.time.font()))
        self.words = label("", "quiet", wrap=True, name="story.moment.words")
        self.remove = button("Remove this moment", "plain", name="story.moment.remove", on=self._on_remove)
        self._evidence = QVBoxLayout()
        self._around = QVBoxLayout()
        self._around.setSpacing(2)
        self._build()
        theme.changed.connect(self._on_theme)

    @property
    def current(self) -> str:
        """The moment that is open; "" where none is."""
        return self.editor.current

    def open(self, record: Record, ident: str) -> None:
        """Show a moment."""
        moment = record.moment(ident)
        if moment is None:
            return
        if ident != self.editor.current:
            self.editor.begin(record, moment)
            self._ask(False)
        self.follow(record)
        self._area.verticalScrollBar().setValue(0)

    def follow(self, record: Record) -> None:
        """Follow the record; a moment that is gone closes the panel."""
        moment = record.moment(self.editor.current)
        if moment is None:
            if self.editor.current:
                self.editor.current = ""
                self.closed.emit()
            return
        self.editor.follow(record)
        (shown,) = moment_rows(record, [moment])
        self.badge.set_kind(moment.kind, shown.letter)
        self.time.setText(f"{shown.time}  {wording.kind_word(moment).capitalize()}")
        self.words.setText(breakable(plain(shown.details)))
        place = record.moments.index(moment)
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(record.moments) - 1)
        self._show_around(record, place)
        self.shown.emit(moment.id)

    def add_evidence(self, shelf: QWidget) -> None:
        """Show below the moment's words what bears witness to it."""
        self._evidence.addWidget(shelf)

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be amended."""
        self.editor.set_locked(locked)
        self.remove.setEnabled(not locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to all moments."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        record = self._pen.record
        moment = record.moment(self.editor.current) if record is not None else None
        if record is not None and moment is not None:
            place = record.moments.index(moment) + by
            if 0 <= place < len(record.moments):
                self.stepRequested.emit(record.moments[place].id)

    def _show_around(self, record: Record, place: int) -> None:
        clear(self._around)
        near = record.moments[max(0, place - _AROUND) : place + _AROUND + 1]
        for shown in moment_rows(record, near):
            words = f"{shown.time}  {plain(shown.what)}"
            if shown.moment.id == self.editor.current:
                here = label(breakable(_cut(words)), "strong", wrap=True)
                here.setContentsMargins(7, 3, 0, 3)
                self._around.addWidget(here)
                continue
            link = ElidedLink(words, f"story.near.{shown.moment.id}", f"Open {shown.told}")
            link.clicked.connect(lambda _checked=False, i=shown.moment.id: self.stepRequested.emit(i))
            self._around.addWidget(link)

    def _on_remove(self) -> None:
        if self.remove.property("role") == "danger":
            self._pen.retract(self.editor.current)
            self._ask(False)
        else:
            self._ask(True)

    def _ask(self, asking: bool) -> None:
        self.remove.setText("Remove it from the evidence?" if asking else "Remove this moment")
        set_role(self.remove, "danger" if asking else "plain")

    def _on_theme(self, palette: Palette) -> None:
        self._palette = palette
        self.badge.set_palette(palette)

    def _build(self) -> None:
        head = QFrame()
        head.setLayout(row(self.back, None, self.before, self.after, spacing=2))
        head.setContentsMargins(8, 10, 12, 0)
        inside = QWidget()
        inside.setProperty("role", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 6, 18, 16)
        column.setSpacing(8)
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(self.badge)
        title.addWidget(self.time, 1)
        column.addLayout(title)
        column.addWidget(self.words)
        column.addLayout(self._evidence)
        column.addWidget(self.editor)
        column.addSpacing(8)
        column.addWidget(label("Before and after", "overline"))
        column.addLayout(self._around)
        column.addSpacing(8)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = scrolled(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._area, 1)


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
