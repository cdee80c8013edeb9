"""What is set beside each other: a suggested pair, any two walks of a template, or two columns of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from ..widgets.choice_chip import CHIP, ChoiceChip
from ..widgets.completion import dressed
from ..widgets.flow import FlowLayout
from ..widgets.parts import label, named, row

if TYPE_CHECKING:
    from mysteryshop.comparison.agreeing import Choices
    from mysteryshop.imports.columns import Sheet

_WIDE = 240  # pixels of a list of walks
_LATER = Qt.ConnectionType.QueuedConnection  # the menu is filled anew, and its entry must have done with itself


class WalkList(QComboBox):
    """One walk of many: what is typed is looked for anywhere in its date, leader and place."""

    picked = Signal(str)  # journey id

    def __init__(self, name: str, says: str) -> None:
        super().__init__()
        named(self, name, says)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(_WIDE)
        # Else the widths of all entries are measured, and there may be ten thousand.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._ids: tuple[str, ...] = ()
        self._words = QStringListModel(self)
        self.setModel(self._words)
        completer = QCompleter(self._words, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(dressed(completer, self))
        self._field = self.lineEdit() or QLineEdit()
        self.activated.connect(lambda place: self.picked.emit(self._ids[place]))
        self._field.editingFinished.connect(self._on_left)

    def show_walks(self, walks: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these, (id, words), with that one chosen."""
        self.blockSignals(True)
        ids = tuple(ident for ident, _ in walks)
        if ids != self._ids:
            self._ids = ids
            self._words.setStringList([words for _, words in walks])
        self.setCurrentIndex(ids.index(chosen) if chosen in ids else -1)
        self._field.setCursorPosition(0)
        self.blockSignals(False)

    def _on_left(self) -> None:
        """What was typed and is no walk gives way to the one that is chosen."""
        self._field.setText(self.itemText(self.currentIndex()))
        self._field.setCursorPosition(0)


class WalkBar(QWidget):
    """The walks: `chosen` carries two ids."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.pair = ChoiceChip("agreement.pair", "Walked close in time:", "choose two below")
        self.template = ChoiceChip("agreement.template", "Template")
        self.first = WalkList("agreement.first", "First walk")
        self.second = WalkList("agreement.second", "Second walk")
        self._choices: Choices | None = None
        self.ids = ("", "")
        chips = QWidget()
        flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for part in (self.pair, self.template):
            part.setMinimumHeight(CHIP)
            flow.addWidget(part)
        chips.setLayout(flow)
        walks = row(self.first, label("and", "small"), self.second)
        walks.setStretch(0, 1)
        walks.setStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(chips)
        layout.addLayout(walks)
        self.pair.chosen.connect(self._on_pair, _LATER)
        self.template.chosen.connect(self._on_template, _LATER)
        self.first.picked.connect(lambda ident: self._choose(ident, self.ids[1]))
        self.second.picked.connect(lambda ident: self._choose(self.ids[0], ident))

    def show_choices(self, choices: Choices) -> tuple[str, str]:
        """Offer what there is; the two that are chosen: those from before, else the pair suggested first."""
        self._choices = choices
        here = all(ident in choices.template_of for ident in self.ids) and self.ids[0]
        if not here and choices.pairs:
            self.ids = (choices.pairs[0].first, choices.pairs[0].second)
        elif not here and choices.templates:
            newest = choices.walks[choices.templates[0][0]]
            self.ids = (newest[1][0], newest[0][0])
        elif not here:
            self.ids = ("", "")
        self._show()
        return self.ids

    def _show(self) -> None:
        choices = self._choices
        if choices is None:
            return
        offered = [(f"{p.first} {p.second}", p.words, -1) for p in choices.pairs]
        self.pair.show_choices(" ".join(self.ids), offered)
        self.pair.setVisible(bool(offered))
        template = choices.template_of.get(self.ids[0], "")
        self.template.show_choices(template, choices.templates)
        for field, ident in ((self.first, self.ids[0]), (self.second, self.ids[1])):
            field.show_walks(choices.walks.get(template, ()), ident)

    def _on_pair(self, ids: str) -> None:
        if ids:
            self._choose(*ids.split())
        else:
            self.first.setFocus()

    def _on_template(self, key: str) -> None:
        if self._choices is not None:
            newest = self._choices.walks[key]
            suggested = next((p for p in self._choices.pairs if self._choices.template_of[p.first] == key), None)
            self._choose(*((suggested.first, suggested.second) if suggested else (newest[1][0], newest[0][0])))

    def _choose(self, first: str, second: str) -> None:
        self.ids = (first, second)
        self._show()
        self.chosen.emit(first, second)


class ColumnBar(QWidget):
    """The columns of a file: `chosen` carries two of them and the one that names the rows, "" for their lines."""

    chosen = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.first = ChoiceChip("agreement.column1", "First")
        self.second = ChoiceChip("agreement.column2", "Second")
        self.label = ChoiceChip("agreement.label", "Rows are called by", "their line")
        self.file = label("", "small", name="agreement.file")
        flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for part in (self.file, self.first, self.second, self.label):
            part.setMinimumHeight(CHIP)
            flow.addWidget(part)
        self.setLayout(flow)
        self._columns: tuple[str, ...] = ()
        self._asked = ("", "", "")
        self.first.chosen.connect(self._on_first, _LATER)
        self.second.chosen.connect(self._on_second, _LATER)
        self.label.chosen.connect(self._on_label, _LATER)

    def show_sheet(self, sheet: Sheet) -> tuple[str, str, str]:
        """Offer its columns: the last two are compared, and the first names the rows where there are more."""
        self._columns = tuple(dict.fromkeys(title for title in sheet.header if title))
        self.file.setText(sheet.file)
        last = self._columns[-2:] if len(self._columns) > 1 else (self._columns * 2)[:2]
        self._asked = (last[0], last[1], self._columns[0] if len(self._columns) > 2 else "")
        self._show()
        return self._asked

    def _show(self) -> None:
        offered = [(title, title, -1) for title in self._columns]
        for chip, value in zip((self.first, self.second, self.label), self._asked, strict=True):
            chip.show_choices(value, offered)

    def _on_first(self, value: str) -> None:
        self._choose(0, value)

    def _on_second(self, value: str) -> None:
        self._choose(1, value)

    def _on_label(self, value: str) -> None:
        self._choose(2, value)

    def _choose(self, place: int, value: str) -> None:
        asked = list(self._asked)
        asked[place] = value
        self._asked = (asked[0], asked[1], asked[2])
        self._show()
        self.chosen.emit(*self._asked)
