"""The foot of the walk: one line that is idle, a detail or a question, and below it the capture keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from mysteryshop.journey import Record
from mysteryshop.vocabulary import CAPTURES

from ..pause import pause
from ..theme import Theme
from ..widgets.parts import button
from ..widgets.runs import Run
from .ask_line import AskLine
from .capture_bar import CaptureBar
from .detail_line import DetailLine
from .keys import key_text
from .position import Position
from .runs_label import RunsLabel

IDLE = "Press a key when something happens."
SAID_MS = 5000  # how long something that is said stays
DESCRIBE = "Press a key when something happens.  ↑ describes the last one."

_FEELINGS = tuple(term for term in CAPTURES if term.kind == "feeling")


class IdleLine(QWidget):
    """Nothing is being typed: what to do, and how it feels."""

    def __init__(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("idleLine")
        self._words = RunsLabel(theme, "idleWords")
        self._recorded = False
        self._until = pause(self, SAID_MS, self._show_words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addStretch(1)
        asked = RunsLabel(theme, "feelingWords", firm=True)
        asked.set_runs((Run("How does it feel?", "ink2"),))
        layout.addWidget(asked)
        self._actions = actions
        self._chips: dict[str, QPushButton] = {}
        for term in _FEELINGS:
            chip = button("", "chip", name=f"key.{term.id}")
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(actions[term.id].trigger)
            layout.addWidget(chip)
            self._chips[term.id] = chip
        self.show_keys()

    def show_keys(self) -> None:
        """Name the keys that are in force."""
        for term in _FEELINGS:
            self._chips[term.id].setText(f"{key_text(self._actions[term.id])} {term.label.lower()}")

    def show_hint(self, recorded: bool) -> None:
        """Say what the keys do; after the first moment, how to describe it."""
        self._recorded = recorded
        if not self._until.isActive():
            self._show_words()

    def say(self, words: str) -> None:
        """Say something for a few seconds where the hint stands."""
        self._words.set_runs((Run(words, "ink2"),))
        self._until.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was said was said."""
        super().hideEvent(event)
        self._until.stop()
        self._show_words()

    def _show_words(self) -> None:
        self._words.set_runs((Run(DESCRIBE if self._recorded else IDLE, "ink2"),))


class Foot(QFrame):
    """Always of one height, so that nothing above it moves when a line is opened."""

    def __init__(self, theme: Theme, actions: Mapping[str, QAction], detail: DetailLine) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self._theme = theme
        self.idle = IdleLine(theme, actions)
        self.ask = AskLine(theme)
        self.detail = detail
        self.bar = CaptureBar(theme, actions)
        self.lines = QStackedWidget()
        for line in (self.idle, self.detail, self.ask):
            self.lines.addWidget(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(self.lines)
        layout.addWidget(self.bar)
        self._measure()
        theme.changed.connect(self._measure)

    def settle(self) -> None:
        """Show the line that is open, else the question that is asked, else the idle one."""
        wanted: QWidget = self.idle
        if self.detail.draft is not None:
            wanted = self.detail
        elif self.ask.asked:
            wanted = self.ask
        self.lines.setCurrentWidget(wanted)

    def say(self, words: str) -> None:
        """Say something quietly, wherever the line is."""
        if self.detail.draft is not None:
            self.detail.say(words)
        else:
            self.idle.say(words)

    def show_record(self, record: Record, where: Position) -> None:
        """What Enter does now, and whether there is anything to describe."""
        self.idle.show_hint(bool(record.moments))
        if record.journey.state == "planned":
            self.bar.show_next("Start")
        else:
            self.bar.show_next("Next" if where.upcoming is not None else "Finish")

    def _measure(self) -> None:
        self.lines.setFixedHeight(round(40 * self._theme.scale))
