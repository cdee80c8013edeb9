"""Bytes of a text file that anybody may have saved, to text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from mysteryshop.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # ZIP, as .xlsx and .ods are, and the older .xls
_ARCHIVES = (".zip", ".journey")
_PIECE = 1_000_000  # bytes


def decoded(data: bytes, file: str) -> str:
    """The text of a file: UTF-8, or what its byte order mark says. InputError names the line of a bad byte."""
    mark, encoding = marked(data)
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(file, data.count(b"\n", 0, error.start + len(mark)) + 1, error) from error


def pieces(path: Path) -> Iterator[str]:
    """The text of a file, some of it at a time; InputError as `decoded`."""
    with path.open("rb") as file:
        mark, encoding = marked(file.read(4))
        file.seek(len(mark))
        decoder, line = codecs.getincrementaldecoder(encoding)(), 1
        while True:
            data = file.read(_PIECE)
            try:
                yield decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                raise _no_text(path.name, line + error.object.count(b"\n", 0, error.start), error) from error
            if not data:
                return
            line += data.count(b"\n")


def marked(data: bytes) -> tuple[bytes, str]:
    """The byte order mark with which data begin, and the encoding that it stands for; UTF-8 without one."""
    return next((row for row in _MARKS if data.startswith(row[0])), (b"", "utf-8"))


def packed(start: bytes, file: str) -> InputError | None:
    """What is said of a file that begins as workbooks and archives do; None where it does not."""
    if not start.startswith(_PACKED):
        return None
    if file.casefold().endswith(_ARCHIVES):
        return InputError(f"{file} is an archive, not a table in text.", "Take the table out of it and choose that.")
    remedy = "Open it in a spreadsheet, save the sheet as CSV (UTF-8) and choose that."
    return InputError(f"{file} is a workbook, not a table in text.", remedy)


def _no_text(file: str, line: int, error: UnicodeDecodeError) -> InputError:
    title = f"{file}, line {line}: expected text in UTF-8, found the byte 0x{error.object[error.start]:02x}."
    return InputError(title, 'Save the file again with the encoding "UTF-8"; nothing was imported.')
