"""What a file is, by its first bytes and only then by its name: a name can say anything."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable

# The pictures that can be shown, by the name that Pillow gives their format.
PICTURES = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "image/bmp": "BMP",
}
BLANKED = ("image/heic", "image/avif")  # cannot be shown here; what the phone noted is blanked out
UNKNOWN = "application/octet-stream"
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")

_Fits = Callable[[bytes], bool]
_SIGNS: tuple[tuple[str, _Fits], ...] = (
    ("image/jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("image/png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("image/webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    ("image/tiff", lambda head: head[:4] in (b"II*\0", b"MM\0*")),
    ("image/gif", lambda head: head[:6] in (b"GIF87a", b"GIF89a")),
    ("image/bmp", lambda head: head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"),
    ("image/heic", lambda head: head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS),
    ("image/avif", lambda head: head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis")),
    ("application/pdf", lambda head: b"%PDF-" in head[:1024]),
)


def media_type(data: bytes, name: str) -> str:
    """The media type of a file's content; UNKNOWN where neither bytes nor name say it.

    A name never makes a picture of what does not begin like one.
    """
    head = data[:1024]
    for kind, fits in _SIGNS:
        if fits(head):
            return kind
    guessed = mimetypes.guess_type(name)[0] or UNKNOWN
    return UNKNOWN if guessed in PICTURES else guessed


def claims_picture(name: str) -> bool:
    """Whether the name says that it is a picture that could be shown."""
    return mimetypes.guess_type(name)[0] in PICTURES


def is_picture(media: str) -> bool:
    """Whether files of that type can be shown."""
    return media in PICTURES
