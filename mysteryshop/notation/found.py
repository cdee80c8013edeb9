"""What was found and what was expected: the two halves of every sentence about notes that do not parse."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from mysteryshop.errors import InputError

_SHOWN = 60  # characters of what was found


class NotUnderstood(InputError):
    """A piece of notation that does not parse: `found` and `expected`, for a line, a banner or a hint."""

    def __init__(self, found: str, expected: str, where: str = "") -> None:
        self.found = found
        self.expected = expected
        super().__init__(f"{where}found {quoted(found)}, expected {expected}.", "Correct it; nothing was taken over.")

    def at(self, where: str, remedy: str) -> NotUnderstood:
        """The same, told of a place such as "notes.txt, line 7: "."""
        error = NotUnderstood(self.found, self.expected, where)
        error.remedy = remedy
        error.args = (f"{error.title} {remedy}",)
        return error


def quoted(text: str) -> str:
    """The text in quotes, shortened, with nothing in it that a terminal would obey."""
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    safe = "".join(c if c.isprintable() else "·" for c in shown)
    return f'"{safe}"' if safe else "nothing"


def nearest(word: str, choices: Iterable[str]) -> str:
    """` (did you mean X?)` where one of the choices is close, else an empty text."""
    by_fold = {choice.casefold(): choice for choice in choices}
    close = get_close_matches(word.casefold(), list(by_fold), n=1, cutoff=0.75)
    return f" (did you mean {by_fold[close[0]]}?)" if close else ""
