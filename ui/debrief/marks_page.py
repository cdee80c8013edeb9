"""Moments to describe: one pass in time order; each keeps the time at which its key was pressed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mysteryshop.analysis import debrief
from mysteryshop.journey import Moment, Record
from mysteryshop.notation import NotUnderstood, format_details
from mysteryshop.vocabulary import CAPTURES, KINDS, by_id

from ..pen import Pen
from ..theme import Theme
from ..widgets.choice import ChoiceRow, Option
from ..widgets.saved_text import SavedLine
from .describing import described, recast
from .kind_pad import KindPad, capture_of
from .pass_page import MomentPass
from .surroundings import note, show_note

_HINT = "Enter keeps · Esc goes back to the keys · after a bar stand details: | information, @agent · −5m moves it back"
_AGAIN = " Enter again keeps it as words."


class DetailLine(SavedLine):
    """The walk's detail line: a level may stand in front of the words, and Esc leaves it for the keys above."""

    def __init__(self, back: QWidget) -> None:
        super().__init__("mark.text", "What happened", "What happened?")
        self._back = back
        self.levels: tuple[str, ...] = ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the keyboard back, the words stay."""
        if event.key() == Qt.Key.Key_Escape:
            self._back.setFocus(Qt.FocusReason.BacktabFocusReason)
            return
        if self.text() in self.levels and event.text().isalpha():
            self.insert(" ")  # "3Lanes closed", as one types it on the walk, is severity 3
        super().keyPressEvent(event)


class MarksPage(MomentPass):
    """What is described here stays in the pass until the page is left, so that one can go back to it."""

    nothing = ("Every moment is described.", "Nothing of what happened on this walk waits for words.")

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("marksPage", "Moments to describe", pen, theme)
        self.words.setText(
            "What happened there? Press the letter it should have had, add a few words, Enter. "
            "Enter alone leaves it for later; its time stays."
        )
        self._handled: set[str] = set()
        self._capture = ""
        self._chosen: str | None = None  # of the chips, while a digit of the words overrules them
        self._doubted = ""  # words with details that were not understood, shown once
        self.pad = KindPad(theme)
        self.level = ChoiceRow("mark.level", "How much", ())
        self.line = DetailLine(self.pad)
        self.hint = note(_HINT)
        for part in (self.pad, self.level, self.line, self.hint):
            self.form.addWidget(part)
        self.pad.chosen.connect(self._on_kind)
        self.pad.removed.connect(self._on_removed)
        self.pad.passed.connect(self._on_enter)
        self.level.chosen.connect(lambda _: self._write())
        self.level.goOn.connect(self.line.setFocus)
        self.level.goBack.connect(self.pad.setFocus)
        self.line.kept.connect(lambda _: self._write())
        self.line.goOn.connect(self._on_enter)
        self.line.textChanged.connect(self._show_level)

    def items(self, record: Record) -> list[Moment]:
        """Moments without words, and those that were dealt with since the page was entered."""
        return [m for m in record.moments if m.id in self._handled or debrief.wordless(m)]

    def is_done(self, record: Record, moment: Moment) -> bool:
        """Whether it has become something."""
        return not debrief.asked_of(record, moment)

    def enter(self, record: Record) -> None:
        """A new pass."""
        self._handled.clear()
        super().enter(record)

    def begin(self, record: Record, moment: Moment) -> None:
        """Ask what it was."""
        described = moment.kind != "mark" or bool(moment.text.strip())
        self._doubted = ""
        self._set_capture(capture_of(moment.kind, moment.trigger, moment.level) if described else "")
        self.line.draft.begin(format_details(moment, record.journey.zone) if described else "")
        show_note(self.hint, _HINT)

    def follow(self, record: Record, moment: Moment) -> None:
        """What is stored may have been taken back."""
        if self.quiet and not self.line.hasFocus() and not self.line.draft.dirty and self._differs(record, moment):
            self.begin(record, moment)

    def _differs(self, record: Record, moment: Moment) -> bool:
        """Whether the journey says something else than the key and the line: something was taken back."""
        return not self._capture or bool(self._fields(record, moment, self._capture, strict=False))

    def first(self) -> QWidget | None:
        """The keys; the words where the kind is known."""
        return self.pad if self.current else None

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        super().set_locked(locked)
        self.pad.setEnabled(not locked)

    def _set_capture(self, ident: str) -> None:
        self._capture = ident
        self._chosen = None
        self.pad.show_kind(ident)
        term = by_id(CAPTURES, ident) if ident else None
        kind = by_id(KINDS, term.kind) if term else None
        graded = kind is not None and bool(kind.levels) and kind.id != "feeling"
        if kind is not None and graded:
            pairs = zip(kind.levels, kind.level_labels, strict=True)
            self.level.set_options([Option(str(n), f"{n} {word}", str(n)) for n, word in pairs], kind.role)
        self.line.levels = tuple(option.id for option in self.level.options) if graded else ()
        self.level.setVisible(graded)

    def _show_level(self, words: str) -> None:
        """A digit in front of the words is the level: the chips say so, until it turns out to be part of a number."""
        if self.level.isHidden():
            return
        if words[:1].isdigit() and not words[1:2].strip():
            self._chosen = self.level.value if self._chosen is None else self._chosen
            self.level.show_value(words[:1])
        elif self._chosen is not None:
            self.level.show_value(self._chosen)
            self._chosen = None

    def _on_kind(self, ident: str) -> None:
        record = self.pen.record
        moment = record.moment(self.current) if record is not None else None
        if record is not None and moment is not None and self._capture:
            self.line.set_words(recast(moment, self.line.words(), self._capture, ident, record.journey.zone))
        self._set_capture(ident)
        self._write()
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_enter(self) -> None:
        if not self._capture and not self.line.words().strip():
            self.advance()  # left for later
            return
        if not self._capture:
            self._set_capture("mark")
        try:
            self._write(strict=self.line.words() != self._doubted)
        except NotUnderstood as error:
            self._doubted = self.line.words()
            show_note(self.hint, error.title[:1].upper() + error.title[1:] + _AGAIN, warning=True)
            return
        if not self.line.words().strip() and self.current:
            self.pen.settle(self.current)  # its kind says enough: on purpose without words
        self.advance()

    def _on_removed(self) -> None:
        if self.current and not self.pen.locked:
            self.pen.retract(self.current)
            self._handled.discard(self.current)
            self.line.draft.begin("")
            self.advance()

    def _write(self, strict: bool = False) -> None:
        """Make the mark what was chosen, as one edit; without a choice but with words it stays a mark."""
        record = self.pen.record
        moment = record.moment(self.current) if record is not None else None
        if record is None or moment is None:
            return
        ident = self._capture or ("mark" if self.line.words().strip() else "")
        if not ident:
            return
        fields = self._fields(record, moment, ident, strict=strict)
        self._handled.add(moment.id)
        self.pen.amend(moment.id, **fields)

    def _fields(self, record: Record, moment: Moment, ident: str, *, strict: bool) -> dict[str, Any]:
        level = int(self.level.value) if not self.level.isHidden() and self.level.value else None
        return described(moment, ident, self.line.words(), record.journey.zone, level, strict=strict)
