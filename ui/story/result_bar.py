"""What became of an export: where the file is, and two ways to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ..widgets.long_words import breakable
from ..widgets.parts import button, label, row


class ResultBar(QFrame):
    """Hidden until something is being made or was saved."""

    openRequested = Signal(Path)
    folderRequested = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("story.result")
        self.setProperty("role", "seal")
        self._path = Path()
        self.words = label("", "strong", wrap=True, name="story.result.words")
        self.open = button("Open", name="story.result.open", on=lambda: self.openRequested.emit(self._path))
        self.folder = button("Show in folder", name="story.result.folder", on=self._on_folder)
        self.dismiss = button("Dismiss", "plain", name="story.result.dismiss", on=self.hide)
        layout = row(self.words, self.open, self.folder, self.dismiss, spacing=8)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    def show_progress(self, words: str) -> None:
        """Say what is being made; "" says that nothing is."""
        if words:
            self._say(words, made=False)
        elif self.open.isHidden():
            self.hide()

    def show_saved(self, path: Path, about: str) -> None:
        """Say where it is."""
        self._path = path
        self._say(breakable(f"Saved to {path}") + (f"  ·  {about}" if about else ""), made=True)

    def show_words(self, words: str) -> None:
        """Say something that has no file."""
        self._say(words, made=False)
        self.dismiss.show()

    def _say(self, words: str, *, made: bool) -> None:
        self.words.setText(words)
        for part in (self.open, self.folder, self.dismiss):
            part.setVisible(made)
        self.show()

    def _on_folder(self) -> None:
        self.folderRequested.emit(self._path)
