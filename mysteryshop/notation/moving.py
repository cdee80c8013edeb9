"""`-5m`, `-90s`, `@10:42`: the words in a detail line that move a moment to when it happened."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mysteryshop.journey import SECOND, Instant

from .when import last_time, read_clock, read_duration

_WORD = re.compile(r"(?<!\S)(?:@\d{1,2}:\d{2}(?::\d{2})?|[-−–—](?:\d{1,6}[dhms]|\d{1,6}min)+)(?!\S)", re.IGNORECASE)
_GAPS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Moved:
    """A text without its moving words, and when the moment happened (None: they said nothing)."""

    text: str
    at: Instant | None = None


def moved_to(word: str, at: Instant, zone: str, now: Instant | None) -> Instant | None:
    """When the moment happened that was stamped at `at`; None where the word moves nothing.

    `-5m` counts back from the stamp; `@10:42` is the latest such time that is not after now.
    """
    if word.startswith("@"):
        clock = read_clock(word[1:])
        return None if clock is None else last_time(clock, at if now is None else max(at, now), zone)
    seconds = read_duration(word)
    return at + seconds * SECOND if seconds is not None and seconds < 0 else None


def take_move(text: str, at: Instant, zone: str, now: Instant | None) -> Moved:
    """Take the moving words out of a text; the last of them counts. `text` is still escaped."""
    words = _WORD.findall(text)
    moves = [when for word in words if (when := moved_to(word, at, zone, now)) is not None]
    if not moves:
        return Moved(text)
    return Moved(_GAPS.sub(" ", _WORD.sub(" ", text)).strip(), moves[-1])


def leading_move(text: str) -> tuple[str, str]:
    """A moving word at the front and what stands behind it: `-5m f3 late` is ("-5m", "f3 late"); ("", text) without."""
    match = _WORD.match(text)
    return (match.group(), text[match.end() :].strip()) if match else ("", text)
