"""The walk's keys as actions: each takes the instant first, then says what was pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from mysteryshop.clock import Clock, Stamp

from ..actions import KEYS, KeyTerm
from .echo import Echo

NOT_HERE = "back"  # the key of the small window
REPEATED = ("undo", "redo")  # pressed several times in a row on purpose
_ALSO = {
    "Return": "Enter",
    "Ctrl+Return": "Ctrl+Enter",
    "Ctrl+Shift+Z": "Ctrl+Y",
}  # the same key, elsewhere on the board
_SIGNS = {"Return": "↵", "Enter": "↵", "Ctrl+Return": "Ctrl+↵", "Backspace": "⌫", "Tab": "⇥"}

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
Handler = Callable[[str, Stamp], None]


def build(screen: QWidget, clock: Clock, keys: Mapping[str, str], handle: Handler, echo: Echo) -> dict[str, QAction]:
    """One action per capture and per step, owned by the screen; `handle` gets the id and the instant of the key.

    A key that arrives twice within 150 ms is handled once.
    """
    actions = {term.id: _action(screen, clock, term, handle, echo) for term in KEYS if term.id != NOT_HERE}
    set_keys(actions, keys)
    return actions


def set_keys(actions: Mapping[str, QAction], keys: Mapping[str, str]) -> None:
    """Give the actions their keys."""
    for ident, action in actions.items():
        key = keys[ident]
        sequences = [QKeySequence(key)]
        also = _ALSO.get(_portable(key))
        if also is not None:
            sequences.append(QKeySequence(also))
        action.setShortcuts(sequences)


def key_text(action: QAction) -> str:
    """The action's key as a badge shows it."""
    text = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
    return _SIGNS.get(text, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))


def is_command(event: QKeyEvent) -> bool:
    """Whether Ctrl, Alt or Meta make it a command rather than text."""
    return bool(event.modifiers() & _COMMANDS)


def held_key(actions: Mapping[str, QAction], event: QKeyEvent) -> str:
    """The key of an action that is held down, as a badge shows it; "" for any other event."""
    if not event.isAutoRepeat():
        return ""
    pressed = QKeySequence(event.keyCombination())
    return next((key_text(a) for a in actions.values() if pressed in a.shortcuts()), "")


def _action(screen: QWidget, clock: Clock, term: KeyTerm, handle: Handler, echo: Echo) -> QAction:
    action = QAction(term.label, screen)
    action.setObjectName(f"capture.{term.id}" if term.group == "Capture" else f"walk.{term.id}")
    action.setAutoRepeat(False)
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    screen.addAction(action)

    def pressed(_checked: bool = False) -> None:
        at = clock.now()  # before anything else: this is when it happened
        if term.id in REPEATED or not echo.again(key_text(action), at):
            handle(term.id, at)

    action.triggered.connect(pressed)
    return action


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
