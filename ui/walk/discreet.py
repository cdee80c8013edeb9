"""The discreet window: to anybody who looks, a page of notes; to the leader, the walk."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QShowEvent

from mysteryshop.errors import KnownError
from mysteryshop.journey import Change, Instant

from ..desk import Desk
from ..open_journey import OpenJourney
from ..theme import Theme
from ..widgets.forward import bring_forward
from ..widgets.wording import clock_text
from . import keys as walk_keys
from .discreet_entry import END, ENTER, DiscreetEntry
from .discreet_frame import TITLE, DiscreetFrame
from .discreet_keys import DiscreetKeys, Step
from .discreet_line import DiscreetLine
from .discreet_lines import NoteLines
from .echo import KEY_EVENTS, Echo
from .half_typed import HalfTyped
from .summon import Summon
from .ticker import Ticker
from .walking import Walking

__all__ = ["TITLE", "DiscreetWindow"]


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
        self.lines = NoteLines()
        self.entry = DiscreetEntry(self._echo)
        self._line = DiscreetLine(self.entry, self.walking, desk.clock, self)
        self._keys = DiscreetKeys(self, desk.clock, keys, self._echo, self._line, self._steps())
        self._back = self.offer("Back", (), self._return, "notes.back")
        self._ticker = Ticker(desk.clock, self)
        self._summon = Summon(self)
        self._back_key = "F12"
        self._offer()
        self.page.addWidget(self.lines, 1)
        self.foot.addWidget(self.entry)
        self._connect()
        self.set_keys(keys)
        self._on_theme(theme.palette)

    def _steps(self) -> dict[str, Step]:
        return {
            "next": self.walking.next,
            "skip": lambda _at: self._line.ask_skip(),
            "adhoc": lambda _at: self.entry.ask(ENTER),
            "pause": self.walking.pause_or_resume,
            "finish": lambda _at: self.entry.ask(END),
            "hide": lambda _at: self.hide_at_once(),
            "undo": lambda _at: self._line.undo(),
            "redo": lambda _at: self.walking.redo(),
            "kept": lambda at: self.walking.settle_promise("kept", at),
            "broken": lambda at: self.walking.settle_promise("broken", at),
            "answered": self.walking.answered,
            "grab": self.grabRequested.emit,
        }

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
        """The user has chosen other keys."""
        self._keys.set_keys(keys)
        self._back_key = keys.get("back", "F12")
        self._back.setShortcut(QKeySequence(self._back_key))

    def half_typed(self) -> HalfTyped:
        """The line that is being typed, for the whole screen to go on with; what it says so far is kept."""
        return self._line.half_typed()

    def take_line(self, line: HalfTyped) -> None:
        """Go on with a line that was begun on the whole screen."""
        self._line.take(line)

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
        held = walk_keys.held_key(self._keys.actions, event)
        if held:
            self._echo.held(held)
        elif event.text() and event.text().isprintable() and not walk_keys.is_command(event):
            if not event.isAutoRepeat() and not self._echo.holding:
                self._line.begin(event.text(), self._clock.now())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._line.paste()
        elif event.key() == Qt.Key.Key_Up:
            self._line.step("", 1)
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
        self.entry.closed.connect(self.setFocus)
        self.lines.opened.connect(self._line.open)
        self._line.said.connect(self._say)
        self._echo.heard.connect(self._say)
        self._echo.echoed.connect(self._line.echoed)
        self._ticker.ticked.connect(self._on_tick)
        self._summon.called.connect(self.come_back)

    def _on_changed(self, change: Change) -> None:
        self._line.follow(change)
        self._show()

    def _on_stuck(self, _error: KnownError, waiting: int) -> None:
        self._say(f"{waiting} not saved yet; all is kept, trying again")

    def _on_refused(self, error: KnownError) -> None:
        self._say(error.title)

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
