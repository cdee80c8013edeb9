"""Two walks over the same touchpoint side by side: what it was like before a commitment was made, and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mysteryshop.analysis.board.found import Found, Walk
from mysteryshop.analysis.board.proofs import Stay, stay
from mysteryshop.errors import KnownError
from mysteryshop.journey import Record
from mysteryshop.vocabulary import KINDS, by_id

from ..desk import Desk
from ..theme import Theme
from ..widgets.choice import ChoiceRow, Option
from ..widgets.moment_rows import MomentRow, moment_rows
from ..widgets.parts import label
from ..widgets.still_table import StillTable
from .moments import PanelMoments

_SEVERITIES = by_id(KINDS, "friction").level_labels
_SHOWN = ("friction", "delight", "communication", "wait", "promise", "question", "note", "feeling")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its stay, and its moments as rows."""

    stay: Stay
    rows: tuple[MomentRow, ...]


def side(record: Record, touchpoint: str) -> Side:
    """For the reader: what the record says of that touchpoint."""
    there = stay(record, touchpoint)
    shown = [m for m in there.moments if m.kind in _SHOWN]
    return Side(there, tuple(moment_rows(record, shown)))


def table(before: Stay, after: Stay) -> list[tuple[str, str, str]]:
    """The figures of both, each with its name."""
    return [(name, of(before), of(after)) for name, of in _ROWS]


_ROWS: tuple[tuple[str, Callable[[Stay], str]], ...] = (
    ("Frictions", lambda s: str(s.frictions) if s.visited else "–"),
    ("Worst", lambda s: _SEVERITIES[s.worst - 1] if s.worst else "–"),
    ("Waiting", lambda s: _span(s.wait_s)),
    ("Silence", lambda s: _span(s.silence_s)),
    ("Feeling", lambda s: _signed(s.emotion)),
    ("Satisfied", lambda s: "–" if s.satisfaction is None else f"{s.satisfaction} / 10"),
)


class BeforeAfter(QWidget):
    """Reads both walks on the reader and shows them; `momentChosen` opens one of the moments."""

    momentChosen = Signal(str, str, str)  # journey, state, moment
    shown = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._desk = desk
        self._walks: dict[str, Walk] = {}
        self._sides: dict[str, Side] = {}
        self.table = StillTable((("", ""), ("before", ""), ("after", "")), f"{name}.table", "Before and after")
        options = (Option("before", "Moments before", "b"), Option("after", "Moments after", "a"))
        self.which = ChoiceRow(f"{name}.which", "Which moments to show", options)
        self.list = PanelMoments(f"{name}.moments", "Moments at the touchpoint: Enter opens one", theme)
        self.nothing = label("Nothing was recorded there.", "small")
        self.nothing.hide()
        self.which.chosen.connect(self._show_moments)
        self.list.enterPressed.connect(self._open)
        self.list.clicked.connect(lambda _: self._open(self.list.chosen()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.table, self.which, self.list, self.nothing):
            layout.addWidget(part)
        self.table.hide()

    def show_walks(self, before: Walk, after: Walk, touchpoint: str) -> None:
        """Set these two walks beside each other at that touchpoint."""
        wanted = {"before": before, "after": after}
        if wanted == self._walks:
            return
        self._walks, self._sides = wanted, {}
        self.table.name_columns(("", _short(before), _short(after)))
        ids = (before.id, after.id)
        self._desk.read(
            lambda q: [side(q.load(ident), touchpoint) for ident in ids],
            lambda sides: self._on_read(wanted, sides), self._on_failed, self,
        )  # fmt: skip

    def _on_read(self, wanted: dict[str, Walk], sides: Sequence[Side]) -> None:
        if wanted is not self._walks:
            return
        self._sides = dict(zip(("before", "after"), sides, strict=True))
        self.table.show_rows(table(sides[0].stay, sides[1].stay))
        self.table.show()
        self._show_moments(self.which.value)
        self.shown.emit()

    def _on_failed(self, error: KnownError) -> None:
        self._walks = {}
        self.failed.emit(error)

    def _show_moments(self, which: str) -> None:
        rows = self._sides[which].rows if which in self._sides else ()
        self.list.show_rows(rows)
        self.nothing.setVisible(which in self._sides and not rows)

    def _open(self, moment: str) -> None:
        walk = self._walks.get(self.which.value)
        if walk is not None and moment:
            self.momentChosen.emit(walk.id, walk.state, moment)


def touchpoint_of(found: Found) -> str:
    """The touchpoint that a finding speaks of: its key, or an ad hoc visit's name."""
    return found.finding.touchpoint or ""


def _short(walk: Walk) -> str:
    return walk.label.partition(" · ")[0]


def _span(seconds: float | None) -> str:
    """`45 s`, `43 min`, `3 h 11 min`: short, because two stand beside each other."""
    if not seconds:
        return "–" if seconds is None else "none"
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{round(seconds)} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


def _signed(level: float | None) -> str:
    if level is None:
        return "–"
    text = f"{abs(level):.1f}".removesuffix(".0")
    return text if text == "0" else f"{'+' if level > 0 else '−'}{text}"
