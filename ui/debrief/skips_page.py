"""Touchpoints that were planned and not walked: each with a reason, or the report says that there is none."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from mysteryshop.analysis import debrief
from mysteryshop.journey import Record, Skip, Touchpoint

from ..pen import Pen, new_id
from ..theme import Theme
from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.parts import label
from ..widgets.saved_text import SavedLine
from .page import Page
from .surroundings import empty_card


class SkipsPage(Page):
    """A line a touchpoint; Enter goes to the next one."""

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("skipsPage", "Touchpoints left out", pen, theme)
        self.words.setText("Why was it not walked? The report prints how complete the walk was, and these reasons.")
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(20, 16, 20, 16)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._empty = empty_card("Every planned touchpoint was walked.")
        self.body.addWidget(self._card)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        self._keys: tuple[str, ...] = ()
        self.lines: dict[str, SavedLine] = {}

    def show_record(self, record: Record) -> None:
        """One line for each; the lines stay the same while the same touchpoints are missing."""
        missing = debrief.unvisited(record)
        if tuple(t.key for t in missing) != self._keys:
            self._build(missing)
        for touchpoint in missing:
            self.lines[touchpoint.key].draft.show(debrief.reason_of(record, touchpoint.key), self.quiet)
        self._card.setVisible(bool(missing))
        self._empty.setVisible(not missing)

    def first(self) -> QWidget | None:
        """The first line without a reason."""
        lines = list(self.lines.values())
        return next((line for line in lines if not line.words()), lines[0] if lines else None)

    def _build(self, missing: tuple[Touchpoint, ...]) -> None:
        self.flush()
        clear(self._grid)
        self._keys = tuple(t.key for t in missing)
        self.lines = {t.key: self._line(place, t) for place, t in enumerate(missing)}
        self.chain(*self.lines.values())

    def _line(self, place: int, touchpoint: Touchpoint) -> SavedLine:
        hint = "Optional: may stay without" if touchpoint.optional else "Why was it left out?"
        line = SavedLine(f"skip.{touchpoint.key}", f"Why {touchpoint.name} was left out", hint)
        line.setReadOnly(self.pen.locked)
        line.kept.connect(lambda words, key=touchpoint.key: self._on_kept(key, words))
        caption = label(breakable(touchpoint.name), wrap=True)
        caption.setMinimumWidth(140)
        caption.setMaximumWidth(260)
        self._grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(line, place, 1)
        return line

    def _on_kept(self, key: str, words: str) -> None:
        record = self.pen.record
        if record is None:
            return
        there = next((s for s in record.skips if s.touchpoint == key), None)
        at = record.journey.ended_at or record.journey.started_at or record.journey.created_at
        self.pen.save(replace(there, reason=words) if there else Skip(new_id(), key, at, words))
