"""One of a few: a row of chips that is one stop of the Tab key and obeys arrows, digits and letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMargins, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLayout, QPushButton, QSizePolicy

from .flow import FlowLayout
from .ringed import Ringed

_BACK = (Qt.Key.Key_Left,)
_ON = (Qt.Key.Key_Right,)
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `key` is the letter or digit that picks it, `kind` colours it like a kind of moment."""

    id: str
    label: str
    key: str = ""
    tip: str = ""
    kind: str = ""


class ChoiceRow(Ringed):
    """`chosen("")` says that the choice was taken back; picking what is chosen already does that, too."""

    chosen = Signal(str)
    goOn = Signal()
    goBack = Signal()

    def __init__(
        self, name: str, accessible: str, options: Iterable[Option], *, width: int = 0, clearable: bool = True
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._width, self._clearable = width, clearable
        self._options: tuple[Option, ...] = ()
        self._buttons: list[QPushButton] = []
        self._value = ""
        self._one = False  # the digit 1 was just typed: a 0 makes it ten
        self._layout = self._chips_layout()
        self.setLayout(self._layout)
        rule = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        rule.setHeightForWidth(True)
        self.setSizePolicy(rule)
        self.set_options(options)

    @property
    def value(self) -> str:
        """The id of what is chosen; "" where nothing is."""
        return self._value

    @property
    def options(self) -> Sequence[Option]:
        """What can be chosen."""
        return self._options

    def set_options(self, options: Iterable[Option], kind: str = "") -> None:
        """Offer other choices; nothing is chosen then. `kind` colours all of them."""
        self._options = tuple(options)
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._buttons = [self._chip(option, option.kind or kind) for option in self._options]
        for chip in self._buttons:
            self._layout.addWidget(chip)
        self._value = ""
        self.updateGeometry()

    def show_value(self, value: str) -> None:
        """Show what is chosen, without saying so."""
        self._value = value if any(o.id == value for o in self._options) else ""
        for option, chip in zip(self._options, self._buttons, strict=True):
            chip.setChecked(option.id == self._value)

    def pick(self, value: str) -> None:
        """Choose, as the user would."""
        taken_back = value == self._value and self._clearable
        self.show_value("" if taken_back else value)
        self.chosen.emit(self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, digits and letters pick, Delete takes back, Enter goes on."""
        one, self._one = self._one, False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and not _chord(event):
            self.goOn.emit()
        elif event.key() == Qt.Key.Key_Up and not _chord(event):
            self.goBack.emit()
        elif _chord(event) or not self._picked(event, one):
            super().keyPressEvent(event)

    def _picked(self, event: QKeyEvent, one: bool) -> bool:
        if event.key() in _BACK + _ON:
            self._move(1 if event.key() in _ON else -1)
        elif event.key() in _CLEAR:
            if self._value and self._clearable:
                self.pick(self._value)
        else:
            return self._typed(event.text(), one)
        return True

    def _typed(self, text: str, one: bool) -> bool:
        wanted = "10" if one and text == "0" else text.casefold()
        found = next((o for o in self._options if wanted and o.key.casefold() == wanted), None)
        if found is None:
            return False
        self._one = text == "1"
        if found.id != self._value:
            self.pick(found.id)
        return True

    def _move(self, by: int) -> None:
        ids = [o.id for o in self._options]
        place = ids.index(self._value) + by if self._value else (0 if by > 0 else len(ids) - 1)
        if ids and 0 <= place < len(ids):
            self.pick(ids[place])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A 1 that was typed before is no beginning of a 10."""
        self._one = False
        super().focusInEvent(event)

    def ring(self) -> tuple[QRectF, float]:
        """Around the choices."""
        around = QRect()
        for chip in self._buttons:
            around = around.united(chip.geometry())
        return QRectF(around.adjusted(-2, -3, 3, 3)) if self._buttons else QRectF(), 10

    def _chips_layout(self) -> QLayout:
        """Chips stand side by side, and below each other where there is no room."""
        return FlowLayout(QMargins(3, 4, 4, 4), 6)

    def _chip(self, option: Option, kind: str) -> QPushButton:
        chip = QPushButton(option.label.replace("&", "&&"))
        chip.setObjectName(f"{self.objectName()}.{option.id}")
        chip.setProperty("role", "chip")
        chip.setProperty("kind", kind)
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setToolTip(option.tip)
        chip.setAccessibleName(f"{self.accessibleName()}: {option.label}")
        if self._width:
            chip.setFixedWidth(self._width)
        chip.clicked.connect(lambda _checked=False, o=option: self._clicked(o.id))
        return chip

    def _clicked(self, ident: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pick(ident)


def _chord(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))


def numbers(low: int, high: int) -> tuple[Option, ...]:
    """The whole numbers of a scale, each picked by its digits."""
    return tuple(Option(str(n), str(n), str(n)) for n in range(low, high + 1))


def yes_no() -> tuple[Option, Option]:
    """Yes and no, picked by Y and N."""
    return Option("yes", "Yes", "y", "Y"), Option("no", "No", "n", "N")
