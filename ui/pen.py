"""Writing into the open journey: what the debrief and the story use to change anything.

A sealed journey is read-only until a reason is given; the reason is asked once for as long as the
journey is open, on whichever screen, and goes with every edit that follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from mysteryshop.analysis import debrief
from mysteryshop.errors import KnownError
from mysteryshop.journey import Item, Record

from .open_journey import OpenJourney
from .unread import UnreadWords
from .widgets.saved_text import SavedLine

_REASON = "amendReason"  # on the open journey: all screens share it


class Pen(QObject):
    """The one way from a page to the journey; pages never see OpenJourney itself."""

    changed = Signal(object)  # Record: durable now
    refused = Signal(object)  # KnownError: the edit was dropped
    stuck = Signal(object, int)  # KnownError, edits waiting
    recovered = Signal()
    settled = Signal()  # nothing waits for the disk any more
    lockChanged = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: OpenJourney | None = None

    def set_journey(self, open_journey: OpenJourney | None) -> None:
        """Write into another journey, or into none."""
        if self._open is not None:
            self._open.changed.disconnect(self._on_changed)
            self._open.refused.disconnect(self.refused)
            self._open.stuck.disconnect(self.stuck)
            self._open.recovered.disconnect(self.recovered)
            self._open.settled.disconnect(self.settled)
        self._open = open_journey
        if open_journey is not None:
            open_journey.changed.connect(self._on_changed)
            open_journey.refused.connect(self.refused)
            open_journey.stuck.connect(self.stuck)
            open_journey.recovered.connect(self.recovered)
            open_journey.settled.connect(self.settled)

    @property
    def record(self) -> Record | None:
        """What is durable of the journey."""
        return None if self._open is None else self._open.record

    @property
    def waiting(self) -> int:
        """How many edits are on their way to the disk."""
        return 0 if self._open is None else self._open.waiting

    @property
    def can_undo(self) -> bool:
        """Whether there may be something to take back."""
        return self._open is not None and self._open.can_undo and not self.sealed and not self.excluded

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return self._open is not None and self._open.can_redo and not self.sealed and not self.excluded

    @property
    def sealed(self) -> bool:
        """Whether the journey is finalised: every change then needs a reason."""
        return self._open is not None and self._open.record.journey.state == "finalised"

    @property
    def excluded(self) -> bool:
        """Whether the journey is excluded: nothing of it changes until it is taken back in."""
        return self._open is not None and self._open.record.journey.state == "excluded"

    @property
    def reason(self) -> str:
        """Why a sealed journey is being amended; "" while nobody said."""
        return str(self._open.property(_REASON) or "") if self._open is not None else ""

    @property
    def locked(self) -> bool:
        """Whether the journey may only be read."""
        return self._open is None or self.excluded or (self.sealed and not self.reason)

    def unlock(self, reason: str) -> None:
        """Say why the sealed journey is amended; an empty reason changes nothing."""
        if self._open is not None and reason.strip():
            self._open.setProperty(_REASON, reason.strip())
            self.lockChanged.emit(False)

    def answer(self, key: str, text: str) -> None:
        """A rating or a prompt's answer; "" removes it."""
        if self._open is not None and not self.locked:
            self._open.answer(key, text, reason=self.reason)

    def settle(self, ident: str, settled: bool = True) -> None:
        """Leave a task as it is on purpose, or take it up again."""
        self.answer(debrief.SETTLED + ident, debrief.LEFT_AS_IT_IS if settled else "")

    def save(self, *items: Item, removed: Sequence[str] = ()) -> None:
        """Insert or alter items, as one edit."""
        if self._open is not None and not self.locked:
            self._open.save(*items, removed=removed, reason=self.reason)

    def amend(self, moment: str, **fields: Any) -> None:
        """Change fields of a moment; another `observed_at` moves it in time."""
        if self._open is not None and not self.locked and fields:
            self._open.amend(moment, reason=self.reason, **fields)

    def retract(self, moment: str) -> None:
        """Take a moment back."""
        if self._open is not None and not self.locked:
            self._open.retract(moment, reason=self.reason)

    def tag(self, tags: Sequence[str]) -> None:
        """Say by which words the journey is found; that breaks no seal, and a sealed journey takes it too."""
        if self._open is not None:
            journey = self._open
            journey.edit(lambda recorder: recorder.annotate(journey.id, tags=tags))

    def undo(self) -> None:
        """Take the newest edit back."""
        if self._open is not None and self.can_undo:
            self._open.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._open is not None and self.can_redo:
            self._open.redo()

    def finalise(self) -> None:
        """Seal the journey."""
        if self._open is not None and not self.sealed:
            journey = self._open
            at = journey.desk.clock.now()
            journey.edit(lambda recorder: recorder.finalise(journey.id, at))

    @property
    def unread(self) -> tuple[UnreadWords, ...]:
        """What was typed on any screen and could not be read: it holds up the seal."""
        return () if self._open is None else self._open.unread.of(self._open.record)

    def watch(self, *fields: SavedLine) -> None:
        """Hear of words in these fields that cannot be read."""
        for field in fields:
            field.judged.connect(partial(self._on_judged, field))

    def recall(self, about: str, *fields: SavedLine) -> None:
        """The fields are about another thing now: what stood there unread stands there again."""
        for field in fields:
            field.about = about
            if self._open is not None:
                self._open.unread.restore(field)

    def refuse(self, error: KnownError) -> None:
        """Say that something typed cannot be taken; nothing is written."""
        self.refused.emit(error)

    def _on_judged(self, field: SavedLine, expected: str) -> None:
        if self._open is not None and field.about:
            self._open.unread.judged(field, expected)

    def _on_changed(self, _change: object) -> None:
        if self._open is not None:
            self.changed.emit(self._open.record)


def new_id() -> str:
    """An id for an item made on the screen."""
    return str(uuid4())
