"""The journey that is open: read, put on its screens, and read anew where it was changed behind their back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mysteryshop.journey import Change, Record

from .desk import Desk
from .open_journey import OpenJourney
from .privacy.keeping import Keeping
from .screens import Screens

if TYPE_CHECKING:
    from mysteryshop.store.adopting import Adopted  # SQLAlchemy is imported on the writer

SCREEN_OF_STATE = {"planned": "prepare", "walking": "walk", "debrief": "debrief"}


class ShownJourney(QObject):
    """One at a time: `shown` with its id and its screen once it is there."""

    shown = Signal(str, str)  # journey id, screen
    planRead = Signal(object)  # Record: of a journey that is only planned
    screenRequested = Signal(str)
    listChanged = Signal()
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, screens: Screens, keeping: Keeping, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._screens, self._keeping = desk, screens, keeping
        self.journey: OpenJourney | None = None
        self._moment = ""  # at which the journey that is being opened is to be shown

    def open(self, ident: str, state: str) -> None:
        """Read a journey and show the screen that its state asks for."""
        if self.journey is not None and self.journey.id == ident and state != "planned":
            self._show(SCREEN_OF_STATE.get(state, "story"))
            return
        self._desk.read(lambda q: q.load(ident), self._on_loaded, self.failed.emit, self)
        if state != "planned":
            self._screens.journey_screens()  # built while the reader reads, not after it

    def open_moment(self, ident: str, state: str, moment: str) -> None:
        """Open a journey at one of its moments."""
        self._moment = moment
        self.open(ident, state)

    def walk(self, ident: str) -> None:
        """Read a journey that was just prepared, and walk it."""
        self._desk.read(lambda q: q.load(ident), lambda r: self._put(r, "walk"), self.failed.emit, self)

    def finish(self, ident: str) -> None:
        """End a walk that was left unfinished, and go on to its debrief."""
        self._desk.write(lambda r: r.finish(ident, self._desk.clock.now()), self._on_finished, self.failed.emit, self)

    def forget(self, ident: str) -> None:
        """A journey was changed behind its screens' back: it is read anew when it is opened."""
        if self.journey is not None and self.journey.id == ident:
            self.journey = None

    def tell(self, changes: Sequence[Change]) -> None:
        """Journeys were changed from the list."""
        for change in changes:
            self._desk.stored.emit(change)
            self.forget(change.journey.id)

    def take_bundle(self, adopted: Sequence[Adopted]) -> None:
        """What a bundle changed behind the screens' back is read anew."""
        self.listChanged.emit()
        changed = {ident for one in adopted if one.outcome in ("newer", "diverged") for ident in (one.id, one.twin)}
        journey = self.journey
        if journey is not None and journey.id in changed:
            self._read_anew(journey)

    def let_go(self, idents: Sequence[str]) -> None:
        """What was purged is shown nowhere any more."""
        if self.journey is not None and self.journey.id in idents:
            self.journey = None
            if self._screens.of_journey is not None:
                self._screens.of_journey.forget()
            self.screenRequested.emit("journeys")
        elif self.journey is not None and self.journey.record.journey.twin in idents:
            self._read_anew(self.journey)
        self.listChanged.emit()

    def _read_anew(self, journey: OpenJourney) -> None:
        self.journey = None
        if self._screens.shows_journey():
            self.open(journey.id, journey.record.journey.state)

    def keep_as_usual(self, change: Change) -> None:
        """A walk that was just finished is kept for the usual period."""
        if until := self._keeping.usual_day(change):
            journey = self.journey
            if journey is not None and journey.id == change.journey.id:
                journey.edit(lambda recorder: recorder.annotate(journey.id, retain_until=until))
            else:
                self._keeping.retain([change.journey.id], until)

    def _on_loaded(self, record: Record) -> None:
        if record.journey.state == "planned":
            self.planRead.emit(record)
        else:
            self._put(record, SCREEN_OF_STATE.get(record.journey.state, "story"))

    def _on_finished(self, change: Change) -> None:
        self._desk.stored.emit(change)
        self.journey = None  # it was changed behind the screens' back: read it anew
        self.open(change.journey.id, "debrief")

    def _put(self, record: Record, screen: str) -> None:
        if self._screens.closed:
            return  # it was still being read when the window was closed for good
        screens = self._screens.journey_screens()
        self.journey = OpenJourney(record, self._desk, self)
        screens.set_journey(self.journey)
        self._show(screen)
        self.shown.emit(record.journey.id, screen)

    def _show(self, screen: str) -> None:
        """Show a screen of the open journey; the story at the moment that was asked for."""
        self.screenRequested.emit(screen)
        moment, self._moment = self._moment, ""
        if moment and screen == "story" and self._screens.of_journey is not None:
            self._screens.of_journey.story.open_moment(moment)
