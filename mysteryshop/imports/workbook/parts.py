"""What is looked at before a workbook is opened: that it is one, that it fits, and that nothing in it unfolds.

A workbook is a zip of XML parts. A part that declares a document type could define entities that grow without end, and
no program that writes workbooks has a use for one: it is refused. Sizes are those of the zip's directory, and nothing
more than these is ever unpacked.
"""

from __future__ import annotations

import zlib
from typing import IO, BinaryIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from mysteryshop.errors import InputError
from mysteryshop.imports.csv_tables import SMALLER
from mysteryshop.imports.tables import REMEDY

MOST_UNPACKED = 512_000_000  # bytes of XML, about 280,000 moments
_DENSEST = 100  # times a part may unpack to: what people write unpacks to 5 to 30 times, a bomb to 1,000
_SMALL = 8_000_000  # bytes: below it a part may be as dense as it likes
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHUNK = 1 << 20
_REMARKABLE = (b"<f>", b"<f ", b"<f/", b't="e"', b"t='e'")  # formulas, and errors in cells


def looked_over(stream: BinaryIO, file: str) -> bool:
    """Whether cells may hold formulas or errors, so that each must be looked at; InputError for what is not opened."""
    if stream.read(len(_OLE)) == _OLE:
        title = f"{file} is an old .xls workbook or one behind a password: expected an open .xlsx."
        raise InputError(title, "Save it again as .xlsx, without a password; nothing was imported.")
    try:
        with ZipFile(stream) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(map(_is_bomb, entries)):
                title = (
                    f"{file} unpacks to too much: the limit is {MOST_UNPACKED:,} bytes, and {_DENSEST} times its size."
                )
                raise InputError(title, SMALLER)
            return True in {_look(archive, entry, file) for entry in entries}
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, LookupError, zlib.error) as error:
        raise unreadable(file, error) from error


def unreadable(file: str, error: Exception) -> InputError:
    """What is said of a file that is spoilt, or something else than its name says."""
    why = " ".join(str(error).split())[:100] or type(error).__name__
    return InputError(f"{file} is no workbook that can be read: {why.rstrip('.')}.", REMEDY)


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > _DENSEST * entry.compress_size


def _look(archive: ZipFile, entry: ZipInfo, file: str) -> bool:
    """Whether the part may hold formulas or errors; one that is not XML is left to whoever needs it."""
    with archive.open(entry) as part:
        if _declares(part):
            title = f"{file} holds a document type declaration in {entry.filename}: no program writes one there."
            raise InputError(title, REMEDY)
    with archive.open(entry) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            if any(token in tail + chunk for token in _REMARKABLE) or b"\0" in chunk[:4]:  # or another encoding
                return True
            tail = chunk[-8:]
    return False


class _Begun(Exception):
    """The first element has come: what could have been declared was."""


def _declares(part: IO[bytes]) -> bool:
    """Whether the part declares a document type before its first element."""
    found: list[str] = []

    def declared(name: str, *_: object) -> None:
        found.append(name)
        raise _Begun

    def begun(*_: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, begun
    try:
        while chunk := part.read(_CHUNK >> 4):
            parser.Parse(chunk, False)
    except (_Begun, expat.ExpatError):
        pass
    return bool(found)
