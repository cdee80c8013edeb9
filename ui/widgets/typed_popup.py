"""What a button opens: one list in which typing finds, right below it, and a button that opens one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from .parts import named
from .typed_list import TypedList
from .typed_rows import Entry

_EDGE = 8  # pixels that stay free between the list and the edge of the screen
_MARGIN = 7  # of the list within its frame, the hairline included


class TypedPopup(QFrame):
    """`picked` carries an id. Entries are asked for when it opens: it is looked at far more rarely than they change.

    It goes when something is picked, unless it `stays`, with Escape, a click elsewhere, or its button.
    """

    picked = Signal(str)

    def __init__(
        self, name: str, what: str, entries: Callable[[], Sequence[Entry]], below: QWidget, *, stays: bool = False
    ) -> None:
        super().__init__(below, Qt.WindowType.Popup)
        named(self, f"{name}.popup", what)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click on the button closes it, and no more
        self._name, self._what, self._entries, self._below, self._stays = name, what, entries, below, stays
        self._list: TypedList | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)

    @property
    def within(self) -> TypedList:
        """The list, which is made when it is first looked at."""
        if self._list is None:
            self._list = TypedList(self._name, self._what)
            self._list.taken.connect(self._on_taken)
            self._list.left.connect(self.close)
            self._list.resized.connect(self._place)
            self._layout.addWidget(self._list)
        return self._list

    def open(self) -> None:
        """Show what there is to choose now; some desktops (Wayland) place a window only before it shows."""
        room = self._below.screen().availableGeometry().size()
        self.ensurePolished()
        self.within.offer(self._entries(), room - QSize(2 * (_EDGE + _MARGIN), 2 * (_EDGE + _MARGIN)))
        self._place()
        self.show()
        self.within.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        """As large as it must be, below the button or where there is no room above it, and within the screen."""
        for part in (self.within.layout(), self._layout):  # the inner one first: the outer one asks it
            if part is not None:
                part.invalidate()
                part.activate()
        size, screen = self._layout.totalSizeHint(), self._below.screen().availableGeometry()
        corner = self._below.mapToGlobal(QPoint(0, self._below.height()))
        above = corner.y() - self._below.height() - size.height()
        below = corner.y() + size.height() <= screen.bottom() - _EDGE
        left = max(screen.left() + _EDGE, min(corner.x(), screen.right() - _EDGE - size.width()))
        wanted = corner.y() if below else above
        top = max(screen.top() + _EDGE, min(wanted, screen.bottom() - _EDGE - size.height()))
        self.setGeometry(left, top, size.width(), size.height())

    def _on_taken(self, ident: str) -> None:
        if not self._stays:
            self.close()
        if any(ident == entry.id for entry in self._entries()):  # they may have changed under it
            self.picked.emit(ident)


class OpeningButton(QPushButton):
    """A button that opens a list: by a click, Space, Enter or Down."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.popup: TypedPopup | None = None
        self._hint: QSize | None = None
        self.clicked.connect(self._open)

    def set_popup(self, popup: TypedPopup) -> None:
        """From now on it opens this."""
        self.popup = popup

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """An arrow says that it opens something."""
        super().initStyleOption(option)
        option.features |= QStyleOptionButton.ButtonFeature.HasMenu

    def sizeHint(self) -> QSize:
        """With room for the arrow; a bar of chips asks for it often, and words, letters or looks change it rarely."""
        if self._hint is None:
            option = QStyleOptionButton()
            self.initStyleOption(option)
            arrow = self.style().pixelMetric(QStyle.PixelMetric.PM_MenuButtonIndicator, option, self)
            self._hint = super().sizeHint() + QSize(arrow, 0)
        return self._hint

    def setText(self, text: str) -> None:
        """Other words, another size."""
        self._hint = None
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Other letters or another look, another size."""
        self._hint = None
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Down open it, too."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is left to be chosen where the button is gone."""
        if self.popup is not None:
            self.popup.close()
        super().hideEvent(event)

    def _open(self) -> None:
        if self.popup is not None:
            self.popup.open()
