"""Between walks: what belongs to a leader's practice, and to no journey's chain."""

from __future__ import annotations

from mysteryshop.practice import Entry
from mysteryshop.store import practice_log

from .editing import Editing


class Practising(Editing):
    """Keeps the entries of a leader's practice."""

    def keep(self, *entries: Entry) -> None:
        """Keep what belongs to the leader's practice, all or none; an entry with the same id is replaced."""
        at = self._clock.now().at
        self._ledger.beside(lambda execute: practice_log.keep(execute, entries, at))

    def drop(self, *ids: str) -> None:
        """Take entries of the practice back; those that are not there are passed over."""
        at = self._clock.now().at
        self._ledger.beside(lambda execute: practice_log.drop(execute, ids, at))

    def undo_practice(self) -> bool:
        """Take back the newest `keep` or `drop` that stands, also after a restart; False where there is none."""
        at = self._clock.now().at
        return self._ledger.beside(lambda execute: practice_log.undo(execute, at))
