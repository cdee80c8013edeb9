"""Agreement: two walks of the same template, or two columns of a file: kappa, the table, and where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError

from ..behind.card import BehindCard
from ..desk import Desk
from ..leader_screen import LeaderScreen
from ..theme import Theme
from ..widgets.choice_chip import CHIP
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import button, column, frame, label, row, scrolled
from ..widgets.still_table import StillTable
from . import asking
from .choosing import ColumnBar, WalkBar
from .differences import Differences
from .sending import write_csv

if TYPE_CHECKING:  # numpy and SQLAlchemy are imported on the reader
    from mysteryshop.analysis.sides import Behind
    from mysteryshop.comparison.agreeing import Answer, Choices
    from mysteryshop.comparison.behind import Moments
    from mysteryshop.imports.columns import Sheet

_CHART = 280  # pixels
_READABLE = 600  # of a line of words
NOTHING = (
    "Let two leaders walk the same journey, each on their own and without talking about it before the debrief. When "
    "both walks are finalised they stand here beside each other: where both met the same friction, and where only one "
    "did. Two columns of a CSV file can be compared at once, such as two people's ratings of the same recordings."
)
ABOUT = (
    "Of two walks the severity of the worst friction is compared at each touchpoint that both visited; none counts as "
    "“no friction”. Kappa is agreement beyond chance (Cohen): 1 is full agreement, 0 what chance gives. Plain takes "
    "any difference as one; linear and quadratic count near misses in part. The standard error is asymptotic "
    "(Fleiss, Cohen & Everitt), and an interval is given from 8 pairs. Low agreement is no fault of a leader: two "
    "customers meet two realities, and the rows above say where."
)
FIGURES = (
    ("Kappa", "Agreement beyond chance: 1 full, 0 as by chance."),
    ("Value", "(observed − by chance) / (1 − by chance)"),
    ("Standard error", "Asymptotic: made for large numbers."),
    ("95 % interval", "Kappa ± 1.96 standard errors; from 8 pairs on."),
    ("Observed", "How much of it agrees, near misses counted as the row says."),
    ("By chance", "How much would agree if both said the same things as often, but independently."),
)


class AgreementScreen(LeaderScreen):
    """Everything is worked out on the reader."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("agreementScreen")
        self.setProperty("role", "ground")
        self._desk = desk
        self.answer: Answer | None = None
        self._states: Any = {}
        self._sheet: Sheet | None = None
        self._asked = 0
        self.title = label("Agreement", "display", name="agreement.title")
        self.walks, self.columns = WalkBar(), ColumnBar()
        self.by_walks = self._mode("Two walks", "agreement.byWalks")
        self.by_columns = self._mode("Two columns of a CSV file…", "agreement.byColumns")
        self.verdict = label("", "title", wrap=True, name="agreement.verdict")
        self.measured = label("", "", wrap=True, name="agreement.measured")
        self.beware = label("", "small", wrap=True, name="agreement.beware")
        self.chart = GroupCanvas(desk.reader, theme, "agree", "agreement.chart", _CHART)
        self.table = StillTable(FIGURES, "agreement.table", "Kappa, plain and weighted")
        self.differences = Differences()
        self.behind = BehindCard(theme, "agreement.behind")
        self._came_from: QWidget | None = None
        self.empty = label(NOTHING, "quiet", wrap=True, name="agreement.empty")
        self._nothing = label("Nothing to compare yet", "title", name="agreement.nothing")
        self.export = button("Export as CSV…", name="agreement.export", on=self._ask_export)
        self._stack = QStackedLayout()
        self._build()
        self._wire()

    def start(self) -> None:
        """Read which walks there are, and show what was chosen last or the pair suggested first."""
        self._desk.read(asking.choices, self._on_choices, self.failed.emit, self)

    def open_table(self, path: Path) -> None:
        """Compare two columns of that file."""
        self._desk.reader.submit(lambda: asking.sheet(path), self._on_sheet, self._on_refused, self)

    def _mode(self, words: str, name: str) -> Any:
        chip = button(words, "chip", name=name)
        chip.setCheckable(True)
        chip.setMinimumHeight(CHIP)
        return chip

    def _build(self) -> None:
        self._chosen = QWidget()
        self._chosen.setLayout(column(self.walks, self.columns, spacing=0))
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(self.chart)
        inside.addWidget(self.table)
        said = frame("card", column(self.verdict, self.measured, self.beware, spacing=8), margin=20)
        page = QWidget()
        about = label(ABOUT, "small", wrap=True, name="agreement.about")
        page.setLayout(column(said, self.differences, self.behind, card, about, None, spacing=14))
        self._parts = (self.differences, card, about)
        self.area = scrolled(page)
        none = QWidget()
        self.empty.setMaximumWidth(_READABLE)
        none.setLayout(column(16, self._nothing, self.empty, None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 20, 20, 0)
        outer.setSpacing(12)
        modes: QHBoxLayout = row(self.by_walks, self.by_columns, None)
        outer.addLayout(row(self.title, None, self.export))
        outer.addLayout(modes)
        outer.addWidget(self._chosen)
        outer.addLayout(self._stack, 1)  # first: without a widget around it, it would show the page as a window
        self._stack.addWidget(none)
        self._stack.addWidget(self.area)
        self._show_mode(walks=True)
        self._show_nothing("Reading the walks …")

    def _wire(self) -> None:
        self.by_walks.clicked.connect(lambda: self._on_by_walks())
        self.by_columns.clicked.connect(self._ask_table)
        self.walks.chosen.connect(self._ask_walks)
        self.columns.chosen.connect(self._ask_columns)
        self.differences.openRequested.connect(self._on_open)
        self.differences.behindRequested.connect(self._show_behind)
        self.chart.marked.connect(lambda mark: self._show_behind(mark.behind))
        self.behind.momentRequested.connect(self.momentRequested)
        self.behind.closed.connect(self._on_closed)

    def _show_mode(self, *, walks: bool) -> None:
        self.by_walks.setChecked(walks)
        self.by_columns.setChecked(not walks)
        self.walks.setVisible(walks)
        self.columns.setVisible(not walks)
        self._chosen.show()

    def _show_nothing(self, words: str) -> None:
        self.answer = None
        self.export.setEnabled(False)
        self.empty.setText(words)
        self._nothing.setVisible(words == NOTHING)
        self._stack.setCurrentIndex(0)

    def _on_by_walks(self) -> None:
        self._sheet = None
        self._show_mode(walks=True)
        self.start()

    def _on_choices(self, choices: Choices) -> None:
        self._states = choices.states
        if self._sheet is not None:
            return
        first, second = self.walks.show_choices(choices)
        self.walks.setVisible(bool(first))
        self._chosen.setVisible(bool(first))
        if first:
            self._ask_walks(first, second)
        else:
            self._show_nothing(NOTHING)

    def _ask_walks(self, first: str, second: str) -> None:
        if first == second:
            self._show_nothing("This is one and the same walk. Choose another one to set beside it.")
            return
        self._asked += 1
        asked = self._asked
        self._desk.read(
            lambda queries: asking.of_walks(queries, first, second), lambda answer: self._on_answer(answer, asked),
            self.failed.emit, self,
        )  # fmt: skip

    def _ask_table(self) -> None:
        self._show_mode(walks=self._sheet is None)  # until a file is there
        picked, _ = QFileDialog.getOpenFileName(
            self, "Compare two columns", "", "Tables (*.csv *.tsv *.txt);;All files (*)"
        )
        if picked:
            self.open_table(Path(picked))

    def _on_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._show_mode(walks=False)
        self._ask_columns(*self.columns.show_sheet(sheet))

    def _on_refused(self, error: KnownError) -> None:
        self._show_mode(walks=self._sheet is None)
        self.failed.emit(error)

    def _ask_columns(self, first: str, second: str, named: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if first == second:
            self._show_nothing("This is one and the same column. Choose another one to set beside it.")
            return
        self._asked += 1
        asked = self._asked
        self._desk.reader.submit(
            lambda: asking.of_columns(sheet, first, second, named), lambda answer: self._on_answer(answer, asked),
            self._on_refused, self,
        )  # fmt: skip

    def _on_answer(self, answer: Answer, asked: int) -> None:
        if asked != self._asked:
            return
        self.answer = answer
        self.behind.hide()
        found = answer.found
        refused = isinstance(found, str)
        self.export.setEnabled(bool(answer.rows))
        self._stack.setCurrentIndex(1)
        self.verdict.setText(found if isinstance(found, str) else found.headline)
        warned = () if isinstance(found, str) else found.warnings
        self.measured.setText("" if isinstance(found, str) else found.figures)
        self.measured.setVisible(bool(self.measured.text()))
        self.beware.setText("\n".join(f"•  {words}" for words in warned))
        self.beware.setVisible(bool(warned))
        for part in self._parts:
            part.setVisible(not refused)
        if not isinstance(found, str):
            self.differences.show_answer(answer)
            self.table.show_rows(asking.figures(answer))
            self.chart.show_given((found, answer.labels, *asking.inside(answer), answer.journeys))

    def _on_open(self, side: int) -> None:
        if self.answer is not None and self.answer.journeys:
            ident = self.answer.journeys[side]
            self.openRequested.emit(ident, self._states.get(ident, "finalised"))

    def _show_behind(self, behind: Behind | None) -> None:
        """What both noted there."""
        answer = self.answer
        if answer is None or behind is None:
            return
        self._came_from = QApplication.focusWidget()
        self._desk.read_store(
            lambda database: asking.moments(database, answer, behind),
            lambda found: self._on_moments(found, answer), self.failed.emit, self,
        )  # fmt: skip

    def _on_moments(self, found: Moments, answer: Answer) -> None:
        if answer is self.answer:
            self.behind.show_journeys(None)
            self.behind.show_moments(found)
            self.behind.take_keyboard()
            self.behind.bring_into(self.area)

    def _on_closed(self) -> None:
        """The keyboard goes back to what was opened."""
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus()

    def _ask_export(self) -> None:
        picked, _ = QFileDialog.getSaveFileName(
            self, "Save the agreement", str(Path.home() / "agreement.csv"), "CSV (*.csv)"
        )
        if picked:
            self.export_csv(Path(picked) if Path(picked).suffix else Path(picked).with_suffix(".csv"))

    def export_csv(self, path: Path) -> None:
        """Every row that was compared."""
        answer = self.answer
        if answer is not None:
            words = f"{len(answer.rows)} {answer.what}s are saved in {path.name}."
            self._desk.reader.submit(
                lambda: write_csv(answer, path),
                lambda done: self.fileSaved.emit(words, "", done),
                self.failed.emit,
                self,
            )
