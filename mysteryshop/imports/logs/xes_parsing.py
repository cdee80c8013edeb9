"""The XML of a log in XES, plain or packed with gzip, read with expat rather than as a tree.

Nothing of the file is kept but what a reading keeps. The first declaration of an entity stops it, so that no entity is
ever expanded and nothing outside the file is ever loaded.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from mysteryshop.errors import InputError
from mysteryshop.imports.report import Progress

MOST_UNPACKED = 4_000_000_000  # bytes
MOST_RATIO, _RATIO_FROM = 250, 64_000_000  # how far gzip may blow up; smaller files may be anything
_CHUNK = 1 << 18
_DEEPEST = 64
NOTHING = "nothing was imported."
ATTRIBUTES = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})


class Parsing:
    """The state between two tags. Who reads says what `_begin` and `_ended` do."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._open: list[str] = []
        self._parser = parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.EntityDeclHandler = self._refuse_entity
        parser.buffer_text = True

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """Take the next bytes of the file; InputError names line and element."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            why = expat.errors.messages.get(error.code, "not well-formed")
            title = f"{self._file}, line {error.lineno}: found what is no XML ({why}), expected a log in XES."
            raise InputError(title, f"Export it again; {NOTHING}") from error
        except (LookupError, ValueError) as error:
            if self._open:
                raise
            title = f"{self._file}, line 1: found an encoding that cannot be read ({str(error)[:60]}), expected UTF-8."
            raise InputError(title, f"Save it as UTF-8; {NOTHING}") from error

    def _begin(self, tag: str, parent: str, attributes: dict[str, str]) -> None:
        """An element begins; it stands in `_open` already."""

    def _ended(self, tag: str) -> None:
        """An element has ended; it stands in `_open` no longer."""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if not self._open and tag != "log":
            raise self._wrong(f"<{tag}>", "<log>, with which XES begins")
        if len(self._open) >= _DEEPEST:
            raise self._wrong(f"elements {_DEEPEST} deep", "a log")
        parent = self._open[-1] if self._open else ""
        self._open.append(tag)
        self._begin(tag, parent, attributes)

    def _end(self, _: str) -> None:
        self._ended(self._open.pop())

    def _refuse_entity(self, name: str, *_: object) -> None:
        title = f"{self._file}, {self._here()}: found the declaration of an entity (“{name[:40]}”), which no log needs."
        raise InputError(title, f"Such files can be made to do harm; {NOTHING}")

    def _here(self) -> str:
        return f"line {self._parser.CurrentLineNumber}"

    def _wrong(self, found: str, expected: str) -> InputError:
        title = f"{self._file}, {self._here()}: found {found}, expected {expected}."
        return InputError(title, f"Correct the file, or export it again; {NOTHING}")


def chunks(path: Path, progress: Progress) -> Iterator[bytes]:
    """The bytes of the log; InputError where what is packed is damaged or a bomb."""
    whole = path.stat().st_size
    with path.open("rb") as packed:
        for chunk in _unpacked(packed, path):
            yield chunk
            progress("reading", packed.tell(), whole)


def _unpacked(packed: BinaryIO, path: Path) -> Iterator[bytes]:
    if packed.read(2) != b"\x1f\x8b":
        packed.seek(0)
        while chunk := packed.read(_CHUNK):
            yield chunk
        return
    packed.seek(0)
    unpacked = 0
    try:
        with gzip.GzipFile(fileobj=packed) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                _bounded(unpacked, packed.tell(), path.name)
                yield chunk
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        title = f"{path.name}: found a damaged gzip file ({str(error)[:80]}), expected a log packed whole."
        raise InputError(title, f"Fetch or pack it again; {NOTHING}") from error


def _bounded(unpacked: int, packed: int, file: str) -> None:
    if unpacked > MOST_UNPACKED or (unpacked > _RATIO_FROM and unpacked > MOST_RATIO * packed):
        title = f"{file} unpacks to more than {unpacked:,} bytes from {packed:,}: that is no log."
        raise InputError(title, f"Unpack it yourself if you trust it, and import the .xes; {NOTHING}")
