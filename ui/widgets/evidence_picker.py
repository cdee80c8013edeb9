"""Moments to tick as evidence: those that suggest themselves first, all of them on request, filtered by words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mysteryshop.journey import Record

from ..theme import Theme
from .choice import ChoiceRow, Option
from .moment_list import MomentList
from .moment_rows import MomentModel, RowMaker, matching
from .parts import label, named, row

_LOWEST = 56  # pixels
_SHOWN = (Option("near", "Suggested", "s"), Option("ticked", "Ticked", "t"), Option("all", "All", "a"))


class EvidencePicker(QWidget):
    """`evidenceChanged` carries the ids of all ticked moments, in order of time."""

    evidenceChanged = Signal(tuple)

    def __init__(self, name: str, theme: Theme, *, height: int = 232) -> None:
        super().__init__()
        self.setObjectName(name)
        self._record: Record | None = None
        self._maker = RowMaker()
        self._near: frozenset[str] = frozenset()
        self.model = MomentModel(self, checkable=True)
        self.list = MomentList(f"{name}.list", "Evidence: Space ticks a moment", theme, self.model)
        self._highest = height
        self.shown = ChoiceRow(f"{name}.shown", "Which moments to show", _SHOWN, clearable=False)
        self.words = named(QLineEdit(), f"{name}.words", "Filter the moments by words")
        self.words.setPlaceholderText("Filter by words")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(90)
        self.count = label("", "small", name=f"{name}.count")
        head = row(self.shown, self.words, self.count, spacing=8)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self.shown.chosen.connect(lambda _: self._fill())
        self.words.textChanged.connect(lambda _: self._fill())
        self.model.ticked.connect(self._on_ticked)

    def begin(self, record: Record, near: Iterable[str], ticks: Iterable[str]) -> None:
        """Start on another item: moments that suggest themselves, and those that are ticked."""
        self._near = frozenset(near)
        self.words.clear()
        self.shown.show_value("near" if self._near else "all")
        self.show_record(record, ticks)

    def show_record(self, record: Record, ticks: Iterable[str]) -> None:
        """Follow the record."""
        self._record = record
        self.model.set_ticks(ticks)
        self._fill()

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be ticked."""
        self.model.locked = locked
        self.words.setReadOnly(False)

    def _fill(self) -> None:
        if self._record is None:
            return
        ticks = self.model.ticks
        narrow = {"near": self._near | ticks, "ticked": ticks}.get(self.shown.value)
        found = matching(self._record, frozenset(), self.words.text(), narrow)
        chosen = self.list.chosen()
        self.model.set_rows(self._maker.rows(self._record, found))
        if chosen:
            self.list.choose(chosen)
        self.count.setText(f"{len(ticks)} ticked" if ticks else "")
        self._fit()

    def _fit(self) -> None:
        """As high as the rows, within limits; beyond them the list scrolls."""
        height = 0
        for place in range(self.model.rowCount()):
            height += self.list.sizeHintForRow(place)
            if height > self._highest:
                break
        self.list.setFixedHeight(min(self._highest, max(_LOWEST, height + 4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks for other heights."""
        super().resizeEvent(event)
        self._fit()

    def _on_ticked(self, _ident: str, _on: bool) -> None:
        ticks = self.model.ticks
        self.count.setText(f"{len(ticks)} ticked" if ticks else "")
        moments = self._record.moments if self._record is not None else ()
        self.evidenceChanged.emit(tuple(m.id for m in moments if m.id in ticks))
