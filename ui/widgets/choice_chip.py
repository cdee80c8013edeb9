"""A chip that opens a list of what it could be: its name, its value in words, and how many journeys each has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from .typed_popup import OpeningButton, TypedPopup
from .typed_rows import Entry

Choice = tuple[str, str, int]  # what it is known by, its words, how many there are of it (below 0: not told)
CHIP = 28  # pixels of height: words beside chips stand on their line
_NARROW = 160  # pixels that a chip keeps, however little room there is


class ChoiceChip(OpeningButton):
    """`chosen` carries the value; `any_words` adds a first entry for no restriction, with value "".

    Where there is less room than its words need, they end with an ellipsis, and the pointer is told them all.
    """

    chosen = Signal(str)

    def __init__(self, name: str, words: str, any_words: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "chip")
        self._words, self._any = words, any_words
        self._value, self._offered = "", list[Choice]()
        popup = TypedPopup(name, words, self._entries, self)
        popup.picked.connect(self.chosen)
        self.set_popup(popup)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # it may be narrower than its words
        self.setEnabled(False)  # until it has something to say

    def show_choices(self, value: str, choices: Sequence[Choice], label: str = "") -> None:
        """Offer these, with the one in force ticked; `label` is what the chip says of it."""
        self._value = value
        self._offered = [("", self._any, -1), *choices] if self._any else list(choices)
        said = label or self._said(value, choices)
        self.setText(f"{self._words} {said}".replace("&", "&&"))
        self.setAccessibleName(f"{self._words}: {said}")
        self.setEnabled(bool(self._offered))

    def _said(self, value: str, choices: Sequence[Choice]) -> str:
        """The words of what is in force, also where the list is too long to show it."""
        if self._any and not value:
            return self._any
        return next((words for ident, words, _ in choices if ident == value), value or "none")

    def minimumSizeHint(self) -> QSize:
        """Narrower than its words, if it must be."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), _NARROW), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pointer is told what is cut off."""
        super().resizeEvent(event)
        self.setToolTip(self.text().replace("&&", "&") if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words as far as there is room; nothing while there are none."""
        if not self.text():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        beside = self.sizeHint().width() - self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        room, mnemonic = self.width() - beside, int(Qt.TextFlag.TextShowMnemonic)
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 1, mnemonic)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def pick(self, value: str) -> None:
        """Choose, as the user would."""
        if any(value == ident for ident, _, _ in self._offered):
            self.chosen.emit(value)

    def _entries(self) -> list[Entry]:
        return [
            Entry(ident, words, f"n = {n:,}" if n >= 0 else "", ticked=ident == self._value)
            for ident, words, n in self._offered
        ]
