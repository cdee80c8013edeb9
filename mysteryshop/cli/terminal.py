"""What the command line writes: aligned for people, JSON for programs, and one line for what went wrong."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from mysteryshop.errors import KnownError

from . import aligned

BAD_INPUT = 2
FOUND_WRONG = 1


def prepare() -> None:
    """Let no character end a command: what a terminal cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not _is_utf8(stream):
            reconfigure(errors="replace")


def say(text: str = "") -> None:
    """One line, or several, for people."""
    print(text)


def warn(text: str) -> None:
    """One line beside the output."""
    print(text, file=sys.stderr)


def say_json(value: Any) -> None:
    """A value for programs; in ASCII where the stream takes no more."""
    print(json.dumps(value, indent=2, ensure_ascii=not _is_utf8(sys.stdout)))


def say_exactly(text: str) -> None:
    """A text that may be read back, such as field notes: UTF-8 in a file or pipe, whatever the locale says."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or sys.stdout.isatty():
        print(text, end="")
        return
    sys.stdout.flush()
    buffer.write(text.encode())


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """Rows with their cells under each other; `right` names the columns that are set flush right.

    A terminal's lines are as wide as it is; in a file or pipe each row stays one line.
    """
    from shutil import get_terminal_size

    most = get_terminal_size().columns if sys.stdout.isatty() else None
    for line in aligned.lines([[plain(cell) for cell in row] for row in rows], right, most):
        print(line)


def plain(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "·" for c in text)


def refuse(error: KnownError) -> int:
    """Tell bad input, or what the world refused, in one line."""
    warn(f"mysteryshop: {plain(error.title)} {plain(error.remedy)}")
    return BAD_INPUT


def report_bug(error: Exception) -> int:
    """Tell a failure of ours in one line; --debug shows where."""
    said = plain(str(error)) or "no more is known"
    what = f"this is a fault of the program, not yours ({type(error).__name__}: {said})"
    warn(f"mysteryshop: {what}. Nothing recorded is lost; --debug before the command shows where it happened.")
    return FOUND_WRONG


def reader_is_gone() -> int:
    """End quietly where whoever read the output has had enough (`| head`)."""
    with open(os.devnull, "w") as nothing:  # noqa: PTH123  (a device, not a path)
        os.dup2(nothing.fileno(), sys.stdout.fileno())  # or Python's own flush at the end fails again
    return 0


def _is_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "") in ("utf8", "utf8sig")
