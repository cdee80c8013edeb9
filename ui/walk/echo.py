"""One press of a finger that arrives twice counts once, and says so: the same key within 150 ms, or a key held down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent

from mysteryshop.clock import Clock, Stamp

KEY_EVENTS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease)  # what `saw` wants to see
TOGETHER_US = 150_000  # of the same key, from one press to the next


class Echo(QObject):
    """Shared by everything that a key of one window can reach.

    A press counts as an echo where both clocks say so: ours, and the one of the window system, which stamped it
    when it happened. So two presses that waited behind a busy moment are still two.
    """

    heard = Signal(str)  # what there is to say
    echoed = Signal(str)  # the key

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = ""  # the key, as its user sees it
        self._at = 0
        self._pressed: int | None = None  # the window system's stamps, ms: of the key that is being worked off
        self._before: int | None = None  # and of the last one that counted or was an echo
        self._released: tuple[int, int] | None = None  # the key that was let go last, and when
        self._told_held = False
        self.holding = False  # the key on its way is the repeat of one that is held down

    def saw(self, event: QEvent) -> None:
        """A key event is on its way.

        Not every window system says that a key repeats: some let it go and press it again in the same millisecond,
        as no finger can.
        """
        if not isinstance(event, QKeyEvent):
            return
        stamp = event.timestamp() or None
        if event.type() == QEvent.Type.KeyRelease:
            self._released = None if stamp is None else (event.key(), stamp)
            self.holding = False
        elif event.type() == QEvent.Type.ShortcutOverride:
            self.holding = event.isAutoRepeat() or (stamp is not None and self._released == (event.key(), stamp))
            if not self.holding:
                self._pressed, self._told_held = stamp, False

    def again(self, key: str, at: Stamp) -> bool:
        """Note a press; whether it is the echo of the one before."""
        if self.holding:
            self.held(key)
            return True
        echo = key == self._last and self._gap(at.at) < TOGETHER_US
        self._last, self._at, self._before = key, at.at, self._pressed
        self._pressed = None
        if echo:
            self.echoed.emit(key)
            self.heard.emit(f"Second {key} at once taken as the same press; for two, leave a moment between")
        return echo

    def typed(self, text: str) -> bool:
        """Whether a letter that reaches a line is the echo of the key that opened it."""
        return (
            not self.holding
            and bool(text)
            and text.casefold() == self._last.casefold()
            and self.again(self._last, self.now())
        )

    def now(self) -> Stamp:
        """The instant now, by the clock that stamps keys."""
        return self._clock.now()

    def forget(self) -> None:
        """Something else was typed: what comes next is no echo."""
        self._last = ""

    def held(self, key: str) -> None:
        """A key is held down: said once."""
        if not self._told_held:
            self._told_held = True
            self.heard.emit(f"{key} held down counts once; for two, press it twice")

    def _gap(self, now: int) -> int:
        gap = now - self._at
        if self._pressed is not None and self._before is not None:
            gap = max(gap, (self._pressed - self._before) * 1000)
        return gap
