"""Words that are longer than a line: invisible places at which they may break, for labels."""

from __future__ import annotations

import re

MOST = 18  # letters that stay together
_BREAK = "\u200b"  # zero width space
_LONG = re.compile(rf"\S{{{MOST + 1},}}")


def breakable(text: str) -> str:
    """The text with a place to break after every `MOST` letters of a longer word; nothing else changes."""
    return _LONG.sub(lambda match: _broken(match.group()), text)


def _broken(word: str) -> str:
    return _BREAK.join(word[start : start + MOST] for start in range(0, len(word), MOST))
