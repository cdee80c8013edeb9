"""All fields of one moment, each stored as it is left: what happened, when, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from mysteryshop.clock import local
from mysteryshop.journey import Moment, Record
from mysteryshop.notation import duration_text
from mysteryshop.vocabulary import CATEGORIES, CHANNELS, KINDS, SOURCES, TRIGGERS, Term, by_id

from ..pen import Pen
from ..privacy.role_hint import RoleHint
from .long_words import breakable
from .moment_fields import FIELDS, NARROW, MomentFields
from .moment_time import MomentTime
from .parts import label, named
from .saved_form import SavedForm
from .saved_text import SavedLine, SavedText
from .spans import SpanLine

_NONE = "–"
_OF = {  # which kinds a field is asked of; what is stored already is shown whatever the kind
    "category": ("friction", "delight", "note"),
    "channel": ("communication", "promise", "question", "note"),
    "trigger": ("communication",),
    "listened_s": ("communication", "question"),
    "talked_s": ("communication", "question"),
}


class MomentEditor(SavedForm):
    """Follows its moment; a sealed journey's can only be read until a reason was given."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self.setObjectName("momentEditor")
        self._pen = pen
        self.current = ""
        self.kind = _combo("moment.kind", "Kind", KINDS, none=False)
        self.level = named(QComboBox(), "moment.level", "Level")
        self.text = SavedText("moment.text", "What happened", "What happened", lines=2, most=8)
        self.time = MomentTime("moment.time")
        self.category = _combo("moment.category", "Category", CATEGORIES)
        self.channel = _combo("moment.channel", "Channel", CHANNELS)
        self.trigger = _combo("moment.trigger", "Who began, and why", TRIGGERS)
        self.role = SavedLine("moment.role", "Counterpart, by role", "A role, never a name")
        self.role_hint = RoleHint("moment.roleHint")
        self.spans = {
            n: SpanLine(f"moment.{n}", w) for n, w in (("listened_s", "I listened"), ("talked_s", "I talked"))
        }
        self.fields: dict[str, MomentFields] = {kind: make(short=True) for kind, make in FIELDS.items()}
        self._captions: dict[str, QLabel] = {}
        self.origin = label("", "small", wrap=True, name="moment.origin")
        self._build()
        self._wire()

    def begin(self, record: Record, moment: Moment) -> None:
        """Edit another moment."""
        self.flush()
        self.current = moment.id
        self.text.draft.begin(moment.text)
        self.role.draft.begin(moment.role or "")
        self.time.begin(moment.observed_at, record.journey.zone)
        for name, line in self.spans.items():
            line.begin(getattr(moment, name))
        self._pen.recall(moment.id, self.time, *self.spans.values())
        if moment.kind in self.fields:
            self._begin_fields(record, moment)
        self._show(record, moment)
        self.set_locked(self._pen.locked)

    def _begin_fields(self, record: Record, moment: Moment) -> None:
        self.fields[moment.kind].begin(record, moment)
        self._pen.recall(moment.id, *self.fields[moment.kind].read)

    def _follow_fields(self, record: Record, moment: Moment, quiet: bool) -> None:
        fields = self.fields[moment.kind]
        if any(line.about != moment.id for line in fields.read):  # it became a moment of this kind just now
            self._begin_fields(record, moment)
        else:
            fields.show_moment(record, moment, quiet)

    def follow(self, record: Record) -> None:
        """Show what is stored of the moment now."""
        moment = record.moment(self.current)
        if moment is None:
            return
        quiet = self._pen.waiting == 0
        self.text.draft.show(moment.text, quiet)
        self.role.draft.show(moment.role or "", quiet)
        self.time.show_time(moment.observed_at, record.journey.zone, quiet)
        for name, line in self.spans.items():
            line.show_span(getattr(moment, name), quiet)
        if moment.kind in self.fields:
            self._follow_fields(record, moment, quiet)
        if quiet:
            self._show(record, moment)

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be amended."""
        super().set_locked(locked)
        for box in self.findChildren(QComboBox):
            box.setEnabled(not locked)
        for fields in self.fields.values():
            fields.set_locked(locked)

    def _show(self, record: Record, moment: Moment) -> None:
        _choose(self.kind, moment.kind)
        self._show_levels(moment)
        for name in ("category", "channel", "trigger"):
            _choose(getattr(self, name), getattr(moment, name) or "")
            self._show_field(name, moment)
        for name in self.spans:
            self._show_field(name, moment)
        for kind, fields in self.fields.items():
            fields.setVisible(kind == moment.kind)
        self.role_hint.show_for(moment.role or "")
        self.origin.setText(breakable(_origin(record, moment)))

    def _show_field(self, name: str, moment: Moment) -> None:
        wanted = moment.kind in _OF[name] or getattr(moment, name) is not None
        field = self.spans[name] if name in self.spans else getattr(self, name)
        field.setVisible(wanted)
        self._captions[name].setVisible(wanted)

    def _show_levels(self, moment: Moment) -> None:
        term = by_id(KINDS, moment.kind)
        wanted = [(_NONE, None), *((_level(n, w), n) for n, w in zip(term.levels, term.level_labels, strict=True))]
        there = [(self.level.itemText(i), self.level.itemData(i)) for i in range(self.level.count())]
        if there != wanted:
            self.level.clear()
            for words, level in wanted:
                self.level.addItem(words, level)
        self.level.setCurrentIndex(max(0, self.level.findData(moment.level)))
        self.level.setVisible(bool(term.levels))
        self._captions["level"].setVisible(bool(term.levels))
        self._captions["level"].setText(term.scale.capitalize())

    def _amend(self, **fields: Any) -> None:
        record = self._pen.record
        moment = record.moment(self.current) if record is not None else None
        if moment is not None:
            self._pen.amend(moment.id, **fields)

    def _on_kind(self) -> None:
        """Another kind has other levels; what the old kind alone knew is let go."""
        kind = str(self.kind.currentData())
        fields: dict[str, Any] = {"kind": kind, "level": None}
        if kind != "communication":
            fields["trigger"] = None
        else:
            fields["trigger"] = "proactive"
        if kind not in FIELDS:
            fields |= dict.fromkeys(
                ("due_at", "resolved_at", "outcome", "explained", "estimated_s", "occupied", "fair")
            )
        elif kind == "promise":
            fields["outcome"] = "open"
        self._amend(**fields)

    def _on_settled(self, settled: bool) -> None:
        self._pen.settle(self.current, settled)

    def _wire(self) -> None:
        self._pen.watch(self.time, *self.spans.values(), *(f for fields in self.fields.values() for f in fields.read))
        self.kind.activated.connect(lambda _: self._on_kind())
        self.level.activated.connect(lambda _: self._amend(level=self.level.currentData()))
        for name in ("category", "channel", "trigger"):
            box: QComboBox = getattr(self, name)
            box.activated.connect(lambda _, n=name, b=box: self._amend(**{n: b.currentData() or None}))
        self.text.kept.connect(lambda words: self._amend(text=words.strip()))
        self.role.kept.connect(lambda words: self._amend(role=words.strip() or None))
        self.time.timeKept.connect(lambda at: self._amend(observed_at=at))
        for name, line in self.spans.items():
            line.spanKept.connect(lambda seconds, n=name: self._amend(**{n: seconds}))
        for fields in self.fields.values():
            fields.amended.connect(lambda changed: self._amend(**changed))
            fields.settled.connect(self._on_settled)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, NARROW)
        rows: tuple[tuple[str, str, QWidget], ...] = (
            ("kind", "Kind", self.kind),
            ("level", "Level", self.level),
            ("time", "When", self.time),
            ("category", "Category", self.category),
            ("channel", "Channel", self.channel),
            ("trigger", "Began", self.trigger),
            ("role", "With", self.role),
            ("role_hint", "", self.role_hint),
            ("listened_s", "I listened", self.spans["listened_s"]),
            ("talked_s", "I talked", self.spans["talked_s"]),
        )
        for place, (name, words, field) in enumerate(rows):
            caption = label(words, "quiet")
            caption.setBuddy(field)
            self._captions[name] = caption
            grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, place, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text)
        layout.addLayout(grid)
        for fields in self.fields.values():
            layout.addWidget(fields)
        layout.addWidget(self.origin)


def _combo(name: str, says: str, terms: Iterable[Term], *, none: bool = True) -> QComboBox:
    box = named(QComboBox(), name, says)
    if none:
        box.addItem(_NONE, "")
    for term in terms:
        box.addItem(term.label, term.id)
    return box


def _choose(box: QComboBox, ident: str) -> None:
    box.setCurrentIndex(max(0, box.findData(ident)))


def _level(level: int, word: str) -> str:
    return f"{level:+d} {word}".replace("-", "−").replace("+0", "0") if level <= 0 else f"{level} {word}"


def _origin(record: Record, moment: Moment) -> str:
    """Where, when entered, and whether it was moved: the evidence behind the evidence."""
    zone = record.journey.zone
    visit = record.visit_of(moment)
    where = visit.name if visit is not None else "outside any touchpoint"
    entered = f"entered {local(moment.recorded_at, zone):%H:%M:%S}"
    source = by_id(SOURCES, moment.source).label.lower()
    parts = [f"Moment {record.number_of(moment)} of {len(record.moments)}", where, entered, source]
    if moment.original_observed_at != moment.observed_at:
        parts.append(f"first stamped {local(moment.original_observed_at, zone):%H:%M:%S}")
    if moment.estimated_s is not None and moment.kind != "wait":
        parts.append(f"estimated {duration_text(moment.estimated_s)}")
    return "  ·  ".join(parts)
