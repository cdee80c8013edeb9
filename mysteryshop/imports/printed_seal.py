"""The seal that stands on what was handed out: in the record that a PDF summary carries, or in exported JSON.

A PDF is read with the standard library alone: its packed streams are unpacked one by one, within limits, until one
is the record. What is found is only compared, and nothing of it is imported.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mysteryshop.errors import InputError
from mysteryshop.exports.json_record import FORMAT

from . import json_record

_MOST_BYTES = 500_000_000
_MOST_UNPACKED = 64_000_000  # of one stream
_MOST_TOTAL = 1_000_000_000
_STREAM = re.compile(rb"stream\r?\n")
_START = re.compile(rb'\s*\{\s*"format"\s*:\s*"' + FORMAT.encode() + rb'"')
_SHORTEST = 8  # digits of a seal that stand in a report's foot


@dataclass(frozen=True, slots=True)
class Printed:
    """A journey's id, and its seal as it was when the file was made; "" where it was not sealed."""

    journey: str
    seal: str


def read(path: Path) -> list[Printed]:
    """The journeys that the file carries; InputError where it cannot be read or carries none."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path.name} is too large to be a summary.", "Choose the PDF that was exported.")
        held = path.read_bytes()
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise InputError(f"{path} cannot be read: {why}.", "Choose a file that is there.") from error
    text = next(_records(held), None) if held.startswith(b"%PDF") else held
    if text is None or not _START.match(text):
        raise InputError(
            f"{path.name} carries no journey: no seal can be read from it.",
            "Choose a PDF summary, a .journey or a .json of Mysteryshop's, or type the seal with --seal.",
        )
    records = json_record.read(text.decode("utf-8", errors="replace"), file=path.name)
    return [Printed(record.journey.id, record.journey.seal) for record in records]


def typed(seal: str) -> str:
    """A seal as somebody types it from paper, spaces and case aside; InputError where it is none."""
    bare = "".join(seal.split()).casefold()
    if not re.fullmatch(f"[0-9a-f]{{{_SHORTEST},64}}", bare):
        raise InputError(
            f"“{seal[:80]}” is no seal.", "Expected 8 to 64 digits from 0-9 and a-f, as they stand on the report."
        )
    return bare


def _records(held: bytes) -> Iterator[bytes]:
    """The streams of a PDF that begin as a record does."""
    total = 0
    for found in _STREAM.finditer(held):
        packed = zlib.decompressobj()
        try:
            start = packed.decompress(held[found.end() : found.end() + 4096], 256)
            if not _START.match(start):
                continue
            text = start + packed.decompress(packed.unconsumed_tail + held[found.end() + 4096 :], _MOST_UNPACKED)
        except zlib.error:
            text = held[found.end() : held.find(b"endstream", found.end())]
            if not _START.match(text):
                continue
        total += len(text)
        if total > _MOST_TOTAL:
            return
        yield text.strip()
