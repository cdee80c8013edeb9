"""One question in one line, in place of a dialog: why skipped, what the place is called, whether to finish."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mysteryshop.journey import Touchpoint

from ..theme import Theme
from ..widgets.parts import button
from ..widgets.runs import Run
from .detail_field import DetailField
from .runs_label import RunsLabel

SKIP, AD_HOC, FINISH = "skip", "adhoc", "finish"
_ACCEPT = {SKIP: "Skip it", AD_HOC: "Enter it", FINISH: "Finish the walk"}
_REFUSE = {SKIP: "Cancel", AD_HOC: "Cancel", FINISH: "Keep walking"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AskLine(QWidget):
    """Enter accepts, Ctrl+Z or the second button takes the question back; an open question can wait hidden."""

    accepted = Signal(str, str)  # what was asked, the text given
    refused = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("askLine")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.asked = ""
        self._choices: tuple[Touchpoint, ...] = ()
        self._place = 0
        self._words = RunsLabel(theme, "askWords")
        self.field = DetailField("askField")
        self._yes = button("", "primary", name="askAccept", on=self._accept)
        self._no = button("", name="askRefuse", on=self.refuse)
        for made in (self._yes, self._no):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._words)
        layout.addWidget(self.field, 1)
        layout.addStretch()
        layout.addWidget(self._yes)
        layout.addWidget(self._no)
        self.field.keepRequested.connect(self._accept)
        self.field.stepRequested.connect(self._step)

    @property
    def touchpoint(self) -> Touchpoint | None:
        """The touchpoint that the question is about."""
        return self._choices[self._place] if self._choices else None

    @property
    def words(self) -> str:
        """The question."""
        return self._words.text

    def ask_skip(self, choices: tuple[Touchpoint, ...]) -> None:
        """Ask why a touchpoint is skipped; the first is meant unless another is stepped to."""
        self._choices, self._place = choices, 0
        self._ask(SKIP, "why? May stay empty; the debrief asks again")
        self._name()

    def ask_ad_hoc(self) -> None:
        """Ask what an ad hoc touchpoint is called."""
        self._choices = ()
        self._say(Run("Add a touchpoint", "ink", 600))
        self._ask(AD_HOC, "where are you, in a few words?")

    def ask_finish(self, left: int) -> None:
        """Ask whether the walk is over."""
        self._choices = ()
        told = f"{left} touchpoint{'' if left == 1 else 's'} not visited." if left else "That was the last touchpoint."
        self._say(Run(told, "ink", 600), Run("  Any capture key keeps walking.", "ink2"))
        self._ask(FINISH, "")

    def take_keyboard(self) -> None:
        """Take the keyboard for the answer."""
        if self.asked == FINISH:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.field.take_keyboard()

    def refuse(self) -> None:
        """Take the question back."""
        if self.asked:
            self.asked = ""
            self.refused.emit()

    def event(self, event: QEvent) -> bool:
        """While only yes or no is asked, Enter is the answer rather than the next touchpoint."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts; anything else is the screen's."""
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self._accept()
        else:
            event.ignore()

    def _ask(self, what: str, placeholder: str) -> None:
        self.asked = what
        self.field.setText("")
        self.field.setPlaceholderText(placeholder)
        self.field.setEchoMode(QLineEdit.EchoMode.Normal)
        self.field.setVisible(what != FINISH)
        self._yes.setText(f"{_ACCEPT[what]}  ↵")
        self._no.setText(_REFUSE[what])

    def _say(self, *runs: Run) -> None:
        """Ask in these words, also of those who hear the screen: whatever has the keyboard is called by them."""
        self._words.set_runs(runs)
        for part in (self, self.field):
            part.setAccessibleName(self._words.text)

    def _name(self) -> None:
        touchpoint = self.touchpoint
        if touchpoint is not None:
            more = "  ↑↓" if len(self._choices) > 1 else ""
            self._say(Run("Skip  ", "ink2"), Run(touchpoint.name, "ink", 600), Run(more, "ink2"))

    def _step(self, step: int) -> None:
        if len(self._choices) > 1:
            self._place = (self._place - step) % len(self._choices)
            self._name()

    def _accept(self) -> None:
        asked, text = self.asked, self.field.text().strip()
        if asked == AD_HOC and not text:
            self.refuse()
        elif asked:
            self.asked = ""
            self.accepted.emit(asked, text)
