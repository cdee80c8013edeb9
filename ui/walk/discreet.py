"""The discreet window: to anybody who looks, a page of notes; to the leader, the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QShowEvent

from mysteryshop.clock import Stamp
from mysteryshop.errors import KnownError
from mysteryshop.journey import Change, Instant
from mysteryshop.vocabulary import CAPTURES

from ..desk import Desk
from ..open_journey import OpenJourney
from ..theme import Theme
from ..widgets.forward import bring_forward
from ..widgets.wording import clock_text
from . import ask_line
from . import keys as walk_keys
from .discreet_entry import END, ENTER, SKIP, DiscreetEntry
from .discreet_frame import TITLE, DiscreetFrame
from .discreet_lines import NoteLines
from .draft import Draft
from .echo import KEY_EVENTS, Echo
from .half_typed import HalfTyped
from .summon import Summon
from .ticker import Ticker
from .time_digits import TimeDigits
from .typed_lines import TypedLines, as_note
from .walking import Walking

__all__ = ["TITLE", "DiscreetWindow"]
_CAPTURES = {term.id: term for term in CAPTURES}
_LETTERS = ("skip", "kept", "broken", "answered", "next", "pause", "finish")  # steps that wait for Enter as letters
_ALSO = {"mark": ".", "skip": "X", "adhoc": ">"}  # as field notes write them
_ASKED = {ask_line.SKIP: SKIP, ask_line.AD_HOC: ENTER, ask_line.FINISH: END}


class DiscreetWindow(DiscreetFrame):
    """Takes the capture keys and lines of field notes; Esc minimises it, F12 or the time gives the walk back."""

    returnRequested = Signal()
    grabRequested = Signal(object)  # Stamp: a picture of the screen
    minimised = Signal()

    def __init__(self, desk: Desk, theme: Theme, keys: Mapping[str, str]) -> None:
        super().__init__(theme, desk.data_dir, desk.reader)
        self._clock = desk.clock
        self.walking = Walking(desk.clock, self)
        self._echo = Echo(desk.clock, self)
        self._actions = walk_keys.build(self, desk.clock, keys, self._on_key, self._echo)
        self._back = self.offer("Back", (), self._return, "notes.back")
        self.lines = NoteLines()
        self.entry = DiscreetEntry(self._echo)
        self.typed = TypedLines(self.walking)
        self._digits = TimeDigits()
        self._ticker = Ticker(desk.clock, self)
        self._summon = Summon(self)
        self._back_key = "F12"
        self._steps: Mapping[str, Callable[[Stamp], None]] = {
            "next": self.walking.next,
            "skip": lambda _at: self._ask_skip(),
            "adhoc": lambda _at: self.entry.ask(ENTER),
            "pause": self.walking.pause_or_resume,
            "finish": lambda _at: self.entry.ask(END),
            "hide": lambda _at: self.hide_at_once(),
            "undo": lambda _at: self._undo(),
            "redo": lambda _at: self.walking.redo(),
            "kept": lambda at: self.walking.settle_promise("kept", at),
            "broken": lambda at: self.walking.settle_promise("broken", at),
            "answered": self.walking.answered,
            "grab": self.grabRequested.emit,
        }
        self._offer()
        self.page.addWidget(self.lines, 1)
        self.foot.addWidget(self.entry)
        self._connect()
        self.set_keys(keys)
        self._on_theme(theme.palette)

    def set_journey(self, journey: OpenJourney | None) -> None:
        """Show another journey."""
        self.entry.close_line()
        before = self.walking.journey
        if before is not None:
            before.changed.disconnect(self._on_changed)
            before.stuck.disconnect(self._on_stuck)
            before.refused.disconnect(self._on_refused)
        self.walking.set_journey(journey)
        if journey is not None:
            journey.changed.connect(self._on_changed)
            journey.stuck.connect(self._on_stuck)
            journey.refused.connect(self._on_refused)
        self._show()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The user has chosen other keys. Letters that are steps begin a line here, and act with its Enter."""
        walk_keys.set_keys(self._actions, keys)
        self._back_key = keys.get("back", "F12")
        self._back.setShortcut(QKeySequence(self._back_key))
        self.typed.steps.clear()
        for ident in _LETTERS:
            typed = [s.toString() for s in self._actions[ident].shortcuts() if _types_letter(s)]
            for key in typed:
                self.typed.steps[key.casefold()] = self._steps[ident]
            self._actions[ident].setShortcuts([s for s in self._actions[ident].shortcuts() if not _types_letter(s)])
        taken = {key.upper() for ident, key in keys.items() if ident in _CAPTURES}
        for ident, code in _ALSO.items():
            if code not in taken:
                self._actions[ident].setShortcuts([*self._actions[ident].shortcuts(), QKeySequence(code)])

    def half_typed(self) -> HalfTyped:
        """The line that is being typed, for the whole screen to go on with; what it says so far is kept."""
        self.entry.keep()
        asked = next((there for there, here in _ASKED.items() if here == self.entry.asked), "")
        return HalfTyped(self.entry.draft, asked, self.entry.touchpoint, self.entry.field.text() if asked else "")

    def take_line(self, line: HalfTyped) -> None:
        """Go on with a line that was begun on the whole screen."""
        if line.draft is not None:
            self.entry.open(line.draft, self._clock.now().at)
        elif line.asked:
            self.entry.ask(_ASKED[line.asked], line.touchpoint, line.text)
        else:
            self.entry.forget()

    def hide_at_once(self) -> None:
        """Leave an empty page behind, then minimise; the chosen key brings it back."""
        self._cover()
        self.repaint()  # now: what previews of the window show is its last picture
        self.showMinimized()

    def come_back(self) -> None:
        """From wherever it was hidden to the front, with the keyboard."""
        bring_forward(self)
        self._unveil()

    def showEvent(self, event: QShowEvent) -> None:
        """Time is shown again, and keys capture."""
        super().showEvent(event)
        self._show()
        self._ticker.start()
        self._take_keyboard()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is looking: what is typed goes to the disk."""
        self.entry.keep()
        self._ticker.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed; by the desktop's own means it is hidden rather than closed, because the walk goes on."""
        self.entry.keep()
        if event.spontaneous():
            event.ignore()
            self.hide_at_once()
            return
        self.entry.close_line()
        self._summon.close()
        if self._settle.isActive():
            self.keep_place()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """What was hidden shows again once somebody brings the window back."""
        super().changeEvent(event)
        state, active = QEvent.Type.WindowStateChange, QEvent.Type.ActivationChange
        if event.type() not in (state, active) or not hasattr(self, "_ticker"):
            return
        if self.isMinimized():
            self._cover()  # also where the taskbar did it
        elif self.isActiveWindow():
            self._unveil()

    def event(self, event: QEvent) -> bool:
        """Every key is seen on its way, for two presses that are one."""
        if event.type() in KEY_EVENTS and hasattr(self, "_echo"):
            self._echo.saw(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter that is no code begins a line; Up opens the newest one."""
        held = walk_keys.held_key(self._actions, event)
        if held:
            self._echo.held(held)
        elif event.text() and event.text().isprintable() and not walk_keys.is_command(event):
            if not event.isAutoRepeat() and not self._echo.holding:
                self._begin(event.text(), self._clock.now())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() == Qt.Key.Key_Up:
            self._step("", 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The time in the corner gives the walk back; the rest is the window's."""
        if self._time.geometry().contains(event.position().toPoint()):
            self._return()
        else:
            super().mousePressEvent(event)

    def _offer(self) -> None:
        self.menu.addSeparator()
        top = self.offer("Always on top", ("Ctrl+T",), lambda: self.set_on_top(top.isChecked()), "notes.onTop")
        top.setCheckable(True)
        top.setAutoRepeat(False)
        top.setChecked(self.place.on_top)
        larger, smaller = ("Ctrl++", "Ctrl+="), ("Ctrl+-",)
        self.offer("Larger text", larger, lambda: self.set_text_size(self.text_px + 1), "notes.larger")
        self.offer("Smaller text", smaller, lambda: self.set_text_size(self.text_px - 1), "notes.smaller")
        self.offer("Usual text", ("Ctrl+0",), lambda: self.set_text_size(0), "notes.usual")
        self.menu.addSeparator()
        self.offer("Minimise", (), self.hide_at_once, "notes.minimise")

    def _connect(self) -> None:
        self.walking.moved.connect(self._show)
        self.walking.lineOpened.connect(lambda draft: self.entry.open(draft, self._clock.now().at))
        self.entry.amended.connect(self.walking.amend)
        self.entry.done.connect(self._on_done)
        self.entry.answered.connect(self._on_answered)
        self.entry.takenBack.connect(self.walking.retract)
        self.entry.uncoded.connect(self._on_uncoded)
        self.entry.closed.connect(self.setFocus)
        field = self.entry.field
        field.stepRequested.connect(self._on_step)
        field.removeRequested.connect(self._on_remove)
        field.nudgeRequested.connect(self._on_nudge)
        self.lines.opened.connect(self._open)
        self._echo.heard.connect(self._say)
        self._echo.echoed.connect(self._on_echoed)
        self._ticker.ticked.connect(self._on_tick)
        self._summon.called.connect(self.come_back)

    def _on_key(self, ident: str, at: Stamp) -> None:
        term = _CAPTURES.get(ident)
        if term is None:
            self._digits.clear()
            self._steps[ident](at)
            return
        if self.entry.asked == END:
            self.entry.forget()
        moment = self.walking.capture(term, at)
        if not moment:
            self._say("ended: nothing more is kept")
        elif term.kind == "feeling":
            self._digits.add(self._actions[ident].shortcut().toString(), moment, at)
        else:
            self._digits.clear()

    def _on_echoed(self, key: str) -> None:
        """Two digits at once are one feeling, and may still be the beginning of a time: 11:20."""
        if key.isdigit():
            self._digits.add(key, "", self._clock.now())

    def _begin(self, text: str, at: Stamp) -> None:
        """Begin a line; digits just before a colon or another digit were the beginning of a time."""
        front, first, moments = self._digits.take(text, at)
        for moment in moments:
            self.walking.retract(moment)
        if not self.walking.begin_words(front + text, first):
            self._say("ended: nothing more is kept")

    def _paste(self) -> None:
        from PySide6.QtGui import QGuiApplication

        for line in QGuiApplication.clipboard().text().splitlines():
            if line.strip():
                self.entry.close_line()
                self._begin(line.strip(), self._clock.now())
                if self.entry.draft is not None:
                    self._on_done(self.entry.draft)
        self.entry.close_line()

    def _on_done(self, draft: Draft) -> None:
        said = self.typed.done(draft)
        if said:
            self._say(said)

    def _on_uncoded(self, draft: Draft, words: str) -> None:
        """The code was a part of the words: the moment stays where it is, as a note."""
        record = self.walking.record
        moment = record.moment(draft.moment.id) if record is not None else None
        if record is None or moment is None:
            return
        fields = as_note(moment, words, record.journey.zone)
        self.walking.change(moment, **fields)
        again = self.walking.record.moment(moment.id) if self.walking.record is not None else None
        if again is not None:
            self.entry.open(Draft.of_words(again, record.journey.zone, words), self._clock.now().at)
            self.entry.field.setCursorPosition(0)

    def _on_step(self, step: int) -> None:
        draft = self.entry.draft
        if draft is not None:
            self._step(draft.moment.id, step)

    def _step(self, moment: str, step: int) -> None:
        """To an earlier line (1) or a later one; from none, to the newest."""
        record = self.walking.journey.record if self.walking.journey is not None else None
        ids = [m.id for m in record.moments[::-1]] if record is not None else []
        place = ids.index(moment) + step if moment in ids else 0
        if 0 <= place < len(ids):
            self._open(ids[place])
        elif place < 0:
            self.entry.close_line()

    def _open(self, ident: str) -> None:
        journey = self.walking.journey
        moment = journey.record.moment(ident) if journey is not None else None
        if moment is not None:
            if self.entry.draft is not None:
                self._on_done(self.entry.draft)
            self.entry.close_line()
            self.walking.open_line(moment)

    def _on_remove(self) -> None:
        draft = self.entry.draft
        if draft is not None:
            self.entry.forget()
            self.walking.retract(draft.moment.id)

    def _on_nudge(self, seconds: int) -> None:
        draft, record = self.entry.draft, self.walking.record
        if draft is not None and record is not None:
            moved = self.walking.nudge(draft.moment.id, seconds)
            if moved is not None:
                self._say(f"now at {clock_text(moved, record.journey.zone)}")

    def _on_changed(self, change: Change) -> None:
        if self.entry.draft is not None and self.entry.draft.moment.id in change.removed:
            self.entry.forget()
        self._show()

    def _on_stuck(self, _error: KnownError, waiting: int) -> None:
        self._say(f"{waiting} not saved yet; all is kept, trying again")

    def _on_refused(self, error: KnownError) -> None:
        self._say(error.title)

    def _on_answered(self, asked: str, text: str) -> None:
        at = self._clock.now()
        if asked == SKIP and self.entry.touchpoint is not None:
            self.walking.skip(self.entry.touchpoint, text, at)
        elif asked == ENTER:
            self.walking.enter_ad_hoc(text, at)
        elif asked == END:
            self.walking.finish(at)

    def _ask_skip(self) -> None:
        where = self.walking.position
        if where is not None and where.upcoming is not None:
            self.entry.ask(SKIP, where.upcoming)

    def _undo(self) -> None:
        if self.entry.asked:
            self.entry.forget()
        else:
            self.walking.undo()

    def _return(self) -> None:
        self.entry.keep()
        self._unveil()
        self.returnRequested.emit()

    def _set_blank(self, blank: bool) -> None:
        self.lines.blank = blank
        self.lines.update()
        self.entry.show_blank(blank)
        self._time.setVisible(not blank)

    def _cover(self) -> None:
        """An empty page, until somebody brings the window back."""
        if not self.lines.blank:
            self.entry.keep()
            self._set_blank(True)
            self._summon.listen(self._back_key)
            self.minimised.emit()

    def _unveil(self) -> None:
        if self.lines.blank:
            self._summon.rest()
            self._set_blank(False)
            self._show()
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        (self.entry.field if self.entry.typing else self).setFocus()

    def _say(self, words: str) -> None:
        self.lines.say(words, self._clock.now().at)

    def _show(self) -> None:
        self._on_tick(self._clock.now().at)

    def _on_tick(self, now: Instant) -> None:
        record, where, journey = self.walking.record, self.walking.position, self.walking.journey
        if record is None or where is None or journey is None or not self.isVisible():
            return
        self._time.setText(clock_text(now, record.journey.zone, seconds=False))
        self.lines.show_record(journey.record, record, where, now)

    def _dress(self) -> None:
        super()._dress()
        self.lines.paper = self.paper
        self.entry.setFixedHeight(round(self.text_px * 2))
        self.lines.setFont(self.font())
        self._show()


def _types_letter(sequence: QKeySequence) -> bool:
    """Whether the key types a letter or a digit."""
    spelled = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return len(spelled) == 1 and spelled.isalnum()
