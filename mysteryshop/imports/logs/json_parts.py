"""What stands at the top of a JSON text, a list's elements one by one, and the text itself a piece at a time.

`json.loads` of a large text would hold everything else up while it works, and its result is many times the text's size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

_SPACE = re.compile(r"[ \t\n\r]*")


class Begins:
    """Stands for the beginning of a list."""


BEGINS = Begins()


def parts(pieces: Iterable[str]) -> Iterator[tuple[str, Any, int]]:
    """Key, value and place of what a JSON object holds; ValueError or RecursionError where it is none.

    Of a list comes BEGINS, then each element.
    """
    text = _Window(pieces)
    text.expect("{")
    if text.sign() != "}":
        yield from _members(text)
    text.expect("}")
    if text.sign():
        raise ValueError(f"more than one value, at character {text.place:,}")


def _members(text: _Window) -> Iterator[tuple[str, Any, int]]:
    while True:
        key = text.value()
        if not isinstance(key, str):
            raise ValueError(f"no name at character {text.place:,}")
        text.expect(":")
        if text.sign() == "[":
            yield key, BEGINS, text.place
            for value in _elements(text):
                yield key, value, text.place
        else:
            yield key, text.value(), text.place
        if text.sign() == "}":
            return
        text.expect(",")


def _elements(text: _Window) -> Iterator[Any]:
    """The elements of the list that begins here."""
    text.expect("[")
    if text.sign() != "]":
        yield text.value()
        while text.sign() != "]":
            text.expect(",")
            yield text.value()
    text.expect("]")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


class _Window:
    """As much of the text as is being read."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text, self._at, self._gone = "", 0, 0

    @property
    def place(self) -> int:
        """How many characters were read."""
        return self._gone + self._at

    def sign(self) -> str:
        """The next character that is no space, not yet read; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def expect(self, sign: str) -> None:
        """Read that character."""
        if self.sign() != sign:
            raise ValueError(f"expected {sign} at character {self.place:,}")
        self._at += 1

    def value(self) -> Any:
        """Read one value."""
        self.sign()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._more():
                    continue  # it may only be cut off
                raise ValueError(f"{error.msg}, at character {self._gone + error.pos:,}") from error
            if end < len(self._text) or not self._more():  # a number may go on in the next piece
                self._at = end
                return value

    def _more(self) -> bool:
        """Take in as much as there is already, so that a long value is not tried too often; False at the end."""
        rest = self._text[self._at :]
        taken, wanted = [rest], len(rest)
        for piece in self._pieces:
            taken.append(piece)
            wanted -= len(piece)
            if piece and wanted <= 0:
                break
        self._gone, self._at, self._text = self._gone + self._at, 0, "".join(taken)
        return len(self._text) > len(rest)
