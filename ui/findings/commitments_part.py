"""What was taken on because of a finding, and the later walks that prove it: nothing else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mysteryshop.analysis.board.found import Board, Found, Walk
from mysteryshop.analysis.board.proofs import judged, proposals
from mysteryshop.errors import KnownError
from mysteryshop.practice import Commitment
from mysteryshop.vocabulary import COMMITMENT_STATES, by_id

from ..desk import Desk
from ..theme import Theme
from ..widgets.choice import ChoiceRow, Option
from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.parts import button, label, row
from . import wording
from .before_after import BeforeAfter, touchpoint_of
from .commitment_form import CommitmentForm

_MOST = 4  # walks that are proposed at a time


class CommitmentCard(QFrame):
    """One commitment with its dates, its state, and what could prove it."""

    judgeRequested = Signal(str, str, bool)  # commitment, proof, kept
    dropRequested = Signal(str)
    editRequested = Signal(str)
    openRequested = Signal(str, str)
    momentChosen = Signal(str, str, str)
    failed = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, found: Found, commitment: Commitment, over: Sequence[Walk],
                 today: date) -> None:  # fmt: skip
        super().__init__()
        self.commitment, self._found = commitment, found
        self._name = f"commitment.{commitment.id}"
        self.setObjectName(self._name)
        self.setProperty("role", "card")
        is_open = commitment.state == "open"
        fit = proposals(commitment, found, over)
        self.walks = fit[:_MOST] if is_open else tuple(w for w in over if w.id == commitment.proof)
        self.evidence = BeforeAfter(desk, theme, f"{self._name}.evidence")
        self.evidence.momentChosen.connect(self.momentChosen)
        self.evidence.failed.connect(self.failed)
        self._walk: Walk | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(label(breakable(commitment.text), "strong", wrap=True))
        layout.addWidget(label(_dates(commitment), "small", wrap=True))
        for words, role in self._standing(today):
            layout.addWidget(label(words, role, wrap=True))
        self._add_proof(layout, is_open)
        layout.addWidget(self.evidence)
        if is_open:
            layout.addLayout(row(
                button("Change", "plain", name=f"{self._name}.edit", on=lambda: self.editRequested.emit(commitment.id)),
                button("Drop", "plain", name=f"{self._name}.drop", on=lambda: self.dropRequested.emit(commitment.id)),
                None, spacing=4,
            ))  # fmt: skip
        self.evidence.setVisible(bool(self.walks) and is_open)
        if self.walks and is_open:
            self._on_walk(self.walks[0].id)

    def _standing(self, today: date) -> list[tuple[str, str]]:
        made = self.commitment
        if made.state != "open":
            words = by_id(COMMITMENT_STATES, made.state).label
            proof = self.walks[0].label if self.walks else "a walk that is not there any more" if made.proof else ""
            told = f"{words}: the walk of {proof} shows it" if proof else words
            return [(told, {"kept": "kept", "broken": "error"}.get(made.state, "quiet"))]
        said = []
        if made.due and made.due < today.isoformat():
            said.append((f"Overdue since {wording.day(made.due)}", "warning"))
        if not self.walks:
            place = self._found.touchpoint
            if not place:
                said.append(
                    ("Name the finding's touchpoint in its debrief: a later walk over it is the proof.", "small")
                )
            else:
                due = made.rewalk and made.rewalk <= today.isoformat()
                if due:
                    said.append((f"To be walked again since {wording.day(made.rewalk)}", "warning"))
                said.append((f"Only a later walk over {breakable(place)} can prove it; there is none yet.", "small"))
        return said

    def _add_proof(self, layout: QVBoxLayout, is_open: bool) -> None:
        if not self.walks:
            return
        if not is_open:
            show = button("Before and after", "link", name=f"{self._name}.show", on=self._on_show)
            open_ = button("Open that walk", "link", name=f"{self._name}.open", on=self._on_open)
            layout.addLayout(row(show, open_, None, spacing=4))
            return
        layout.addWidget(label("Walked again since: was it kept?", "strong"))
        named = zip(self.walks, wording.labels(self.walks), strict=True)
        options = [Option(w.id, words, str(n)) for n, (w, words) in enumerate(named, 1)]
        self.which = ChoiceRow(f"{self._name}.walks", "Which later walk", options, clearable=False)
        self.which.show_value(self.walks[0].id)
        self.which.chosen.connect(self._on_walk)
        layout.addWidget(self.which)
        yes = button("It was kept", "primary", name=f"{self._name}.kept", on=lambda: self._judge(True))
        no = button("It was not", name=f"{self._name}.broken", on=lambda: self._judge(False))
        open_ = button("Open that walk", "link", name=f"{self._name}.open", on=self._on_open)
        layout.addLayout(row(yes, no, None, open_, spacing=6))

    def _on_walk(self, ident: str) -> None:
        self._walk = next((w for w in self.walks if w.id == ident), None)
        if self._walk is not None:
            self.evidence.show_walks(self._found.walk, self._walk, touchpoint_of(self._found))

    def _on_show(self) -> None:
        self.evidence.setVisible(self.evidence.isHidden())
        self._on_walk(self.walks[0].id)

    def _on_open(self) -> None:
        walk = self._walk or self.walks[0]
        self.openRequested.emit(walk.id, walk.state)

    def _judge(self, kept: bool) -> None:
        if self._walk is not None:
            self.judgeRequested.emit(self.commitment.id, self._walk.id, kept)


class CommitmentsPart(QWidget):
    """`kept` carries a commitment to be kept as it is now."""

    kept = Signal(object)
    openRequested = Signal(str, str)
    momentChosen = Signal(str, str, str)
    failed = Signal(object)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk, self._theme = desk, theme
        self._found: Found | None = None
        self._board = Board()
        self.cards: list[CommitmentCard] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.add = button("New commitment", name="commitment.new", on=self.begin)
        self.form = CommitmentForm()
        self.form.hide()
        self.form.kept.connect(self._on_form)
        self.form.left.connect(self._on_left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._list)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.form)

    def show_found(self, found: Found, board: Board) -> None:
        """Follow the board; what is being typed stays with its finding, and so do walks that are being looked at."""
        changed = self._found is None or self._found.key != found.key
        same = not changed and self._found is not None and self._found.commitments == found.commitments
        over = board.walked(found.walk.template, touchpoint_of(found))
        if same and self._over() == over:
            self._found, self._board = found, board
            return
        self._found, self._board = found, board
        if changed:
            self._on_left()
        clear(self._list)
        self.cards = [CommitmentCard(self._desk, self._theme, found, c, over, board.today) for c in found.commitments]
        for card in self.cards:
            card.judgeRequested.connect(self._on_judged)
            card.dropRequested.connect(lambda ident: self._on_state(ident, "dropped"))
            card.editRequested.connect(self._on_edit)
            card.openRequested.connect(self.openRequested)
            card.momentChosen.connect(self.momentChosen)
            card.failed.connect(self.failed)
            self._list.addWidget(card)

    def begin(self) -> None:
        """A new one."""
        if self._found is not None:
            self.add.hide()
            self.form.show()
            self.form.begin(self._found, self._board.today)

    def leave(self) -> bool:
        """Leave the form, and say whether there was one to be left."""
        there = self.form.isVisible()
        if there:
            self._on_left()
            self.add.setFocus()
        return there

    def _over(self) -> tuple[Walk, ...]:
        found = self._found
        return () if found is None else self._board.walked(found.walk.template, touchpoint_of(found))

    def _commitment(self, ident: str) -> Commitment | None:
        return next((c for c in self._found.commitments if c.id == ident), None) if self._found else None

    def _on_judged(self, ident: str, proof: str, kept: bool) -> None:
        made = self._commitment(ident)
        if made is None or self._found is None:
            return
        try:
            self.kept.emit(judged(made, self._found, self._over(), proof, kept=kept))
        except KnownError as error:
            self.failed.emit(error)

    def _on_state(self, ident: str, state: str) -> None:
        if (made := self._commitment(ident)) is not None:
            self.kept.emit(replace(made, state=state))

    def _on_edit(self, ident: str) -> None:
        made = self._commitment(ident)
        if made is not None and self._found is not None:
            self.add.hide()
            self.form.show()
            self.form.begin(self._found, self._board.today, made)

    def _on_form(self, made: Commitment) -> None:
        self._on_left()
        self.kept.emit(made)

    def _on_left(self) -> None:
        self.form.hide()
        self.add.show()


def _dates(made: Commitment) -> str:
    """Who owns it, when it was made, until when, and when it is walked again."""
    dates = (("made", made.made_on), ("due", made.due), ("walk again", made.rewalk))
    parts = [breakable(made.owner.strip() or "no owner yet"), *(f"{words} {wording.day(d)}" for words, d in dates if d)]
    return " · ".join(parts)
