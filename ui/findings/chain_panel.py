"""One chain from cause to effect: the findings behind it, and what later walks say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mysteryshop.analysis.board.chains import Chain
from mysteryshop.analysis.board.found import Board, Walk
from mysteryshop.errors import KnownError
from mysteryshop.practice import ChainTest
from mysteryshop.vocabulary import CHAIN_VERDICTS, KINDS, by_id

from ..desk import Desk
from ..theme import Theme
from ..widgets.choice import ChoiceRow, Option
from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.moment_rows import MomentRow, moment_rows
from ..widgets.parts import button, label, named, row, rule
from ..widgets.runs import Run
from . import wording
from .before_after import BeforeAfter
from .moments import PanelMoments
from .side_panel import SidePanel

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.store.queries import Queries

_MOST_FOUND, _MOST_WALKS, _MOST_EFFECTS, _MOST_FRICTIONS = 12, 4, 3, 6
_SEVERITIES = by_id(KINDS, "friction").level_labels


class ChainPanel(SidePanel):
    """Follows the board; the screen's Esc leaves it. A test is kept with the walk that made it and a note."""

    findingChosen = Signal(str)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__("findings.chain")
        self.chain: Chain | None = None
        self._board = Board()
        self._walk: Walk | None = None
        self.title = label("", "subtitle", wrap=True, name="chain.title")
        self.meta = label("", "small", wrap=True, name="chain.meta")
        self.effects = label("", "", wrap=True)
        self.verdict = label("", "strong", wrap=True, name="chain.verdict")
        self.back = button("Close", "plain", name="chain.back", tip="Esc", on=self.left.emit)
        self._tests, self._findings = QVBoxLayout(), QVBoxLayout()
        self._behind: dict[str, Walk] = {}  # the frictions that are shown, by whose walk
        self._read: tuple[str, ...] = ()
        self.rests = label("", "overline", name="chain.rests")
        self.moments = PanelMoments("chain.moments", "The gravest frictions behind it: Enter opens one", theme)
        self.proposed = label("Walked again: did you see the chain?", "strong", wrap=True)
        self.which = ChoiceRow("chain.walks", "Which later walk", (), clearable=False)
        self.seen = label("", "small", wrap=True, name="chain.seen")
        self.note = named(QLineEdit(), "chain.note", "What you saw, in a few words")
        self.note.setPlaceholderText("What did you see? A few words, if you like")
        self.support = button("It holds", "primary", name="chain.supported", on=lambda: self._on_judged("supported"))
        self.refute = button("It does not", name="chain.refuted", on=lambda: self._on_judged("refuted"))
        self.open = button("Open that walk", "link", name="chain.open", on=self._on_open)
        self.nothing = label("", "small", wrap=True, name="chain.nothing")
        self.evidence = BeforeAfter(desk, theme, "chain.evidence")
        self._proposal = QWidget()
        self._build()
        self._desk = desk
        self.which.chosen.connect(self._on_walk)
        self.moments.enterPressed.connect(self._on_moment)
        self.moments.clicked.connect(lambda _: self._on_moment(self.moments.chosen()))
        self.evidence.momentChosen.connect(self.momentChosen)
        self.evidence.failed.connect(self.failed)

    def show_chain(self, chain: Chain, board: Board) -> None:
        """Show a chain, or follow what became of it."""
        if self.chain is None or self.chain.key != chain.key:
            self.to_the_top()
            self.note.clear()
        self.chain, self._board = chain, board
        place = chain.name or "the whole journey"
        self.title.setText(breakable(f"{chain.label} \u2192 {place}"))
        n = len(chain.found)
        worst = f", worst {_SEVERITIES[chain.worst - 1]}" if chain.worst else ""
        self.meta.setText(
            breakable(chain.template_name) + f"\nn = {n} finding{'' if n == 1 else 's'} in {chain.journeys} "
            f"journey{'' if chain.journeys == 1 else 's'}, severity {chain.severity}{worst}"
        )
        self.effects.setText("\n".join(f"\u2192 {breakable(e)}" for e in chain.effects[:_MOST_EFFECTS]))
        self.effects.setVisible(bool(chain.effects))
        self._show_tests(chain, board)
        self._show_proposal(chain)
        self._show_findings(chain)
        self._read_frictions(chain)

    def _show_tests(self, chain: Chain, board: Board) -> None:
        counts = [(t.label.lower(), sum(x.verdict == t.id for x in chain.tests)) for t in CHAIN_VERDICTS[1:]]
        said = ", ".join(f"{words} by {n} walk{'' if n == 1 else 's'}" for words, n in counts if n)
        label_ = by_id(CHAIN_VERDICTS, chain.verdict).label
        self.verdict.setText(f"{label_}: {said}" if said else f"{label_}: no later walk has judged it yet")
        clear(self._tests)
        walks = {w.id: w for w in board.walked(chain.template, chain.touchpoint)}
        for test in chain.tests:
            self._tests.addWidget(self._test(test, walks.get(test.journey)))

    def _test(self, test: ChainTest, walk: Walk | None) -> QWidget:
        result = QWidget()
        words = (
            f"{by_id(CHAIN_VERDICTS, test.verdict).label} \u00b7 {walk.label if walk else 'a walk not here any more'}"
        )
        gone = button(
            "Remove", "plain", name=f"chain.test.{test.id}.remove", on=lambda: self.entryDropped.emit(test.id)
        )
        gone.setAccessibleName(f"Remove: {words}")
        inside = QVBoxLayout(result)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        top = row(label(breakable(words), "", wrap=True), gone)
        top.setStretch(0, 1)
        inside.addLayout(top)
        if test.note:
            inside.addWidget(label(breakable(test.note), "small", wrap=True))
        return result

    def _show_proposal(self, chain: Chain) -> None:
        walks = chain.later[:_MOST_WALKS]
        self._proposal.setVisible(bool(walks))
        where = breakable(chain.name) if chain.touchpoint else ""
        self.nothing.setText(
            "" if walks
            else f"A later walk over {where} can test it; there is none that has not." if where
            else "Its findings name no touchpoint, so that no later walk can test it."
        )  # fmt: skip
        self.nothing.setVisible(not walks)
        if not walks:
            self._walk = None
            return
        if [o.id for o in self.which.options] != [w.id for w in walks]:
            named_ = zip(walks, wording.labels(walks), strict=True)
            self.which.set_options(Option(w.id, words, str(n)) for n, (w, words) in enumerate(named_, 1))
        kept = next((w for w in walks if w == self._walk), walks[0])
        self.which.show_value(kept.id)
        self._on_walk(self.which.value)

    def _on_walk(self, ident: str) -> None:
        chain = self.chain
        self._walk = next((w for w in chain.later if w.id == ident), None) if chain else None
        if chain is None or self._walk is None:
            return
        again = chain.found_again(self._walk)
        self.seen.setText("It was found again on this walk." if again else "This walk brought no finding of the kind.")
        first = min((f.walk for f in chain.found), key=lambda w: w.started_at or 0)
        self.evidence.show_walks(first, self._walk, chain.touchpoint)

    def _on_judged(self, verdict: str) -> None:
        if self.chain is not None and self._walk is not None:
            test = ChainTest(str(uuid4()), *self.chain.key, verdict, self._walk.id, self.note.text().strip())
            self.note.clear()
            self._walk = None
            self.entryKept.emit(test)

    def _read_frictions(self, chain: Chain) -> None:
        """The gravest frictions behind the chain, read from their journeys."""
        graded = {m: (level, f.walk) for f in chain.found for m, level in f.severities}
        worst = sorted(graded, key=lambda m: -graded[m][0])[:_MOST_FRICTIONS]
        wanted = tuple(worst)
        self.rests.setText(
            f"Frictions behind it, {len(wanted)} of {len(graded)}" if len(wanted) < len(graded)
            else "Frictions behind it" if graded else "No friction behind it"
        )  # fmt: skip
        if wanted == self._read:
            return
        self._read = wanted
        self._behind = {m: graded[m][1] for m in wanted}
        self.moments.show_rows(())
        if wanted:
            behind = self._behind
            self._desk.read(
                lambda q: _frictions(q, wanted, behind),
                lambda rows: self._on_frictions(wanted, rows), self._on_failed, self,
            )  # fmt: skip

    def _on_frictions(self, wanted: tuple[str, ...], rows: list[MomentRow]) -> None:
        if wanted == self._read:
            self.moments.show_rows(rows)

    def _on_failed(self, error: KnownError) -> None:
        self._read = ()
        self.failed.emit(error)

    def _on_moment(self, moment: str) -> None:
        walk = self._behind.get(moment)
        if walk is not None:
            self.momentChosen.emit(walk.id, walk.state, moment)

    def _on_open(self) -> None:
        if self._walk is not None:
            self.openRequested.emit(self._walk.id, self._walk.state)

    def _show_findings(self, chain: Chain) -> None:
        clear(self._findings)
        for found in chain.found[:_MOST_FOUND]:
            words = f"{found.walk.label}: {found.finding.title.strip() or 'Untitled finding'}"
            link = button(_cut(words), "link", name=f"chain.finding.{found.key}", tip=words)
            link.clicked.connect(lambda _on=False, key=found.key: self.findingChosen.emit(key))
            self._findings.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if len(chain.found) > _MOST_FOUND:
            more = f"and {len(chain.found) - _MOST_FOUND} more on the board"
            self._findings.addWidget(label(more, "small"))

    def _build(self) -> None:
        proposal = QVBoxLayout(self._proposal)
        proposal.setContentsMargins(0, 0, 0, 0)
        proposal.setSpacing(8)
        for part in (self.proposed, self.which, self.seen, self.evidence, self.note):
            proposal.addWidget(part)
        proposal.addLayout(row(self.support, self.refute, None, self.open, spacing=6))
        self._tests.setSpacing(6)
        self._findings.setSpacing(2)
        column = self.lay_out(self.back)
        above: tuple[QWidget, ...] = (self.title, self.meta, self.effects, rule(), self.verdict)
        below: tuple[QWidget, ...] = (
            *(self._proposal, self.nothing, rule(), self.rests, self.moments),
            label("Findings behind it", "overline"),
        )
        for each in above:
            column.addWidget(each)
        column.addLayout(self._tests)
        for each in below:
            column.addWidget(each)
        column.addLayout(self._findings)
        column.addStretch(1)


def _frictions(queries: Queries, wanted: Sequence[str], behind: Mapping[str, Walk]) -> list[MomentRow]:
    """For the reader: those moments as rows that say from which walk they come."""
    rows: dict[str, MomentRow] = {}
    for walk in dict.fromkeys(behind.values()):
        record = queries.load(walk.id)
        mine = [m for m in record.moments if behind.get(m.id) == walk]
        said = (Run(f"{walk.label} · ", "ink2"),)
        rows |= {r.moment.id: replace(r, where="", details=said + r.details) for r in moment_rows(record, mine)}
    return [rows[ident] for ident in wanted if ident in rows]


def _cut(words: str) -> str:
    """What a button can hold."""
    words = words.replace("&", "&&")
    return words if len(words) <= 44 else f"{words[:43].rstrip()}\u2026"
