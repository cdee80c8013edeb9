"""Bytes of a text file that anybody may have saved, to text."""

from __future__ import annotations

import codecs

from mysteryshop.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes, file: str) -> str:
    """The text of a file: UTF-8, or what its byte order mark says. InputError names the line of a bad byte."""
    mark, encoding = next((row for row in _MARKS if data.startswith(row[0])), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start + len(mark)) + 1
        bad = error.object[error.start]
        title = f"{file}, line {line}: expected text in UTF-8, found the byte 0x{bad:02x}."
        raise InputError(title, 'Save the file again with the encoding "UTF-8"; nothing was imported.') from error
