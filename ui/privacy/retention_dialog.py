"""Until when journeys are kept: a day, chosen or typed, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from mysteryshop.journey import Journey
from mysteryshop.store.listing import JourneyRow

from ..debrief.due_date import EXPECTED, later, read_date
from ..journeys.model import title
from ..widgets.fitting import fit_height
from ..widgets.long_words import breakable
from ..widgets.parts import button, label, named, row

MONTHS = ((6, "6 months"), (12, "1 year"), (36, "3 years"))
_WORDS = (
    "On that day the home screen reminds you; nothing goes by itself. People whom you met on the walk are "
    "best protected by what is no longer there."
)
NAMED = 4  # journeys that are named; the rest is counted
LONGEST = 64  # characters of a name


@dataclass(frozen=True, slots=True)
class Kept:
    """A journey as these dialogs name it; `until` an ISO date, "" where none is set."""

    id: str
    name: str
    until: str = ""


def kept(journey: JourneyRow) -> Kept:
    """A row of the home screen's list."""
    return Kept(journey.id, title(journey), journey.retain_until)


def kept_of(journey: Journey) -> Kept:
    """The head of an open journey."""
    name = f"{journey.template.name} · {journey.place}" if journey.place else journey.template.name
    return Kept(journey.id, name, journey.retain_until)


def names(journeys: Sequence[Kept]) -> str:
    """Their names, one a line; of many the first ones."""
    lines = [breakable(shortened(each.name)) for each in journeys[:NAMED]]
    return "\n".join([*lines, *([f"and {len(journeys) - NAMED} more"] if len(journeys) > NAMED else [])])


def shortened(name: str) -> str:
    """A name that fits on a line or two."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


class RetentionDialog(QDialog):
    """`until` is the day that was chosen, "" for none."""

    def __init__(self, journeys: Sequence[Kept], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("retentionDialog")
        self.setWindowTitle("Keep until")
        self.resize(520, 260)
        self._today = today
        self.day = named(QLineEdit(journeys[0].until), "retention.day", "The day until which it is kept")
        self.day.setPlaceholderText("No day")
        self.day.setFixedWidth(140)
        self._wrong = label("", "error", name="retention.wrong")
        self._wrong.hide()
        quick = [
            button(words, "chip", name=f"retention.{months}", on=partial(self._on_quick, months))
            for months, words in MONTHS
        ]
        never = button("No day", "chip", name="retention.never", on=self.day.clear)
        for chip in (*quick, never):
            chip.setAutoDefault(False)
        ok = button("Keep until then", "primary", name="retention.ok", on=self._on_ok)
        ok.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label("Until when is this kept?", "title"))
        layout.addWidget(label(names(journeys), "strong", wrap=True))
        layout.addWidget(label(_WORDS, "quiet", wrap=True))
        layout.addLayout(row(self.day, *quick, never, None, spacing=6))
        layout.addWidget(self._wrong)
        layout.addStretch(1)
        layout.addLayout(row(None, button("Cancel", name="retention.cancel", on=self.reject), ok))
        self.day.textChanged.connect(lambda _: self._wrong.hide())
        self.day.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need."""
        super().showEvent(event)
        fit_height(self, least=self.height())

    @property
    def until(self) -> str:
        """The ISO date, or "" for no day."""
        return read_date(self.day.text()) or ""

    def _on_quick(self, months: int) -> None:
        self.day.setText(later(self._today, months, 0).isoformat())

    def _on_ok(self) -> None:
        if read_date(self.day.text()) is None:
            self._wrong.setText(f"{EXPECTED}, or nothing for no day.")
            self._wrong.show()
            self.day.setFocus()
            return
        self.accept()
