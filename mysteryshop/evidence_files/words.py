"""How evidence is told, the same on the screen and in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .limits import MEGABYTE

if TYPE_CHECKING:
    from mysteryshop.journey import Attachment

CLOCKS = {"app": "this app’s clock", "camera": "the camera’s clock", "file": "the file’s time"}
_TYPES = {
    "image/jpeg": "JPEG picture",
    "image/png": "PNG picture",
    "image/webp": "WebP picture",
    "image/tiff": "TIFF picture",
    "image/gif": "GIF picture",
    "image/bmp": "BMP picture",
    "image/heic": "HEIC picture",
    "image/avif": "AVIF picture",
    "application/pdf": "PDF",
    "text/plain": "Text file",
}


def size_text(size: int) -> str:
    """Bytes as a person reads them: 512 bytes, 48 KB, 3.2 MB."""
    if size < 1024:
        return "1 byte" if size == 1 else f"{size} bytes"
    if size < MEGABYTE:
        return f"{round(size / 1024)} KB"
    return f"{size / MEGABYTE:.1f} MB"


def short_hash(digest: str) -> str:
    """The first eight signs of a hash, as seals are written: 3f2a 91bc."""
    return f"{digest[:4]} {digest[4:8]}"


def clock_text(clock: str) -> str:
    """Whose clock the capture time is."""
    return CLOCKS.get(clock, clock)


def type_text(media: str) -> str:
    """The kind of file in words."""
    return _TYPES.get(media) or ("Picture" if media.startswith("image/") else "File")


def dimensions_text(width: int | None, height: int | None) -> str:
    """The size in pixels, "" where it has none."""
    return f"{width} × {height} pixels" if width and height else ""


def described(attachment: Attachment) -> str:
    """What it is in one line: the leader's note, else the kind of file and its name."""
    return attachment.note.strip() or f"{type_text(attachment.media_type)} {attachment.name}".strip()
