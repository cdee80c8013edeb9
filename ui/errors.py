"""Our own bugs reach the user as one dialog with a report to copy; nothing is swallowed."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from mysteryshop import __version__

from .widgets.parts import button, label, row


class BugCatcher(QObject):
    """Takes over sys.excepthook and tells every uncaught exception through `bugFound`."""

    bugFound = Signal(str)

    def install(self) -> None:
        """Catch from now on; the console still gets the traceback."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self.bugFound.emit("".join(traceback.format_exception(kind, error, trace)))


def full_report(trace: str) -> str:
    """The traceback with what is needed to understand it; nothing of any journey."""
    system = f"Mysteryshop {__version__}, Python {platform.python_version()}, PySide {pyside_version}"
    return f"{system}\n{platform.platform()}\n\n{trace}"


class BugDialog(QDialog):
    """Says that we made a mistake, what is kept, and offers the report."""

    def __init__(self, trace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bugDialog")
        self.setWindowTitle("Something went wrong")
        self.resize(640, 420)
        self._report = QPlainTextEdit(full_report(trace))
        self._report.setReadOnly(True)
        self._report.setObjectName("bugReport")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label("Mysteryshop made a mistake", "title"))
        layout.addWidget(
            label(
                "Every moment shown as recorded is on disk. You can go on; if something looks wrong, restart. "
                "This report holds nothing of your journeys: please send it to whoever looks after the app.",
                "quiet",
                wrap=True,
            )
        )
        layout.addWidget(self._report, 1)
        copy = button("Copy report", name="bugCopy", on=self._copy)
        close = button("Go on", "primary", name="bugClose", on=self.accept)
        layout.addLayout(row(None, copy, close))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())


class UnsavedDialog(QDialog):
    """Asked on closing while the disk refuses: accepted means to close and lose what waits."""

    def __init__(self, waiting: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unsavedDialog")
        self.setWindowTitle("Not yet on disk")
        self.resize(520, 180)
        count = "One entry is" if waiting == 1 else f"{waiting} entries are"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(f"{count} not yet on disk", "title"))
        words = (
            "The disk refuses them; they are kept in memory and tried again every two seconds. Free some space, "
            "or make the folder writable, and they are written at once. If you close now, they are lost."
        )
        layout.addWidget(label(words, "quiet", wrap=True))
        lose = button("Close and lose them", "danger", name="closeAndLose", on=self.accept)
        keep = button("Keep open", "primary", name="keepOpen", on=self.reject)
        keep.setDefault(True)
        layout.addLayout(row(None, lose, keep))
        keep.setFocus()
