"""One pass through what a step asks about: one at a time, in order, back and forth."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mysteryshop.journey import Expectation, Moment, Record

from ..pen import Pen
from ..theme import Theme
from ..widgets.parts import button, label, row
from .page import Page
from .surroundings import Surroundings, empty_card

Asked = TypeVar("Asked", bound=Moment | Expectation)


class PassPage(Page, Generic[Asked]):
    """Subclasses say what the pass goes through, what of it is done, and how one thing is asked about."""

    nothing = ("Nothing to do here.", "")  # what stands there where there is nothing to ask about

    def __init__(self, name: str, title: str, pen: Pen, theme: Theme) -> None:
        super().__init__(name, title, pen, theme)
        self.current = ""  # the id of what is being asked about
        self.where = label("", "strong", name=f"{name}.where")
        self.back = button("‹ Before", "plain", name=f"{name}.back", tip="Alt+Left", on=lambda: self.step(-1))
        self.ahead = button("After ›", "plain", name=f"{name}.ahead", tip="Alt+Right", on=lambda: self.step(1))
        self.form = QVBoxLayout()
        self.form.setSpacing(10)
        self._full = QWidget()
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 0, 0, 0)
        full.setSpacing(12)
        full.addLayout(row(self.where, None, self.back, self.ahead))
        full.addLayout(self.form)
        self._empty = empty_card(*self.nothing)
        self.body.addWidget(self._full)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        for key, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self.step(by))

    def items(self, record: Record) -> list[Asked]:
        """What the pass goes through, in order."""
        raise NotImplementedError

    def is_done(self, record: Record, item: Asked) -> bool:
        """Whether nothing more is asked of it."""
        raise NotImplementedError

    def begin(self, record: Record, item: Asked) -> None:
        """Ask about another one."""
        raise NotImplementedError

    def follow(self, record: Record, item: Asked) -> None:
        """The record changed while this one is asked about."""
        raise NotImplementedError

    def enter(self, record: Record) -> None:
        """Begin with the first one that is not done."""
        items = self.items(record)
        start = next((m for m in items if not self.is_done(record, m)), items[0] if items else None)
        self.current = ""
        if start is not None:
            self._go(record, start)
        super().enter(record)

    def show_record(self, record: Record) -> None:
        """Follow the record; what is gone makes way for what is left."""
        items = self.items(record)
        self._full.setVisible(bool(items))
        self._empty.setVisible(not items)
        if not items:
            self.current = ""
            return
        here = next((m for m in items if m.id == self.current), None)
        if here is None:
            self._go(record, next((m for m in items if not self.is_done(record, m)), items[-1]))
        else:
            self._tell(record, items, here)
            self.follow(record, here)

    def step(self, by: int) -> None:
        """Go to the one before or after, whatever is done."""
        record = self.pen.record
        if record is None:
            return
        items = self.items(record)
        place = next((i for i, m in enumerate(items) if m.id == self.current), -1) + by
        if items and 0 <= place < len(items):
            self.flush()
            self._go(record, items[place])
            self.focus_first()

    def go_there(self, about: str, field: str) -> None:
        """A field of one of them."""
        record = self.pen.record
        item = next((m for m in self.items(record) if m.id == about), None) if record is not None else None
        if record is not None and item is not None:
            self.flush()
            self._go(record, item)
        super().go_there(about, field)

    def advance(self) -> None:
        """Go to the next one that is not done, or on to the next step.

        What was just sent may not be on disk yet, so what is asked about counts as done.
        """
        record = self.pen.record
        if record is None:
            return
        items = self.items(record)
        place = next((i for i, m in enumerate(items) if m.id == self.current), 0)
        following = [*items[place + 1 :], *items[:place]]
        target = next((m for m in following if not self.is_done(record, m)), None)
        if target is None:
            self.goOn.emit()
        else:
            self._go(record, target)
            self.focus_first()

    def _go(self, record: Record, item: Asked) -> None:
        self.current = item.id
        self._tell(record, self.items(record), item)
        self.begin(record, item)

    def _tell(self, record: Record, items: list[Asked], item: Asked) -> None:
        left = sum(not self.is_done(record, each) for each in items)
        place = next((i for i, each in enumerate(items, 1) if each.id == item.id), 0)
        told = f"{len(items) - left} done, {left} left" if left else "all done"
        self.where.setText(f"{place} of {len(items)}  ·  {told}")
        self.back.setEnabled(place > 1)
        self.ahead.setEnabled(place < len(items))


class MomentPass(PassPage[Moment]):
    """A pass through moments in order of time, each shown among its neighbours and with its evidence."""

    momentShown = Signal(str)

    def __init__(self, name: str, title: str, pen: Pen, theme: Theme) -> None:
        super().__init__(name, title, pen, theme)
        self.surroundings = Surroundings(theme)
        self.form.addWidget(self.surroundings)
        self._evidence = QVBoxLayout()
        self.form.addLayout(self._evidence)

    def add_evidence(self, shelf: QWidget) -> None:
        """Show below the moment what bears witness to it."""
        self._evidence.addWidget(shelf)

    def _tell(self, record: Record, items: list[Moment], item: Moment) -> None:
        super()._tell(record, items, item)
        self.surroundings.show_moment(record, item)
        self.momentShown.emit(item.id)
