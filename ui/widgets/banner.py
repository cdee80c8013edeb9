"""A banner says what happened, what is kept and what to do, without taking the keyboard; a saved file opens from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError

from ..theme import set_role
from .opened_files import open_file, open_folder
from .parts import button, label, row

_READABLE = 40  # letters of a line beside the buttons
_FAILED, _NEWS = "banner", "seal"  # roles of the style sheet


class Banner(QFrame):
    """Hidden until there is something to say: `show_error` failures, `show_text` news, `show_saved` a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", _NEWS)
        self.setObjectName("banner")
        self._title = label("", "strong", wrap=True, name="bannerTitle")
        self._remedy = label("", "quiet", wrap=True, name="bannerRemedy")
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        inner.addWidget(self._title)
        inner.addWidget(self._remedy)
        self._close: QPushButton = button("Dismiss", "plain", name="bannerDismiss", on=self.hide)
        self._open = button("Open", name="bannerOpen", on=lambda: self._show_file(open_file))
        self._folder = button("Show in folder", name="bannerFolder", on=lambda: self._show_file(open_folder))
        self._path = Path()
        self._lasting = False
        self._ways = QWidget()
        self._ways.setLayout(row(self._open, self._folder, self._close, spacing=12))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(12, 12, 12, 12)
        self._box.setSpacing(8)
        self._box.addWidget(words, 1)
        self._box.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    @property
    def remedy(self) -> str:
        """What is to be done."""
        return self._remedy.text()

    def show_error(self, error: KnownError, *, lasting: bool = False) -> None:
        """Say a failure; a lasting one stays until it is over."""
        self._say(_FAILED, error.title, error.remedy, lasting=lasting)

    def show_text(self, title: str, remedy: str = "") -> None:
        """Say something in one or two lines."""
        self._say(_NEWS, title, remedy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ways on stand below the words where these would be squeezed beside them."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        words = _READABLE * self.fontMetrics().averageCharWidth()
        beside = self.width() >= self._ways.sizeHint().width() + words
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)

    def _say(self, role: str, title: str, remedy: str, *, lasting: bool = False) -> bool:
        """Whether it was said: what lasts is more than news, and there is room for one."""
        if self._lasting and role == _NEWS and not self.isHidden():
            return False
        set_role(self, role)
        for way in (self._open, self._folder):
            way.hide()
        self._title.setText(title)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._close.setVisible(not lasting)
        self._lasting = lasting
        self.show()
        return True

    def show_saved(self, title: str, more: str, path: Path) -> None:
        """Say that a file, or a folder of files, is saved; it opens from here."""
        if not self._say(_NEWS, title, more):
            return
        self._path = path
        self._open.setText("Open folder" if path.is_dir() else "Open")
        self._open.show()
        self._folder.setVisible(not path.is_dir())
        self._arrange()

    def _show_file(self, way: Callable[[Path], bool]) -> None:
        if not self._path.exists():
            self._add(f"It is not there any more: {self._path}.")
        elif not way(self._path):
            self._add(f"Nothing on this computer opens it. It is at {self._path}.")

    def _add(self, words: str) -> None:
        self._remedy.setText(words)
        self._remedy.show()

    def give_way(self) -> None:
        """Something new begins: what was said of the last is over, unless it lasts."""
        if not self._lasting:
            self.hide()
