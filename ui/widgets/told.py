"""What of a log's activities counts as told: the words typed, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from .long_words import breakable
from .parts import named

EVERYTHING = "Every event counts as something that the organisation told, unless you say which do."
_HINT = "all of them; or words to look for: send, notify, call"
_NAMED = 8  # activities that are named


def told_field(name: str, words: str = "") -> QLineEdit:
    """A field for the words that what was told is known by."""
    field = named(QLineEdit(words), name, "Activities in which the customer was told something")
    field.setPlaceholderText(_HINT)
    return field


def telling(words: str, names: Sequence[str], where: str) -> tuple[str, bool]:
    """What these words find among the activities, and whether they find any; no words find all."""
    from mysteryshop.imports.logs.looking import holding

    pattern = holding(words)
    if pattern is None:
        return EVERYTHING, bool(names)
    found = [name for name in names if pattern.search(name)]
    if not found:
        return f"None of these words stands in an activity {where}.", False
    listed = ", ".join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
    return breakable(f"Told: {len(found)} of {len(names)} activities: {listed}."), True
