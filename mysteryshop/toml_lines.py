"""Where things stand in a TOML text: the line of every key, table and array element.

tomllib gives values without their places; a message to somebody who edits a file needs the line.
Only texts that tomllib has accepted are read here, so every rule of TOML is taken for granted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED_KEY = re.compile(r'"((?:[^"\\\n]|\\.)*)"|' + r"'([^'\n]*)'")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")|' + r"'''.*?'{3,5}(?!')|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*")


def lines(text: str) -> dict[Path, int]:
    """The line (from 1) on which each key path of a valid TOML text is first written.

    The n-th table of an array of tables, and the n-th element of an array, is the integer n - 1.
    """
    return _Scan(text.replace("\r\n", "\n")).run()


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [each.start() for each in re.finditer("\n", text)]
        self.found: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}  # tables seen so far of each array of tables

    def run(self) -> dict[Path, int]:
        table: Path = ()
        self._skip()
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
            self._skip()
        return self.found

    def _skip(self) -> None:
        self.at = _end(_SPACE, self.text, self.at)

    def _note(self, path: Path, at: int) -> None:
        self.found.setdefault(path, bisect_left(self.breaks, at) + 1)

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`; a name that is an array of tables means its latest table."""
        start = self.at
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        parts = self._key()
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        path: Path = ()
        for index, part in enumerate(parts):
            path = (*path, part)
            self._note(path, start)
            if many and index == len(parts) - 1:
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
                self._note(path, start)
        return path

    def _pair(self, table: Path) -> None:
        start, path = self.at, table
        for part in self._key():
            path = (*path, part)
            self._note(path, start)
        self.at = self.text.index("=", self.at) + 1
        self._skip()
        self._value(path)

    def _key(self) -> list[str]:
        """A bare, quoted or dotted key, from the present place to its end."""
        parts: list[str] = []
        self.at = _end(_BLANK, self.text, self.at)
        while True:
            if bare := _BARE_KEY.match(self.text, self.at):
                self.at = bare.end()
                parts.append(bare.group())
            elif quoted := _QUOTED_KEY.match(self.text, self.at):
                self.at = quoted.end()
                parts.append(_unquoted(quoted))
            dot = _DOT.match(self.text, self.at)
            if dot is None:
                return parts
            self.at = dot.end()

    def _value(self, path: Path) -> None:
        first = self.text[self.at]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        elif first in "\"'":
            self.at = _end(_STRING, self.text, self.at)
        else:
            self.at = _end(_SCALAR, self.text, self.at)

    def _array(self, path: Path) -> None:
        index = 0
        self._step()
        while self.text[self.at] != "]":
            self._note((*path, index), self.at)
            self._value((*path, index))
            index += 1
            self._skip()
            if self.text[self.at] == ",":
                self._step()
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self._step()
        while self.text[self.at] != "}":
            self._pair(path)
            self._skip()
            if self.text[self.at] == ",":
                self._step()
        self.at += 1

    def _step(self) -> None:
        self.at += 1
        self._skip()


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _unquoted(match: re.Match[str]) -> str:
    """The key itself; escapes of a basic string are read by tomllib."""
    if match.group(2) is not None:
        return match.group(2)
    import tomllib

    return next(iter(tomllib.loads(f"{match.group()} = 0")))
