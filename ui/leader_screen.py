"""What each of the leader's screens between walks is, and the page that most of them are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from .desk import Desk
from .widgets.parts import column, label, row, scrolled
from .widgets.report_button import ReportButton

Write = Callable[[Path], object]


class LeaderScreen(QWidget):
    """Asked to `start` when it comes to the front; it tells the window by these signals."""

    openRequested = Signal(str, str)  # journey id, state
    momentRequested = Signal(str, str, str)  # journey id, state, moment id
    journeyChanged = Signal(str)  # the id of a journey that was edited here
    walkRequested = Signal(str, tuple)  # template key, assumptions to take along: (text, confidence)
    told = Signal(str)
    fileSaved = Signal(str, str, Path)  # words, more of them, the file
    failed = Signal(object)  # KnownError

    def start(self) -> None:
        """The screen has come to the front: bring it up to date."""
        raise NotImplementedError


class LeaderPage(LeaderScreen):
    """A page that scrolls below its title, and a report of what it shows.

    `shown` when the answer to the last question is on the screen.
    """

    shown = Signal()

    def __init__(self, name: str, desk: Desk, report: ReportButton) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "ground")
        self._desk = desk
        self.report = report
        self.report.wanted.connect(self.export)

    def export(self, path: Path) -> None:
        """Write the report of what is shown."""
        write = self.writes()
        if write is not None:
            said = f"The report is saved in {path.name}."
            self._desk.reader.submit(
                lambda: write(path), lambda _: self.fileSaved.emit(said, "", path), self.failed.emit, self
            )

    def writes(self) -> Write | None:
        """What writes the report, on the reader; None while there is nothing to report."""
        raise NotImplementedError

    def lay_out(self, title: str, page: QWidget, *above: QWidget) -> None:
        """The title with the report beside it, what stays in sight, and the page in an area that scrolls."""
        self.area = scrolled(page)
        layout = column(*above, self.area, spacing=12)
        layout.insertLayout(0, row(label(title, "display"), None, self.report))
        layout.setContentsMargins(28, 20, 20, 0)
        layout.setStretchFactor(self.area, 1)
        self.setLayout(layout)
