"""A finding is triaged anew: stored at once, or after the reason that a sealed journey asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mysteryshop.analysis.board.found import Found
from mysteryshop.errors import KnownError
from mysteryshop.journey import Change

from ..desk import Desk
from ..exchange_dialogs import ReasonDialog
from ..widgets.wording import quoted
from .wording import title

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.recorder import Recorder
    from mysteryshop.store.queries import Queries

_WIDE = 520  # pixels of the dialog that asks why
TO_BE = {"improve": "to be improved", "amplify": "to be amplified", "correct": "to be corrected"}


class Moving(QWidget):
    """Never shown itself: it stands behind its dialog. `moved` once it is durable, with the finding's key and words."""

    moved = Signal(object, str, str)  # Change, key, what to say
    asked = Signal(str)  # the dialog is closed: the key of the finding that it was about
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.hide()

    def move_to(self, found: Found, triage: str) -> None:
        """Triage it anew; where its journey is sealed, ask why."""
        if found.lane == triage or triage not in TO_BE:
            return
        if found.walk.state != "finalised":
            self.store(found, triage, "")
            return
        asks = (
            "The journey is sealed, so that all can trust what it says; it may be changed, and the change will show. "
            f"Why is {quoted(title(found)[:90])} {TO_BE[triage]}?"
        )
        dialog = ReasonDialog("Move it", asks, self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.resize(_WIDE, max(160, dialog.heightForWidth(_WIDE)))
        dialog.accepted.connect(lambda: self.store(found, triage, dialog.reason()))
        dialog.finished.connect(lambda _: self.asked.emit(found.key))
        dialog.open()

    def store(self, found: Found, triage: str, reason: str) -> None:
        """Store it, and say so once that is durable."""
        journey, finding = found.walk.id, found.finding.id
        words = f"{quoted(title(found)[:90])} is {TO_BE[triage]} from now on."
        self._desk.exchange(
            lambda recorder, queries: _triaged(recorder, queries, journey, finding, triage, reason),
            lambda change: self.moved.emit(change, found.key, words), self.failed.emit, self,
        )  # fmt: skip


def _triaged(recorder: Recorder, queries: Queries, journey: str, finding: str, triage: str, reason: str) -> Change:
    """The finding as it stands on disk, with another triage and nothing else changed."""
    found = next((f for f in queries.load(journey).findings if f.id == finding), None)
    if found is None:
        raise KnownError("This finding is not there any more.", "Nothing was changed; the board shows what there is.")
    return recorder.save(journey, replace(found, triage=triage), reason=reason)
