"""The verdict above the figures: the leader's sentence or a proposed one, why it mattered, how far the journey is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mysteryshop.analysis import debrief
from mysteryshop.journey import Record
from mysteryshop.vocabulary import STATES, by_id

from ..widgets.long_words import breakable
from ..widgets.parts import button, label
from ..widgets.tag_field import TagField
from .reading import Reading

_TWIN = "Another state of this journey is kept beside it: open it"
_TWIN_TIP = (
    "Both were edited apart from each other, and came together in a bundle. Exclude the one that does not count."
)
_TALL = 720  # height of the window from which on there is room for the why


class StoryHead(QWidget):
    """Shows what is known at once, and the rest once it is computed."""

    twinRequested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.headline = label("", "title", wrap=True, name="story.headline")
        self.why = label("", "quiet", wrap=True, name="story.why")
        self.state = label("", "small", wrap=True, name="story.state")
        self._proposed = ""
        self._tall = True
        self.tags = TagField("story.tags")
        self.twin = button(_TWIN, "link", name="story.twin", tip=_TWIN_TIP, on=self._on_twin)
        self._twin = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.headline, self.why, self.state, self.tags):
            layout.addWidget(part)
        layout.addWidget(self.twin, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self) -> None:
        """Another journey: nothing is computed of it yet."""
        self._proposed = ""
        self.state.clear()

    def show_record(self, record: Record) -> None:
        """Everything that needs no computing."""
        said = record.answers.get(debrief.HEADLINE, "").strip()
        self.headline.setText(breakable(said or self._proposed or record.template.name))
        why = record.journey.why.strip()
        self.why.setText(f"“{breakable(why)}” \u2014 why it mattered to me, written before the walk" if why else "")
        self.tags.show_tags(record.journey.tags)
        self._twin = record.journey.twin
        self.twin.setVisible(bool(self._twin))
        self._show_why()

    def show_reading(self, reading: Reading, record: Record) -> None:
        """What was computed of the record."""
        self._proposed = reading.proposed
        self.show_record(record)
        visited, planned = reading.walked
        count = len(record.moments)
        parts = [by_id(STATES, record.journey.state).label, f"{visited} of {planned} touchpoints"]
        parts.append(f"{count} moment{'' if count == 1 else 's'}")
        if debrief.tainted(record):
            parts.append("tainted: recognised or favoured")
        if record.journey.demo:
            parts.append("demo data")
        if not record.answers.get(debrief.HEADLINE, "").strip():
            parts.append("headline proposed from the data")
        self.state.setText("  ·  ".join(parts))

    def set_room(self, height: int) -> None:
        """Where the window is low the chart needs the room more than the why and the tags."""
        self._tall = height >= _TALL
        self._show_why()

    def _on_twin(self) -> None:
        self.twinRequested.emit(self._twin)

    def _show_why(self) -> None:
        self.why.setVisible(bool(self.why.text()) and self._tall)
        self.tags.setVisible(self._tall)  # in a low window they are changed from the list
