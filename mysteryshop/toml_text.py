"""TOML that anybody may have written: read, or refused with a ValueError, in little time whatever stands in it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_CHARACTERS = 1_000_000
_DEEPEST = 64  # tables and arrays within each other: what writes them back recurses
_MOST_DOTS = 200  # on one line: Python's reader takes their square
_DOT = re.compile(r"""(?<=[\w"' \t-])\.(?=[\w"' \t-])""")


def loads(text: str) -> dict[str, Any]:
    """The table that the text describes; ValueError, in the words of `tomllib`, where it is none or is too deep."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"It has {len(text):,} characters, and at most {MOST_CHARACTERS:,} are read")
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS and sum(1 for _ in _DOT.finditer(line)) > _MOST_DOTS:
            raise ValueError(f"Keys nested too deep to read (at line {number}, column 1)")
    try:
        table = tomllib.loads(text)
    except RecursionError:
        raise ValueError("Brackets nested too deep to read") from None
    if _is_too_deep(table):
        raise ValueError("Brackets nested too deep to read")
    return table


def _is_too_deep(table: dict[str, Any]) -> bool:
    found: list[Any] = [table]
    for _ in range(_DEEPEST):
        within = [each.values() if isinstance(each, dict) else each for each in found]
        found = [value for values in within for value in values if isinstance(value, (dict, list))]
    return bool(found)
