"""JSON with a journey a line, as this app writes it: read a line at a time, so that memory does not grow with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mysteryshop.errors import InputError
from mysteryshop.exports.json_record import FORMAT, VERSION
from mysteryshop.journey import Record

from . import json_record
from .batch import Batch
from .report import Report

LONGEST = 64_000_000  # bytes of one journey
_HEAD = re.compile(rb'\{"format": "' + FORMAT.encode() + rb'", "version": (\d{1,9}), "journeys": \[\n')
_FOOT = b"]}\n"


def batch(path: Path) -> Batch | None:
    """The journeys of such a file; None where it is laid out in another way, or of a version not known here."""
    with path.open("rb") as file:
        head = _HEAD.fullmatch(file.readline(200))
        if head is None or int(head[1]) > VERSION:
            return None
        count, last = 0, b""
        while line := file.readline(LONGEST):
            count, last = count + 1, line
    if last != _FOOT:
        return None  # cut off, or laid out otherwise: reading it whole says what is wrong
    return Batch(Report(path.name, "whole journeys", count - 1), count - 1, lambda: _records(path))


def _records(path: Path) -> Iterator[Record]:
    with path.open("rb") as file:
        file.readline(200)
        for number, line in enumerate(iter(lambda: file.readline(LONGEST), b""), start=1):
            if line == _FOOT:
                return
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError as error:
                title = (
                    f"{path.name}, line {number + 1}: expected text in UTF-8, found the byte 0x{line[error.start]:02x}."
                )
                raise InputError(title, "Export the journeys again; nothing was imported.") from error
            yield json_record.read_one(text.rstrip().removesuffix(","), number, file=path.name)
