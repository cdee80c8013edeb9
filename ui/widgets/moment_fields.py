"""What is asked of a wait, a promise and a question once they are over: shared by debrief and story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from mysteryshop.analysis.debrief import settled
from mysteryshop.journey import Moment, Record

from .choice import ChoiceRow, Option, yes_no
from .parts import button, label
from .saved_text import SavedLine
from .spans import SpanLine
from .time_field import TimeField

NEVER = "never"
NARROW = 76  # pixels of the captions in a narrow panel
_SIDES = (
    ("explained", "Did anyone explain it?", "Explained"),
    ("occupied", "Was I given something to do?", "Occupied"),
    ("fair", "Was it fair: first come, first served?", "Fair"),
)
_KEPT, _BROKEN = Option("kept", "Kept", "k", "K"), Option("broken", "Broken", "b", "B")
_NOT_DUE = Option(NEVER, "Never fell due", "n", "N")


class MomentFields(QWidget):
    """A grid of questions about one moment; `amended` names the fields that change."""

    amended = Signal(dict)
    settled = Signal(bool)  # left as it is, on purpose
    goOn = Signal()

    def __init__(self, *, short: bool = False) -> None:
        super().__init__()
        self.short = short  # words for a narrow panel
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10 if short else 24)
        self._grid.setVerticalSpacing(6 if short else 10)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, NARROW if short else 250)
        self._lines: list[QWidget] = []

    def first(self) -> QWidget:
        """Where the keyboard goes first."""
        return self._lines[0]

    @property
    def read(self) -> list[SavedLine]:
        """The fields whose words are read as something: they may hold some that cannot be."""
        return [line for line in self._lines if isinstance(line, SavedLine)]

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        for line in self._lines:
            line.setReadOnly(locked) if isinstance(line, SavedLine) else line.setEnabled(not locked)
        for extra in self.findChildren(QPushButton):
            if extra.property("role") == "plain":
                extra.setEnabled(not locked)

    def begin(self, record: Record, moment: Moment) -> None:
        """Start on a moment."""
        raise NotImplementedError

    def show_moment(self, record: Record, moment: Moment, quiet: bool) -> None:
        """Follow the record."""
        raise NotImplementedError

    def _ask(self, words: str, field: QWidget, *more: QWidget) -> QLabel:
        caption = label(words, "quiet", wrap=True)
        caption.setBuddy(field)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(field)
        for each in more:
            line.addWidget(each)
        line.addStretch(1)
        place = self._grid.rowCount()
        self._grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addLayout(line, place, 1)
        self._lines.append(field)
        self._chain(field)
        return caption

    def _chain(self, field: QWidget) -> None:
        place = len(self._lines) - 1
        if isinstance(field, SavedLine | ChoiceRow):
            field.goOn.connect(lambda: self._step(place, 1))
        if isinstance(field, ChoiceRow):
            field.goBack.connect(lambda: self._step(place, -1))

    def _step(self, place: int, by: int) -> None:
        following = [
            line for line in (self._lines[place + 1 :] if by > 0 else self._lines[:place][::-1]) if line.isVisible()
        ]
        if following:
            following[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif by > 0:
            self.goOn.emit()


class WaitFields(MomentFields):
    """Maister's four: ended, explained, estimated, occupied, fair."""

    def __init__(self, *, short: bool = False) -> None:
        super().__init__(short=short)
        self.ended = TimeField("wait.ended", "The wait ended at")
        self.until_end = button("Until the walk ended", "plain", name="wait.untilEnd", on=self._on_until_end)
        self.estimated = SpanLine("wait.estimated", "How long they said it would take")
        self.sides = {name: ChoiceRow(f"wait.{name}", words, yes_no(), width=56) for name, words, _ in _SIDES}
        self._end = 0
        self.until_end.setParent(self)
        self.until_end.setHidden(short)
        self._ask("Ended" if short else "It ended at", self.ended, *(() if short else (self.until_end,)))
        self._ask(_SIDES[0][2 if short else 1], self.sides["explained"])
        self._ask("Estimated" if short else "How long did they say?", self.estimated)
        for name, words, brief in _SIDES[1:]:
            self._ask(brief if short else words, self.sides[name])
        self.ended.instantKept.connect(lambda at: self.amended.emit({"resolved_at": at}))
        self.estimated.spanKept.connect(lambda seconds: self.amended.emit({"estimated_s": seconds}))
        for name, row in self.sides.items():
            row.chosen.connect(lambda value, n=name: self.amended.emit({n: _truth(value)}))

    def begin(self, record: Record, moment: Moment) -> None:
        """Start on a wait."""
        self.ended.begin_at(moment.observed_at, record.journey.zone, moment.resolved_at)
        self.estimated.begin(moment.estimated_s)
        self._show(record, moment)

    def show_moment(self, record: Record, moment: Moment, quiet: bool) -> None:
        """Follow the record."""
        self.ended.show_at(moment.observed_at, record.journey.zone, moment.resolved_at, quiet)
        self.estimated.show_span(moment.estimated_s, quiet)
        if quiet:
            self._show(record, moment)

    def _show(self, record: Record, moment: Moment) -> None:
        self._end = record.journey.ended_at or moment.observed_at
        for name, row in self.sides.items():
            row.show_value(_word(getattr(moment, name)))

    def _on_until_end(self) -> None:
        self.amended.emit({"resolved_at": self._end})


