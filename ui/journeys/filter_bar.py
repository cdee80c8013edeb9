"""What of all journeys is listed: words, template, tag and state, above the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from mysteryshop import vocabulary

from ..desk import Desk
from ..figures_source import FiguresSource
from ..pause import pause
from ..widgets.parts import label, named, row
from ..widgets.room import shows_words
from .model import JourneyTable

SEARCH_PAUSE_MS = 120


class FilterBar(QWidget):
    """Sets the filter of the list, and says how many journeys fit it."""

    def __init__(self, desk: Desk, model: JourneyTable) -> None:
        super().__init__()
        self._desk, self._model = desk, model
        self.search = _search_field()
        self.states = _combo("stateFilter", "All states", [(t.label, t.id) for t in vocabulary.STATES])
        self.templates = _combo("templateFilter", "All templates", [])
        self.tags = _combo("tagFilter", "All tags", [])
        self.tags.hide()
        self.count = label("", "small", name="journeyCount")
        self._figures: FiguresSource | None = None  # made by the first search: it knows what was noted
        self._typed = pause(self, SEARCH_PAUSE_MS, self._on_typed)
        tools = row(self.search, self.templates, self.tags, self.states, 8, self.count)
        tools.setStretch(0, 1)
        self.setLayout(tools)
        self.search.textChanged.connect(lambda _: self._typed.start())
        self.tags.currentIndexChanged.connect(lambda _: model.set_filter(tag=self.tags.currentData()))
        self.states.currentIndexChanged.connect(lambda _: model.set_filter(state=self.states.currentData()))
        self.templates.currentIndexChanged.connect(lambda _: model.set_filter(template=self.templates.currentData()))

    def set_templates(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Offer these templates: (name, key)."""
        _refill(self.templates, pairs)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags; a journey is not filtered by one that is not there any more."""
        _refill(self.tags, [(tag, tag) for tag in tags])
        self.tags.setVisible(bool(tags))
        if self._model.filter.tag and self._model.filter.tag not in tags:
            self._model.set_filter(tag=None)

    def show_count(self, total: int) -> bool:
        """Say how many fit; whether anything is filtered at all."""
        wanted = self._model.filter
        filtered = bool(wanted.text or wanted.state or wanted.template or wanted.tag)
        self.count.setText("No journey matches" if filtered and not total else f"n = {total}")
        return filtered

    def _on_typed(self) -> None:
        """Search at once in what is known, and again when every moment's words are."""
        self._model.set_filter(text=self.search.text().strip())
        if self._figures is None:
            self._figures = FiguresSource(self._desk, self)
            self._figures.refreshed.connect(self._on_words_known)
        if self.search.text().strip():
            self._figures.refresh()

    def _on_words_known(self) -> None:
        if self._model.filter.text:
            self._model.reload()


def _search_field() -> QLineEdit:
    field = named(QLineEdit(), "search", "Search journeys")
    field.setPlaceholderText("Search heads, tags and what was noted")
    field.setClearButtonEnabled(True)
    field.setMinimumWidth(160)
    return field


def _refill(box: QComboBox, pairs: Sequence[tuple[str, str]]) -> None:
    """Offer these (words, data) behind the first entry; what was chosen stays chosen where it is still there."""
    chosen = box.currentData()
    box.blockSignals(True)
    while box.count() > 1:
        box.removeItem(1)
    for words, data in pairs:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)


def _combo(name: str, first: str, rest: list[tuple[str, str]]) -> QComboBox:
    result = named(QComboBox(), name, first)
    result.addItem(first, None)
    for text, data in rest:
        result.addItem(text, data)
    shows_words(result, 11)
    result.setMinimumWidth(140)
    return result
