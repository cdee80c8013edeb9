"""The leader's screens between walks: each is imported and built before it is first shown.

A screen is one function below, its line in `SCREENS` and its name in `screens.LEADER`; its button is in `navigation`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from .desk import Desk
from .leader_screen import LeaderScreen
from .theme import Theme

Maker = Callable[[Desk, Theme], LeaderScreen]


def _findings(desk: Desk, theme: Theme) -> LeaderScreen:
    from .findings.screen import FindingsScreen

    return FindingsScreen(desk, theme)


def _expectations(desk: Desk, theme: Theme) -> LeaderScreen:
    from .expectations.screen import ExpectationsScreen

    return ExpectationsScreen(desk, theme)


def _agreement(desk: Desk, theme: Theme) -> LeaderScreen:
    from .agreement.screen import AgreementScreen

    return AgreementScreen(desk, theme)


def _all_in(desk: Desk, theme: Theme) -> LeaderScreen:
    from .all_in.screen import AllInScreen

    return AllInScreen(desk, theme)


def _cadence(desk: Desk, theme: Theme) -> LeaderScreen:
    from .cadence.screen import CadenceScreen

    return CadenceScreen(desk, theme)


def _customers(desk: Desk, theme: Theme) -> LeaderScreen:
    from .customers.screen import CustomersScreen

    return CustomersScreen(desk, theme)


SCREENS: Mapping[str, Maker] = MappingProxyType(
    {
        "agreement": _agreement,
        "all-in": _all_in,
        "cadence": _cadence,
        "customers": _customers,
        "expectations": _expectations,
        "findings": _findings,
    }
)


class LeaderScreens(QObject):
    """Those that were shown so far."""

    openRequested = Signal(str, str)
    momentRequested = Signal(str, str, str)
    journeyChanged = Signal(str)
    walkRequested = Signal(str, tuple)
    told = Signal(str)
    fileSaved = Signal(str, str, Path)
    failed = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._theme = desk, theme
        self._made: dict[str, LeaderScreen] = {}

    def screen(self, name: str) -> LeaderScreen:
        """The screen of that name, made where it is not yet there."""
        if name not in self._made:
            made = SCREENS[name](self._desk, self._theme)
            made.openRequested.connect(self.openRequested)
            made.momentRequested.connect(self.momentRequested)
            made.journeyChanged.connect(self.journeyChanged)
            made.walkRequested.connect(self.walkRequested)
            made.told.connect(self.told)
            made.fileSaved.connect(self.fileSaved)
            made.failed.connect(self.failed)
            self._made[name] = made
        return self._made[name]
