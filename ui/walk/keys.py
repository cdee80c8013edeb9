"""The walk's keys as actions: each takes the instant first, then says what was pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from mysteryshop.clock import Clock, Stamp
from mysteryshop.vocabulary import CAPTURES

STEERING = {
    "next": "Next touchpoint",
    "skip": "Skip a touchpoint",
    "adhoc": "Add a touchpoint",
    "pause": "Pause and resume",
    "finish": "Finish the walk",
    "hide": "Hide at once",
    "undo": "Undo",
    "redo": "Redo",
    "kept": "The promise was kept",
    "broken": "The promise was broken",
    "answered": "The question was answered",
}
ANSWER_KEYS = {"kept": "K", "broken": "B", "answered": "A"}  # where the user's keys do not say otherwise
_ALSO = {
    "Return": "Enter",
    "Ctrl+Return": "Ctrl+Enter",
    "Ctrl+Shift+Z": "Ctrl+Y",
}  # the same key, elsewhere on the board
_SIGNS = {"Return": "↵", "Enter": "↵", "Ctrl+Return": "Ctrl+↵", "Backspace": "⌫", "Tab": "⇥"}

Handler = Callable[[str, Stamp], None]


def build(screen: QWidget, clock: Clock, keys: Mapping[str, str], handle: Handler) -> dict[str, QAction]:
    """One action per capture and per step, owned by the screen; `handle` gets the id and the instant of the key."""
    labels = {term.id: term.label for term in CAPTURES} | STEERING
    actions = {ident: _action(screen, clock, ident, words, handle) for ident, words in labels.items()}
    set_keys(actions, keys)
    return actions


def set_keys(actions: Mapping[str, QAction], keys: Mapping[str, str]) -> None:
    """Give the actions their keys; an answer's key gives way to one that the user chose for something else."""
    taken = {_portable(keys[ident]) for ident in actions if ident in keys}
    for ident, action in actions.items():
        key = keys.get(ident) or ANSWER_KEYS.get(ident, "")
        if ident not in keys and _portable(key) in taken:
            key = ""
        sequences = [QKeySequence(key)] if key else []
        also = _ALSO.get(_portable(key))
        if also is not None:
            sequences.append(QKeySequence(also))
        action.setShortcuts(sequences)


def key_text(action: QAction) -> str:
    """The action's key as a badge shows it."""
    text = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
    return _SIGNS.get(text, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))


def _action(screen: QWidget, clock: Clock, ident: str, words: str, handle: Handler) -> QAction:
    action = QAction(words, screen)
    action.setObjectName(f"walk.{ident}" if ident in STEERING else f"capture.{ident}")
    action.setAutoRepeat(False)
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    screen.addAction(action)

    def pressed(_checked: bool = False) -> None:
        at = clock.now()  # before anything else: this is when it happened
        handle(ident, at)

    action.triggered.connect(pressed)
    return action


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
