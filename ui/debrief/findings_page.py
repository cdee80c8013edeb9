"""Findings: what follows from the walk, in order, with proposals from the data below."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mysteryshop.analysis.debrief import NO_FINDING, settled
from mysteryshop.analysis.proposals import IGNORED, Proposal, propose_findings
from mysteryshop.journey import Finding, Record
from mysteryshop.vocabulary import TRIAGES, by_id

from ..pen import Pen, new_id
from ..theme import Theme
from ..widgets.clearing import let_go
from ..widgets.long_words import breakable
from ..widgets.parts import button, label, row
from .finding_editor import FindingEditor
from .finding_rows import FindingList
from .page import WIDEST, Page

_LIST = 300  # widest list, pixels
_SHOWN = 4  # proposals at a time


class ProposalCard(QFrame):
    """A draft from the data: use it, or ignore it."""

    def __init__(self, proposal: Proposal, page: FindingsPage) -> None:
        super().__init__()
        self.proposal = proposal
        self.setObjectName(f"proposal.{proposal.id}")
        self.setProperty("role", "card")
        triage = by_id(TRIAGES, proposal.draft.triage).label if proposal.draft.triage else ""
        use = button("Use", name=f"proposal.{proposal.id}.use", on=lambda: page.use(proposal))
        use.setAccessibleName(f"Use the proposal: {proposal.draft.title}")
        ignore = button("Ignore", "plain", name=f"proposal.{proposal.id}.ignore", on=lambda: page.ignore(proposal))
        ignore.setAccessibleName(f"Ignore the proposal: {proposal.draft.title}")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(4)
        inside.addWidget(label(breakable(proposal.draft.title), "strong", wrap=True))
        inside.addWidget(label(breakable(f"{triage}? {proposal.why}"), "small", wrap=True))
        inside.addLayout(row(use, ignore, None, spacing=4))


class FindingsPage(Page):
    """Left the list and the proposals, right the finding that is edited. Alt+N writes a new one."""

    widest = WIDEST

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("findingsPage", "Findings", pen, theme)
        self.words.setText("What should be improved, amplified or corrected. The first three stand on page one.")
        self.list = FindingList(theme)
        self.editor = FindingEditor(pen, theme)
        self.new = button("New finding", name="finding.new", tip="Alt+N", on=self.add)
        self.up = button("↑", "plain", name="finding.up", tip="Alt+Up", on=lambda: self.shift(-1))
        self.down = button("↓", "plain", name="finding.down", tip="Alt+Down", on=lambda: self.shift(1))
        self.remove = button("Remove", "plain", name="finding.remove", on=self._on_remove)
        self.up.setAccessibleName("Move the finding up")
        self.down.setAccessibleName("Move the finding down")
        self.nothing = button("No finding on this walk", "chip", name="finding.none")
        self.nothing.setCheckable(True)
        self.nothing.clicked.connect(lambda on: self.pen.settle(NO_FINDING, on))
        self._proposals = QVBoxLayout()
        self._proposals.setSpacing(8)
        self._cards: list[ProposalCard] = []
        self._shown = ""  # the finding in the editor
        self._new = ""  # one that was just written: the keyboard goes to its title
        self._proposed = label("Proposed from the data", "overline")
        self._hint = label("Choose a proposal, or write your own.", "quiet", wrap=True)
        self._build()
        self.list.findingChosen.connect(self._on_chosen)
        self.list.moveRequested.connect(self.shift)
        self.list.enterPressed.connect(self.editor.title.setFocus)
        self.editor.due.field.goOn.connect(self.goOn)
        for key, act in (("Alt+N", self.add), ("Alt+Up", lambda: self.shift(-1)), ("Alt+Down", lambda: self.shift(1))):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def enter(self, record: Record) -> None:
        """Begin with the first finding."""
        if not any(f.id == self.editor.current for f in record.findings):
            self.editor.current = ""
        super().enter(record)

    def show_record(self, record: Record) -> None:
        """Follow the record."""
        self.list.findings.show_findings(record.findings)
        self.list.fit()
        self.list.setVisible(bool(record.findings))
        self._show_proposals(record)
        self._show_editor(record)
        place = self.list.findings.place(self.editor.current)
        locked = self.pen.locked
        self.up.setEnabled(place > 0 and not locked)
        self.down.setEnabled(0 <= place < len(record.findings) - 1 and not locked)
        self.remove.setEnabled(place >= 0 and not locked)
        self.nothing.setVisible(not record.findings)
        for each in (self.up, self.down, self.remove):
            each.setVisible(bool(record.findings))
        self.nothing.setChecked(settled(record, NO_FINDING))

    def first(self) -> QWidget | None:
        """The title that is empty, the list, or the first proposal."""
        if self.editor.current and not self.editor.title.words():
            return self.editor.title
        if not self.list.isHidden():
            return self.list
        return self._cards[0].findChildren(type(self.new))[0] if self._cards else self.new

    def go_there(self, about: str, field: str) -> None:
        """A field of one finding."""
        self._on_chosen(about)
        super().go_there(about, field)

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        super().set_locked(locked)
        self.editor.set_locked(locked)
        for each in (self.new, self.nothing):
            each.setEnabled(not locked)
        if self.pen.record is not None:
            self.show_record(self.pen.record)

    def add(self) -> None:
        """A new finding, last in order, edited at once."""
        self._insert(Finding(new_id(), self._last() + 1, ""))

    def use(self, proposal: Proposal) -> None:
        """Take a proposal as a finding of its own."""
        self._insert(replace(proposal.draft, id=new_id(), ordinal=self._last() + 1))

    def ignore(self, proposal: Proposal) -> None:
        """Do not propose that again."""
        self.pen.settle(IGNORED + proposal.id)

    def shift(self, by: int) -> None:
        """Move the finding that is edited up or down."""
        record = self.pen.record
        if record is None or self.pen.locked:
            return
        self.flush()
        findings = [self.editor.item(f.id) or f for f in record.findings]
        place = next((i for i, f in enumerate(findings) if f.id == self.editor.current), -1)
        if place < 0 or not 0 <= place + by < len(findings):
            return
        findings[place], findings[place + by] = findings[place + by], findings[place]
        moved = [replace(f, ordinal=n) for n, f in enumerate(findings, 1) if f.ordinal != n]
        self.pen.save(*moved)

    def _insert(self, finding: Finding) -> None:
        if self.pen.locked:
            return
        self.flush()
        self.editor.current = finding.id
        self._new = finding.id
        self.pen.save(finding)

    def _last(self) -> int:
        record = self.pen.record
        return max((f.ordinal for f in record.findings), default=0) if record is not None else 0

    def _on_chosen(self, ident: str) -> None:
        self.flush()
        record = self.pen.record
        finding = self.editor.item(ident)
        if record is not None and finding is not None:
            self.editor.begin(record, finding)
            self.show_record(record)

    def _on_remove(self) -> None:
        if self.editor.current and not self.pen.locked:
            gone, self.editor.current = self.editor.current, ""
            self.pen.save(removed=(gone,))

    def _show_editor(self, record: Record) -> None:
        findings = {f.id: f for f in record.findings}
        wanted = self.editor.current if self.editor.current in findings or not self.quiet else ""
        if not wanted and findings:
            wanted = next(iter(findings))
        if wanted in findings:
            if wanted != self._shown or self._new == wanted:
                self.editor.begin(record, findings[wanted])
                if self._new == wanted:
                    self._new = ""
                    self.editor.title.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.editor.follow(record, findings[wanted], self.quiet)
            self._shown = wanted
            self.list.choose(wanted)
        self.editor.setVisible(wanted in findings)
        self._hint.setVisible(wanted not in findings)

    def _show_proposals(self, record: Record) -> None:
        proposals = propose_findings(record) if not self.pen.sealed else ()
        if [c.proposal for c in self._cards] != list(proposals[:_SHOWN]):
            had = any(card.isAncestorOf(self.focusWidget()) for card in self._cards if self.focusWidget() is not None)
            for card in self._cards:
                let_go(card)
            self._cards = [ProposalCard(p, self) for p in proposals[:_SHOWN]]
            for card in self._cards:
                self._proposals.addWidget(card)
            if had:
                self.focus_first()
        self._proposed.setVisible(bool(self._cards))

    def _build(self) -> None:
        left = QWidget()
        left.setMaximumWidth(_LIST)
        left.setMinimumWidth(220)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addLayout(row(self.up, self.down, None, self.remove, spacing=2))
        column.addWidget(self.new)
        column.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self._proposed)
        column.addLayout(self._proposals)
        column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(left, 2, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.addWidget(self.editor)
        right.addWidget(self._hint)
        right.addStretch(1)
        both.addLayout(right, 5)
        self.body.addLayout(both)
