"""Where evidence comes from: files and pictures that were dropped, pasted or chosen, read later on a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from mysteryshop.errors import InputError
from mysteryshop.journey import Instant

if TYPE_CHECKING:  # Pillow is imported on the worker
    from mysteryshop.evidence_files.taking import Taken


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file on the disk."""

    path: Path

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name

    def take(self, zone: str, now: Instant, keep: bool) -> Taken:
        """Read it; for a worker."""
        from mysteryshop.evidence_files.taking import read_file

        return read_file(self.path, zone=zone, now=now, keep=keep)


@dataclass(frozen=True, slots=True)
class ImageSource:
    """A picture that is no file: from the clipboard, or of the screen. `data` where it came packed already."""

    image: QImage | None
    name: str
    data: bytes = b""

    def take(self, zone: str, now: Instant, keep: bool) -> Taken:
        """Pack it as PNG; for a worker."""
        from mysteryshop.evidence_files.taking import take_in

        data = self.data or packed(self.image, self.name)
        return take_in(data, self.name, zone=zone, now=now, keep=keep)


Source: TypeAlias = FileSource | ImageSource
_PACKED = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/tiff": "tif"}


def packed(image: QImage | None, name: str) -> bytes:
    """The picture as PNG; InputError where there are no pixels."""
    taken, buffer = QByteArray(), QBuffer()
    buffer.setBuffer(taken)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image is None or image.isNull() or not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise InputError(f"“{name}” holds no picture.", "Copy it again, then paste it.")
    return bytes(taken.data())


def sources_of(mime: QMimeData | None, stamp: str) -> tuple[Source, ...]:
    """What of a drop or of the clipboard can be evidence; nothing where it is only text.

    `stamp` tells pictures without a name apart.
    """
    if mime is None:
        return ()
    files = tuple(FileSource(Path(url.toLocalFile())) for url in mime.urls() if url.isLocalFile())
    if files:
        return files
    for media, ending in _PACKED.items():
        if mime.hasFormat(media) and (data := bytes(mime.data(media).data())):
            return (ImageSource(None, f"pasted {stamp}.{ending}", data),)
    if mime.hasImage():
        image = mime.imageData()
        return (ImageSource(image, f"pasted {stamp}.png"),) if isinstance(image, QImage) else ()
    return ()


def holds_evidence(mime: QMimeData | None) -> bool:
    """Whether a drop or the clipboard holds files or a picture: cheap, nothing is read."""
    return mime is not None and (any(url.isLocalFile() for url in mime.urls()) or mime.hasImage())
