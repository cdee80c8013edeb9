"""What to notice at this touchpoint; while the walk is paused, that it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from mysteryshop.journey import Touchpoint

from ..theme import Theme, icon
from ..widgets.parts import button, label

OUTSIDE = ("This is outside the plan: what brought you here?", "What would a customer expect here, and of whom?")


class NoticeCard(QFrame):
    """The prompts as a list, set anew only when the touchpoint changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("noticeCard")
        self._prompts: tuple[str, ...] | None = None
        self._list = QGridLayout()
        self._list.setColumnStretch(1, 1)
        self._list.setHorizontalSpacing(10)
        self._list.setVerticalSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 16, 20)
        layout.setSpacing(8)
        layout.addWidget(label("What to notice", "strong"))
        layout.addLayout(self._list)

    def show_touchpoint(self, touchpoint: Touchpoint | None) -> None:
        """Show its prompts; outside the plan, what always helps."""
        prompts = touchpoint.prompts if touchpoint is not None else OUTSIDE
        if prompts == self._prompts:
            return
        self._prompts = prompts
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line, prompt in enumerate(prompts):
            self._list.addWidget(label("•"), line, 0, Qt.AlignmentFlag.AlignTop)
            self._list.addWidget(label(prompt, wrap=True, name=f"prompt.{line + 1}"), line, 1)
        self.setVisible(bool(prompts))


class PausedCard(QFrame):
    """Large and calm: the clocks stand still, keys still record."""

    def __init__(self, theme: Theme, resume: QPushButton) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "card-accent")
        self.setObjectName("pausedCard")
        self._sign = QLabel()
        self._since = label("", "quiet", name="pausedSince")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label("Paused", "display"))
        words.addWidget(self._since)
        words.addWidget(label("The clocks stand still. What you key in is recorded all the same.", "quiet", wrap=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(20)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(resume, 0, Qt.AlignmentFlag.AlignVCenter)
        self._paint_sign()
        theme.changed.connect(self._paint_sign)

    def show_since(self, time: str, duration: str) -> None:
        """Since when, and for how long."""
        text = f"since {time}, for {duration}"
        if text != self._since.text():
            self._since.setText(text)

    def _paint_sign(self) -> None:
        self._sign.setPixmap(icon("pause", self._theme.palette.accent, 32).pixmap(32, 32))


def resume_button() -> QPushButton:
    """The one main action while the walk is paused."""
    result = button("Resume", "primary", name="resumeButton")
    result.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return result
