"""What was it? One key turns a mark into any kind: the same letters as during the walk."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CAPTURES, CaptureTerm, by_id

from ..theme import Theme
from ..widgets.badge import paint_badge
from ..widgets.parts import named

COLUMNS = 5
_BADGE = 20.0
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_KEEP_KEY = "m"  # Space presses buttons, so a mark that stays one is M here


class KindButton(QPushButton):
    """A button with the badge of its kind in front."""

    def __init__(self, term: CaptureTerm, theme: Theme) -> None:
        super().__init__(term.label if term.level is None else f"{term.label}")
        self.term = term
        self._palette = theme.palette
        named(self, f"kind.{term.id}", f"{term.label}, key {letter_of(term)}")
        self.setProperty("role", "kind")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self._on_theme)

    def _on_theme(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then the badge on it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self.font())
        if not self.isEnabled():
            painter.setOpacity(0.5)
        top = (self.height() - _BADGE) / 2
        paint_badge(painter, QRectF(9, top, _BADGE, _BADGE), self.term.kind, self._palette, letter_of(self.term))
        painter.end()


def letter_of(term: CaptureTerm) -> str:
    """The key that stands for it here."""
    return _KEEP_KEY.upper() if term.kind == "mark" else term.key


class KindPad(QWidget):
    """One stop of the Tab key: letters and digits choose, Delete removes."""

    chosen = Signal(str)  # id of a CAPTURES term
    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "kindPad", "What was it? Press its letter")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        kinds = [t for t in CAPTURES if t.level is None]
        self._buttons = {t.id: KindButton(t, theme) for t in (*kinds[1:], kinds[0], *CAPTURES[len(kinds) :])}
        self.remove = QPushButton("Nothing: remove")
        named(self.remove, "kind.remove", "It was nothing: remove the mark, key Delete")
        self.remove.setProperty("role", "plain")
        self.remove.setToolTip("Delete")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(8)
        buttons = list(self._buttons.values())
        for place, pressed in enumerate([*buttons[: len(kinds)], self.remove, *buttons[len(kinds) :]]):
            grid.addWidget(pressed, place // COLUMNS, place % COLUMNS)
        for place in range(COLUMNS):
            grid.setColumnStretch(place, 1)
            grid.setColumnMinimumWidth(place, 80)
        layout.addLayout(grid)
        for ident, pressed in self._buttons.items():
            pressed.clicked.connect(lambda _checked=False, i=ident: self._choose(i))

    def show_kind(self, ident: str) -> None:
        """Show which kind is chosen; "" for none."""
        for each, pressed in self._buttons.items():
            pressed.setChecked(each == ident)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter is its kind."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif event.key() in _REMOVING:
            self.removed.emit()
        elif (ident := _kind_of(event.text())) is not None:
            self._choose(ident)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ring while it has the keyboard."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().highlight().color(), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)
            painter.end()

    def _choose(self, ident: str) -> None:
        self.show_kind(ident)
        self.chosen.emit(ident)


def _kind_of(text: str) -> str | None:
    wanted = text.casefold()
    return next((t.id for t in CAPTURES if wanted and letter_of(t).casefold() == wanted), None)


def capture_of(kind: str, trigger: str | None, level: int | None) -> str:
    """The capture whose key made a moment of that kind."""
    if kind == "feeling":
        return next((t.id for t in CAPTURES if t.kind == kind and t.level == level), "")
    if kind == "communication":
        return "chase" if trigger == "chase" else "told"
    return by_id(CAPTURES, kind).id
