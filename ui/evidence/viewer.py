"""The viewer: one piece of evidence large, the facts beside it, the others one key away. It never blocks the walk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError
from mysteryshop.evidence_files import kinds, words
from mysteryshop.journey import Attachment, Record

from ..desk import Desk
from ..theme import Theme, icon
from ..widgets.parts import button, frame, label, row, scrolled
from .canvas import STEP, PictureCanvas
from .facts import Facts

if TYPE_CHECKING:  # Pillow and SQLAlchemy are imported on the workers
    from mysteryshop.evidence_files.pictures import Bitmap
    from mysteryshop.store.database import Database

TITLE = "Pictures"  # of the window: says nothing to who looks over a shoulder
_SIDE = 320


class EvidenceViewer(QWidget):
    """A window of its own. `changed(attachment)`, `removed(id)`, `copyRequested(attachment)`, `cleanRequested(...)`."""

    changed = Signal(object)  # Attachment, altered
    removed = Signal(str)
    copyRequested = Signal(object)
    cleanRequested = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("evidenceViewer")
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icon("file-text", "#8A8A84", 32))
        self.resize(1040, 700)
        self.setMinimumSize(640, 420)
        self._desk, self._theme = desk, theme
        self._record: Record | None = None
        self._shown: tuple[Attachment, ...] = ()
        self.current = ""
        self._loaded = ""  # the digest of what the canvas shows
        self.canvas = PictureCanvas(theme)
        self.facts = Facts()
        self.where = label("", "strong", name="evidence.where")
        self.before = button("‹ Before", "plain", name="evidence.before", tip="Left", on=lambda: self.step(-1))
        self.after = button("After ›", "plain", name="evidence.after", tip="Right", on=lambda: self.step(1))
        self.zoom = label("", "quiet", name="evidence.zoom")
        self.zoom.setMinimumWidth(round(56 * theme.scale))
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fit = button("Fit", "plain", name="evidence.fit", tip="0", on=self.canvas.fit)
        self.actual = button("1 : 1", "plain", name="evidence.actual", tip="1", on=self.canvas.actual)
        self.closer = button("+", "plain", name="evidence.closer", tip="+", on=lambda: self.canvas.zoom(STEP))
        self.away = button("−", "plain", name="evidence.away", tip="-", on=lambda: self.canvas.zoom(1 / STEP))
        self._build()
        self._wire()
        if parent is not None:
            parent.installEventFilter(self)

    def open(self, record: Record, attachments: Sequence[Attachment], ident: str) -> None:
        """Look at one of these."""
        self._record, self._shown = record, tuple(attachments)
        self._go(ident)
        self.show()
        self.raise_()
        self.activateWindow()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, record: Record, *, quiet: bool) -> None:
        """Follow the record: what is gone leaves, what changed is shown."""
        self._record = record
        there = {a.id: a for a in record.attachments}
        place = self._place()
        self._shown = tuple(there[a.id] for a in self._shown if a.id in there)
        if not self._shown:
            self.close()
        elif self.current not in there:
            self._go(self._shown[min(place, len(self._shown) - 1)].id)
        else:
            attachment = self._shown[self._place()]
            self.facts.show_facts(record, attachment, quiet=quiet)
            self._load(attachment)
            self._tell()

    def set_locked(self, locked: bool) -> None:
        """Only to be looked at, or to be altered."""
        self.facts.set_locked(locked)

    def step(self, by: int) -> None:
        """The one before or after."""
        place = self._place() + by
        if 0 <= place < len(self._shown):
            self._go(self._shown[place].id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody sees pictures beside the small window of discreet mode: it goes when the app's window does."""
        if event.type() == QEvent.Type.Hide and watched is self.parent():
            self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is kept."""
        self.facts.note.draft.flush()
        super().closeEvent(event)

    def _go(self, ident: str) -> None:
        self.facts.note.draft.flush()  # said of the one before
        self.current = ident
        if self._record is None:
            return
        attachment = self._shown[self._place()]
        self.facts.begin(self._record, attachment)
        self.facts.say("")
        self._load(attachment)
        self._tell()

    def _place(self) -> int:
        return next((i for i, a in enumerate(self._shown) if a.id == self.current), 0)

    def _tell(self) -> None:
        place = self._place()
        self.where.setText(f"{place + 1} of {len(self._shown)}")
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(self._shown) - 1)

    def _load(self, attachment: Attachment) -> None:
        digest, media, name = attachment.digest, attachment.media_type, attachment.name
        if digest == self._loaded:
            return
        self._loaded = digest
        if not kinds.is_picture(media):
            kind = words.type_text(media)
            self.canvas.show_sentence(f"{kind}. It cannot be shown here: save a copy to open it.")
            return
        self.canvas.show_sentence("Reading …")

        def made(levels: Sequence[Bitmap]) -> None:
            if self._loaded == digest:
                self.canvas.show_picture(levels)

        def work(database: Database) -> Sequence[Bitmap]:
            from mysteryshop.evidence_files.pictures import bitmaps

            return bitmaps(database.files.read(digest), media, name)

        self._desk.read_store(work, made, lambda error: self._on_failed(digest, error), self)

    def _on_failed(self, digest: str, error: KnownError) -> None:
        if self._loaded == digest:
            self.canvas.show_sentence(f"{error.title}\n{error.remedy}")

    def _attachment(self) -> Attachment | None:
        return self._shown[self._place()] if self._shown else None

    def _alter(self, **fields: object) -> None:
        from dataclasses import replace

        attachment = self._attachment()
        if attachment is not None:
            altered = replace(attachment, **fields)  # type: ignore[arg-type]  # fields by name
            self._shown = tuple(altered if a.id == altered.id else a for a in self._shown)
            self.changed.emit(altered)

    def _on_zoomed(self, percent: int) -> None:
        self.zoom.setText(f"{percent} %" if percent else "")
        for part in (self.fit, self.actual, self.closer, self.away):
            part.setEnabled(bool(percent))

    def _build(self) -> None:
        bar = frame("bar", row(8, self.where, 8, self.before, self.after, None), margin=8)
        for part in (self.zoom, self.away, self.closer, self.fit, self.actual):
            bar.layout().addWidget(part)  # type: ignore[union-attr]  # frame() sets one
        side = QFrame()
        side.setProperty("role", "side-right")
        side.setFixedWidth(round(_SIDE * self._theme.scale))
        inside = QVBoxLayout(side)
        inside.setContentsMargins(1, 0, 0, 0)
        inside.addWidget(scrolled(self.facts))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addLayout(middle, 1)

    def _wire(self) -> None:
        self.canvas.zoomed.connect(self._on_zoomed)
        self.canvas.stepRequested.connect(self.step)
        self.facts.reportToggled.connect(lambda on: self._alter(in_report=on))
        self.facts.noteKept.connect(lambda text: self._alter(note=text))
        self.facts.removeRequested.connect(lambda: self.removed.emit(self.current))
        self.facts.copyRequested.connect(lambda: self.copyRequested.emit(self._attachment()))
        self.facts.cleanRequested.connect(lambda: self.cleanRequested.emit(self._attachment()))
        for key, act in {"Esc": self.close, "PgUp": lambda: self.step(-1), "PgDown": lambda: self.step(1)}.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
