"""A banner says what happened, what is kept and what to do, without taking the keyboard; a saved file opens from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError

from ..theme import set_role
from .opened_files import open_file, open_folder
from .parts import button, label, row

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
        layout = row(words, self._open, self._folder, self._close, margin=12, spacing=16)
        layout.setStretch(0, 1)
        self.setLayout(layout)
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

    def _say(self, role: str, title: str, remedy: str, *, lasting: bool = False) -> None:
        set_role(self, role)
        for way in (self._open, self._folder):
            way.hide()
        self._title.setText(title)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._close.setVisible(not lasting)
        self._lasting = lasting
        self.show()

    def show_saved(self, title: str, more: str, path: Path) -> None:
        """Say that a file, or a folder of files, is saved; it opens from here."""
        self.show_text(title, more)
        self._path = path
        self._open.setText("Open folder" if path.is_dir() else "Open")
        self._open.show()
        self._folder.setVisible(not path.is_dir())

    def _show_file(self, way: Callable[[Path], bool]) -> None:
        if not way(self._path):
            self._remedy.setText(f"Nothing on this computer opens it. It is at {self._path}.")
            self._remedy.show()

    def give_way(self) -> None:
        """Something new begins: what was said of the last is over, unless it lasts."""
        if not self._lasting:
            self.hide()
