"""One finding: what I saw, what to do with it, whom it helps, the chain from cause to effect, who owns it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from mysteryshop.journey import Finding, Record
from mysteryshop.vocabulary import BENEFICIARIES, CONDITIONS

from ..pen import Pen
from ..theme import Theme
from ..widgets.choice import ChoiceRow, Option
from ..widgets.evidence_picker import EvidencePicker
from ..widgets.likeness import likeness
from ..widgets.parts import label, named, row
from ..widgets.saved_text import SavedLine, SavedText
from .due_date import DueDate
from .intended import Intended
from .triage import TriageRow


class FindingEditor(QFrame):
    """Writes each field as it is left."""

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("findingEditor")
        self.setProperty("role", "card")
        self._pen = pen
        self._intended: Intended[Finding] = Intended(pen, lambda record: record.findings)
        self.current = ""
        self.title = SavedText("finding.title", "Title", "What it is, in one line", lines=1, most=3, single=True)
        self.text = SavedText("finding.text", "What I saw", "What I saw, plainly", lines=2, most=7)
        self.triage = TriageRow()
        benefits = (Option(t.id, t.label, t.label[0], "") for t in BENEFICIARIES)
        self.beneficiary = ChoiceRow("finding.beneficiary", "Who benefits when it is done", benefits)
        conditions = (Option(t.id, t.label, t.label[0]) for t in CONDITIONS)
        self.condition = ChoiceRow("finding.condition", "What held the people who serve back", conditions)
        self.cause = SavedLine("finding.cause", "The cause in your own words", "In your own words")
        self.touchpoint = named(QComboBox(), "finding.touchpoint", "Touchpoint where it shows")
        self.effect = SavedLine("finding.effect", "Effect on the customer", "What it did to the customer")
        self.owner = SavedLine("finding.owner", "Owner", "A role, such as Head of ground operations")
        self.due = DueDate("finding.due")
        self.picker = EvidencePicker("finding.evidence", theme)
        self.like = label("", "small", wrap=True, name="finding.similarity")
        self._build()
        self._wire()

    def begin(self, record: Record, finding: Finding) -> None:
        """Edit another finding."""
        self.current = finding.id
        self._fill_touchpoints(record)
        for field, words in self._words(finding):
            field.draft.begin(words)
        self.due.begin(finding.due)
        self._pen.recall(finding.id, self.due.field)
        self._show(finding)
        self.picker.begin(record, _near(record, finding), finding.moments)
        self._show_similarity(record)

    def follow(self, record: Record, finding: Finding, quiet: bool) -> None:
        """Show what is stored."""
        for field, words in self._words(finding):
            field.draft.show(words, quiet)
        self.due.show_date(finding.due, quiet)
        if quiet:
            self._intended.follow()
            self._fill_touchpoints(record)
            self._show(finding)
            self.picker.show_record(record, finding.moments)

    def item(self, ident: str) -> Finding | None:
        """A finding with what is on its way."""
        return self._intended.item(ident)

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        self.due.set_locked(locked)
        self.touchpoint.setEnabled(not locked)
        self.picker.set_locked(locked)
        self.picker.shown.setEnabled(True)

    def change(self, **fields: object) -> None:
        """Store fields of the finding that is edited."""
        if self.current:
            self._intended.change(self.current, **fields)

    def _words(self, finding: Finding) -> tuple[tuple[SavedText | SavedLine, str], ...]:
        return (
            (self.title, finding.title),
            (self.text, finding.text),
            (self.cause, finding.cause),
            (self.effect, finding.effect),
            (self.owner, finding.owner),
        )

    def _show(self, finding: Finding) -> None:
        self.triage.show_value(finding.triage or "")
        self.beneficiary.show_value(finding.beneficiary or "")
        self.condition.show_value(finding.condition or "")
        self.touchpoint.setCurrentIndex(max(0, self.touchpoint.findData(finding.touchpoint or "")))

    def _fill_touchpoints(self, record: Record) -> None:
        ad_hoc = dict.fromkeys(v.name for v in record.visits if v.ad_hoc)
        wanted = [("No touchpoint", ""), *((t.name, t.key) for t in record.template.touchpoints)]
        wanted += [(f"{name} (ad hoc)", name) for name in ad_hoc]
        there = [(self.touchpoint.itemText(i), self.touchpoint.itemData(i)) for i in range(self.touchpoint.count())]
        if there != wanted:
            self.touchpoint.clear()
            for words, key in wanted:
                self.touchpoint.addItem(words, key)

    def _show_similarity(self, record: Record) -> None:
        self.like.setText(likeness(record, "You"))

    def _wire(self) -> None:
        self._pen.watch(self.due.field)
        kept: tuple[tuple[SavedText | SavedLine, Callable[[str], None]], ...] = (
            (self.title, lambda words: self.change(title=words)),
            (self.text, lambda words: self.change(text=words.strip())),
            (self.cause, lambda words: self.change(cause=words.strip())),
            (self.effect, lambda words: self.change(effect=words.strip())),
            (self.owner, lambda words: self.change(owner=words.strip())),
        )
        for field, keep in kept:
            field.kept.connect(keep)
        self.triage.chosen.connect(lambda value: self.change(triage=value or None))
        self.beneficiary.chosen.connect(lambda value: self.change(beneficiary=value or None))
        self.condition.chosen.connect(lambda value: self.change(condition=value or None))
        self.touchpoint.activated.connect(lambda _: self.change(touchpoint=self.touchpoint.currentData() or None))
        self.due.dateKept.connect(lambda day: self.change(due=day))
        self.picker.evidenceChanged.connect(lambda ids: self.change(moments=ids))
        self._chain(self.title, self.text)
        self._chain(self.triage, self.beneficiary)
        self._chain(self.beneficiary, self.condition)
        self._chain(self.condition, self.cause)
        self._chain(self.cause, self.effect)
        self._chain(self.effect, self.owner)
        self._chain(self.owner, self.due.field)

    @staticmethod
    def _chain(field: SavedText | SavedLine | ChoiceRow, following: QWidget) -> None:
        field.goOn.connect(following.setFocus)
        if isinstance(field, ChoiceRow) and isinstance(following, ChoiceRow):
            following.goBack.connect(field.setFocus)

    def _build(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(6)
        for words, field, below in (
            ("Finding", self.title, None),
            ("What I saw", self.text, self.like),  # whose eyes saw it, before what is to be done with it
            ("What to do with it", self.triage, None),
            ("Who benefits", self.beneficiary, None),
        ):
            inside.addWidget(label(words, "overline"))
            inside.addWidget(field)
            if below is not None:
                inside.addWidget(below)
            inside.addSpacing(4)
        inside.addWidget(label("Cause and effect", "overline"))
        inside.addLayout(self._cause())
        inside.addSpacing(4)
        inside.addWidget(label("Owner and date", "overline"))
        inside.addWidget(self.owner)
        inside.addLayout(row(self.due, None))
        inside.addSpacing(4)
        inside.addWidget(label("Evidence: the moments it rests on", "overline"))
        inside.addWidget(self.picker)

    def _cause(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (words, field) in enumerate(
            (
                ("Frontline", self.condition),
                ("because", self.cause),
                ("at", self.touchpoint),
                ("so the customer", self.effect),
            )
        ):
            grid.addWidget(label(words, "quiet"), place, 0)
            grid.addWidget(field, place, 1)
        return grid


def _near(record: Record, finding: Finding) -> frozenset[str]:
    """What weighs most where the finding shows; on the whole walk where it names no touchpoint."""
    there = {v.id for v in record.visits if finding.touchpoint in (v.touchpoint, v.name)}
    telling = (m for m in record.moments if m.kind in ("friction", "delight") or m.outcome == "broken")
    return frozenset(m.id for m in telling if not there or m.visit in there) | frozenset(finding.moments)
