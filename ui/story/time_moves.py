"""A moment is moved in time from the story: at once, or once somebody has said why a sealed journey is changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mysteryshop.clock import Clock
from mysteryshop.journey import Instant

from ..pen import Pen
from ..widgets.moving import moving
from ..widgets.wording import clock_text


class TimeMoves(QObject):
    """`told` says what came of it; `reasonNeeded` when a sealed journey is to be changed: `go_on` once it was given."""

    told = Signal(str)
    reasonNeeded = Signal()

    def __init__(self, pen: Pen, clock: Clock) -> None:
        super().__init__(pen)
        self._pen, self._clock = pen, clock
        self._waiting: tuple[str, Instant] | None = None

    def forget(self) -> None:
        """Another journey: nothing waits for a reason."""
        self._waiting = None

    def go_on(self) -> None:
        """Somebody has said why: what waited for it is done."""
        if self._waiting is not None:
            self.move(*self._waiting)

    def move(self, ident: str, when: Instant) -> None:
        """Move a moment to that instant."""
        record, self._waiting = self._pen.record, None
        moment = record.moment(ident) if record is not None else None
        if record is None or moment is None:
            return
        time = clock_text(when, record.journey.zone)
        if self._pen.excluded:
            self.told.emit("An excluded journey stays as it is: take it back in on the Journeys screen first.")
        elif self._pen.locked:
            self._waiting = ident, when
            self.reasonNeeded.emit()
            self.told.emit(f"It moves to {time} once you have said above why the sealed journey is changed.")
        else:
            fields = moving(record, moment, when, self._clock.now().at)
            self._pen.amend(ident, **fields)
            source = "" if fields.get("source") == "live" else ", recalled"
            back = "" if self._pen.sealed else " Ctrl+Z takes it back."
            self.told.emit(f"Moved to {time}{source}.{back}")
