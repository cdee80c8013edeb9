"""What is walked, where and as whom; and the three things one does to a walk as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from mysteryshop.journey import Journey, Record

from ..theme import Theme, icon
from ..widgets.parts import button
from ..widgets.runs import Run
from .keys import key_text
from .runs_label import RunsLabel

HIDE_TIP = "A small page of notes takes this window’s place; the same keys capture in it, and hide that page as well"
_ARTICLES = ("a", "an", "the")


class TopBar(QFrame):
    """Buttons trigger the walk's actions; they never take the keyboard."""

    leaveRequested = Signal()

    def __init__(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._theme, self._actions = theme, actions
        self._name = RunsLabel(theme, "walkTemplate", pixels=16)
        self._where = RunsLabel(theme, "walkPlace")
        self._name.setMaximumWidth(480)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._back = self._button("", "leaveButton", "Back to all journeys; this walk goes on", role="plain")
        self._back.setAccessibleName("All journeys")
        self._back.clicked.connect(self.leaveRequested)
        self.pause = self._button("Pause", "pauseButton", "", "pause")
        self.hide_ = self._button("Discreet", "hideButton", HIDE_TIP, "hide")
        self.finish = self._button("Finish walk", "finishButton", "", "finish", role="primary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 24, 10)
        layout.setSpacing(8)
        layout.addWidget(self._back)
        layout.addWidget(self._name)
        layout.addSpacing(8)
        layout.addWidget(self._where, 1)
        for made in (self.pause, self.hide_, self.finish):
            layout.addWidget(made)
        self._paint_sign()
        theme.changed.connect(self._paint_sign)
        self.show_keys()

    def show_record(self, record: Record, paused: bool) -> None:
        """What is walked, and whether time stands still."""
        self._name.set_runs((Run(record.template.name, "ink", 650),))
        self._name.setToolTip(record.template.name)
        self._where.set_runs((Run(place_line(record.journey), "ink2"),))
        self._where.setToolTip(place_line(record.journey))
        self.pause.setText("Resume" if paused else "Pause")
        walking = record.journey.state == "walking"
        self.pause.setEnabled(walking)
        self.finish.setEnabled(walking)

    def show_keys(self) -> None:
        """Name the keys that are in force."""
        self.pause.setToolTip(f"{key_text(self._actions['pause'])} lets time stand still, and run again")
        self.hide_.setText(f"Discreet  {key_text(self._actions['hide'])}")
        self.finish.setToolTip(f"{key_text(self._actions['finish'])} ends the walk; the debrief follows")

    def _button(self, words: str, name: str, tip: str, action: str = "", role: str = "") -> QPushButton:
        made = button(words, role, name=name, tip=tip)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if action:
            made.clicked.connect(self._actions[action].trigger)
        return made

    def _paint_sign(self) -> None:
        self._back.setIcon(icon("arrow-left", self._theme.palette.ink2, 18))
        self._back.setIconSize(QSize(18, 18))


def place_line(journey: Journey) -> str:
    """The place, and as whom one walks: Lisbon to Oslo · walking as a first-time flyer."""
    parts = [journey.place.strip()] if journey.place.strip() else []
    persona = journey.persona.strip()
    if persona:
        parts.append(f"walking as {_with_article(persona)}")
    return " · ".join(parts)


def _with_article(persona: str) -> str:
    first = persona.split(maxsplit=1)[0].casefold()
    if first in _ARTICLES or not persona[0].islower():
        return persona
    return f"{'an' if persona[0] in 'aeiou' else 'a'} {persona}"
