"""Waits, promises and questions that were left open when the walk ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mysteryshop.analysis import debrief
from mysteryshop.journey import Moment, Record

from ..pen import Pen
from ..theme import Theme
from ..widgets.long_words import breakable
from ..widgets.moment_fields import FIELDS, MomentFields
from ..widgets.parts import label
from .pass_page import MomentPass

_ASKED = {"wait": "This wait", "promise": "This promise", "question": "This question"}


class LooseEndsPage(MomentPass):
    """One form a kind; all three write at once, and nothing vanishes while it is being filled in."""

    nothing = ("No waits, promises or questions.", "Nothing was left open on this walk.")

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("openPage", "Open waits and promises", pen, theme)
        self.words.setText(
            "How each one ended. Y and N answer, Enter goes on; what you do not remember may stay empty."
        )
        self.forms: dict[str, MomentFields] = {kind: make() for kind, make in FIELDS.items()}
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._heading = label("", "subtitle", wrap=True, name="openPage.heading")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(10)
        inside.addWidget(self._heading)
        for form in self.forms.values():
            inside.addWidget(form)
            form.amended.connect(self._on_amended)
            form.settled.connect(self._on_settled)
            form.goOn.connect(self._on_go_on)
            pen.watch(*form.read)
        self.form.addWidget(self._card)

    def items(self, record: Record) -> list[Moment]:
        """All waits, promises and questions."""
        return [m for m in record.moments if m.kind in debrief.LOOSE_ENDS]

    def is_done(self, record: Record, moment: Moment) -> bool:
        """Whether the debrief asks nothing more of it."""
        return not debrief.asked_of(record, moment)

    def begin(self, record: Record, moment: Moment) -> None:
        """Show the form of its kind."""
        for kind, form in self.forms.items():
            form.setVisible(kind == moment.kind)
        self.forms[moment.kind].begin(record, moment)
        self.pen.recall(moment.id, *self.forms[moment.kind].read)
        self._head(moment)

    def follow(self, record: Record, moment: Moment) -> None:
        """Show what is stored now."""
        if self.quiet:
            self.forms[moment.kind].show_moment(record, moment, True)
            self._head(moment)

    def first(self) -> QWidget | None:
        """The form's first question that has no answer yet."""
        record = self.pen.record
        moment = record.moment(self.current) if record is not None else None
        return None if moment is None else self.forms[moment.kind].first()

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        super().set_locked(locked)
        for form in self.forms.values():
            form.set_locked(locked)

    def _head(self, moment: Moment) -> None:
        said = f": “{moment.text.strip()}”" if moment.text.strip() else ""
        self._heading.setText(breakable(_ASKED[moment.kind] + (said if len(said) < 200 else said[:200] + "…”")))

    def _on_amended(self, fields: dict[str, Any]) -> None:
        if self.current:
            self.pen.amend(self.current, **fields)

    def _on_settled(self, settled: bool) -> None:
        record = self.pen.record
        if record is not None and settled != debrief.settled(record, self.current):
            self.pen.settle(self.current, settled)

    def _on_go_on(self) -> None:
        """Enter on the last question: what was not answered is left as it is."""
        record = self.pen.record
        moment = record.moment(self.current) if record is not None else None
        if record is not None and moment is not None and moment.kind == "wait" and self._unanswered(moment):
            self.pen.settle(self.current)
        self.advance()

    def _unanswered(self, moment: Moment) -> bool:
        form = self.forms["wait"]
        ended = getattr(form, "ended", None)
        return bool(ended is not None and ended.words().strip()) and moment.explained is None
