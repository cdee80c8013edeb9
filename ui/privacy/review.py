"""Every way out of the app goes through here: scan, ask where something was found, remember, hand on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mysteryshop.journey import Attachment, Record
from mysteryshop.privacy import decisions as deciding
from mysteryshop.privacy.decisions import Decisions
from mysteryshop.privacy.redaction import Cleared, cleared
from mysteryshop.privacy.scan import Proposal, scan
from mysteryshop.privacy.texts import Words

from ..desk import Desk
from ..evidence.thumbnails import image_of
from ..theme import Theme
from .box_dialog import BoxDialog
from .picture_rows import pictures_of
from .review_dialog import ReviewDialog

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.evidence_files.pictures import Bitmap
    from mysteryshop.store.database import Database

Then = Callable[[Cleared], None]
Decided = Callable[[Decisions], None]


class Review(QObject):
    """`clear` hands a journey on as it may leave; `left` says that the user would rather not."""

    left = Signal()
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._theme, self._window = desk, theme, window
        self.dialog: ReviewDialog | None = None
        self._of_many = Decisions()  # what was decided of things made of many journeys, since the app was started

    def clear(self, record: Record, then: Then, *, pictures: bool = False) -> None:
        """Scan the journey; where nothing is found, or when all is decided, `then` is called with what may leave.

        With `pictures` those of the report leave too, and are shown, because no scan reads them.
        """
        shown = pictures_of(record) if pictures else ()
        self._desk.read_store(
            lambda database: _looked(database, record),
            lambda seen: self._on_looked(record, then, shown, *seen),
            self.failed.emit,
            self,
        )

    def decide(self, words: Words, then: Decided) -> None:
        """Ask of what is made of many journeys; `then` gets what was decided, which is proposed again the next time."""
        self._desk.reader.submit(
            lambda: scan(words), lambda proposals: self._on_scanned(words, proposals, then), self.failed.emit, self
        )

    def _on_scanned(self, words: Words, proposals: tuple[Proposal, ...], then: Decided) -> None:
        if not proposals:
            then(Decisions())
            return
        dialog = ReviewDialog(words, proposals, self._of_many, self._theme, self._window)
        self.dialog = dialog
        dialog.accepted.connect(lambda: self._on_settled(dialog, then))
        dialog.rejected.connect(self.left)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _on_settled(self, dialog: ReviewDialog, then: Decided) -> None:
        self._of_many = dialog.decisions
        then(self._of_many)

    def _on_looked(
        self,
        record: Record,
        then: Then,
        pictures: tuple[Attachment, ...],
        proposals: tuple[Proposal, ...],
        kept: Decisions,
    ) -> None:
        if not proposals and not pictures:
            then(cleared(record, (), kept))
            return
        dialog = ReviewDialog(record, proposals, kept, self._theme, self._window, pictures=pictures)
        self.dialog = dialog
        dialog.pictures.opened.connect(lambda attachment: self._open_picture(dialog, attachment))
        dialog.accepted.connect(lambda: self._on_decided(record, then, dialog, kept))
        dialog.rejected.connect(self.left)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _open_picture(self, dialog: ReviewDialog, attachment: Attachment) -> None:
        """Read the picture, then let boxes be drawn on it."""
        digest, media, name = attachment.digest, attachment.media_type, attachment.name

        def show(bitmap: Bitmap) -> None:
            boxes = BoxDialog(name, image_of(bitmap), dialog.boxes_of(digest), self._theme, dialog)
            boxes.accepted.connect(lambda: dialog.set_boxes(digest, boxes.boxes))
            boxes.finished.connect(lambda _: boxes.deleteLater())
            boxes.open()

        def work(database: Database) -> Bitmap:
            from mysteryshop.evidence_files.pictures import bitmap

            return bitmap(database.files.read(digest), media, name)

        self._desk.read_store(work, show, dialog.show_error, dialog)

    def _on_decided(self, record: Record, then: Then, dialog: ReviewDialog, kept: Decisions) -> None:
        decided, proposals = dialog.decisions, dialog.model.proposals
        if decided != kept:
            text = deciding.to_text(decided)
            self._desk.write_store(
                lambda database: _keep(database, record.journey.id, text), None, self.failed.emit, self
            )
        self._desk.read(lambda _: cleared(record, proposals, decided), then, self.failed.emit, self)


def _looked(database: Database, record: Record) -> tuple[tuple[Proposal, ...], Decisions]:
    from mysteryshop.store import redactions

    kept = deciding.from_text(redactions.read(database, record.journey.id))
    return with_chosen_words(record, scan(record), kept), kept


def with_chosen_words(record: Record, proposals: tuple[Proposal, ...], kept: Decisions) -> tuple[Proposal, ...]:
    """The proposals, and the words that were chosen by hand last time as far as they still stand somewhere."""
    from mysteryshop.privacy.scan import occurrences

    by_hand = [occurrences(record, c.kind, c.text) for c in kept.choices.values() if c.kind == "words"]
    return (*proposals, *(each for each in by_hand if each.found))


def _keep(database: Database, journey: str, text: str) -> None:
    from mysteryshop.store import redactions

    redactions.keep(database, journey, text)
