"""Small pictures of evidence, made on the worker once and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from mysteryshop.errors import KnownError
from mysteryshop.evidence_files import kinds
from mysteryshop.journey import Attachment

from ..desk import Desk

if TYPE_CHECKING:  # Pillow and SQLAlchemy are imported on the workers
    from mysteryshop.evidence_files.pictures import Bitmap
    from mysteryshop.store.database import Database

SIDE = 192  # pixels of a thumbnail's longer side: sharp at twice the size it is shown in
_MOST_KEPT = 400


class Thumbnails(QObject):
    """`of` gives what is there and asks for what is not; `ready(digest)` when it came."""

    ready = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._lost: dict[str, KnownError] = {}

    def of(self, attachment: Attachment) -> QPixmap | None:
        """The thumbnail; None while it is being made, and for what cannot be shown."""
        digest = attachment.digest
        if digest not in self._kept and kinds.is_picture(attachment.media_type):
            self._ask(attachment)
        return self._kept.get(digest)

    def lost(self, digest: str) -> KnownError | None:
        """Why the file cannot be shown: it is missing or damaged."""
        return self._lost.get(digest)

    def _ask(self, attachment: Attachment) -> None:
        digest, media, name = attachment.digest, attachment.media_type, attachment.name
        if digest in self._asked:
            return
        self._asked.add(digest)

        def made(bitmap: Bitmap) -> None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
                self._asked.clear()
            self._kept[digest] = QPixmap.fromImage(image_of(bitmap))
            self.ready.emit(digest)

        def failed(error: KnownError) -> None:
            self._lost[digest] = error
            self.ready.emit(digest)

        def work(database: Database) -> Bitmap:
            from mysteryshop.evidence_files.pictures import thumbnail

            return thumbnail(database.files.read(digest), media, name, SIDE)

        self._desk.read_store(work, made, failed, self)


def image_of(bitmap: Bitmap) -> QImage:
    """The pixels as Qt's image, which owns them."""
    return borrowed(bitmap).copy()


def borrowed(bitmap: Bitmap) -> QImage:
    """The same without a copy: the bitmap must be kept as long as the image."""
    shape = (bitmap.width, bitmap.height, bitmap.width * 4)
    return QImage(bitmap.pixels, *shape, QImage.Format.Format_ARGB32_Premultiplied)
