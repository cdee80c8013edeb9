"""The small window itself: a plain page that is moved by its head, sized by its edges, and remembers its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QKeySequence,
    QMouseEvent,
    QMoveEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from mysteryshop.palette import Palette

from ..background import Worker
from ..pause import pause
from ..theme import Theme, notes_icon
from ..widgets.parts import label
from .discreet_lines import PAPERS, Paper
from .discreet_place import SIZES, Place, load, save

TITLE = "Notes"
_EDGE = 6  # pixels at the rim that size the window
_HEAD = 31 / 14  # of the head's height to the text's
_LEAST = QSize(220, 132)
_SETTLE_MS = 600  # after the last pixel of a drag
_STYLE = """
#discreetWindow {{ background: {body}; border: 1px solid {line}; }}
#notesHead {{ background: {head}; border: none; }}
#notesTitle, #notesTime {{ color: {faint}; font-size: {small}px; }}
#notesRule {{ background: {line}; border: none; max-height: 1px; }}
#noteEntry QLabel {{ color: {ink}; padding: 1px 0 0 0; margin: 0; font-size: {text}px; }}
#noteEntry QLabel[role="idle"] {{ color: {faint}; }}
#noteEntry QLineEdit {{ background: {body}; color: {ink}; border: none; padding: 0; border-radius: 0;
  font-size: {text}px; selection-background-color: {chosen}; selection-color: {ink}; }}
