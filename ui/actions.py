"""Every key of the app, as data: what it is called, what it does by default, and the user's own choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from mysteryshop import vocabulary


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """One action that a key can be given to."""

    id: str
    label: str
    key: str  # Qt's portable spelling
    group: str


STEERING = (
    KeyTerm("next", "Next touchpoint", "Return", "Walk"),
    KeyTerm("skip", "Skip a touchpoint", "S", "Walk"),
    KeyTerm("adhoc", "Add a touchpoint", "+", "Walk"),
    KeyTerm("pause", "Pause and resume", "Ctrl+P", "Walk"),
    KeyTerm("finish", "Finish the walk", "Ctrl+Return", "Walk"),
    KeyTerm("hide", "Hide at once", "Esc", "Walk"),
    KeyTerm("kept", "The promise was kept", "K", "Walk"),
    KeyTerm("broken", "The promise was broken", "B", "Walk"),
    KeyTerm("answered", "The question was answered", "A", "Walk"),
    KeyTerm("back", "Bring the window back", "F12", "Walk"),
    KeyTerm("grab", "Picture of the screen", "F9", "Walk"),
    KeyTerm("undo", "Undo", "Ctrl+Z", "Everywhere"),
    KeyTerm("redo", "Redo", "Ctrl+Shift+Z", "Everywhere"),
)

KEYS: tuple[KeyTerm, ...] = (
    *(KeyTerm(term.id, term.label, term.key, "Capture") for term in vocabulary.CAPTURES),
    *STEERING,
)
DEFAULT_KEYS: Mapping[str, str] = {term.id: term.key for term in KEYS}


def chosen_keys(overrides: Mapping[str, str]) -> dict[str, str]:
    """The keys in force: the defaults, with the user's own where they are known."""
    return {ident: overrides.get(ident) or key for ident, key in DEFAULT_KEYS.items()}


def clashes(keys: Mapping[str, str]) -> dict[str, str]:
    """For every action whose key another action has as well: the other's label."""
    labels = {term.id: term.label for term in KEYS}
    seen: dict[str, str] = {}
    result: dict[str, str] = {}
    for ident, key in keys.items():
        spelling = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
        other = seen.setdefault(spelling, ident)
        if other != ident:
            result[ident] = labels[other]
            result[other] = labels[ident]
    return result
