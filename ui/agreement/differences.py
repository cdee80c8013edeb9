"""Where two differ, one row a touchpoint, furthest apart first: it opens what both noted there, the heads the walks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.parts import button, label

if TYPE_CHECKING:
    from mysteryshop.analysis.two_walks import Judged
    from mysteryshop.comparison.agreeing import Answer

MOST = 40  # rows; a long file's others are in the export
_TOLD = 220  # characters of what was noted


class Differences(QFrame):
    """`openRequested` carries which of the two walks is asked for, 0 or 1; `behindRequested` what both noted there."""

    openRequested = Signal(int)
    behindRequested = Signal(object)  # analysis.sides.Behind

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("agreement.differences")
        self.title = label("", "subtitle", wrap=True, name="agreement.apart")
        self.same = label("", "small", wrap=True, name="agreement.same")
        self.left_out = label("", "small", wrap=True, name="agreement.leftOut")
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(10)
        for column, stretch in enumerate((2, 3, 3)):
            self._grid.setColumnStretch(column, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(6)
        for part in (self.title, self._rows, self.same, self.left_out):
            layout.addWidget(part)

    def show_answer(self, answer: Answer) -> None:
        """The rows of an answer."""
        clear(self._grid)
        apart = answer.apart
        self.title.setText(_title(answer, len(apart)))
        if apart:
            self._heads(answer)
        for place, each in enumerate(apart[:MOST], start=1):
            self._row(place, each, answer)
        self._rows.setVisible(bool(apart))
        _say(self.same, _same(answer))
        _say(self.left_out, _left_out(answer))

    def _heads(self, answer: Answer) -> None:
        self._grid.addWidget(label(answer.what.capitalize(), "overline"), 0, 0, Qt.AlignmentFlag.AlignVCenter)
        for side, name in enumerate(answer.names):
            if answer.journeys:
                head: QWidget = button(
                    name.replace("&", "&&"), "link", name=f"agreement.open{side + 1}", tip="Open this walk",
                    on=partial(self.openRequested.emit, side),
                )  # fmt: skip
            else:
                head = label(breakable(name), "overline", wrap=True)
            self._grid.addWidget(head, 0, side + 1, Qt.AlignmentFlag.AlignLeft)

    def _row(self, place: int, each: Judged, answer: Answer) -> None:
        name = label(breakable(each.item), "strong", wrap=True, name=f"agreement.item{place}")
        name.setContentsMargins(0, 5 if answer.journeys else 0, 0, 0)  # on the line of the buttons beside it
        self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        for side, (value, told) in enumerate(((each.first, each.first_told), (each.second, each.second_told))):
            words = answer.say(value)
            if answer.journeys:
                said: QWidget = button(
                    words, "link", name=f"agreement.{'first' if side == 0 else 'second'}{place}",
                    tip=f"What both noted at {each.item}", on=partial(self.behindRequested.emit, answer.behind([each])),
                )  # fmt: skip
            else:
                said = label(breakable(words), "", wrap=True)
            cell = QWidget()
            inside = QVBoxLayout(cell)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(0)
            inside.addWidget(said, 0, Qt.AlignmentFlag.AlignLeft if answer.journeys else Qt.AlignmentFlag(0))
            if told:
                note = label(breakable(_short(told)), "small", wrap=True)
                note.setContentsMargins(7 if answer.journeys else 0, 0, 0, 0)
                inside.addWidget(note)
            inside.addStretch(1)
            self._grid.addWidget(cell, place, side + 1)


def _title(answer: Answer, apart: int) -> str:
    if not apart:
        return f"They differ at no {answer.what}"
    more = f"; {MOST} are shown, the export has them all" if apart > MOST else ""
    of_words = any(isinstance(row.first, str) for row in answer.apart)  # whose distance nobody knows
    order = "" if of_words or apart == 1 else ", furthest apart first"
    return f"They differ at {apart} {answer.what}{'' if apart == 1 else 's'}{order}{more}"


def _same(answer: Answer) -> str:
    alike = [row for row in answer.rows if row.first is not None and row.first == row.second]
    if not alike:
        return ""
    if answer.what != "touchpoint":
        return f"They say the same in {len(alike)} {answer.what}{'' if len(alike) == 1 else 's'}."
    by_value: dict[str, list[str]] = {}
    for each in alike:
        by_value.setdefault(answer.say(each.first), []).append(each.item)
    said = "; ".join(f"{words}: {', '.join(items)}" for words, items in by_value.items())
    return f"They say the same at {len(alike)}. {said[:1].upper()}{said[1:]}."


def _left_out(answer: Answer) -> str:
    lacking = [row for row in answer.rows if row.first is None or row.second is None]
    if not lacking or answer.what != "touchpoint":
        n = len(lacking)
        return f"Left out, because a value is missing: {n} row{'' if n == 1 else 's'}." if n else ""
    said = []
    for each in lacking:
        who = ((answer.names[0], each.first, each.first_told), (answer.names[1], each.second, each.second_told))
        why = ", ".join(f"{name} {_short(told)}" for name, value, told in who if value is None)
        said.append(f"{each.item} ({why})")
    return f"Left out: {'; '.join(said)}."


def _say(part: QWidget, words: str) -> None:
    part.setText(breakable(words))  # type: ignore[attr-defined]  # a label
    part.setVisible(bool(words))


def _short(words: str) -> str:
    return words if len(words) <= _TOLD else f"{words[: _TOLD - 1].rstrip()}…"
