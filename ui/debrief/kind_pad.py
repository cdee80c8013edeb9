"""What was it? One key turns a mark into any kind: the same letters as during the walk."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout

from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CAPTURES, CaptureTerm, by_id

from ..theme import Theme
from ..widgets.badge import paint_badge
from ..widgets.parts import named
from ..widgets.ringed import Ringed

COLUMNS = 5  # where there is room; fewer in a small window with large text
_LEAST = 3
_GAP = 8
_BADGE = 20.0
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_PASSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
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


class KindPad(Ringed):
    """One stop of the Tab key: letters and digits choose, Delete removes, Enter passes."""

    chosen = Signal(str)  # id of a CAPTURES term
    removed = Signal()
    passed = Signal()  # Enter: it stays as it is for now

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
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        buttons: list[QPushButton] = list(self._buttons.values())
        self._all = [*buttons[: len(kinds)], self.remove, *buttons[len(kinds) :]]
        self._columns = 0
        self._lay_out(COLUMNS)
        layout.addLayout(self._grid)
        for ident, pressed in self._buttons.items():
            pressed.clicked.connect(lambda _checked=False, i=ident: self._choose(i))

    def minimumSizeHint(self) -> QSize:
        """Three columns have to fit; more where there is room."""
        width = _LEAST * (self._widest() + _GAP)
        return QSize(min(width, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit, so that no word is cut."""
        super().resizeEvent(event)
        self._lay_out(max(_LEAST, min(COLUMNS, self.width() // (self._widest() + _GAP))))

    def _widest(self) -> int:
        return max(pressed.sizeHint().width() for pressed in self._all)

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, pressed in enumerate(self._all):
            self._grid.addWidget(pressed, place // columns, place % columns)
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, int(place < columns))

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
        elif event.key() in _PASSING:
            if not event.isAutoRepeat():
                self.passed.emit()
        elif (ident := _kind_of(event.text())) is not None:
            self._choose(ident)
        else:
            super().keyPressEvent(event)

    def ring(self) -> tuple[QRectF, float]:
        """Around the whole pad."""
        return QRectF(self.rect()).adjusted(1, 1, -1, -1), 11

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
