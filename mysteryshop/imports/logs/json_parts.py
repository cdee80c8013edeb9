"""What stands at the top of a JSON text, a list's elements one by one.

`json.loads` of a large text would hold everything else up while it works, and its result is many times the text's size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import Any, NoReturn

_SPACE = re.compile(r"[ \t\n\r]*")


class Begins:
    """Stands for the beginning of a list."""


BEGINS = Begins()


def parts(text: str) -> Iterator[tuple[str, Any, int]]:
    """Key, value and place of what a JSON object holds; ValueError or RecursionError where it is none.

    Of a list comes BEGINS, then each element.
    """
    at = _expect(text, 0, "{")
    if text[at : at + 1] == "}":
        at = _skip(text, at + 1)
    else:
        while True:
            key, at = _value(text, at)
            if not isinstance(key, str):
                raise ValueError(f"no name at character {at:,}")
            at = _expect(text, at, ":")
            if text[at : at + 1] == "[":
                yield key, BEGINS, at
                at = yield from _elements(text, at, key)
            else:
                value, at = _value(text, at)
                yield key, value, at
            if text[at : at + 1] == "}":
                at = _skip(text, at + 1)
                break
            at = _expect(text, at, ",")
    if at < len(text):
        raise ValueError(f"more than one value, at character {at:,}")


def _elements(text: str, at: int, key: str) -> Generator[tuple[str, Any, int], None, int]:
    """The elements of the list that begins there; returns where it is over."""
    at = _skip(text, at + 1)
    if text[at : at + 1] == "]":
        return _skip(text, at + 1)
    while True:
        value, at = _value(text, at)
        yield key, value, at
        if text[at : at + 1] == "]":
            return _skip(text, at + 1)
        at = _expect(text, at, ",")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def _value(text: str, at: int) -> tuple[Any, int]:
    value, at = _DECODER.raw_decode(text, at)
    return value, _skip(text, at)


def _expect(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != sign:
        raise ValueError(f"expected {sign} at character {at:,}")
    return _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
