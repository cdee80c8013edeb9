"""Chips: the levels of a kind before the field, and the details that it usually gets above it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from mysteryshop import vocabulary

from ..widgets.parts import button
from . import suggestions

GAP = 8


class LevelChips(QWidget):
    """One chip a level; the chosen one says its word."""

    chosen = Signal(object)  # int, or None where the chosen one was pressed again

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("levelChips")
        self._kind = ""
        self._chips: dict[int, QPushButton] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)

    def show_kind(self, kind: str) -> None:
        """Offer the levels of another kind."""
        if kind == self._kind:
            return
        self._kind = kind
        for chip in self._chips.values():
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        term = vocabulary.by_id(vocabulary.KINDS, kind)
        self._chips = {level: self._chip(kind, level) for level in term.levels}
        self.setVisible(bool(term.levels))

    def show_level(self, level: int | None) -> None:
        """Press the chip of that level."""
        term = vocabulary.by_id(vocabulary.KINDS, self._kind)
        for place, (each, chip) in enumerate(self._chips.items()):
            digit = _digit(self._kind, each)
            chip.setChecked(each == level)
            chip.setText(f"{digit} {term.level_labels[place]}" if each == level else digit)

    def _chip(self, kind: str, level: int) -> QPushButton:
        term = vocabulary.by_id(vocabulary.KINDS, kind)
        word = term.level_labels[term.levels.index(level)]
        chip = button(_digit(kind, level), "chip", name=f"level.{_digit(kind, level)}", tip=f"{term.scale}: {word}")
        chip.setProperty("kind", kind)
        chip.setAccessibleName(f"{term.scale} {_digit(kind, level)} {word}")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.clicked.connect(lambda on: self.chosen.emit(level if on else None))
        self._layout.addWidget(chip)
        return chip


class DetailStrip(QWidget):
    """The usual details as chips in as many rows as they need; what the line says is pressed."""

    toggled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("detailStrip")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._kind = ""
        self._chips: dict[str, QPushButton] = {}
        self.hide()

    def show_kind(self, kind: str, colour: str) -> None:
        """Offer the details of another kind ("chase" for a chase); `colour` is the kind that lends its own."""
        if kind == self._kind:
            return
        self._kind = kind
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        self._chips = {word: self._chip(word, colour) for word in suggestions.words(kind)}
        self._arrange()

    def show_text(self, text: str) -> None:
        """Press what the line says; offer what still fits to what is typed."""
        said = suggestions.said(text)
        fitting = suggestions.matching(self._kind, text)
        for word, chip in self._chips.items():
            chip.setChecked(word in said)
            chip.setVisible(word in fitting or word in said)
        self._arrange()

    @property
    def empty(self) -> bool:
        """Whether the kind has no usual details."""
        return not self._chips

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        """The height of the rows at the width there is."""
        return QSize(200, self._arrange())

    def _arrange(self) -> int:
        x, y, height = 0, GAP, 0
        for chip in self._chips.values():
            if chip.isHidden():
                continue
            size = chip.sizeHint()
            if x and x + size.width() > self.width():
                x, y = 0, y + size.height() + GAP
            chip.setGeometry(x, y, size.width(), size.height())
            x, height = x + size.width() + GAP, size.height()
        total = y + height + GAP
        if self.height() != total:
            self.setFixedHeight(total)
        return total

    def _chip(self, word: str, colour: str) -> QPushButton:
        chip = QPushButton(word, self)
        chip.setProperty("role", "chip")
        chip.setProperty("kind", colour)
        chip.setObjectName(f"detail.{word}")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.clicked.connect(lambda _on=False: self.toggled.emit(word))
        chip.show()
        return chip


def _digit(kind: str, level: int) -> str:
    return str(level + 3 if kind == "feeling" else level)
