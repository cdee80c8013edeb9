"""The mirror of one journey: both sides of each touchpoint, ratings entered by hand or read from a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from mysteryshop.analysis.mirror import rating_id, reflections
from mysteryshop.errors import KnownError
from mysteryshop.exports.mirror_sheet import sheet
from mysteryshop.imports.mirror_sheet import read
from mysteryshop.journey import Record
from mysteryshop.practice import MirrorRating, Practice
from mysteryshop.replacing import replace_file

from ..desk import Desk
from ..theme import Theme
from ..widgets.banner import Banner
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import button, column, frame, label, named, row, scrolled

if TYPE_CHECKING:  # SQLAlchemy is imported on the writer
    from mysteryshop.recorder import Recorder

LEVELS = ((2, "+2 wonderful"), (1, "+1 good"), (0, "0 neutral"), (-1, "−1 bad"), (-2, "−2 awful"))
ABOUT = (
    "How was it from the other side? Give the sheet to whoever served you, or ask and enter what they say. It holds "
    "the touchpoints and nothing of what you felt or found. A role is enough: no name is needed."
)


class MirrorDialog(QDialog):
    """`momentsChosen` with the feelings behind a mark; `kept` once ratings are on disk."""

    momentsChosen = Signal(tuple)
    kept = Signal()

    def __init__(self, record: Record, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mirrorDialog")
        self.setWindowTitle("Mirror")
        self.resize(860, 700)
        self._record, self._desk = record, desk
        self._ratings: tuple[MirrorRating, ...] = ()
        self.banner = Banner()
        self.chart = GroupCanvas(desk.reader, theme, "mirror", "mirror.chart", 300)
        self.rater = named(QLineEdit(), "mirror.rater", "Who rates, as a role")
        self.rater.setPlaceholderText("Who rates? For example: lane agent")
        self.levels: dict[str, QComboBox] = {}
        self.notes: dict[str, QLineEdit] = {}
        self.keep = button("Keep what they said", "primary", name="mirror.keep", on=self._keep)
        self.keep.setDefault(True)  # by Enter in a field; the button that comes next would be another one
        self.drop = button("Remove their ratings", "plain", name="mirror.drop", on=self._drop)
        self._build()
        self._shown = self._form()
        self.chart.journeysChosen.connect(self.momentsChosen)
        self.rater.textChanged.connect(lambda _: self._show_rater())
        self._read()

    def write_sheet(self, path: Path) -> None:
        """Write the sheet for them."""
        data = sheet(self._record, self.rater.text().strip()).encode("utf-8-sig")
        said = f"The sheet is saved in {path.name}."
        self._desk.reader.submit(
            lambda: replace_file(path, data), lambda _: self.banner.show_saved(said, "", path), self._fail, self
        )

    def read_sheet(self, path: Path) -> None:
        """Read what they filled in: all of it or nothing."""
        record, at = self._record, self._desk.clock.now().at

        def work(recorder: Recorder) -> int:
            found = _ratings(path, record, at)
            recorder.keep(*found)
            return len(found)

        self._desk.write(work, self._on_read, self._fail, self)

    def _build(self) -> None:
        write = button("Write a sheet for them …", name="mirror.write", on=self._ask_write)
        bring = button("Read their sheet …", name="mirror.read", on=self._ask_read)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(12)
        layout.addWidget(label("How I am perceived", "title"))
        layout.addWidget(label(ABOUT, "quiet", wrap=True))
        layout.addWidget(self.banner)
        layout.addWidget(frame("card", column(self.chart), margin=8))
        top = row(self.rater, write, bring)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(scrolled(self._sheet()), 1)
        layout.addLayout(row(self.drop, None, button("Close", name="mirror.close", on=self.accept), self.keep))

    def _sheet(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setColumnStretch(2, 1)
        grid.setVerticalSpacing(6)
        places = dict.fromkeys((visit.touchpoint or visit.name, visit.name) for visit in self._record.visits)
        for line, (key, name) in enumerate(places):
            for place, part in enumerate(self._line(key, name)):
                grid.addWidget(part, line, place)
        filled = column(spacing=0)
        filled.addLayout(grid)
        filled.addStretch(1)
        inside = QWidget()
        inside.setLayout(filled)
        return inside

    def _line(self, key: str, name: str) -> tuple[QWidget, ...]:
        level = named(QComboBox(), "mirror.level", f"{name}: rating")
        level.addItem("not rated", None)
        for value, words in LEVELS:
            level.addItem(words, value)
        level.setFixedWidth(150)
        note = named(QLineEdit(), "mirror.note", f"{name}: note")
        note.setPlaceholderText("In their words")
        self.levels[key], self.notes[key] = level, note
        said = label(name, wrap=True)
        said.setFixedWidth(240)
        return said, level, note

    def _read(self) -> None:
        self._desk.read(lambda queries: queries.practice(), self._on_practice, self._fail, self)

    def _on_practice(self, practice: Practice) -> None:
        ident = self._record.journey.id
        self._ratings = tuple(r for r in practice.mirror_ratings if r.journey == ident)
        self.chart.show_given(reflections(self._record, self._ratings))
        self._shown = self._form()  # what stood there is on disk, or was read: what is kept is shown anew
        if not self.rater.text() and self._ratings:
            self.rater.setText(self._ratings[-1].rater)
        self._show_rater()

    def _own(self) -> dict[str, MirrorRating]:
        rater = self.rater.text().strip().casefold()
        return {r.touchpoint: r for r in self._ratings if r.rater.casefold() == rater}

    def _show_rater(self) -> None:
        """What this rater has said so far; what was entered and not yet kept stays, whoever is named as the rater."""
        own = self._own()
        self.drop.setVisible(bool(own))
        if self._form() != self._shown:
            return
        for key, level in self.levels.items():
            rating = own.get(key)
            level.setCurrentIndex(level.findData(rating.rating) if rating is not None else 0)
            self.notes[key].setText(rating.note if rating is not None else "")
        self._shown = self._form()

    def _form(self) -> dict[str, tuple[int | None, str]]:
        return {key: (level.currentData(), self.notes[key].text()) for key, level in self.levels.items()}

    def _keep(self) -> None:
        """All that is rated; what was taken back to "not rated" goes."""
        rater, ident, at = self.rater.text().strip(), self._record.journey.id, self._desk.clock.now().at
        rated = tuple(
            MirrorRating(rating_id(ident, key, rater), ident, key, level.currentData(), rater, at,
                         self.notes[key].text().strip())
            for key, level in self.levels.items()
            if level.currentData() is not None
        )  # fmt: skip
        kept = {each.touchpoint for each in rated}
        gone = tuple(r.id for key, r in self._own().items() if key not in kept and self._shown[key][0] is not None)
        if not rated and not gone:
            self._fail(KnownError("Nothing is rated.", "Choose a rating for at least one touchpoint."))
            return

        def work(recorder: Recorder) -> None:
            recorder.keep(*rated)
            recorder.drop(*gone)

        self._desk.write(work, lambda _: self._on_kept(), self._fail, self)

    def _drop(self) -> None:
        gone = [rating.id for rating in self._own().values()]
        self._desk.write(lambda recorder: recorder.drop(*gone), lambda _: self._on_kept(), self._fail, self)

    def _on_kept(self) -> None:
        self.banner.hide()
        self._read()
        self.kept.emit()

    def _on_read(self, n: int) -> None:
        self._say(f"{n} {'rating' if n == 1 else 'ratings'} read." if n else "The sheet holds no rating yet.")
        self.rater.clear()
        self._read()
        self.kept.emit()

    def _ask_write(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "Sheet for the other party", "mirror.csv", "Table (*.csv)")
        if path:
            self.write_sheet(Path(path))

    def _ask_read(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Their sheet", "", "Table (*.csv)")
        if path:
            self.read_sheet(Path(path))

    def _say(self, words: str) -> None:
        self.banner.show_text(words)

    def _fail(self, error: KnownError) -> None:
        self.banner.show_error(error)


def _ratings(path: Path, record: Record, at: int) -> tuple[MirrorRating, ...]:
    try:
        data = path.read_bytes()
    except OSError as error:
        title = f"{path.name} cannot be read: {error.strerror}."
        raise KnownError(title, "Nothing was changed. Choose it again.") from error
    return read(data, path.name, record, at)
