"""OCEL 2.0 JSON with an object or event a line, as this app writes it: memory does not grow with the events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.exports.ocel import Thing
from mysteryshop.imports.report import Progress

from .object_log import NOTHING

_LONGEST = 16_000_000  # bytes of a line
_HEAD, _BETWEEN, _FOOT = b', "objects": [\n', b'], "events": [\n', b"]}\n"
_EVERY = 5_000  # lines between two words of progress


def objects(path: Path, made: Callable[[Any], Thing]) -> tuple[list[Thing], tuple[int, int]] | None:
    """The objects of such a file, each `made` of its JSON, and where its events begin (byte, line).

    None where it is laid out otherwise.
    """
    with path.open("rb") as file:
        head = file.readline(_LONGEST)
        if not head.startswith(b'{"objectTypes": [') or not head.endswith(_HEAD) or not _ends(path):
            return None
        listed: list[Thing] = []
        for number in count(2):
            line = file.readline(_LONGEST)
            if line == _BETWEEN:
                return listed, (file.tell(), number + 1)
            if not line.startswith(b"{"):
                return None
            listed.append(made(_read(line, path, number)))
    return None


def events(path: Path, place: tuple[int, int], progress: Progress) -> Iterator[Any]:
    """The events from that place on; InputError names the line that is none."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(place[0])
        for number in count(place[1]):
            line = file.readline(_LONGEST)
            if line == _FOOT:
                return
            if number % _EVERY == 0:
                progress("reading", file.tell(), size)
            yield _read(line, path, number)


def _ends(path: Path) -> bool:
    """Whether the file is whole: reading one that was cut off as any other says what is wrong."""
    with path.open("rb") as file:
        file.seek(-min(len(_FOOT), path.stat().st_size), 2)
        return file.read() == _FOOT


def _read(line: bytes, path: Path, number: int) -> Any:
    try:
        return json.loads(line.rstrip().removesuffix(b","))
    except UnicodeDecodeError as error:
        title = f"{path.name}, line {number}: expected text in UTF-8, found the byte 0x{error.object[error.start]:02x}."
        raise InputError(title, f"Export the log again; {NOTHING}") from error
    except (ValueError, RecursionError) as error:
        title = f"{path.name}, line {number}: found what is no object or event ({str(error)[:80]})."
        raise InputError(title, f"Export the log again; {NOTHING}") from error
