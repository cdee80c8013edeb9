"""One finding in full: what it is, what it rests on, who was told, what was taken on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mysteryshop.analysis.board.found import Board, Found
from mysteryshop.errors import KnownError
from mysteryshop.journey import Record
from mysteryshop.vocabulary import TRIAGES

from ..desk import Desk
from ..theme import Theme
from ..widgets.choice import ChoiceRow, Option
from ..widgets.likeness import likeness
from ..widgets.long_words import breakable
from ..widgets.moment_rows import MomentRow, moment_rows
from ..widgets.parts import button, label, row, rule
from . import wording
from .commitments_part import CommitmentsPart
from .heard_part import HeardPart
from .moments import PanelMoments
from .side_panel import SidePanel


class FindingPanel(SidePanel):
    """Follows the board; the screen's Esc leaves it."""

    moveRequested = Signal(str, str)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__("findings.panel")
        self._desk = desk
        self.found: Found | None = None
        self._read: tuple[str, tuple[str, ...]] | None = None
        self.title = label("", "subtitle", wrap=True, name="findings.panel.title")
        self.meta = label("", "small", wrap=True)
        self.text = label("", "", wrap=True)
        self.chain = label("", "quiet", wrap=True)
        self.helps = label("", "small", wrap=True)
        self.like = label("", "small", wrap=True, name="findings.panel.similarity")
        options = (Option(t.id, t.label, t.label[0].casefold()) for t in TRIAGES)
        self.triage = ChoiceRow("findings.panel.triage", "Improve, amplify or correct", options, clearable=False)
        self.back = button("Back to the board", "plain", name="findings.panel.back", tip="Esc", on=self.left.emit)
        self.story = button("Open the journey", "link", name="findings.panel.open", on=self._on_open)
        self.rests = label("", "overline", name="findings.panel.rests")
        self.evidence = PanelMoments("findings.evidence", "Moments it rests on: Enter opens one", theme)
        self.heard = HeardPart(desk.clock)
        self.commitments = CommitmentsPart(desk, theme)
        self._build()
        self._wire()

    def show_found(self, found: Found, board: Board) -> None:
        """Show a finding, or follow what became of it."""
        other = self.found is None or self.found.key != found.key
        self.found = found
        self.title.setText(breakable(wording.title(found)))
        owner = wording.when_due(found, board.today)
        tainted = f"\n{wording.TAINTED}" if found.walk.tainted else ""
        self.meta.setText(breakable(f"{found.walk.label} · {found.walk.template_name}\n{owner}{tainted}"))
        for part, words in ((self.text, found.finding.text.strip()), (self.chain, _chain(found))):
            part.setText(breakable(words))
            part.setVisible(bool(words))
        self.helps.setText(wording.helps(found).capitalize())
        self.triage.show_value(found.finding.triage or "")
        self.heard.show_found(found)
        self.commitments.show_found(found, board)
        self._read_moments(found)
        if other:
            self.to_the_top()

    def _read_moments(self, found: Found) -> None:
        wanted = (found.walk.id, found.finding.moments)
        if wanted == self._read:
            return
        self._read = wanted
        self.evidence.show_rows(())
        self.like.hide()
        n = len(found.finding.moments)
        self.rests.setText(f"Rests on {n} moment{'' if n == 1 else 's'}" if n else "Rests on no moment yet")
        ids = frozenset(found.finding.moments)
        self._desk.read(
                lambda q: _evidence(q.load(wanted[0]), ids),
                lambda evidence: self._on_rows(wanted, *evidence), self._on_failed, self,
            )  # fmt: skip

    def _on_rows(self, wanted: tuple[str, tuple[str, ...]], rows: list[MomentRow], like: str) -> None:
        if wanted == self._read:
            self.evidence.show_rows(rows)
            self.like.setText(like)
            self.like.show()

    def _on_failed(self, error: KnownError) -> None:
        self._read = None
        self.failed.emit(error)

    def _on_open(self) -> None:
        if self.found is not None:
            self.openRequested.emit(self.found.walk.id, self.found.walk.state)

    def _on_moment(self) -> None:
        if self.found is not None and self.evidence.chosen():
            self.momentChosen.emit(self.found.walk.id, self.found.walk.state, self.evidence.chosen())

    def _on_triage(self, triage: str) -> None:
        """Shown as stored until it is: a sealed journey asks for a reason first."""
        if self.found is not None and triage:
            self.triage.show_value(self.found.finding.triage or "")
            self.moveRequested.emit(self.found.key, triage)

    def _wire(self) -> None:
        self.triage.chosen.connect(self._on_triage)
        self.evidence.enterPressed.connect(lambda _: self._on_moment())
        self.evidence.clicked.connect(lambda _: self._on_moment())
        self.heard.kept.connect(self.entryKept)
        self.heard.dropped.connect(self.entryDropped)
        self.commitments.kept.connect(self.entryKept)
        self.commitments.openRequested.connect(self.openRequested)
        self.commitments.momentChosen.connect(self.momentChosen)
        self.commitments.failed.connect(self.failed)

    def _build(self) -> None:
        column = self.lay_out(self.back)
        for part in (self.title, self.meta, self.triage, self.text, self.chain, self.helps, self.like):
            column.addWidget(part)
        column.addSpacing(8)
        head = row(self.rests, None, self.story)
        column.addLayout(head)
        column.addWidget(self.evidence)
        chapters: tuple[tuple[str, QWidget], ...] = (
            ("Who was told", self.heard),
            ("What was taken on", self.commitments),
        )
        for words, chapter in chapters:
            column.addSpacing(6)
            column.addWidget(rule())
            column.addSpacing(2)
            column.addWidget(label(words, "overline"))
            column.addWidget(chapter)
        column.addStretch(1)


def _evidence(record: Record, ids: frozenset[str]) -> tuple[list[MomentRow], str]:
    """The moments as rows, and how like the people who use it the leader is."""
    return moment_rows(record, [m for m in record.moments if m.id in ids]), likeness(record)


def _chain(found: Found) -> str:
    cause = found.finding.cause.strip()
    first = ": ".join(p for p in (wording.condition(found), cause) if p)
    return " \u2192 ".join(p for p in (first, found.touchpoint, found.finding.effect.strip()) if p)
