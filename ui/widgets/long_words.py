"""Where lines may break, for labels: within words that are longer than a line, and not before a unit."""

from __future__ import annotations

import re

MOST = 18  # letters that stay together
_BREAK = "\u200b"  # zero width space
_UNIT = re.compile(r"(\d) (%|min|h|s|d)(?![\w])")
_LONG = re.compile(rf"\S{{{MOST + 1},}}")


def breakable(text: str) -> str:
    """The text with a place to break after every `MOST` letters of a longer word; nothing else changes."""
    return _LONG.sub(lambda match: _broken(match.group()), text)


def kept_together(text: str) -> str:
    """The text with figures that stay on the line of their unit: `n = 8`, `31 %`, `43 min`."""
    return _UNIT.sub("\\1\u00a0\\2", text).replace("n = ", "n\u00a0=\u00a0").replace("p = ", "p\u00a0=\u00a0")


def _broken(word: str) -> str:
    return _BREAK.join(word[start : start + MOST] for start in range(0, len(word), MOST))
