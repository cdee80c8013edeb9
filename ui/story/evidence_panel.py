"""The evidence: every moment in order of time, filtered by kind and by words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mysteryshop.journey import Record
from mysteryshop.vocabulary import KINDS

from ..theme import Theme
from ..widgets.moment_list import MomentList
from ..widgets.moment_rows import MOMENT, MomentModel, RowMaker, matching
from ..widgets.parts import button, label, named, row
from .kind_filter import KindFilter

_NONE_YET = "Nothing has been recorded on this journey yet. What you capture during the walk stands here."
_NONE_FIT = "No moment fits the filter."


class EvidencePanel(QWidget):
    """The arrows point a moment out in the chart, Enter or a click opens it."""

    pointedAt = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("story.evidence")
        self._record: Record | None = None
        self._maker = RowMaker()
        self._only: frozenset[str] | None = None
        self.model = MomentModel(self)
        self.list = MomentList("story.moments", "Evidence: all moments in order of time", theme, self.model)
        self.kinds = KindFilter(theme, KINDS)
        self.words = named(QLineEdit(), "story.filter", "Filter the evidence by words")
        self.words.setPlaceholderText("Filter by words")
        self.words.setClearButtonEnabled(True)
        self.count = label("", "overline", name="story.count")
        self.only = button("", "chip", name="story.only", tip="Show all moments again", on=lambda: self.narrow(None))
        self._none = label("", "quiet", wrap=True, name="story.none")
        self._build()
        self.list.opened.connect(self.pointedAt)
        self.list.enterPressed.connect(self.opened)
        self.list.clicked.connect(self._on_clicked)
        self.kinds.changed.connect(self._fill)
        self.words.textChanged.connect(lambda _: self._fill())

    def show_record(self, record: Record) -> None:
        """Follow the record."""
        if self._record is None or self._record.journey.id != record.journey.id:
            self._only = None
            self.words.clear()
            self.kinds.clear()
        self._record = record
        self.kinds.show_kinds({m.kind for m in record.moments})
        self._fill()

    def narrow(self, moments: frozenset[str] | None) -> None:
        """Show only these moments, those behind a mark of a chart; None shows all again."""
        self._only = moments
        self._fill()
        if moments and self.model.rowCount():
            self.list.setFocus()

    def choose(self, moment: str) -> None:
        """Show which moment is open."""
        self.list.choose(moment)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(MOMENT)))

    def _fill(self) -> None:
        if self._record is None:
            return
        found = matching(self._record, self.kinds.chosen, self.words.text(), self._only)
        chosen = self.list.chosen()
        self.model.set_rows(self._maker.rows(self._record, found))
        if chosen:
            self.list.choose(chosen)
        whole = len(self._record.moments)
        self.count.setText(f"EVIDENCE · {whole}" if len(found) == whole else f"EVIDENCE · {len(found)} OF {whole}")
        self.only.setVisible(self._only is not None)
        self.only.setText("from the chart  ✕")
        self._none.setText(_NONE_FIT if whole else _NONE_YET)
        self._none.setVisible(not found)
        self.list.setVisible(bool(found))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 0)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.only)
        tools = QVBoxLayout()
        tools.setContentsMargins(14, 0, 16, 8)
        tools.setSpacing(8)
        tools.addWidget(self.kinds)
        tools.addLayout(row(self.words))
        self._none.setContentsMargins(16, 12, 16, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._none)
        layout.addStretch(0)
