"""The tags of one or several journeys: what all have, what some have, and what is added to all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from mysteryshop.store.listing import JourneyRow

from ..widgets.parts import button, label, row
from ..widgets.room import grow
from ..widgets.tag_field import TagField

HINT = "Enter or a comma ends a tag. Tags are yours: no report prints them, and sealed journeys take them too."


class TagsDialog(QDialog):
    """`tags_of` says after `accepted` what each journey has then."""

    def __init__(self, journeys: Sequence[JourneyRow], known: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tagsDialog")
        self.setWindowTitle("Tags")
        self.resize(480, 220)
        self.journeys = tuple(journeys)
        n = len(self.journeys)
        count = Counter(tag for journey in self.journeys for tag in journey.tags)
        self._all = tuple(tag for tag in count if count[tag] == n)
        self._some = {tag: f"on {count[tag]} of {n}" for tag in count if count[tag] < n}
        self.field = TagField("tags")
        self.field.show_known(known)
        self.field.show_tags(self._all, self._some)
        done = button("Save", "primary", name="tagsSave", on=self._save)
        title = "Tags of this journey" if n == 1 else f"Tags of {n} journeys"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title"))
        layout.addWidget(label(HINT, "small", wrap=True))
        layout.addWidget(self.field, 1)
        layout.addLayout(row(None, button("Cancel", name="tagsCancel", on=self.reject), done))
        done.setDefault(True)
        self.field.line.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need."""
        super().showEvent(event)
        grow(self)

    def changes(self) -> dict[str, tuple[str, ...]]:
        """By journey id the tags that it has from now on; only of those that change."""
        gone = {tag for tag in self._all if tag not in self.field.tags}
        new = [tag for tag in self.field.tags if tag not in self._all]
        found = {}
        for journey in self.journeys:
            kept = [tag for tag in journey.tags if tag not in gone]
            tags = (*kept, *(tag for tag in new if tag not in kept))
            if tags != journey.tags:
                found[journey.id] = tags
        return found

    def _save(self) -> None:
        self.field.line.finish()
        self.accept()
