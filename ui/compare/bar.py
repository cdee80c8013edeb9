"""The chips of the comparison: which journeys, which groups, by which measure, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from mysteryshop.comparison.period import span, told
from mysteryshop.comparison.view import ALL, NONE, View

from ..widgets.choice_chip import CHIP, Choice, ChoiceChip
from ..widgets.flow import FlowLayout
from ..widgets.parts import label, named
from .asking import TAKE_IN
from .period_dialog import PeriodDialog

if TYPE_CHECKING:
    from mysteryshop.comparison.choosing import Chosen

ALWAYS = (("template", "Template", "all"), ("relationship", "Relationship", "all"))
MORE = (
    ("period", "Period"), ("place", "Place"), ("leader", "Leader"), ("persona", "Persona"), ("tag", "Tag"),
    ("state", "State"), ("origin", "Origin"),
)  # fmt: skip
BETWEEN = "between"  # asks for two days
Change = Callable[[View], View]


class CompareBar(QWidget):
    """`changed` carries what the user wants of the view: a function of it."""

    changed = Signal(object)  # Change

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.filters = {name: ChoiceChip(f"compare.{name}", words, any_) for name, words, any_ in ALWAYS}
        self.filters |= {name: ChoiceChip(f"compare.{name}", words, "any") for name, words in MORE}
        self.words = named(QPushButton(), "compare.words", "Only journeys with these words")
        self.words.setProperty("role", "chip")
        self.words.setToolTip("Take the words away")
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
        self._view = View()
        flow = self._flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for part in (*self.filters.values(), self.words, self.group, self.a, self.b, self.more, self.left_out):
            flow.addWidget(part)
        self.setLayout(flow)
        for name, chip in self.filters.items():
            chip.chosen.connect(lambda value, n=name: self._filter(n, value))
        self.words.clicked.connect(lambda: self._filter("text", ""))
        self.group.chosen.connect(lambda value: self.changed.emit(lambda v: grouped_by(v, value)))
        self.a.chosen.connect(lambda value: self.changed.emit(lambda v: replace(v, a=value)))
        self.b.chosen.connect(lambda value: self.changed.emit(lambda v: replace(v, b=value)))
        self.measure.chosen.connect(lambda value: self.changed.emit(lambda v: replace(v, measure=value)))
        self.hide()  # there is nothing to choose from yet

    def show_chosen(self, found: Chosen) -> None:
        """Say what is in force and offer what there is."""
        self.show()
        self._flow.setEnabled(False)  # the chips find their places once, not after each change of one
        from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS
        from mysteryshop.comparison.fields import FIELDS

        view = self._view = found.view
        always = {name for name, _, _ in ALWAYS}
        for name, chip in self.filters.items():
            value = view.filters.get(name, "")
            choices = found.filters.get(name, ())
            offered = [*choices, (BETWEEN, "from … to …", -1)] if name == "period" else list(choices)
            chip.show_choices(value, offered, told(value) if name == "period" and value else "")
            chip.setVisible(bool(value) or name in self._asked or name in always)
        text = view.filters.get("text", "")
        self.words.setText(f"Words “{text}”  ×".replace("&", "&&"))
        self.words.setVisible(bool(text))
        self.group.show_choices(view.group, [(ident, field.label, -1) for ident, field in FIELDS.items()])
        self._show_groups(found)
        self.measure.show_choices(view.measure, [(c.field, c.label, -1) for c in FIGURE_COLUMNS])
        self.left_out.setText(found.left_out)
        self._show_more(view, found)
        self._flow.setEnabled(True)
        self._flow.invalidate()

    def _show_groups(self, found: Chosen) -> None:
        view, labels = found.view, {value: words for value, words, _ in found.values}
        if view.b == ALL:
            self.a.hide()
            self.b.show_choices(ALL, self._second(found), f"all {len(found.parts)} groups  n = {sum(found.n):,}")
            return
        ns = dict(zip((g for g in (view.a, view.b) if g not in ("", NONE)), found.n, strict=False))
        self.a.show()
        first = [choice for choice in found.values if choice[0] != view.b]
        for chip, value, offered in ((self.a, view.a, first), (self.b, view.b, self._second(found))):
            said = f"{labels.get(value, value)}  n = {ns[value]:,}" if value in ns else "none"
            chip.show_choices(value, offered, said)

    def _second(self, found: Chosen) -> Sequence[Choice]:
        rest = [choice for choice in found.values if choice[0] != found.view.a or found.view.b == ALL]
        every = [(ALL, f"all {len(found.values)} groups", -1)] if len(found.values) > 2 else []
        return [*every, (NONE, "nothing", -1), *rest]

    def _show_more(self, view: View, found: Chosen) -> None:
        menu = self.more.menu()
        menu.clear()
        for name, words in MORE:
            if not self.filters[name].isVisibleTo(self) and name in found.filters:
                menu.addAction(words, partial(self._ask, name)).setObjectName(f"compare.more.{name}")
        menu.addSeparator()
        for reason, words in TAKE_IN.items():
            action = menu.addAction(words)
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
        if value == BETWEEN and name == "period":
            self._ask_days()
            return
        self.changed.emit(lambda view: replace(view, filters={**view.filters, name: value}, a="", b=_kept(view)))

    def _ask_days(self) -> None:
        since, until = span(self._view.filters.get("period", ""), self._today())
        dialog = PeriodDialog(since, until, self._today(), self)
        dialog.finished.connect(
            lambda done: self._filter("period", dialog.period) if done == QDialog.DialogCode.Accepted else None
        )
        dialog.open()

    def _take(self, reason: str, on: bool) -> None:
        def take(view: View) -> View:
            kept = tuple(each for each in view.take_in if each != reason)
            b = "" if view.b == NONE else view.b  # what comes in may be a second group
            return replace(view, take_in=(*kept, reason) if on else kept, b=b)

        self.changed.emit(take)


def grouped_by(view: View, name: str) -> View:
    """The view with groups by that field; a filter that would leave only one of them is lifted."""
    lifted = {"year": "period", "half-year": "period", "quarter": "period"}.get(name, name)
    filters = {**view.filters, lifted: ""} if lifted in view.filters else view.filters
    return replace(view, group=name, filters=filters, a="", b=_kept(view))


def _kept(view: View) -> str:
    """All groups stay all groups whatever the journeys; two are chosen anew."""
    return ALL if view.b == ALL else ""
