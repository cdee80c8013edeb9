"""HEIC and AVIF pictures without what the phone noted: its EXIF and XMP are blanked out where they lie.

Such a file is a tree of boxes (ISO/IEC 14496-12); `iinf` names its items and `iloc` says where each lies (23008-12).
No pixel and no length changes, so every reader finds what it found before. They cannot be shown here: Pillow lacks
the decoder. ValueError, IndexError or struct.error where a file is not built as that says.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

_DEEPEST, _MOST_ITEMS = 4, 10_000
_NO_CAMERA = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"  # EXIF without an entry: strict readers want one
_NOTED = (b"Exif", b"mime", b"uri ")


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its four letters, where its content begins and where it ends."""

    kind: bytes
    start: int
    end: int


def blanked(data: bytes) -> tuple[bytes, Image.Exif]:
    """The file with everything blanked that was noted beside the picture, and the EXIF that it held."""
    meta = next(box for box in _boxes(data, 0, len(data)) if box.kind == b"meta")
    inside = {box.kind: box for box in _boxes(data, meta.start + 4, meta.end)}
    items = dict(_items(data, inside[b"iinf"]))
    idat = inside.get(b"idat")
    kept, camera = bytearray(data), Image.Exif()
    for ident, at, length in _places(data, inside[b"iloc"], idat.start if idat is not None else 0):
        kind = items.get(ident, b"")
        if kind not in _NOTED:
            continue
        if not 0 <= at <= at + length <= len(data):
            raise ValueError("an item lies outside the file")
        if kind == b"Exif":
            camera = _camera(data[at : at + length])
        nothing = _NO_CAMERA if kind == b"Exif" else b""
        kept[at : at + length] = nothing.ljust(length, b"\0" if kind == b"Exif" else b" ")[:length]
    return bytes(kept), camera


def _camera(noted: bytes) -> Image.Exif:
    """The EXIF of an item: four bytes say where its TIFF header begins."""
    skip = struct.unpack_from(">I", noted)[0]
    camera = Image.Exif()
    camera.load(b"Exif\0\0" + noted[4 + skip :])
    return camera


def _boxes(data: bytes, at: int, stop: int) -> Iterator[Box]:
    while at + 8 <= stop:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        elif size == 0:
            size = stop - at
        if size < head or at + size > stop:
            raise ValueError("a box is longer than what holds it")
        yield Box(kind, at + head, at + size)
        at += size


def _items(data: bytes, iinf: Box) -> Iterator[tuple[int, bytes]]:
    """The items' numbers and kinds."""
    count = 6 if data[iinf.start] == 0 else 8
    for number, box in enumerate(_boxes(data, iinf.start + count, iinf.end)):
        if box.kind != b"infe" or number > _MOST_ITEMS:
            raise ValueError("no list of items")
        version = data[box.start]
        if version == 2:
            yield struct.unpack_from(">H", data, box.start + 4)[0], data[box.start + 8 : box.start + 12]
        elif version == 3:
            yield struct.unpack_from(">I", data, box.start + 4)[0], data[box.start + 10 : box.start + 14]


class _Reader:
    """Numbers of any width, one after the other."""

    def __init__(self, data: bytes, box: Box) -> None:
        self._data, self._at, self._end = data, box.start, box.end

    def number(self, width: int) -> int:
        """The next number of so many bytes."""
        if self._at + width > self._end:
            raise ValueError("a box ends too soon")
        value = int.from_bytes(self._data[self._at : self._at + width], "big")
        self._at += width
        return value


def _places(data: bytes, iloc: Box, idat: int) -> Iterator[tuple[int, int, int]]:
    """Each item's number and where its parts lie: begin and length."""
    read = _Reader(data, iloc)
    version = read.number(1)
    read.number(3)
    sizes, more = read.number(1), read.number(1)
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, more >> 4
    index_size = more & 15 if version in (1, 2) else 0
    for _ in range(min(_MOST_ITEMS, read.number(4 if version == 2 else 2))):
        ident = read.number(4 if version == 2 else 2)
        method = read.number(2) & 15 if version in (1, 2) else 0
        read.number(2)
        base = read.number(base_size) + (idat if method == 1 else 0)
        for _ in range(read.number(2)):
            read.number(index_size)
            offset = read.number(offset_size)
            length = read.number(length_size)
            if method in (0, 1):
                yield ident, base + offset, length
