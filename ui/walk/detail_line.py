"""The detail line: badge, levels, field and hint. What is typed becomes part of a moment that is stored already."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mysteryshop import vocabulary
from mysteryshop.journey import Instant

from ..theme import Theme, set_role
from ..widgets import wording
from ..widgets.badge import Badge
from ..widgets.runs import Run
from . import suggestions
from .chips import DetailStrip, LevelChips
from .detail_field import DetailField
from .draft import Draft
from .runs_label import RunsLabel

REST_MS = 1500  # after so long without a key, what is typed goes to the disk
HINT = "Enter keeps · −5m moves it back · Ctrl+Z undoes"
TIP = (
    "Enter keeps it · ↑ ↓ other moments · Alt+← → moves it by a minute, with Shift by ten seconds · "
    "Tab the next chip · Ctrl+Delete takes the moment back"
)


class DetailLine(QWidget):
    """Shows one draft. `amended` follows every rest, Enter, and whenever the keyboard goes elsewhere."""

    amended = Signal(object)  # Draft: hand over what is new in it
    closed = Signal()  # the line is done: keys capture again
    stepRequested = Signal(str, int)
    removeRequested = Signal(str)
    done = Signal(object)  # Draft: Enter; a line that began with no code is read now
    nudgeRequested = Signal(str, int)  # a moment's id, seconds

    def __init__(self, theme: Theme, strip: DetailStrip, now: Callable[[], Instant]) -> None:
        super().__init__()
        self.setObjectName("detailLine")
        self._theme, self._strip, self._now = theme, strip, now
        self.draft: Draft | None = None
        self._roomy = True  # in a low window the details are offered only once the bar is typed
        self._badge = Badge("note", theme.palette)
        self._levels = LevelChips()
        self.field = DetailField("detailField")
        self.field.setToolTip(TIP)
        self._hint = RunsLabel(theme, "detailHint")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self.rest_ms = REST_MS
        self._build()
        self._connect()

    @property
    def hint(self) -> str:
        """What is said beside the field."""
        return self._hint.text

    def open(self, draft: Draft) -> None:
        """Show a draft and take the keyboard."""
        self.keep()
        self.draft = draft
        kind = draft.moment.kind
        self._badge.set_kind(kind, wording.letter(draft.moment))
        self._levels.show_kind(kind)
        self._strip.show_kind("chase" if draft.moment.trigger == "chase" else kind, kind)
        self.field.digits = tuple(v + 3 if kind == "feeling" else v for v in draft.levels)
        self.field.setPlaceholderText(_placeholder(draft))
        self.field.setText(draft.text)
        if self.field.property("kind") != kind:
            self.field.setProperty("kind", kind)
            set_role(self.field, "detail")
        self.field.setAccessibleName(f"Details: {wording.kind_word(draft.moment)}")
        self._show_draft()
        self.field.take_keyboard()

    def keep(self) -> None:
        """Hand over what was typed since the last time; the line stays open."""
        self._rest.stop()
        if self.draft is not None and self.draft.dirty:
            self.amended.emit(self.draft)

    def close_line(self) -> None:
        """Keep what was typed and be done with this moment."""
        self.keep()
        self.forget()

    def forget(self) -> None:
        """Be done with this moment without handing anything over: it was taken back."""
        if self.draft is None:
            return
        self._rest.stop()
        self.draft = None
        self._strip.hide()
        self.closed.emit()

    def toggle(self, word: str) -> None:
        """Write a detail into the line, or take it out."""
        if self.draft is not None:
            self._set_text(suggestions.toggled(self._strip_kind(), self.field.text(), word))
            self.field.setFocus()

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is room for offering details before they are asked for."""
        if roomy != self._roomy:
            self._roomy = roomy
            self._show_strip()

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._badge)
        layout.addWidget(self._levels)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._hint)
        self._measure()

    def _measure(self) -> None:
        self._hint.setMaximumWidth(round(360 * self._theme.scale))

    def _connect(self) -> None:
        self._rest.timeout.connect(self.keep)
        self._levels.chosen.connect(self._set_level)
        self._strip.toggled.connect(self.toggle)
        self.field.textEdited.connect(self._on_edited)
        self.field.keepRequested.connect(self._on_enter)
        self.field.nudgeRequested.connect(self._on_nudge)
        self.field.levelTyped.connect(self._on_level_typed)
        self.field.levelErased.connect(lambda: self._set_level(None))
        self.field.chipRequested.connect(self._on_chip)
        self.field.stepRequested.connect(self._on_step)
        self.field.removeRequested.connect(self._on_remove)
        self.field.left.connect(self.keep)
        self._theme.changed.connect(self._badge.set_palette)
        self._theme.changed.connect(self._measure)

    def say(self, words: str) -> None:
        """Say something beside the field until more is typed."""
        self._hint.set_runs((Run(words, "ink2"),))

    def _on_enter(self) -> None:
        if self.draft is not None:
            self.done.emit(self.draft)
        self.close_line()

    def _on_nudge(self, seconds: int) -> None:
        if self.draft is not None:
            self.keep()
            self.nudgeRequested.emit(self.draft.moment.id, seconds)

    def _on_edited(self, text: str) -> None:
        if self.draft is not None:
            self.draft.text = text
            self._rest.start(self.rest_ms)
            self._show_draft()

    def _on_level_typed(self, digit: int) -> None:
        if self.draft is not None:
            self._set_level(digit - 3 if self.draft.moment.kind == "feeling" else digit)

    def _set_level(self, level: int | None) -> None:
        if self.draft is not None:
            self.draft.level = level
            self._rest.start(self.rest_ms)
            self._show_draft()

    def _on_chip(self, step: int) -> None:
        """Tab: behind the bar the next detail, before it the next level; where there are none, the bar."""
        if self.draft is None:
            return
        completed = suggestions.completed(self._strip_kind(), self.field.text(), step)
        if completed is not None:
            self._set_text(completed)
        elif self.draft.levels:
            self._set_level(_stepped(self.draft.levels, self.draft.level, step))
        elif not self._strip.empty:
            self._set_text(suggestions.completed(self._strip_kind(), f"{self.field.text()} | ") or "")

    def _on_step(self, step: int) -> None:
        if self.draft is not None:
            self.keep()
            self.stepRequested.emit(self.draft.moment.id, step)

    def _on_remove(self) -> None:
        if self.draft is not None:
            moment = self.draft.moment.id
            self.forget()
            self.removeRequested.emit(moment)

    def _set_text(self, text: str) -> None:
        self.field.setText(text)
        self._on_edited(text)

    def _strip_kind(self) -> str:
        assert self.draft is not None
        return "chase" if self.draft.moment.trigger == "chase" else self.draft.moment.kind

    def _show_draft(self) -> None:
        assert self.draft is not None
        said = self.draft.parsed(self._now())
        self._levels.show_level(said.fields.get("level"))
        self._strip.show_text(self.draft.text)
        self._show_strip()
        if said.observed_at is not None and said.observed_at != self.draft.at:
            seconds = abs(said.observed_at - self.draft.at) < 60_000_000
            time = wording.clock_text(said.observed_at, self.draft.zone, seconds=seconds)
            self._hint.set_runs((Run("moves to ", "ink2"), Run(time, "ink", 600), Run(", recalled", "ink2")))
        else:
            self._hint.set_runs((Run(HINT, "ink2"),))

    def _show_strip(self) -> None:
        wanted = self.draft is not None and (self._roomy or "|" in self.draft.text)
        self._strip.setVisible(wanted and not self._strip.empty)


def _placeholder(draft: Draft) -> str:
    """What can follow, for those who have not learned it yet."""
    if draft.levels:
        term = vocabulary.by_id(vocabulary.KINDS, draft.moment.kind)
        first, last = (draft.levels[0], draft.levels[-1]) if draft.moment.kind != "feeling" else (1, 5)
        return f"{first}–{last} {term.scale}, words, | details"
    return "words, | details"


def _stepped(levels: tuple[int, ...], level: int | None, step: int) -> int | None:
    ring: list[int | None] = [None, *levels]
    return ring[(ring.index(level) + step) % len(ring)]
