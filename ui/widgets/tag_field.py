"""Tags as chips, with a line behind them that adds more: the words by which a journey is found again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QMargins, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QWidget

from .clearing import let_go
from .completion import dressed
from .flow import FlowLayout
from .parts import button, named

LONGEST = 40  # characters of a tag
_CHIP = 28  # pixels
_SHOWN = 24  # characters of a tag on its chip


class TagLine(QLineEdit):
    """Enter or a comma ends a tag, Backspace in the empty line takes the last one away."""

    given = Signal(str)
    takenBack = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A tag is ended, or the last one taken back."""
        ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text() == ","
        if ends and self.text().strip():
            self.finish()
        elif event.text() == ",":
            event.accept()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.takenBack.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is kept when the line is left, but for the list of completions."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def finish(self) -> None:
        """Take what stands in the line as a tag."""
        text = self.text().strip()
        self.clear()
        if text:
            self.given.emit(text)


class TagField(QWidget):
    """`changed` carries all tags; `some` are those that only some of several journeys have."""

    changed = Signal(tuple)

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name, "Tags")
        self.tags: tuple[str, ...] = ()
        self.some: dict[str, str] = {}
        self.line = named(TagLine(), f"{name}.line", "Add a tag")
        self.line.setPlaceholderText("Add a tag")
        self.line.setMaxLength(LONGEST)
        self.line.setFixedWidth(150)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _: QTimer.singleShot(0, self.line, self.line.finish))
        self.line.setCompleter(dressed(completer, self.line))
        self.line.given.connect(self._add)
        self.line.takenBack.connect(self._take_back)
        self._flow = FlowLayout(QMargins(0, 0, 0, 0), 6)
        self.setLayout(self._flow)
        self._fill()

    def show_known(self, known: Iterable[str]) -> None:
        """Tags that are in use: typing completes to them."""
        self._known.setStringList(sorted(known, key=str.casefold))

    def show_tags(self, tags: Sequence[str], some: dict[str, str] | None = None) -> None:
        """These tags; of `some` each chip says how many have it, and pressing it gives it to all."""
        if tuple(tags) != self.tags or (some or {}) != self.some:
            self.tags, self.some = tuple(tags), dict(some or {})
            self._fill()

    def chips(self) -> list[QPushButton]:
        """The chips in their order."""
        return self.findChildren(QPushButton)

    def _fill(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.line:
                let_go(widget)
        for tag in self.tags:
            tip = f"Take the tag “{tag}” away"
            self._chip(f"{_short(tag)}  ×", tip, partial(self._remove, tag), checked=True)
        for tag, words in self.some.items():
            self._chip(
                f"{_short(tag)}  {words}", f"Give “{tag}” to all of them", partial(self._add, tag), checked=False
            )
        self._flow.addWidget(self.line)
        self.line.show()
        self.updateGeometry()

    def _chip(self, words: str, tip: str, on: partial[None], *, checked: bool) -> None:
        chip = button(words.replace("&", "&&"), "chip", name=f"{self.objectName()}.chip", tip=tip)
        chip.setAccessibleName(tip)
        chip.setCheckable(True)
        chip.setChecked(checked)
        chip.setMinimumHeight(_CHIP)
        chip.clicked.connect(lambda _on=False: QTimer.singleShot(0, self, on))  # the chip goes with its own click
        self._flow.addWidget(chip)
        chip.show()

    def _add(self, tag: str) -> None:
        known = {each.casefold(): each for each in (*self._known.stringList(), *self.some, *self.tags)}
        meant = known.get(tag.casefold(), tag)  # one spelling of a tag is enough
        if meant not in self.tags:
            self._set((*self.tags, meant), meant)

    def _remove(self, tag: str) -> None:
        self._set(tuple(each for each in self.tags if each != tag), tag)

    def _take_back(self) -> None:
        if self.tags:
            self._remove(self.tags[-1])

    def _set(self, tags: tuple[str, ...], touched: str) -> None:
        self.tags = tags
        self.some.pop(touched, None)
        self._fill()
        self.line.setFocus()
        self.changed.emit(tags)


def _short(tag: str) -> str:
    return tag if len(tag) <= _SHOWN else f"{tag[: _SHOWN - 1].rstrip()}…"
