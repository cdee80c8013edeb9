"""Pictures without what stands beside their pixels: the same pixels to the bit, no position, camera, names or words.

JPEG, PNG, WebP and GIF are made of labelled pieces: those that draw the picture are kept as they are, the others
dropped, with whatever stands behind the picture (phones put short films there). ValueError, IndexError or
struct.error where the file is not built as its format says; the caller then makes it anew from its pixels.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping

# JPEG: JFIF, the colour profile, Adobe's colour transform, and everything that is no application's own.
_KEPT_APPLICATIONS = {0xE0: (b"JFIF\0",), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)  # within packed pixels
_KEPT_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_KEPT_PIECES = (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_EXIF_BIT, _XMP_BIT = 0x08, 0x04
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often a GIF runs


def jpeg(data: bytes) -> bytes:
    """The JPEG up to its end, without EXIF, XMP, IPTC, maker's notes, comments and previews."""
    parts, at = [data[:2]], 2
    while True:
        at = data.index(b"\xff", at)
        while data[at + 1] == 0xFF:  # padding
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            return b"".join((*parts, b"\xff\xd9"))
        end = at + 2 + _two_bytes(data, at + 2)
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        if _kept_segment(marker, data[at + 4 : at + 18]):
            parts.append(data[at:end])
        at = end


def _kept_segment(marker: int, begins: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return any(begins.startswith(sign) for sign in _KEPT_APPLICATIONS.get(marker, ()))
    return 0xC0 <= marker <= 0xDF


def _end_of_scan(data: bytes, at: int) -> int:
    found = _NEXT_MARKER.search(data, at)
    if found is None:
        raise ValueError("the picture does not end")
    return found.start()


def _two_bytes(data: bytes, at: int) -> int:
    if at + 2 > len(data):
        raise ValueError("the picture does not end")
    length: int = struct.unpack_from(">H", data, at)[0]
    if length < 2 or at + length > len(data):
        raise ValueError("a segment is longer than the file")
    return length


def png(data: bytes) -> bytes:
    """The PNG's chunks that draw it, up to its end."""
    parts, at = [data[:8]], 8
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            break
        if kind in _KEPT_CHUNKS:
            parts.append(data[at:end])
        if kind == b"IEND":
            return b"".join(parts)
        at = end
    raise ValueError("the picture does not end")


def webp(data: bytes) -> bytes:
    """The WebP's chunks that draw it."""
    parts, at = [], 12
    stop = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= stop:
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if at + 8 + length > stop:
            raise ValueError("a chunk is longer than the file")
        if kind == b"VP8X":
            flags = data[at + 8] & ~(_EXIF_BIT | _XMP_BIT)
            parts.append(data[at : at + 8] + bytes((flags,)) + data[at + 9 : end])
        elif kind in _KEPT_PIECES:
            parts.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif(data: bytes) -> bytes:
    """The GIF's pictures, without comments and what programs noted."""
    at = 13 + _colours(data[10])
    parts = [data[:at]]
    while True:
        kind = data[at]
        if kind == 0x3B:
            return b"".join((*parts, b";"))
        if kind == 0x21:
            end = _end_of_blocks(data, at + 2)
            kept = data[at + 1] == 0xF9 or (data[at + 1] == 0xFF and data[at + 3 : at + 14] in _LOOPS)
        elif kind == 0x2C:
            end, kept = _end_of_blocks(data, at + 11 + _colours(data[at + 9])), True
        else:
            raise ValueError("an unknown block")
        if kept:
            parts.append(data[at:end])
        at = end


def _colours(flags: int) -> int:
    """How many bytes a GIF's table of colours takes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


STRIPPERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": jpeg,
    "image/png": png,
    "image/webp": webp,
    "image/gif": gif,
}
