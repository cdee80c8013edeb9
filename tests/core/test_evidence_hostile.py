"""Truncated and mutated pictures: each is taken or refused with a sentence, and none crashes, hangs or gives away."""

from __future__ import annotations

import random
import struct
import time
import warnings
import zlib
from io import BytesIO

import pytest
from PIL import Image

from mysteryshop.errors import InputError
from mysteryshop.evidence_files import kinds
from mysteryshop.evidence_files.pictures import bitmaps, for_print, thumbnail
from mysteryshop.evidence_files.taking import take_in
from tests.core.pictures import photo, plain
from tests.core.test_evidence_taking import heic

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")
LIMIT_S = 5.0


def made(fmt: str) -> bytes:
    if fmt == "AVIF":
        return heic()
    return plain(fmt) if fmt in ("GIF", "BMP") else photo(fmt, 6)


def survives(data: bytes, name: str = "photo.jpg") -> bool:
    """Take, show and print it; whether it was taken. Anything but a sentence fails the test."""
    begun = time.monotonic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's about odd camera data
            taken = take_in(data, name, zone="UTC", now=1_794_657_600_000_000)
            if kinds.is_picture(taken.media_type):
                thumbnail(taken.data, taken.media_type, name, 64)
                bitmaps(taken.data, taken.media_type, name)
                for_print(taken.data, taken.media_type, name)
    except InputError as error:
        assert name in error.title
        assert error.remedy
        return False
    finally:
        assert time.monotonic() - begun < LIMIT_S
    return True


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_file_that_was_cut_off(fmt: str) -> None:
    whole = made(fmt)
    taken = [survives(whole[:end]) for end in range(1, len(whole) - 10, max(1, len(whole) // 60))]
    assert not all(taken)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_file_with_wrong_bytes(fmt: str) -> None:
    chance = random.Random(fmt)
    whole = made(fmt)
    for _ in range(120):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.choice((0, 255, 127, 128, chance.randrange(256)))
        survives(bytes(broken))


@pytest.mark.parametrize("fmt", FORMATS)
def test_pieces_put_together_wrongly(fmt: str) -> None:
    chance = random.Random(fmt + "pieces")
    whole, other = made(fmt), made(FORMATS[FORMATS.index(fmt) - 1])
    for _ in range(60):
        cut, start, length = (chance.randrange(len(whole)) for _ in range(3))
        survives(whole[:cut] + other[start : start + length] + whole[cut:])
        survives(whole[: cut // 2] + whole[cut:])


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_bombs_are_refused_quickly() -> None:
    head = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 6, 0, 0, 0)
    packed = zlib.compress(bytes(2_000_000), 9)
    assert not survives(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b""))
    small = struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)  # text that unpacks to 64 MB
    words = chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(70_000_000), 9))
    assert not survives(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", small) + words + chunk(b"IEND", b""))


def test_a_tiff_whose_pages_lead_in_a_circle_ends() -> None:
    out = BytesIO()
    Image.new("L", (8, 8)).save(out, "TIFF")
    data = bytearray(out.getvalue())
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + entries * 12, first)
    survives(bytes(data), "circle.tiff")
