"""The walk's keys in the small window, where most letters begin a line of notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from mysteryshop.clock import Clock, Stamp
from mysteryshop.vocabulary import CAPTURES

from . import keys as walk_keys
from .discreet_line import DiscreetLine
from .echo import Echo

Step = Callable[[Stamp], None]
_CAPTURES = {term.id: term for term in CAPTURES}
_LETTERS = ("skip", "kept", "broken", "answered", "next", "pause", "finish")  # steps that wait for Enter as letters
_ALSO = {"mark": ".", "skip": "X", "adhoc": ">"}  # as field notes write them


class DiscreetKeys:
    """Captures go to the line, steps to whatever does them; a step whose key is a letter is done by its Enter."""

    def __init__(
        self, window: QWidget, clock: Clock, keys: Mapping[str, str], echo: Echo,
        line: DiscreetLine, steps: Mapping[str, Step],
    ) -> None:  # fmt: skip
        self._line, self._steps = line, steps
        self.actions = walk_keys.build(window, clock, keys, self._on_key, echo)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The user has chosen other keys. Letters that are steps begin a line here, and act with its Enter."""
        walk_keys.set_keys(self.actions, keys)
        typed = self._line.typed.steps
        typed.clear()
        for ident in _LETTERS:
            action = self.actions[ident]
            for key in (s.toString() for s in action.shortcuts() if _types_letter(s)):
                typed[key.casefold()] = self._steps[ident]
            action.setShortcuts([s for s in action.shortcuts() if not _types_letter(s)])
        taken = {key.upper() for ident, key in keys.items() if ident in _CAPTURES}
        for ident, code in _ALSO.items():
            if code not in taken:
                self.actions[ident].setShortcuts([*self.actions[ident].shortcuts(), QKeySequence(code)])

    def _on_key(self, ident: str, at: Stamp) -> None:
        term = _CAPTURES.get(ident)
        if term is None:
            self._line.no_time()
            self._steps[ident](at)
        else:
            self._line.capture(term, self.actions[ident].shortcut().toString(), at)


def _types_letter(sequence: QKeySequence) -> bool:
    """Whether the key types a letter or a digit."""
    spelled = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return len(spelled) == 1 and spelled.isalnum()
