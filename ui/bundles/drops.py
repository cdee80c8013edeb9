"""A bundle may be dropped anywhere on the window, whatever screen is shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

SUFFIX = ".journey"
_KINDS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class BundleDrops(QObject):
    """Listens to a window; what its screens take themselves never comes here."""

    dropped = Signal(list)  # of Path

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take bundles, and nothing else."""
        if isinstance(event, QDropEvent) and event.type() in _KINDS and (files := bundles_of(event)):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.dropped.emit(files)
            return True
        return super().eventFilter(watched, event)


def is_bundle(file: Path) -> bool:
    """Whether a file's name says that it is a bundle."""
    return file.suffix.casefold() == SUFFIX


def bundles_of(event: QDropEvent | QDragEnterEvent) -> list[Path]:
    """The bundles that are dragged; none where anything else is among it."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files if files and all(map(is_bundle, files)) else []
