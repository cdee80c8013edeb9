"""A journey on the screen: what is durable, what is still on its way, and the edits that lead there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from mysteryshop.clock import Stamp
from mysteryshop.errors import KnownError, StoreError
from mysteryshop.journey import Change, Item, Record, apply

from .desk import Desk
from .pause import pause
from .unread import Unread

if TYPE_CHECKING:
    from mysteryshop.recorder import Recorder

Edit = Callable[["Recorder"], Change]
RETRY_MS = 2000


class OpenJourney(QObject):
    """Applies edits one after the other; the record only ever shows what is committed.

    While the disk refuses, edits wait in memory in their order and are tried again every two
    seconds: `stuck(error, waiting)` says so, `recovered` when all is durable again.
    An edit that makes no sense (nothing to undo, a sealed journey) is dropped: `refused(error)`.
    """

    changed = Signal(object)  # Change
    stuck = Signal(object, int)  # KnownError, edits waiting
    recovered = Signal()
    settled = Signal()  # nothing is waiting any more
    refused = Signal(object)  # KnownError

    def __init__(self, record: Record, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self.desk = desk
        self.unread = Unread()
        self.can_undo = True  # told by every change; before the first, trying is harmless
        self.can_redo = False
        self._waiting: deque[Edit] = deque()
        self._running = False
        self._stuck = False
        self._retry = pause(self, RETRY_MS, self._next)

    @property
    def id(self) -> str:
        """The journey's id."""
        return self.record.journey.id

    @property
    def waiting(self) -> int:
        """How many edits are not yet durable."""
        return len(self._waiting)

    def edit(self, edit: Edit) -> None:
        """Queue an edit: a function of the recorder that returns its Change."""
        self._waiting.append(edit)
        if not self._running and not self._retry.isActive():
            self._next()

    def capture(self, kind: str, at: Stamp, **fields: Any) -> str:
        """Queue a moment; returns the id it will have, so that details may follow at once."""
        ident = str(uuid4())
        self.edit(lambda r: r.capture(self.id, kind, at, id=ident, **fields))
        return ident

    def amend(self, moment: str, *, reason: str = "", **fields: Any) -> None:
        """Queue details for a moment."""
        self.edit(lambda r: r.amend(self.id, moment, reason=reason, **fields))

    def retract(self, moment: str, *, reason: str = "") -> None:
        """Queue taking a moment back."""
        self.edit(lambda r: r.retract(self.id, moment, reason=reason))

    def save(self, *items: Item, removed: Sequence[str] = (), reason: str = "") -> None:
        """Queue items to be inserted or altered, as one edit."""
        self.edit(lambda r: r.save_all(self.id, items, removed=removed, reason=reason))

    def answer(self, key: str, text: str, *, reason: str = "") -> None:
        """Queue a rating or a prompt's answer; "" removes it."""
        if self.record.answers.get(key, "") != text or self._waiting:
            self.edit(lambda r: r.answer(self.id, key, text, reason=reason))

    def undo(self) -> None:
        """Queue taking the newest edit back."""
        self.edit(lambda r: r.undo(self.id))

    def redo(self) -> None:
        """Queue doing again what was undone last."""
        self.edit(lambda r: r.redo(self.id))

    def settle(self, patience_ms: int = 5000) -> bool:
        """Wait, with the window alive, until every edit is durable; False when the disk refuses."""
        if self._waiting and not self._stuck:
            loop = QEventLoop()
            self.settled.connect(loop.quit)
            self.stuck.connect(loop.quit)
            QTimer.singleShot(patience_ms, loop, loop.quit)
            loop.exec()
        return not self._waiting

    def _next(self) -> None:
        if self._waiting and not self._running:
            self._running = True
            self.desk.write(self._waiting[0], self._on_committed, self._on_failed, self)

    def _on_committed(self, change: Change) -> None:
        self._waiting.popleft()
        self._running = False
        self.can_undo, self.can_redo = change.can_undo, change.can_redo
        self.record = apply(self.record, change)
        self.changed.emit(change)
        self.desk.stored.emit(change)
        if not self._waiting:
            self._on_settled()
        self._next()

    def _on_failed(self, error: KnownError) -> None:
        self._running = False
        if isinstance(error, StoreError):
            self._stuck = True
            self.stuck.emit(error, len(self._waiting))
            self._retry.start()
            return
        self._waiting.popleft()
        self.refused.emit(error)
        if not self._waiting:
            self._on_settled()
        self._next()

    def _on_settled(self) -> None:
        if self._stuck:
            self._stuck = False
            self.recovered.emit()
        self.settled.emit()
