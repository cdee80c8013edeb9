"""Sources become evidence of a moment: read on the reader, written and synced on the writer, then told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from mysteryshop.clock import Stamp
from mysteryshop.errors import KnownError
from mysteryshop.journey import Attachment

from ..desk import Desk
from ..open_journey import OpenJourney
from .sources import Source

if TYPE_CHECKING:  # Pillow and SQLAlchemy are imported on the workers
    from mysteryshop.evidence_files.taking import Taken
    from mysteryshop.store.database import Database


class Attaching(QObject):
    """The file is on the disk before the row that names it: a crash between the two loses nothing that was shown."""

    attached = Signal(object, tuple)  # Attachment on its way to the disk, what was removed from its file
    failed = Signal(object)  # KnownError: this file is not attached, nothing else changed
    pendingChanged = Signal(int)  # how many files are being read

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.keep = False  # whether camera data stays in, where nothing else is said
        self._pending = 0

    @property
    def pending(self) -> int:
        """How many files are being read."""
        return self._pending

    def attach(
        self,
        journey: OpenJourney,
        moment: str,
        sources: Sequence[Source],
        at: Stamp,
        *,
        keep: bool = False,
        reason: str = "",
    ) -> None:
        """Attach these to a moment; `at` is when they were dropped, pasted or taken."""
        zone, keeping = journey.record.journey.zone, keep or self.keep
        for source in sources:
            self._count(1)
            self._desk.reader.submit(
                lambda source=source: source.take(zone, at.at, keeping),  # type: ignore[misc]  # bound now
                lambda taken: self._on_taken(journey, moment, at, reason, taken),
                self._on_failed,
                self,
            )

    def replace(self, journey: OpenJourney, attachment: Attachment, *, reason: str = "") -> None:
        """Keep the same picture without its camera data."""
        zone, now = journey.record.journey.zone, self._desk.clock.now().at

        def work(database: Database) -> Taken:
            from mysteryshop.evidence_files.taking import take_in

            data = database.files.read(attachment.digest)
            return take_in(data, attachment.name, zone=zone, now=now)

        def done(taken: Taken) -> None:
            from dataclasses import replace

            cleaned = replace(attachment, digest=taken.digest, size=len(taken.data), kept_metadata=False)
            journey.edit(lambda r: r.attach(journey.id, cleaned, taken.data, reason=reason))

        self._desk.read_store(work, done, self.failed.emit, self)

    def _on_taken(self, journey: OpenJourney, moment: str, at: Stamp, reason: str, taken: Taken) -> None:
        self._count(-1)
        there = [a for a in journey.record.attachments if a.digest == taken.digest and a.moment == moment]
        if there:
            self.failed.emit(
                KnownError(f"“{taken.name}” is attached to this moment already.", "Nothing has to be done.")
            )
            return
        attachment = _attachment(taken, moment, at)
        journey.edit(lambda r: r.attach(journey.id, attachment, taken.data, reason=reason))
        self.attached.emit(attachment, taken.removed)

    def _on_failed(self, error: KnownError) -> None:
        self._count(-1)
        self.failed.emit(error)

    def _count(self, by: int) -> None:
        self._pending += by
        self.pendingChanged.emit(self._pending)


def _attachment(taken: Taken, moment: str, at: Stamp) -> Attachment:
    return Attachment(
        str(uuid4()),
        moment,
        taken.digest,
        taken.name,
        taken.media_type,
        len(taken.data),
        taken.captured_at,
        at.at,
        taken.clock,
        offset_s=taken.offset_s,
        width=taken.width,
        height=taken.height,
        kept_metadata=taken.kept_metadata,
    )
