"""A leadership team on one machine: each answers privately in turn, then the spread is revealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from mysteryshop.practice import Reply, Session

from ..theme import Theme
from ..widgets.choice import ChoiceRow, Option
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import button, column, frame, label, named, row, scrolled
from .decision_form import WHO, OutcomeField, beneficiary_row

if TYPE_CHECKING:
    from ..background import Worker

LEAST = 2  # answers before there is a spread
_SCALE = [Option(str(n), str(n), str(n)) for n in range(11)]


class SessionDialog(QDialog):
    """`kept(Session)` after the question and after every answer: what was answered is never lost."""

    kept = Signal(object)

    def __init__(self, session: Session, reader: Worker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sessionDialog")
        self.setWindowTitle("Team session")
        self.resize(720, 560)
        self.session = session
        self.pages = QStackedWidget()
        self.question = named(QPlainTextEdit(session.question), "session.question", "The question")
        self.chart = GroupCanvas(reader, theme, "session", "session.chart", 260)
        for page in (self._asking(), self._handing(), self._answering(), self._revealing()):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 24)
        layout.addWidget(self.pages)
        if session.revealed:
            self._reveal()
        elif session.question:
            self._hand_over()
        else:
            self._show(0)

    def _asking(self) -> QWidget:
        self.question.setPlaceholderText("Which decision is before us? For example: do we open the desk on Saturdays?")
        self.question.setTabChangesFocus(True)
        self.question.setFixedHeight(110)
        words = (
            "Everybody answers alone on this machine, one after the other: who benefits, what is different for the "
            "customer, and how far this puts the customer first. Nobody's answer shows before all have answered."
        )
        self.begin = button("Begin", "primary", name="session.begin", on=self._begin)
        self.begin.setEnabled(False)
        self.question.textChanged.connect(lambda: self.begin.setEnabled(bool(self.question.toPlainText().strip())))
        return _page(
            label("A question for the team", "title"), label(words, "quiet", wrap=True), self.question, None,
            foot=(None, button("Not now", name="session.later", on=self.reject), self.begin),
        )  # fmt: skip

    def _handing(self) -> QWidget:
        self.seat = label("", "display", name="session.seat")
        self.asked = label("", "subtitle", wrap=True)
        self.reveal = button("All have answered: show the spread", name="session.reveal", on=self._reveal)
        self.sit = button("I sit here: answer", "primary", name="session.sit", on=self._sit)
        quiet = label("The others look away. Nothing of the answers before is shown.", "quiet", wrap=True)
        self.count = label("", "small")
        return _page(
            self.seat, quiet, 12, self.asked, None, self.count,
            foot=(button("Go on later", "plain", name="session.pause", on=self.accept), None, self.reveal, self.sit),
        )  # fmt: skip

    def _answering(self) -> QWidget:
        self.who = beneficiary_row("session.who")
        self.outcome = OutcomeField("session.outcome")
        self.far = ChoiceRow("session.far", "How far this puts the customer first", _SCALE, width=40)
        self.take = button("Done", "primary", name="session.done", on=self._answer)
        self.again = label("", "subtitle", wrap=True)
        self.who.chosen.connect(lambda _: self._ready())
        self.far.chosen.connect(lambda _: self._ready())
        return _page(
            self.again, 8, label("Who benefits?", "strong"), self.who, 8,
            label("What is different for the customer?", "strong"), self.outcome, 8,
            label("How far does this put the customer first? 0 not at all, 10 wholly", "strong"), self.far, None,
            foot=(None, self.take),
        )  # fmt: skip

    def _revealing(self) -> QWidget:
        self.answers = label("", "quiet", wrap=True, name="session.answers")
        inside = QWidget()
        inside.setLayout(column(self.answers, None))
        self.title = label("", "title", wrap=True)
        return _page(
            self.title, frame("card", column(self.chart), margin=8), scrolled(inside),
            foot=(None, button("Close", "primary", name="session.close", on=self.accept)),
        )  # fmt: skip

    def _show(self, place: int) -> None:
        self.pages.setCurrentIndex(place)

    def _begin(self) -> None:
        self.session = replace(self.session, question=self.question.toPlainText().strip())
        self.kept.emit(self.session)
        self._hand_over()

    def _hand_over(self) -> None:
        n = len(self.session.replies)
        self.seat.setText(f"Seat {n + 1}")
        self.asked.setText(self.session.question)
        self.count.setText(f"{n} {'has' if n == 1 else 'have'} answered." if n else "")
        self.reveal.setEnabled(n >= LEAST)
        self._show(1)
        self.sit.setFocus()

    def _sit(self) -> None:
        self.who.show_value("")
        self.far.show_value("")
        self.outcome.clear()
        self.again.setText(self.session.question)
        self._ready()
        self._show(2)
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ready(self) -> None:
        self.take.setEnabled(bool(self.who.value and self.far.value))

    def _answer(self) -> None:
        """The first time an outcome is missing it is asked for; the second time the answer is taken as it is."""
        asked_before = bool(self.outcome.question.text())
        if self.outcome.ask_all() and not asked_before:
            return
        reply = Reply(str(len(self.session.replies) + 1), self.who.value, self.outcome.text(), int(self.far.value))
        self.session = replace(self.session, replies=(*self.session.replies, reply))
        self.kept.emit(self.session)
        self._hand_over()

    def _reveal(self) -> None:
        if not self.session.revealed:
            self.session = replace(self.session, revealed=True)
            self.kept.emit(self.session)
        self.title.setText(self.session.question)
        self.chart.show_given(self.session)
        self.answers.setText("\n".join(_words(reply) for reply in sorted(self.session.replies, key=_order)))
        self._show(3)


def _order(reply: Reply) -> tuple[int, str]:
    """Not the order of the seats: that would tell who said it."""
    return -reply.all_in, reply.outcome


def _words(reply: Reply) -> str:
    return f"{reply.all_in} of 10 · {WHO[reply.beneficiary]} · {reply.outcome or 'no outcome named'}"


def _page(*parts: QWidget | int | None, foot: tuple[QWidget | None, ...]) -> QWidget:
    result = QWidget()
    layout = column(*parts, spacing=10)
    layout.addLayout(row(*foot))
    result.setLayout(layout)
    return result
