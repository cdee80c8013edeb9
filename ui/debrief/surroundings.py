"""A moment among its neighbours: where it was, what came before and after, and how long nobody had spoken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from mysteryshop.analysis.timeline import Timeline
from mysteryshop.clock import hms
from mysteryshop.journey import Moment, Record
from mysteryshop.palette import Palette

from ..theme import Theme, set_role, tabular
from ..widgets.badge import Badge
from ..widgets.long_words import breakable
from ..widgets.moment_rows import MomentRow, moment_rows
from ..widgets.parts import label, row, rule
from ..widgets.runs import plain

AROUND = 2  # moments before and after
_SHOWN = 110  # characters of a neighbour's words


class Surroundings(QFrame):
    """A card: the time and the touchpoint large, the neighbours below, the moment itself among them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("surroundings")
        self._palette = theme.palette
        self.time = label("", "title", name="surroundings.time")
        self.time.setFont(tabular(self.time.font()))
        self.place = label("", "subtitle", wrap=True, name="surroundings.place")
        self.silence = label("", "quiet", wrap=True, name="surroundings.silence")
        head = row(self.time, self.place, spacing=12)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.silence)
        layout.addSpacing(4)
        layout.addWidget(rule())
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(10)
        self._lines.setVerticalSpacing(7)
        self._lines.setColumnStretch(2, 1)
        layout.addSpacing(4)
        layout.addLayout(self._lines)
        theme.changed.connect(self._on_theme)

    def show_moment(self, record: Record, moment: Moment) -> None:
        """Show that moment among its neighbours."""
        place = record.moments.index(moment)
        near = record.moments[max(0, place - AROUND) : place + AROUND + 1]
        rows = moment_rows(record, near)
        here = rows[near.index(moment)]
        self.time.setText(here.time)
        self.place.setText(breakable(here.where) or "Outside any touchpoint")
        self.silence.setText(silence_then(record, moment))
        self._clear()
        for line, each in enumerate(rows):
            self._add(line, each, each is here)

    def _add(self, line: int, shown: MomentRow, here: bool) -> None:
        time = label(shown.time, "small")
        time.setFont(tabular(time.font()))
        time.setContentsMargins(0, 2, 0, 0)  # small figures on the line of the words beside them
        badge = Badge(shown.moment.kind, self._palette, shown.letter, 18)
        words = breakable(plain(shown.what))
        text = label(
            words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…", "strong" if here else "quiet", wrap=True
        )
        top = Qt.AlignmentFlag.AlignTop
        self._lines.addWidget(time, line, 0, top)
        self._lines.addWidget(badge, line, 1, top)
        self._lines.addWidget(text, line, 2, top)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _on_theme(self, palette: Palette) -> None:
        self._palette = palette
        for badge in self.findChildren(Badge):
            badge.set_palette(palette)


def silence_then(record: Record, moment: Moment) -> str:
    """How long nobody had told the leader anything when the moment happened, pauses left out."""
    start = record.journey.started_at
    told = [
        m.observed_at
        for m in record.moments
        if m.initiator == "organisation" and m.id != moment.id and m.observed_at <= moment.observed_at
    ]
    if start is None and not told:
        return ""
    since = told[-1] if told else start or 0
    seconds = Timeline(record).active(since, moment.observed_at)
    if told:
        return f"{hms(seconds)} since anyone had told you anything"
    return f"{hms(seconds)} into the walk, and nobody had told you anything yet"


def note(words: str, warning: bool = False) -> QLabel:
    """A sentence below a form."""
    return label(words, "small-warning" if warning else "small", wrap=True)


def show_note(target: QLabel, words: str, *, warning: bool = False) -> None:
    """Say something there, or nothing."""
    target.setText(words)
    target.setVisible(bool(words))
    set_role(target, "small-warning" if warning else "small")


def empty_card(words: str, more: str = "") -> QWidget:
    """A card for a step with nothing to do."""
    card = QFrame()
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.addWidget(label(words, "subtitle", wrap=True))
    if more:
        layout.addWidget(label(more, "quiet", wrap=True))
    return card
