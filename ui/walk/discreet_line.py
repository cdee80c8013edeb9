"""What is typed in the small window, on its way from the entry into the walk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from mysteryshop.clock import Clock, Stamp
from mysteryshop.journey import Change
from mysteryshop.vocabulary import CaptureTerm

from ..widgets.wording import clock_text
from . import ask_line
from .discreet_entry import END, ENTER, SKIP, DiscreetEntry
from .draft import Draft
from .half_typed import HalfTyped
from .time_digits import TimeDigits
from .typed_lines import TypedLines, as_note
from .walking import Walking

_ASKED = {ask_line.SKIP: SKIP, ask_line.AD_HOC: ENTER, ask_line.FINISH: END}
_ENDED = "ended: nothing more is kept"


class DiscreetLine(QObject):
    """A key or a letter begins a line; it is kept while it is typed, and read when it is done."""

    said = Signal(str)

    def __init__(self, entry: DiscreetEntry, walking: Walking, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._entry, self._walking, self._clock = entry, walking, clock
        self.typed = TypedLines(walking)
        self._digits = TimeDigits()
        walking.lineOpened.connect(lambda draft: entry.open(draft, clock.now().at))
        entry.amended.connect(walking.amend)
        entry.takenBack.connect(walking.retract)
        entry.done.connect(self._on_done)
        entry.answered.connect(self._on_answered)
        entry.uncoded.connect(self._on_uncoded)
        entry.field.stepRequested.connect(self._on_step)
        entry.field.removeRequested.connect(self._on_remove)
        entry.field.nudgeRequested.connect(self._on_nudge)

    def half_typed(self) -> HalfTyped:
        """The line that is being typed, for the whole screen to go on with; what it says so far is kept."""
        entry = self._entry
        entry.keep()
        asked = next((there for there, here in _ASKED.items() if here == entry.asked), "")
        return HalfTyped(entry.draft, asked, entry.touchpoint, entry.field.text() if asked else "")

    def take(self, line: HalfTyped) -> None:
        """Go on with a line that was begun on the whole screen."""
        if line.draft is not None:
            self._entry.open(line.draft, self._clock.now().at)
        elif line.asked:
            self._entry.ask(_ASKED[line.asked], line.touchpoint, line.text)
        else:
            self._entry.forget()

    def capture(self, term: CaptureTerm, key: str, at: Stamp) -> None:
        """A capture key: its moment, and the line that may follow."""
        if self._entry.asked == END:
            self._entry.forget()
        moment = self._walking.capture(term, at)
        if not moment:
            self.said.emit(_ENDED)
        elif term.kind == "feeling":
            self._digits.add(key, moment, at)
        else:
            self._digits.clear()

    def no_time(self) -> None:
        """Another key was pressed: the digits before it were feelings and begin no time."""
        self._digits.clear()

    def echoed(self, key: str) -> None:
        """Two digits at once are one feeling, and may still be the beginning of a time: 11:20."""
        if key.isdigit():
            self._digits.add(key, "", self._clock.now())

    def begin(self, text: str, at: Stamp) -> None:
        """Begin a line; digits just before a colon or another digit were the beginning of a time."""
        front, first, moments = self._digits.take(text, at)
        for moment in moments:
            self._walking.retract(moment)
        if not self._walking.begin_words(front + text, first):
            self.said.emit(_ENDED)

    def paste(self) -> None:
        """Every line of the clipboard is a line of notes."""
        for line in QGuiApplication.clipboard().text().splitlines():
            if line.strip():
                self._entry.close_line()
                self.begin(line.strip(), self._clock.now())
                if self._entry.draft is not None:
                    self._on_done(self._entry.draft)
        self._entry.close_line()

    def step(self, moment: str, step: int) -> None:
        """To an earlier line (1) or a later one; from none, to the newest."""
        record = self._walking.journey.record if self._walking.journey is not None else None
        ids = [m.id for m in record.moments[::-1]] if record is not None else []
        place = ids.index(moment) + step if moment in ids else 0
        if 0 <= place < len(ids):
            self.open(ids[place])
        elif place < 0:
            self._entry.close_line()

    def open(self, ident: str) -> None:
        """Go on with the line of that moment."""
        journey = self._walking.journey
        moment = journey.record.moment(ident) if journey is not None else None
        if moment is not None:
            if self._entry.draft is not None:
                self._on_done(self._entry.draft)
            self._entry.close_line()
            self._walking.open_line(moment)

    def ask_skip(self) -> None:
        """Ask why the next touchpoint is left out."""
        where = self._walking.position
        if where is not None and where.upcoming is not None:
            self._entry.ask(SKIP, where.upcoming)

    def undo(self) -> None:
        """Leave what is being asked, else take the newest edit back."""
        if self._entry.asked:
            self._entry.forget()
        else:
            self._walking.undo()

    def follow(self, change: Change) -> None:
        """The line of a moment that is gone goes with it."""
        if self._entry.draft is not None and self._entry.draft.moment.id in change.removed:
            self._entry.forget()

    def _on_done(self, draft: Draft) -> None:
        said = self.typed.done(draft)
        if said:
            self.said.emit(said)

    def _on_answered(self, asked: str, text: str) -> None:
        at = self._clock.now()
        if asked == SKIP and self._entry.touchpoint is not None:
            self._walking.skip(self._entry.touchpoint, text, at)
        elif asked == ENTER:
            self._walking.enter_ad_hoc(text, at)
        elif asked == END:
            self._walking.finish(at)

    def _on_uncoded(self, draft: Draft, words: str) -> None:
        """The code was a part of the words: the moment stays where it is, as a note."""
        record = self._walking.record
        moment = record.moment(draft.moment.id) if record is not None else None
        if record is None or moment is None:
            return
        fields = as_note(moment, words, record.journey.zone)
        self._walking.change(moment, **fields)
        again = self._walking.record.moment(moment.id) if self._walking.record is not None else None
        if again is not None:
            self._entry.open(Draft.of_words(again, record.journey.zone, words), self._clock.now().at)
            self._entry.field.setCursorPosition(0)

    def _on_step(self, step: int) -> None:
        draft = self._entry.draft
        if draft is not None:
            self.step(draft.moment.id, step)

    def _on_remove(self) -> None:
        draft = self._entry.draft
        if draft is not None:
            self._entry.forget()
            self._walking.retract(draft.moment.id)

    def _on_nudge(self, seconds: int) -> None:
        draft, record = self._entry.draft, self._walking.record
        if draft is not None and record is not None:
            moved = self._walking.nudge(draft.moment.id, seconds)
            if moved is not None:
                self.said.emit(f"now at {clock_text(moved, record.journey.zone)}")
