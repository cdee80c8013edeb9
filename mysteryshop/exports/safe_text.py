"""Text that no spreadsheet takes for a formula, and every reader of a file can take.

In CSV an apostrophe is put before whatever a spreadsheet might run: a cell, or what follows a line break, semicolon,
bar or tab in it, that begins with = + - @ (also in their wide forms) or with a tab or line break, quotes and spaces
before it notwithstanding. Inside a cell those places count because a spreadsheet that divides cells at other signs
than commas begins a cell there. `freed` takes away exactly the apostrophes that `guarded` puts.
"""

from __future__ import annotations

import re

_PLACE = r"(?:^|(?<=[;|\t\r\n]))"
_DANGER = r"(?=['\"\s]*[=+\-@＝＋－＠]|'*[\t\r\n])"
_GUARD = re.compile(_PLACE + _DANGER)
_FREE = re.compile(_PLACE + "'" + _DANGER)
_UNREADABLE = re.compile("[\ud800-\udfff]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def guarded(text: str) -> str:
    """The text as a cell of a CSV file."""
    return _GUARD.sub("'", text)


def freed(cell: str) -> str:
    """The text that `guarded` made this cell of."""
    return _FREE.sub("", cell)


def storable(text: str) -> str:
    """The text without NUL characters, and with a visible placeholder for what UTF-8 cannot hold."""
    return text if text.isascii() and text.isprintable() else _UNREADABLE.sub("\ufffd", text.replace("\0", ""))


def xml_text(text: str) -> str:
    """The text with a placeholder for characters that XML does not have."""
    return text if text.isascii() and text.isprintable() else _NO_XML.sub("\ufffd", storable(text))


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return _GUARD.match(text) is not None
