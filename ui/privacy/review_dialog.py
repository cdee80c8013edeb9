"""Before a journey leaves: what may identify somebody, case by case, with how it will read.

K keeps, R redacts, A decides all of the kind alike; Enter goes on, Esc leaves everything as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError
from mysteryshop.journey import Attachment, Record
from mysteryshop.privacy.decisions import Box, Decisions
from mysteryshop.privacy.redaction import chosen
from mysteryshop.privacy.scan import Proposal, occurrences
from mysteryshop.privacy.texts import Words

from ..theme import Theme
from ..widgets.banner import Banner
from ..widgets.parts import button, column, label, named, row
from .context_view import ContextView
from .picture_rows import PictureRows
from .proposal_delegate import ProposalDelegate
from .proposal_model import ProposalModel

_TITLE = "Does this identify somebody?"
_WORDS = "The journey itself stays as it is. What you redact is replaced everywhere alike in what you export."
_NO_WORDS = "Nothing was found in the words that may identify somebody."
_LIST = 320  # pixels


class ReviewDialog(QDialog):
    """`decisions` holds what was decided when it was accepted."""

    def __init__(
        self,
        record: Record | Words,
        proposals: tuple[Proposal, ...],
        decisions: Decisions,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        pictures: Sequence[Attachment] = (),
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reviewDialog")
        self.setWindowTitle("Before it leaves")
        self.resize(880, 600)
        self._record, self._before = record, decisions
        self.model = ProposalModel(proposals, decisions, self)
        self.list = _list(self.model, theme)
        self.context = ContextView(theme)
        self.sum = label("", "strong", wrap=True, name="review.sum")
        self.word = named(QLineEdit(), "review.word", "Redact other words too")
        self.word.setPlaceholderText("Redact other words too, then Enter")
        self.banner = Banner()
        self.pictures = PictureRows(pictures, decisions.boxes)
        self._make_buttons()
        self._build()
        self._wire()
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()
        self._show()

    def _make_buttons(self) -> None:
        self.keep = button(
            "Keep  K", name="review.keep", tip="Keep it in what you export (K)", on=lambda: self._decide(False)
        )
        self.redact = button(
            "Redact  R",
            name="review.redact",
            tip="Replace it everywhere in what you export (R)",
            on=lambda: self._decide(True),
        )
        self.alike = button(
            "All alike  A", name="review.alike", tip="All of this kind as this one (A)", on=self._on_alike
        )
        self.all = button("Redact all", "plain", name="review.all", on=lambda: self.model.decide_all(True))
        self.none = button("Keep all", "plain", name="review.none", on=lambda: self.model.decide_all(False))
        self.go = button("Export", "primary", name="review.go", on=self.accept)
        self._keys = {Qt.Key.Key_K: self.keep, Qt.Key.Key_R: self.redact, Qt.Key.Key_A: self.alike}
        self._keys |= {Qt.Key.Key_Return: self.go, Qt.Key.Key_Enter: self.go}

    def show_error(self, error: KnownError) -> None:
        """A picture that cannot be shown."""
        self.banner.show_error(error)

    def set_boxes(self, digest: str, boxes: Sequence[Box]) -> None:
        """What is to be blacked out in a picture."""
        self._before = self._before.boxed(digest, boxes)
        self.pictures.show_boxes(self._before.boxes)
        self._show()

    @property
    def boxes_drawn(self) -> int:
        """How many boxes the pictures that leave have."""
        return sum(len(self.boxes_of(digest)) for digest in self.pictures.digests)

    def boxes_of(self, digest: str) -> Sequence[Box]:
        """The boxes that a picture has."""
        return self._before.boxes.get(digest, ())

    @property
    def decisions(self) -> Decisions:
        """What was decided before, and now."""
        return self.model.decisions(self._before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """K, R, A and Enter on the list and beside it: a list would take letters for a search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same on the buttons; in the field for words they are letters."""
        in_words = self.word.hasFocus()
        if in_words and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # the field took it
        if in_words or not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        wanted = self._keys.get(Qt.Key(event.key()))
        if wanted is not None and wanted.isEnabled():
            wanted.click()
        return wanted is not None

    def _decide(self, redact: bool) -> None:
        """Decide the proposal under the keyboard, and go on to the next."""
        at = self.list.currentIndex().row()
        if at >= 0:
            self.model.decide(at, redact)
            self.list.setCurrentIndex(self.model.index(min(at + 1, self.model.rowCount() - 1)))
            self.list.setFocus()

    def _on_alike(self) -> None:
        at = self.list.currentIndex().row()
        if at >= 0:
            self.model.decide_alike(at)
            self.list.setFocus()

    def _on_word(self) -> None:
        text = " ".join(self.word.text().split())
        if text:
            found = occurrences(self._record, "words", text)
            self.list.setCurrentIndex(self.model.index(self.model.add(found)))
            self.word.clear()

    def _show(self, *_: QModelIndex) -> None:
        at = self.list.currentIndex().row()
        for part in (self.keep, self.redact, self.alike):
            part.setEnabled(at >= 0)
        if at >= 0:
            self.context.show_proposal(self.model.proposal(at), self.model.redacts(at))
        elif not self.model.rowCount():
            self.context.setPlainText(_NO_WORDS)
        self.sum.setText(chosen(self.model.redacted, self.model.rowCount(), self.boxes_drawn))

    def _build(self) -> None:
        self.go.setAutoDefault(False)
        self.go.setDefault(True)
        for part in (self.keep, self.redact, self.alike, self.all, self.none):
            part.setAutoDefault(False)
        cancel = button("Cancel", name="review.cancel", on=self.reject)
        cancel.setAutoDefault(False)
        left = column(self.list, self.word, spacing=8)
        right = column(self.context, spacing=8)
        right.addLayout(row(self.keep, self.redact, self.alike, None, self.none, self.all))
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(_TITLE, "title"))
        layout.addWidget(label(_WORDS, "quiet", wrap=True))
        self._parts = QWidget()
        self._parts.setLayout(both)
        both.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._parts, 1)
        layout.addWidget(self.banner)
        layout.addWidget(self.pictures)
        foot = row(self.sum, cancel, self.go, spacing=8)
        foot.setStretch(0, 1)
        layout.addLayout(foot)

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._show)
        self.model.decided.connect(self._show)
        for part in (self.list, self.context):
            part.installEventFilter(self)
        self.word.returnPressed.connect(self._on_word)
        self.list.doubleClicked.connect(lambda at: self.model.decide(at.row(), not self.model.redacts(at.row())))


def _list(model: ProposalModel, theme: Theme) -> QListView:
    result = named(QListView(), "review.list", "What may identify somebody")
    result.setModel(model)
    result.setItemDelegate(ProposalDelegate(theme))
    result.setMinimumWidth(_LIST)
    result.setProperty("role", "boxed")
    return result
