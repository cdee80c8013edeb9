"""What every page of the debrief is: it follows the record, keeps what was typed, and asks to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mysteryshop.journey import Record

from ..pen import Pen
from ..theme import Theme
from ..widgets.choice import ChoiceRow
from ..widgets.parts import label, scrolled
from ..widgets.saved_form import SavedForm
from ..widgets.saved_text import SavedLine, SavedText

WIDEST = 1180  # pixels that any page takes
_READABLE = 820  # a line of text longer than that is hard to read
_MARGIN = 32


class Page(SavedForm):
    """A title, a sentence, and what the step asks; `body` is where a page puts its parts."""

    goOn = Signal()  # this step is dealt with: go to the next
    stepRequested = Signal(str)
    widest = _READABLE

    def __init__(self, name: str, title: str, pen: Pen, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self.pen, self.theme = pen, theme
        self.title = label(title, "display", wrap=True, name=f"{name}.title")
        self.words = label("", "quiet", wrap=True, name=f"{name}.words")
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(6)
        self._column.addWidget(self.title)
        self._column.addWidget(self.words)
        self._column.addSpacing(12)
        self._column.addLayout(self.body, 1)
        self._set_margins()
        self._scroll = scrolled(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def enter(self, record: Record) -> None:
        """Come to this page: show it from its beginning."""
        self.show_record(record)
        self._scroll.verticalScrollBar().setValue(0)

    def show_record(self, record: Record) -> None:
        """Follow the record."""
        raise NotImplementedError

    def first(self) -> QWidget | None:
        """Where the keyboard goes when the page is entered."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Give the keyboard to where work begins."""
        target = self.first()
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(target, 0, 24)

    def go_there(self, about: str, field: str) -> None:
        """Give the keyboard to a field by its name, about the thing with that id."""
        target = self.findChild(QWidget, field)
        if target is not None and target.isVisible():
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(target, 0, 24)

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        super().set_locked(locked)
        for row in self.findChildren(ChoiceRow):
            row.setEnabled(not locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide windows get wider margins, not longer lines."""
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        left = max(_MARGIN, (self.width() - WIDEST) // 2)  # the same on all pages: titles do not jump
        right = max(_MARGIN, self.width() - left - self.widest)
        self._column.setContentsMargins(left, 28, right, 24)

    @property
    def quiet(self) -> bool:
        """Whether no edit is on its way to the disk."""
        return self.pen.waiting == 0

    def chain(self, *fields: QWidget) -> None:
        """Enter and the arrows go from one field to the next that is shown; after the last one the page is done."""
        for place, field in enumerate(fields):
            if isinstance(field, SavedLine | SavedText | ChoiceRow):
                field.goOn.connect(partial(self._enter_first, fields[place + 1 :], self.goOn.emit))
            if isinstance(field, ChoiceRow):
                field.goBack.connect(partial(self._enter_first, fields[:place][::-1], lambda: None))

    @staticmethod
    def _enter_first(fields: Sequence[QWidget], otherwise: Callable[[], object]) -> None:
        shown = next((field for field in fields if field.isVisible()), None)
        if shown is None:
            otherwise()
        else:
            shown.setFocus(Qt.FocusReason.TabFocusReason)
