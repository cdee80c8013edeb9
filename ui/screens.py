"""Every screen by its name, one of them at the front; most are built once the first of them shows what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from mysteryshop.settings import Settings

from .actions import chosen_keys
from .desk import Desk
from .theme import Theme

if TYPE_CHECKING:  # imported when the first of them is opened: not needed for the first paint
    from .analyst_screens import AnalystScreens
    from .journey_screens import JourneyParts, JourneyScreens
    from .leader_screens import LeaderScreens

ANALYST = ("compare", "drivers", "trends")
LEADER = ("findings", "expectations", "customers", "all-in", "cadence", "agreement")


class Screens(QStackedWidget):
    """Those of a journey come all at once, those of the analyst and of the leader one by one."""

    journeyScreensMade = Signal(object)
    analystScreensMade = Signal(object)
    leaderScreensMade = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self._desk, self._theme, self._settings = desk, theme, settings
        self.by_name: dict[str, QWidget] = {}
        self._parts: JourneyParts | None = None
        self._closed = False
        self.of_journey: JourneyScreens | None = None
        self.of_analyst: AnalystScreens | None = None
        self.of_leader: LeaderScreens | None = None

    def add(self, name: str, screen: QWidget) -> None:
        """From now on this is the screen of that name."""
        self.by_name[name] = screen
        self.addWidget(screen)

    def build(self, name: str) -> None:
        """Make the screen of that name where it is not yet there."""
        if name in ANALYST:
            self._build_analyst(name)
        elif name in LEADER:
            self._build_leader(name)

    def bring(self, name: str) -> None:
        """To the front."""
        self.setCurrentWidget(self.by_name[name])

    def start(self, name: str) -> None:
        """That screen has come to the front: what it shows is brought up to date."""
        if name in ANALYST and self.of_analyst is not None:
            self.of_analyst.start(name)
        elif name in LEADER and self.of_leader is not None:
            self.of_leader.screen(name).start()

    def build_ahead(self) -> Iterator[None]:
        """Build every screen before it is wanted, one a step, while the app is not closed."""
        for _ in self._parts_added():
            yield
            if self._closed:
                return
        self.journey_screens()
        for name in (*LEADER, *ANALYST):
            yield
            if self._closed:
                return
            self.build(name)

    def journey_screens(self) -> JourneyScreens:
        """The screens of one journey."""
        if self.of_journey is None:
            from .journey_screens import JourneyScreens

            for _ in self._parts_added():
                pass
            assert self._parts is not None
            self.of_journey = JourneyScreens(self._desk, self._theme, self._parts)
            self.of_journey.evidence.set_keep(self._settings.keep_camera_data)
            self.journeyScreensMade.emit(self.of_journey)
        return self.of_journey

    def _parts_added(self) -> Iterator[None]:
        from .journey_screens import JourneyParts

        if self._parts is None:
            self._parts = JourneyParts(self._desk, self._theme, chosen_keys(self._settings.keys))
        for name, screen in self._parts.in_turn():
            if name not in self.by_name:
                self.add(name, screen)
                yield

    def shows_journey(self) -> bool:
        """Whether one of the screens of a journey is at the front."""
        return self.of_journey is not None and self.currentWidget() in self.of_journey.by_name.values()

    def close_down(self) -> None:
        """Close what is a window of its own, for good, and build nothing more."""
        self._closed = True
        if self.of_journey is not None:
            self.of_journey.close()

    @property
    def closed(self) -> bool:
        """Whether the window was closed for good."""
        return self._closed

    def follow(self, settings: Settings) -> None:
        """The user has chosen other settings."""
        self._settings = settings
        if self._parts is not None:
            screens = self.journey_screens()
            screens.set_keys(chosen_keys(settings.keys))
            screens.evidence.set_keep(settings.keep_camera_data)

    def _build_analyst(self, name: str) -> None:
        if self.of_analyst is None:
            from .analyst_screens import AnalystScreens

            self.of_analyst = AnalystScreens(self._desk, self._theme, self)
            self.analystScreensMade.emit(self.of_analyst)
        if name not in self.by_name:
            self.add(name, self.of_analyst.screen(name))

    def _build_leader(self, name: str) -> None:
        if self.of_leader is None:
            from .leader_screens import LeaderScreens

            self.of_leader = LeaderScreens(self._desk, self._theme, self)
            self.leaderScreensMade.emit(self.of_leader)
        if name not in self.by_name:
            self.add(name, self.of_leader.screen(name))