QMenu {{ background: {body}; color: {ink}; border: 1px solid {line}; padding: 4px; border-radius: 0; }}
QMenu::item {{ padding: 5px 18px; border-radius: 0; }}
QMenu::item:selected {{ background: {chosen}; color: {ink}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
"""


class DiscreetFrame(QWidget):
    """Subclasses fill `page` and `foot`, and say what the menu offers and what the time in the corner does."""

    def __init__(self, theme: Theme, data_dir: Path, saver: Worker) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("discreetWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(TITLE)
        self.setWindowIcon(notes_icon())
        self.setMinimumSize(_LEAST)
        self.setMouseTracking(True)
        self._theme, self._data_dir, self._saver = theme, data_dir, saver
        self.place = load(data_dir)
        self.paper: Paper = PAPERS["light"]
        self.page, self.foot = QVBoxLayout(), QVBoxLayout()
        self.menu = QMenu(self)
        self._time = label("", name="notesTime")
        self._head = QFrame()
        self._settle = pause(self, _SETTLE_MS, self.keep_place)
        self._build()
        untouched = (self.place.width, self.place.height) == (Place().width, Place().height)
        factor = self.text_px / 14 if untouched else 1.0  # large text needs a larger page
        self.resize(round(self.place.width * factor), round(self.place.height * factor))
        if self.place.x is not None and self.place.y is not None:
            self.move(on_screen(QPoint(self.place.x, self.place.y), self.size()))
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, self.place.on_top)
        theme.changed.connect(self._on_theme)

    @property
    def text_px(self) -> int:
        """The size of the text, pixels."""
        return self.place.text or round(14 * self._theme.scale)

    def set_text_size(self, pixels: int) -> None:
        """Larger or smaller text; 0 is the usual size."""
        wanted = min(max(pixels, SIZES[0]), SIZES[1]) if pixels else 0
        self.place = replace(self.place, text=wanted)
        self._dress()
        self._settle.start()

    def set_on_top(self, on_top: bool) -> None:
        """Stay above other windows, or not; also while it is shown."""
        self.place = replace(self.place, on_top=on_top)
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Created):
            self.windowHandle().setFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
        else:
            self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
        self._settle.start()

    def keep_place(self) -> None:
        """Remember where the window stands."""
        self._settle.stop()
        place, folder = self.place, self._data_dir
        self._saver.submit(lambda: save(place, folder), None, None, None)

    def offer(self, words: str, keys: tuple[str, ...], do: Callable[[], object], name: str) -> QAction:
        """An entry of the menu, with keys that work while the window has the keyboard."""
        action = QAction(words, self)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setAutoRepeat(True)
        action.triggered.connect(lambda _on=False: do())
        self.addAction(action)
        self.menu.addAction(action)
        return action

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place once it has settled."""
        super().moveEvent(event)
        if self.isVisible() and not self.isMinimized():
            self.place = replace(self.place, x=self.x(), y=self.y())
            self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the size once it has settled."""
        super().resizeEvent(event)
        if self.isVisible() and not self.isMinimized():
            self.place = replace(self.place, width=self.width(), height=self.height())
            self._settle.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click, or the menu key, opens the few things there are to choose."""
        self.menu.popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The rim shows that it can be pulled."""
        shape = _CURSORS.get(self._edges(event.position()))
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The rim sizes the window, the head moves it."""
        handle, edges = self.windowHandle(), self._edges(event.position())
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            if edges:
                handle.startSystemResize(edges)
            elif event.position().y() < self._head.height():
                handle.startSystemMove()
        super().mousePressEvent(event)

    def _edges(self, at: QPointF) -> Qt.Edge:
        edges = Qt.Edge(0)
        if at.x() < _EDGE:
            edges |= Qt.Edge.LeftEdge
        if at.x() > self.width() - _EDGE:
            edges |= Qt.Edge.RightEdge
        if at.y() < _EDGE:
            edges |= Qt.Edge.TopEdge
        if at.y() > self.height() - _EDGE:
            edges |= Qt.Edge.BottomEdge
        return edges

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        title: QLabel = label(TITLE, name="notesTitle")
        head.addWidget(title, 1)
        head.addWidget(self._time)
        self._head.setObjectName("notesHead")
        self._head.setLayout(head)
        rule = QFrame()
        rule.setObjectName("notesRule")
        rule.setFixedHeight(1)
        self.page.setContentsMargins(12, 7, 12, 4)
        self.foot.setContentsMargins(12, 4, 12, 4)
        for part in (self._head, title):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addLayout(self.page, 1)
        layout.addWidget(rule)
        layout.addLayout(self.foot)

    def _on_theme(self, palette: Palette) -> None:
        self.paper = PAPERS["dark" if palette.dark else "light"]
        self._dress()

    def _dress(self) -> None:
        """Colours and sizes of everything in the window."""
        text, paper = self.text_px, self.paper
        font = QFont(self.font())
        font.setPixelSize(text)
        self.setFont(font)
        self._head.setFixedHeight(round(text * _HEAD))
        sizes = {"text": text, "small": round(text * 12 / 14)}
        colours = {name: getattr(paper, name) for name in ("body", "head", "ink", "faint", "line", "chosen")}
        self.setStyleSheet(self._theme.sheet + _STYLE.format(**colours, **sizes))


_CURSORS = {
    Qt.Edge.LeftEdge: Qt.CursorShape.SizeHorCursor,
    Qt.Edge.RightEdge: Qt.CursorShape.SizeHorCursor,
    Qt.Edge.TopEdge: Qt.CursorShape.SizeVerCursor,
    Qt.Edge.BottomEdge: Qt.CursorShape.SizeVerCursor,
    Qt.Edge.LeftEdge | Qt.Edge.TopEdge: Qt.CursorShape.SizeFDiagCursor,
    Qt.Edge.RightEdge | Qt.Edge.BottomEdge: Qt.CursorShape.SizeFDiagCursor,
    Qt.Edge.RightEdge | Qt.Edge.TopEdge: Qt.CursorShape.SizeBDiagCursor,
    Qt.Edge.LeftEdge | Qt.Edge.BottomEdge: Qt.CursorShape.SizeBDiagCursor,
}


def on_screen(at: QPoint, size: QSize) -> QPoint:
    """The place, or the nearest one that lies on a screen that is there."""
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if not rooms or any(room.intersects(QRect(at, size).adjusted(20, 4, -20, -20)) for room in rooms):
        return at
    room = rooms[0]
    return QPoint(
        min(max(at.x(), room.left()), max(room.left(), room.right() - size.width())),
        min(max(at.y(), room.top()), max(room.top(), room.bottom() - size.height())),
    )
