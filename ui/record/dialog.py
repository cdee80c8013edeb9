"""The record of a journey in a window of its own: every edit, what it changed, and by Check whether it holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mysteryshop.errors import KnownError

from ..bundles.dialogs import OpenBundleDialog
from ..desk import Desk
from ..theme import Theme, set_role
from ..widgets.parts import button, label, named, row
from ..widgets.row_table import dress_rows
from . import model
from .words import Alteration, Line, lines

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.handed_out import Compared
    from mysteryshop.store.database import Database
    from mysteryshop.store.proof import Proof
    from mysteryshop.store.queries import Queries

_ALL = "Everything"
_PARTS = ("moments", "files", "touchpoints", "findings", "expectations", "answers", "journey")
_WIDTHS = (56, 190, 112, 440)  # pixels of all columns but the last, at the usual size of text


class RecordDialog(QDialog):
    """Reads on the reader; shows the newest edit first."""

    def __init__(self, desk: Desk, theme: Theme, journey: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recordDialog")
        self.setWindowTitle("The record")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1080, 700)
        self._desk, self._theme, self._journey = desk, theme, journey
        self._lines: list[Line] = []
        self.title = label("The record", "title", wrap=True, name="record.title")
        self.verdict = label("", "small", wrap=True, name="record.verdict")
        self.check = button("Check", "primary", name="record.check", tip=_CHECK_TIP, on=self.prove)
        self.other = button("Compare with a file…", name="record.compare", tip=_COMPARE_TIP, on=self._on_compare)
        self.search = named(QLineEdit(), "record.search", "Filter the edits")
        self.search.setPlaceholderText("Filter: words, names, reasons, old and new")
        self.search.setClearButtonEnabled(True)
        self.parts = named(QComboBox(), "record.parts", "What was edited")
        self.parts.addItem(_ALL, None)
        for part in _PARTS:
            self.parts.addItem(f"The {part} itself" if part == "journey" else part.capitalize(), part)
        self.count = label("", "small", name="record.count")
        self.edits = model.edits(self)
        self.facts = model.facts(self)
        self.list = _table(self.edits, "record.edits", "Edits, the newest first", _WIDTHS)
        self.detail = _table(self.facts, "record.facts", "What the edit changed", (220, 160, 260))
        self._build()
        self._wire()
        desk.read(lambda q: _read(q, journey), self._on_read, self._on_failed, self)

    def prove(self) -> None:
        """Compute the chain again and hash every attached file."""
        self.check.setEnabled(False)
        self._say("Checking …", "small")
        journey = self._journey
        self._desk.read(lambda q: q.prove(journey), self._on_proof, self._on_failed, self)

    def compare(self, path: Path, passphrase: str | None = None, asking: OpenBundleDialog | None = None) -> None:
        """Say whether what was handed out is of this record."""
        journey = self._journey
        self._say("Comparing …", "small")

        def done(found: Compared) -> None:
            if asking is not None:
                asking.accept()
            self._say(found.text, "strong" if found.ok else "small-warning")

        self._desk.read_store(
            lambda database: _compared(database, journey, path, passphrase),
            done,
            lambda error: self._ask_or_tell(path, error, asking),
            self,
        )

    def _on_compare(self) -> None:
        picked, _ = QFileDialog.getOpenFileName(self, "Compare with a file", "", _FILES)
        if picked:
            self.compare(Path(picked))

    def _ask_or_tell(self, path: Path, error: KnownError, asking: OpenBundleDialog | None) -> None:
        from mysteryshop.store.bundle_cipher import PassphraseNeeded

        if not isinstance(error, PassphraseNeeded):
            if asking is not None:
                asking.reject()
            self._on_failed(error)
        elif asking is not None:
            asking.show_error(error)
        else:
            self._say("", "small")
            dialog = OpenBundleDialog(path.name, self._theme, self)
            dialog.offered.connect(lambda word: self.compare(path, word, dialog))
            dialog.finished.connect(lambda _: dialog.deleteLater())
            dialog.open()

    def _build(self) -> None:
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self.detail)
        both.setSizes([420, 180])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        head = row(self.title, self.other, self.check, spacing=8)
        head.setStretch(0, 1)
        tools = row(self.search, self.parts, self.count, spacing=8)
        tools.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.verdict)
        layout.addLayout(tools)
        layout.addWidget(both, 1)
        layout.addLayout(row(None, button("Close", name="record.close", on=self.accept)))
        self.search.setFocus()

    def _wire(self) -> None:
        self.search.textChanged.connect(lambda _: self._filter())
        self.parts.currentIndexChanged.connect(lambda _: self._filter())
        self.list.selectionModel().currentRowChanged.connect(self._on_row)

    def _on_read(self, read: tuple[str, list[Line]]) -> None:
        name, self._lines = read
        self.title.setText(f"The record of {name}")
        self._filter()

    def _filter(self) -> None:
        words, part = self.search.text().casefold().split(), self.parts.currentData()
        shown = [
            line
            for line in self._lines
            if (part is None or part in line.kinds) and all(word in line.searched for word in words)
        ]
        self.edits.show_rows(shown)
        whole = len(self._lines)
        self.count.setText(f"n = {whole}" if len(shown) == whole else f"{len(shown)} of {whole}")
        self.facts.show_rows(())
        if shown:
            self.list.setCurrentIndex(self.edits.index(0, 0))

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.facts.show_rows(_grouped(self.edits.row(now.row()).alterations) if now.isValid() else ())

    def _on_proof(self, proof: Proof) -> None:
        self.check.setEnabled(True)
        self._say(
            proof.verdict if proof.ok else f"{proof.verdict} {_BROKEN}", "strong" if proof.ok else "small-warning"
        )
        if (place := _place(self._lines, proof.chain.broken_at_seq, proof.chain.item)) is not None:
            self.search.clear()
            self.parts.setCurrentIndex(0)
            self.list.setCurrentIndex(self.edits.index(place, 0))
            self.list.scrollTo(self.edits.index(place, 0), QTableView.ScrollHint.PositionAtCenter)

    def _on_failed(self, error: KnownError) -> None:
        self.check.setEnabled(True)
        self._say(f"{error.title} {error.remedy}", "small-warning")

    def _say(self, words: str, role: str) -> None:
        self.verdict.setText(words)
        set_role(self.verdict, role)


_CHARACTER = 9.0  # pixels of a letter at the usual size of text
_CHECK_TIP = "Computes every edit's hash again, compares the journey with what its edits say, and hashes its files"
_COMPARE_TIP = "A PDF summary, a bundle or exported JSON: is it of this record?"
_FILES = "Handed out (*.pdf *.journey *.json);;All files (*)"
_BROKEN = "Do not stand on it: compare it with a backup, or with a bundle that was handed on."


def _table(rows: model.Rows, name: str, says: str, widths: tuple[int, ...]) -> QTableView:
    table = named(QTableView(), name, says)
    table.setModel(rows)
    dress_rows(table)
    table.setWordWrap(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 12)
    table.horizontalHeader().setStretchLastSection(True)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, round(width * table.fontMetrics().averageCharWidth() / _CHARACTER))
    return table


def _place(edits: list[Line], seq: int | None, item: str) -> int | None:
    """Where it breaks: at that edit, or at the newest one of the thing that was altered."""
    return next((n for n, line in enumerate(edits) if line.seq == seq or item in line.items), None)


def _grouped(alterations: tuple[Alteration, ...]) -> list[Alteration]:
    """What belongs together is named once."""
    before = ("", *(alteration.of for alteration in alterations))
    return [replace(a, of="") if a.of == last else a for a, last in zip(alterations, before, strict=False)]


def _compared(database: Database, journey: str, path: Path, passphrase: str | None) -> Compared:
    from mysteryshop import handed_out

    return handed_out.file(database, journey, path, passphrase)


def _read(queries: Queries, journey: str) -> tuple[str, list[Line]]:
    record = queries.load(journey)
    head = record.journey
    name = f"{record.template.name}, {head.place}" if head.place else record.template.name
    return name, lines(queries.edits(journey), record)
