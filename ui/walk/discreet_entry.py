"""The entry of the discreet window: a key begins a line of notes, the rest of the line is its details."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mysteryshop.journey import Instant, Touchpoint
from mysteryshop.notation.lines import code_of

from ..pause import pause
from ..theme import set_role
from ..widgets.parts import label
from .detail_field import DetailField
from .detail_line import REST_MS
from .draft import Draft
from .echo import Echo

ENTER, SKIP, END = ">", "x", "end"


class DiscreetEntry(QWidget):
    """Shows a draft, or asks for a touchpoint's name (`>`), the reason for a skip (`x`) or an Enter (`end`)."""

    amended = Signal(object)  # Draft
    done = Signal(object)  # Draft: Enter; what is left of it is to be read
    answered = Signal(str, str)  # ENTER, SKIP or END, the text
    takenBack = Signal(str)  # the moment whose code was erased
    uncoded = Signal(object, str)  # Draft whose code is a part of its words; the words
    closed = Signal()

    def __init__(self, echo: Echo) -> None:
        super().__init__()
        self.setObjectName("noteEntry")
        self.draft: Draft | None = None
        self.asked = ""
        self.touchpoint: Touchpoint | None = None
        self._code: QLabel = label("", name="noteCode")
        self._code.setIndent(0)
        self.field = DetailField("noteField")
        self.field.echo = echo
        self._rest = pause(self, REST_MS, self.keep)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._code)
        layout.addWidget(self.field, 1)
        self.field.textEdited.connect(self._on_edited)
        self.field.keepRequested.connect(self._on_enter)
        self.field.levelTyped.connect(self._on_level)
        self.field.levelErased.connect(self._on_erased)
        self.field.left.connect(self.keep)
        self.field.hide()
        self._show_idle()

    @property
    def typing(self) -> bool:
        """Whether letters are text now."""
        return self.draft is not None or bool(self.asked)

    def open(self, draft: Draft, now: Instant) -> None:
        """Go on with the line of a moment that is stored already."""
        self.close_line()
        self.draft = draft
        self.field.digits = tuple(v + 3 if draft.moment.kind == "feeling" else v for v in draft.levels)
        self._show(self._code_text(), draft.text)
        if not draft.words_only:
            self._show_level(draft.shown_level(now))

    def ask(self, code: str, touchpoint: Touchpoint | None = None, text: str = "") -> None:
        """Ask for a name or a reason, or whether to end."""
        self.close_line()
        self.asked, self.touchpoint = code, touchpoint
        self.field.digits = ()
        self._show(f"{code} {touchpoint.name} |" if touchpoint is not None else code, text)

    def keep(self) -> None:
        """Hand over what was typed since the last time."""
        self._rest.stop()
        if self.draft is not None and self.draft.dirty:
            self.amended.emit(self.draft)

    def close_line(self) -> None:
        """Keep what was typed and be done with it."""
        self.keep()
        self.forget()

    def forget(self) -> None:
        """Be done with the line as it is."""
        if self.typing:
            self._rest.stop()
            self.draft, self.asked, self.touchpoint = None, "", None
            self.field.hide()
            self._show_idle()
            self.closed.emit()

    def show_blank(self, blank: bool) -> None:
        """Show nothing of the line for now; it stays as it is."""
        self._code.setVisible(not blank)
        self.field.setVisible(self.typing and not blank)

    def _show_idle(self) -> None:
        """A caret that does not blink: the next key begins a line."""
        self._code.show()
        self._code.setText("|")
        set_role(self._code, "idle")

    def _show(self, code: str, text: str) -> None:
        self._code.setText(code)
        self._code.setVisible(bool(code))
        set_role(self._code, "")
        self.field.setAccessibleName(f"Line: {code}" if code else "Line")
        self.field.setText(text)
        self.field.show()
        self.field.take_keyboard()

    def _on_edited(self, text: str) -> None:
        if self.draft is not None:
            self.draft.text = text
            self._rest.start()

    def _on_level(self, digit: int) -> None:
        if self.draft is not None:
            self._show_level(digit - 3 if self.draft.moment.kind == "feeling" else digit)

    def _on_erased(self) -> None:
        """Backspace at the front: the level goes, then the code; words that stand behind it become a plain line."""
        draft = self.draft
        if draft is None:
            if not self.field.text():
                self.forget()
        elif not draft.words_only and draft.level is not None and code_of(draft.moment).level is None:
            self._show_level(None)
        elif not self.field.text():
            self.forget()
            self.takenBack.emit(draft.moment.id)
        elif not draft.words_only:
            self.forget()
            self.uncoded.emit(draft, code_of(draft.moment).id + draft.text)

    def _show_level(self, level: int | None) -> None:
        if self.draft is not None:
            self.draft.level = level
            self._rest.start()
            self._code.setText(self._code_text())

    def _code_text(self) -> str:
        assert self.draft is not None
        if self.draft.words_only:
            return ""
        code = code_of(self.draft.moment)
        return code.id if self.draft.level is None or code.level is not None else f"{code.id}{self.draft.level}"

    def _on_enter(self) -> None:
        draft = self.draft
        if draft is not None:
            self.done.emit(draft)
            if self.draft is draft:  # otherwise the line was a step that asks something
                self.close_line()
        elif self.asked:
            asked, text = self.asked, self.field.text().strip()
            self.answered.emit(asked, text)
            self.forget()
