"""The analyst's screens, which share the figures of all journeys: each is built before it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from .compare.screen import CompareScreen
from .desk import Desk
from .drivers.screen import DriversScreen
from .figures_source import FiguresSource
from .theme import Theme
from .trends.screen import TrendsScreen


class AnalystScreens(QObject):
    """`start` brings one up to date."""

    openRequested = Signal(str, str)  # journey id, state
    momentRequested = Signal(str, str, str)  # journey id, state, moment id
    told = Signal(str)
    fileSaved = Signal(str, str, Path)  # words, more of them, the file
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._theme = desk, theme
        self.source = FiguresSource(desk, self)
        self.source.failed.connect(self.failed)
        self.compare: CompareScreen | None = None
        self.drivers: DriversScreen | None = None
        self.trends: TrendsScreen | None = None

    def screen(self, name: str) -> QWidget:
        """The screen of that name, made where it is not yet there."""
        made: dict[str, Callable[[], QWidget]] = {
            "compare": self._compare,
            "drivers": self._drivers,
            "trends": self._trends,
        }
        return made[name]()

    def start(self, name: str) -> None:
        """That screen has come to the front."""
        screen = self.screen(name)
        if isinstance(screen, CompareScreen | DriversScreen | TrendsScreen):
            screen.start()

    def _compare(self) -> CompareScreen:
        if self.compare is None:
            self.compare = CompareScreen(self._desk, self._theme, self.source)
            self.compare.openRequested.connect(self.openRequested)
            self.compare.momentRequested.connect(self.momentRequested)
            self.compare.told.connect(self.told)
            self.compare.fileSaved.connect(self.fileSaved)
            self.compare.failed.connect(self.failed)
        return self.compare

    def _drivers(self) -> DriversScreen:
        if self.drivers is None:
            self.drivers = DriversScreen(self._desk, self._theme, self.source)
            self.drivers.openRequested.connect(self.openRequested)
            self.drivers.momentRequested.connect(self.momentRequested)
            self.drivers.failed.connect(self.failed)
        return self.drivers

    def _trends(self) -> TrendsScreen:
        if self.trends is None:
            self.trends = TrendsScreen(self._desk, self._theme, self.source)
            self.trends.openRequested.connect(self.openRequested)
            self.trends.momentRequested.connect(self.momentRequested)
            self.trends.failed.connect(self.failed)
        return self.trends
