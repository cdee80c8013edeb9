"""Finalise: what is left undone, what sealing means, and the seal once it is set."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mysteryshop.analysis import debrief
from mysteryshop.clock import local
from mysteryshop.journey import Record

from ..pen import Pen
from ..privacy.role_hint import named_counterparts
from ..theme import Theme
from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.parts import button, label, row
from ..widgets.seal_bar import short_seal
from .holding import Held, holding
from .page import Page

_MEANS = (
    "Sealing stamps the journey with a fingerprint of everything recorded: every moment, every correction, every word. "
    "From then on it can be read, charted and exported. A later change needs a reason, and the report then says that "
    "the seal is broken."
)
_GAPS = "It may be finalised like this: what is left undone is then said on the report, or shown as a dash."
_KEPT = "The last step. Everything you have answered is on disk already."
_KEPT_BUT = "The last step. Everything that could be read is on disk already."
_MOST = 5  # tasks named in a step
_SEAL = "Finalise and seal"


class FinalisePage(Page):
    """Seals; what is left undone leads back to its step."""

    storyRequested = Signal()
    placeRequested = Signal(object)  # Held: what is in the way, to be put right

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("finalisePage", "Finalise", pen, theme)
        self.finalise = button(_SEAL, "primary", name="finalise", on=self._on_finalise)
        self.story = button("Open the story", "primary", name="finalise.story", on=self.storyRequested.emit)
        self._gaps = QVBoxLayout()
        self._gaps.setSpacing(4)
        self._gap_words = label(_GAPS, "small", wrap=True)
        self._held: tuple[Held, ...] = ()
        self._holds = QVBoxLayout()
        self._holds.setSpacing(4)
        self._hold_title = label("", "subtitle", wrap=True, name="finalise.held")
        self._hold_card = self._framed(self._hold_title, self._holds)
        self._gap_title = label("", "subtitle", wrap=True, name="finalise.left")
        self._gap_card = self._framed(self._gap_title, self._gaps, self._gap_words)
        self._meaning = label(_MEANS, wrap=True)
        self._seal = label("", "title", name="finalise.seal")
        self._seal_card = self._framed(self._seal, label("", "quiet", wrap=True, name="finalise.when"))
        self._names = label("", "small-warning", wrap=True, name="finalise.names")
        self._shown: tuple[str, ...] = ()
        self._asked = False
        self.body.addWidget(self._hold_card)
        self.body.addWidget(self._gap_card)
        self.body.addWidget(self._seal_card)
        self.body.addWidget(self._names)
        self.body.addWidget(self._meaning)
        self.body.addLayout(row(self.finalise, self.story, None))
        self.body.addStretch(1)

    def show_record(self, record: Record) -> None:
        """What is left, or the seal."""
        sealed = record.journey.state == "finalised"
        self.title.setText("Sealed" if sealed else "Finalise")
        for part in (self._gap_card, self._meaning, self.finalise):
            part.setVisible(not sealed)
        for part in (self._seal_card, self.story):
            part.setVisible(sealed)
        self._show_holds(() if sealed else holding(record, self.pen.unread))
        self.finalise.setEnabled(record.journey.state == "debrief" and not self._held)
        named = named_counterparts(record)
        self._names.setText(named)
        self._names.setVisible(bool(named))
        if sealed:
            self._show_seal(record)
        else:
            self.words.setText(_KEPT_BUT if self.pen.unread else _KEPT)
            self._show_gaps(debrief.steps(record)[:-1])

    def first(self) -> QWidget | None:
        """The one thing to do here: what is in the way first."""
        if self._held:
            return self._hold_card.findChild(QPushButton)
        return self.story if self.finalise.isHidden() else self.finalise

    def set_locked(self, _locked: bool) -> None:
        """Nothing here is filled in."""
        if self.pen.record is not None:
            self.show_record(self.pen.record)

    def _show_seal(self, record: Record) -> None:
        head = record.journey
        when = local(head.sealed_at or 0, head.zone)
        self.words.setText("The journey is finalised. It can be read, charted and exported.")
        self._seal.setText(f"Seal {short_seal(head.seal)}" + (", broken" if head.seal_broken else ""))
        told = self.findChild(type(self._seal), "finalise.when")
        if told is not None:
            broken = " Something was amended after that, with a reason." if head.seal_broken else ""
            told.setText(f"Set on {when.day} {when:%B %Y at %H:%M}.{broken}")

    def _show_holds(self, held: tuple[Held, ...]) -> None:
        self._hold_card.setVisible(bool(held))
        things = "1 thing holds" if len(held) == 1 else f"{len(held)} things hold"
        self._hold_title.setText(f"{things} up the seal")
        if held == self._held:
            return
        self._held = held
        clear(self._holds)
        for each in held:
            go = partial(self.placeRequested.emit, each)
            self._holds.addWidget(
                self._linked(each.title, f"Go to {each.title}", each.words, f"finalise.{each.field}", go)
            )

    def _show_gaps(self, steps: tuple[debrief.Step, ...]) -> None:
        open_steps = [s for s in steps if s.open]
        count = sum(len(s.open) for s in open_steps)
        self._gap_title.setText(f"{count} left undone" if count else "Nothing is left undone")
        self._gap_words.setVisible(bool(count))
        words = tuple(f"{s.id}|{s.label}|{_named(s)}" for s in open_steps)
        if words == self._shown:
            return
        self._shown = words
        clear(self._gaps)
        for step in open_steps:
            self._gaps.addWidget(self._gap(step))

    def _gap(self, step: debrief.Step) -> QWidget:
        go = partial(self.stepRequested.emit, step.id)
        words, says = f"{step.label}  ·  {len(step.open)}", f"Go to {step.label}, {len(step.open)} left"
        return self._linked(words, says, _named(step), f"finalise.{step.id}", go)

    @staticmethod
    def _linked(words: str, says: str, below: str, name: str, go: Callable[[], object]) -> QWidget:
        link = button(words, "link", name=name, on=go)
        link.setAccessibleName(says)
        result = QWidget()
        inside = QVBoxLayout(result)
        inside.setContentsMargins(0, 0, 0, 4)
        inside.setSpacing(0)
        inside.addLayout(row(link, None))
        told = label(breakable(below), "small", wrap=True)
        told.setContentsMargins(7, 0, 0, 0)
        inside.addWidget(told)
        return result

    @staticmethod
    def _framed(*parts: object) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(6)
        for part in parts:
            inside.addLayout(part) if isinstance(part, QVBoxLayout) else inside.addWidget(part)  # type: ignore[arg-type]
        return card

    def go_on(self) -> None:
        """Ctrl+Enter, which led here: while something is open it asks once more before it seals."""
        if self._held:
            self.focus_first()
            return
        if self._asked or not self._gap_words.isVisible():
            self.finalise.click()
            return
        self._asked = True
        self.finalise.setText(f"Seal it with {self._gap_title.text()}")
        self.finalise.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def enter(self, record: Record) -> None:
        """Ask anew."""
        self._asked = False
        self.finalise.setText(_SEAL)
        super().enter(record)

    def _on_finalise(self) -> None:
        self.finalise.setEnabled(False)  # until the record says so: once is enough
        self.pen.finalise()


def _named(step: debrief.Step) -> str:
    more = f"  ·  and {len(step.open) - _MOST} more" if len(step.open) > _MOST else ""
    return "  ·  ".join(task.text for task in step.open[:_MOST]) + more
