"""A decision is logged: what was decided, what is different for the customer, who benefits."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from mysteryshop.analysis.all_in import questioned
from mysteryshop.practice import Decision
from mysteryshop.vocabulary import BENEFICIARIES

from ..widgets.choice import ChoiceRow, Option
from ..widgets.parts import button, column, label, named, row

WHO = {"customer": "The customer", "both": "Both", "company": "The company"}


class OutcomeField(QWidget):
    """A line for the outcome; below it the friendly question, where the outcome is still missing."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = named(QLineEdit(), name, "What is different for the customer")
        self.line.setPlaceholderText("What is different for the customer? For example: a refund arrives the same day")
        self.question: QLabel = label("", "small-warning", wrap=True, name=f"{name}.question")
        self.setLayout(column(self.line, self.question, spacing=4))
        room = self.question.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # it comes as the pointer presses what stands below: that must not move away
        self.question.setSizePolicy(room)
        self.question.setMinimumHeight(16)
        self.question.hide()
        self.line.editingFinished.connect(self.ask)
        self.line.textChanged.connect(self._on_text)

    def text(self) -> str:
        """What was written."""
        return self.line.text().strip()

    def ask(self) -> None:
        """Question what was written, where it names no outcome; an empty line is not questioned before it is saved."""
        self._show(questioned(self.text()) if self.text() else None)

    def ask_all(self) -> bool:
        """Question it, empty as well; whether there was a question."""
        self._show(questioned(self.text()))
        return bool(self.question.text())

    def clear(self) -> None:
        """An empty line."""
        self.line.clear()
        self._show(None)

    def _on_text(self) -> None:
        if self.question.text():
            self._show(questioned(self.text()))
        self.changed.emit()

    def _show(self, sentence: str | None) -> None:
        self.question.setText(sentence or "")
        self.question.setVisible(bool(sentence))


def beneficiary_row(name: str) -> ChoiceRow:
    """Who benefits, as three chips."""
    return ChoiceRow(name, "Who benefits", [Option(t.id, WHO[t.id], t.id[:2][-1] if t.id == "company" else t.id[0])
                                            for t in BENEFICIARIES])  # fmt: skip


class DecisionForm(QWidget):
    """`logged(Decision)`: a new one, or the one that was shown, changed. `at` is asked of `now` when it is logged."""

    logged = Signal(object)

    def __init__(self, leader: str = "") -> None:
        super().__init__()
        self._shown: Decision | None = None
        self._asked = False
        self.title = named(QLineEdit(), "decision.title", "What was decided")
        self.title.setPlaceholderText("What was decided?")
        self.outcome = OutcomeField("decision.outcome")
        self.who = beneficiary_row("decision.who")
        self.leader = named(QLineEdit(leader), "decision.leader", "Who decided")
        self.leader.setPlaceholderText("Who decided (a role)")
        self.leader.setFixedWidth(200)
        self.problem = label("", "small-warning", wrap=True, name="decision.problem")
        self.log = button("Log it", "primary", name="decision.log", on=self._log)
        self.cancel = button("Leave it as it was", "plain", name="decision.cancel", on=self.clear)
        layout = column(self.title, self.outcome, spacing=8)
        layout.addLayout(row(label("Who benefits?", "quiet"), self.who, None, self.leader, self.cancel, self.log))
        layout.addWidget(self.problem)
        self.setLayout(layout)
        self.problem.hide()
        self.cancel.hide()
        self.title.returnPressed.connect(self.outcome.line.setFocus)

    def show_decision(self, decision: Decision) -> None:
        """Change a decision that was logged."""
        self._shown = decision
        self.title.setText(decision.title)
        self.outcome.line.setText(decision.outcome)
        self.outcome.ask()
        self.who.show_value(decision.beneficiary or "")
        self.leader.setText(decision.leader)
        self.log.setText("Save the change")
        self.cancel.show()
        self.title.setFocus()

    def clear(self) -> None:
        """An empty form; who decided stays."""
        self._shown, self._asked = None, False
        self.title.clear()
        self.outcome.clear()
        self.who.show_value("")
        self.problem.hide()
        self.log.setText("Log it")
        self.cancel.hide()

    def _log(self) -> None:
        """Ask once where the outcome is missing; the leader may log it all the same."""
        missing = not self.title.text().strip() and "Say in a few words what was decided."
        missing = missing or (not self.who.value and "Say who benefits: that is what the log is for.")
        self.problem.setText(missing or "")
        self.problem.setVisible(bool(missing))
        if missing:
            return
        if self.outcome.ask_all() and not self._asked:
            self._asked = True
            self.log.setText("Log it all the same")
            return
        shown = self._shown
        self.logged.emit(
            Decision(
                shown.id if shown is not None else str(uuid4()),
                shown.at if shown is not None else 0,
                self.title.text().strip(),
                self.outcome.text(),
                self.who.value,
                self.leader.text().strip(),
            )
        )
        self.clear()