class PromiseFields(MomentFields):
    """Due when, and what became of it."""

    def __init__(self, *, short: bool = False) -> None:
        super().__init__(short=short)
        self.due = TimeField("promise.due", "Due at")
        self.outcome = ChoiceRow("promise.outcome", "What became of it", _outcomes(short))
        self.kept_at = TimeField("promise.keptAt", "Kept at")
        self._ask("Due" if short else "It was due at", self.due)
        self._ask("Outcome" if short else "What became of it?", self.outcome)
        self._kept_caption = self._ask("Kept at" if short else "They kept it at", self.kept_at)
        self.due.instantKept.connect(lambda at: self.amended.emit({"due_at": at}))
        self.outcome.chosen.connect(self._on_outcome)
        self.kept_at.instantKept.connect(lambda at: self.amended.emit({"resolved_at": at, "outcome": "kept"}))

    def begin(self, record: Record, moment: Moment) -> None:
        """Start on a promise."""
        zone = record.journey.zone
        self.due.begin_at(moment.observed_at, zone, moment.due_at)
        self.kept_at.begin_at(moment.observed_at, zone, moment.resolved_at)
        self._show(record, moment)

    def show_moment(self, record: Record, moment: Moment, quiet: bool) -> None:
        """Follow the record."""
        zone = record.journey.zone
        self.due.show_at(moment.observed_at, zone, moment.due_at, quiet)
        self.kept_at.show_at(moment.observed_at, zone, moment.resolved_at, quiet)
        if quiet:
            self._show(record, moment)

    def _show(self, record: Record, moment: Moment) -> None:
        shown = moment.outcome if moment.outcome in ("kept", "broken") else NEVER if _is_settled(record, moment) else ""
        self.outcome.show_value(shown)
        self._show_kept(shown)

    def _show_kept(self, outcome: str) -> None:
        for part in (self.kept_at, self._kept_caption):
            part.setVisible(outcome == "kept")

    def _on_outcome(self, outcome: str) -> None:
        self._show_kept(outcome)
        fields: dict[str, Any] = {"outcome": outcome if outcome in ("kept", "broken") else "open"}
        if outcome != "kept":
            fields["resolved_at"] = None
        if outcome == NEVER:
            fields["due_at"] = None  # what never fell due is no promise that could be kept on time
        self.amended.emit(fields)
        self.settled.emit(outcome == NEVER)


class QuestionFields(MomentFields):
    """Answered when, or never."""

    def __init__(self, *, short: bool = False) -> None:
        super().__init__(short=short)
        self.answered = TimeField("question.answered", "Answered at")
        self.never = ChoiceRow("question.never", "Nobody answered", [Option(NEVER, "Never answered", "n", "N")])
        self._ask("Answered" if short else "It was answered at", self.answered)
        self._ask("" if short else "or", self.never)
        self.answered.instantKept.connect(self._on_answered)
        self.never.chosen.connect(self._on_never)

    def begin(self, record: Record, moment: Moment) -> None:
        """Start on a question."""
        self.answered.begin_at(moment.observed_at, record.journey.zone, moment.resolved_at)
        self._show(record, moment)

    def show_moment(self, record: Record, moment: Moment, quiet: bool) -> None:
        """Follow the record."""
        self.answered.show_at(moment.observed_at, record.journey.zone, moment.resolved_at, quiet)
        if quiet:
            self._show(record, moment)

    def _show(self, record: Record, moment: Moment) -> None:
        never = moment.resolved_at is None and _is_settled(record, moment)
        self.never.show_value(NEVER if never else "")

    def _on_answered(self, at: int | None) -> None:
        self.amended.emit({"resolved_at": at})
        if at is not None and self.never.value:
            self.settled.emit(False)

    def _on_never(self, value: str) -> None:
        if value:
            self.amended.emit({"resolved_at": None})
        self.settled.emit(bool(value))


FIELDS: dict[str, Callable[..., MomentFields]] = {
    "wait": WaitFields,
    "promise": PromiseFields,
    "question": QuestionFields,
}


def _is_settled(record: Record, moment: Moment) -> bool:
    return settled(record, moment.id)


def _outcomes(short: bool) -> tuple[Option, ...]:
    return _KEPT, _BROKEN, replace(_NOT_DUE, label="Not due") if short else _NOT_DUE


def _truth(value: str) -> bool | None:
    return None if not value else value == "yes"


def _word(truth: bool | None) -> str:
    return "" if truth is None else "yes" if truth else "no"
