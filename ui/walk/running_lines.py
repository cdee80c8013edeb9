"""The lines of what is open, with their answers as quiet buttons: none of them ever takes the keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..theme import Theme
from ..widgets.badge import Badge
from ..widgets.parts import button, label
from .keys import key_text
from .running import Running
from .runs_label import RunsLabel

MOST = 4
WORDS = {"kept": "Kept", "broken": "Broken", "answered": "Answered", "wait": "It ended"}


class RunningLine(QWidget):
    """One line; it is made once and filled again and again, so that nothing moves while time runs."""

    answered = Signal(str, str)  # action id, moment id

    def __init__(self, theme: Theme, actions: Mapping[str, QAction], number: int) -> None:
        super().__init__()
        self.setObjectName(f"running.{number}")
        self._moment = ""
        self._badge = Badge("promise", theme.palette)
        self._theme = theme
        self._words = RunsLabel(theme, f"running.{number}.words", figures=True)
        self._state = RunsLabel(theme, f"running.{number}.state", figures=True, firm=True)
        self._keyed = True
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._badge)
        layout.addWidget(self._words)
        layout.addWidget(self._state)
        layout.addStretch(1)
        self._actions = actions
        for ident, words in WORDS.items():
            made = button(words, "chip", name=f"running.{number}.{ident}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _on=False, i=ident: self.answered.emit(i, self._moment))
            self._buttons[ident] = made
            layout.addWidget(made)
        self.setFixedHeight(round(32 * theme.scale))
        self.show_keys()
        theme.changed.connect(self._on_theme)

    @property
    def text(self) -> str:
        """The words of the line."""
        return f"{self._words.text}  {self._state.text}"

    def show_line(self, line: Running) -> None:
        """Fill it."""
        if self._moment != line.moment.id:
            self._moment = line.moment.id
            self._badge.set_kind(line.moment.kind)
        self._words.set_runs(line.words)
        self._state.set_runs(line.state)
        if line.keyed != self._keyed:
            self._keyed = line.keyed
            self.show_keys()
        for ident, made in self._buttons.items():
            if made.isVisibleTo(self) != (ident in line.answers):
                made.setVisible(ident in line.answers)

    def show_keys(self) -> None:
        """Name the keys that are in force."""
        for ident, made in self._buttons.items():
            key = f"  {key_text(self._actions[ident])}" if self._keyed else ""
            made.setText(f"{WORDS[ident]}{key}".rstrip())

    def _on_theme(self) -> None:
        self._badge.set_palette(self._theme.palette)
        self.setFixedHeight(round(32 * self._theme.scale))


class RunningLines(QWidget):
    """At most four; how many more there are is said."""

    answered = Signal(str, str)

    def __init__(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("running")
        self._lines = [RunningLine(theme, actions, number + 1) for number in range(MOST)]
        self._more = label("", "small", name="runningMore")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for line in self._lines:
            line.answered.connect(self.answered)
            line.hide()
            layout.addWidget(line)
        layout.addWidget(self._more)
        self._more.hide()

    @property
    def texts(self) -> list[str]:
        """The words of the lines in sight."""
        return [line.text for line in self._lines if line.isVisibleTo(self)]

    def show_lines(self, lines: tuple[Running, ...]) -> None:
        """Fill the lines; what does not fit is counted."""
        for number, shown in enumerate(self._lines):
            if number < len(lines):
                shown.show_line(lines[number])
            if shown.isVisibleTo(self) != (number < len(lines)):
                shown.setVisible(number < len(lines))
        rest = len(lines) - MOST
        self._more.setText(f"and {rest} more")
        self._more.setVisible(rest > 0)

    def show_keys(self) -> None:
        """Name the keys that are in force."""
        for line in self._lines:
            line.show_keys()
