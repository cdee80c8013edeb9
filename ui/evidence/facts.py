"""What is known of a piece of evidence, beside its picture: when, by whose clock, how large, its hash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from mysteryshop.clock import local
from mysteryshop.evidence_files import kinds, words
from mysteryshop.journey import Attachment, Record

from ..widgets import wording
from ..widgets.long_words import breakable
from ..widgets.moment_rows import moment_rows
from ..widgets.parts import button, label, named, row
from ..widgets.runs import plain
from ..widgets.saved_text import SavedText

_ASK = "Remove it from the evidence?"


class Facts(QWidget):
    """`reportToggled`, `noteKept`, `removeRequested`, `copyRequested`, `cleanRequested`: what the leader wants."""

    reportToggled = Signal(bool)
    noteKept = Signal(str)
    removeRequested = Signal()
    copyRequested = Signal()
    cleanRequested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "surface")
        self.name = label("", "subtitle", wrap=True, name="evidence.name")
        self.moment = label("", "quiet", wrap=True, name="evidence.moment")
        self.in_report = named(QCheckBox("Show it in the report"), "evidence.inReport")
        self.note = SavedText("evidence.note", "What does it show? The report prints this.", "What it shows", lines=2)
        self.camera = label("", "small", wrap=True, name="evidence.camera")
        self.clean = button("Remove camera data", name="evidence.clean", on=self.cleanRequested.emit)
        self.copy = button("Save a copy…", name="evidence.copy", on=self.copyRequested.emit)
        self.remove = button("Remove", "danger", name="evidence.remove", on=self._on_remove)
        self.sentence = label("", "small-warning", wrap=True, name="evidence.sentence")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._asking = False
        self._build()
        self.in_report.clicked.connect(self.reportToggled)
        self.note.kept.connect(lambda text: self.noteKept.emit(text.strip()))

    def begin(self, record: Record, attachment: Attachment) -> None:
        """Another one."""
        self.note.draft.flush()
        self.note.draft.begin(attachment.note)
        self._ask(False)
        self.show_facts(record, attachment, quiet=False)

    def show_facts(self, record: Record, attachment: Attachment, *, quiet: bool) -> None:
        """Follow what is stored."""
        self.name.setText(breakable(attachment.name))
        self.moment.setText(breakable(_moment_text(record, attachment)))
        self.in_report.setChecked(attachment.in_report)
        self.note.draft.show(attachment.note, quiet)
        self.camera.setText(camera_text(attachment))
        self.clean.setVisible(attachment.kept_metadata and _can_be_freed(attachment.media_type))
        self._fill(facts_of(record, attachment))

    def set_locked(self, locked: bool) -> None:
        """Only to be looked at."""
        for part in (self.in_report, self.clean, self.remove):
            part.setEnabled(not locked)
        self.note.setReadOnly(locked)

    def say(self, sentence: str) -> None:
        """Something about this file, or nothing."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def _fill(self, facts: Sequence[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, (name, value) in enumerate(facts):
            shown = label(breakable(value), "", wrap=True, name=f"evidence.fact.{name.lower().replace(' ', '-')}")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label(name, "quiet"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, place, 1)

    def _on_remove(self) -> None:
        if self._asking:
            self.removeRequested.emit()
        self._ask(not self._asking)

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        self.remove.setText(_ASK if asking else "Remove")

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        for part in (self.name, self.moment, self.note, self.in_report):
            layout.addWidget(part)
        layout.addSpacing(4)
        layout.addLayout(self._grid)
        layout.addWidget(self.camera)
        layout.addLayout(row(self.clean, None))
        layout.addWidget(self.sentence)
        layout.addStretch(1)
        layout.addLayout(row(self.copy, self.remove, None))


def facts_of(record: Record, attachment: Attachment) -> list[tuple[str, str]]:
    """What stands in the table."""
    there = timezone(timedelta(seconds=attachment.offset_s))
    taken = local(attachment.captured_at, there)
    facts = [
        ("Taken", _day_and_time(taken)),
        ("By", words.clock_text(attachment.clock)),
        ("Attached", _day_and_time(local(attachment.recorded_at, record.journey.zone))),
        ("Kind", words.type_text(attachment.media_type)),
        ("Size", words.size_text(attachment.size)),
    ]
    if attachment.width and attachment.height:
        facts.append(("Pixels", f"{attachment.width} × {attachment.height}"))
    spaced = " ".join(attachment.digest[i : i + 8] for i in range(0, len(attachment.digest), 8))
    return [*facts, ("SHA-256", spaced)]


def _day_and_time(at: datetime) -> str:
    return f"{at.day} {at:%b %Y, %H:%M:%S}"  # a day without its zero is no format on Windows


def camera_text(attachment: Attachment) -> str:
    """Whether the file tells more than it shows."""
    if not _can_be_freed(attachment.media_type):
        return "Kept as it came: what is written inside the file, such as an author or a place, was not removed."
    if attachment.kept_metadata:
        return "The camera data was kept: the file may tell where and with what it was taken."
    return "No position, device or other camera data is in this file."


def _can_be_freed(media: str) -> bool:
    return kinds.is_picture(media) or media in kinds.BLANKED


def _moment_text(record: Record, attachment: Attachment) -> str:
    moment = record.moment(attachment.moment)
    if moment is None:
        return ""
    (shown,) = moment_rows(record, [moment])
    number = record.number_of(moment)
    return f"Beside moment {number}, {shown.time}: {wording.kind_word(moment)}, {plain(shown.what)}"
