"""The chips of the comparison: which journeys, which groups, by which measure, and what was left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from mysteryshop.comparison.view import View

from ..widgets.flow import FlowLayout
from ..widgets.parts import label
from .chips import CHIP, ChoiceChip

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered

ALWAYS = (("template", "Template", "all"), ("relationship", "Relationship", "all"))
MORE = (("place", "Place"), ("leader", "Leader"), ("year", "Year"))
GROUPS = (
    ("year", "year"), ("half-year", "half-year"), ("leader", "leader"), ("place", "place"), ("persona", "persona"),
    ("relationship", "relationship"), ("template", "template"), ("origin", "origin"), ("state", "state"),
)  # fmt: skip
REASONS = ("tainted", "unfinished", "excluded", "event log")
Change = Callable[[View], View]


class CompareBar(QWidget):
    """`changed` carries what the user wants of the view: a function of it."""

    changed = Signal(object)  # Change

    def __init__(self) -> None:
        super().__init__()
        self.filters = {name: ChoiceChip(f"compare.{name}", words, any_) for name, words, any_ in ALWAYS}
        self.filters |= {name: ChoiceChip(f"compare.{name}", words, "any") for name, words in MORE}
        self.group = ChoiceChip("compare.group", "By")
        self.a, self.b = ChoiceChip("compare.a", "A"), ChoiceChip("compare.b", "B")
        self.measure = ChoiceChip("compare.measure", "Measure")  # stands in the finding's card
        self.more = QPushButton("+ filter")
        self.more.setObjectName("compare.more")
        self.more.setProperty("role", "chip")
        self.more.setMenu(QMenu(self.more))
        self.left_out = label("", "small", name="compare.leftOut")
        self.left_out.setMinimumHeight(CHIP)
        self._asked: set[str] = set()
        chips = (*self.filters.values(), self.group, self.a, self.b, self.more)
        flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for part in (*chips, self.left_out):
            flow.addWidget(part)
        self.setLayout(flow)
        for name, chip in self.filters.items():
            chip.chosen.connect(lambda value, n=name: self._filter(n, value))
        self.group.chosen.connect(lambda value: self.changed.emit(lambda v: grouped_by(v, value)))
        self.a.chosen.connect(lambda value: self.changed.emit(lambda v: replace(v, a=value)))
        self.b.chosen.connect(lambda value: self.changed.emit(lambda v: replace(v, b=value)))
        self.measure.chosen.connect(lambda value: self.changed.emit(lambda v: replace(v, measure=value)))

    def show_gathered(self, found: Gathered) -> None:
        """Say what is in force and offer what there is."""
        from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS

        view = found.view
        for name, chip in self.filters.items():
            value = view.filters.get(name, "")
            chip.show_choices(value, found.filters[name])
            chip.setVisible(bool(value) or name in self._asked or name in {n: w for n, w, _ in ALWAYS})
        self.group.show_choices(view.group, [(ident, words, -1) for ident, words in GROUPS])
        labels = {value: words for value, words, _ in found.values}
        ns = dict(zip((g for g in (view.a, view.b) if g not in ("", "-")), found.n, strict=False))
        for chip, value, other in ((self.a, view.a, view.b), (self.b, view.b, view.a)):
            offered = [choice for choice in found.values if choice[0] != other]
            if chip is self.b:
                offered.append(("-", "nothing", -1))
            said = f"{labels.get(value, value)}  n = {ns[value]}" if value in ns else "none"
            chip.show_choices(value, offered, said)
        self.measure.show_choices(view.measure, [(c.field, c.label, -1) for c in FIGURE_COLUMNS])
        self.left_out.setText(found.left_out)
        self._show_more(view)

    def _show_more(self, view: View) -> None:
        menu = self.more.menu()
        menu.clear()
        for name, words in MORE:
            if not self.filters[name].isVisibleTo(self):
                menu.addAction(words, partial(self._ask, name)).setObjectName(f"compare.more.{name}")
        menu.addSeparator()
        for reason in REASONS:
            action = menu.addAction(f"Take in {'event logs' if reason == 'event log' else f'{reason} journeys'}")
            action.setObjectName(f"compare.take.{reason}")
            action.setCheckable(True)
            action.setChecked(reason in view.take_in)
            action.triggered.connect(lambda on, r=reason: self._take(r, on))

    def _ask(self, name: str) -> None:
        self._asked.add(name)
        self.filters[name].show()
        self.filters[name].showMenu()

    def _filter(self, name: str, value: str) -> None:
        self._asked.discard(name)
        self.changed.emit(lambda view: replace(view, filters={**view.filters, name: value}, a="", b=""))

    def _take(self, reason: str, on: bool) -> None:
        def take(view: View) -> View:
            kept = tuple(each for each in view.take_in if each != reason)
            return replace(view, take_in=(*kept, reason) if on else kept)

        self.changed.emit(take)


def grouped_by(view: View, name: str) -> View:
    """The view with groups by that field; a filter that would leave only one of them is lifted."""
    filters = {**view.filters, name: ""} if name in view.filters else view.filters
    return replace(view, group=name, filters=filters, a="", b="")
