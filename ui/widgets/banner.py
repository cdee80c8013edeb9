"""A banner says what happened, what is kept and what to do, without taking the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError

from .parts import button, label, row


class Banner(QFrame):
    """Hidden until there is something to say; `show_error` for failures, `show_text` for news."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
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
        self._lasting = False
        layout = row(words, self._close, margin=12, spacing=16)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def remedy(self) -> str:
        """What is to be done."""
        return self._remedy.text()

    def show_error(self, error: KnownError, *, lasting: bool = False) -> None:
        """Say a failure; a lasting one stays until it is over."""
        self.show_text(error.title, error.remedy, lasting=lasting)

    def show_text(self, title: str, remedy: str = "", *, lasting: bool = False) -> None:
        """Say something in one or two lines."""
        self._title.setText(title)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._close.setVisible(not lasting)
        self._lasting = lasting
        self.show()

    def give_way(self) -> None:
        """Something new begins: what was said of the last is over, unless it lasts."""
        if not self._lasting:
            self.hide()
