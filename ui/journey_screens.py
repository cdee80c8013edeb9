"""The three screens of one journey and the small window of the walk: always on the same open journey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mysteryshop.errors import KnownError

from .debrief.screen import DebriefScreen
from .desk import Desk
from .evidence import places
from .evidence.evidence import Evidence
from .open_journey import OpenJourney
from .story.screen import StoryScreen
from .theme import Theme
from .walk.discreet import DiscreetWindow
from .walk.screen import WalkScreen

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.store.replay import Verification


class JourneyParts:
    """Each screen of a journey, made when it is first asked for: nobody waits for all of them at once."""

    def __init__(self, desk: Desk, theme: Theme, keys: Mapping[str, str]) -> None:
        self._desk, self._theme, self._keys = desk, theme, keys

    @cached_property
    def walk(self) -> WalkScreen:
        """The screen of the walk."""
        return WalkScreen(self._desk, self._theme, self._keys)

    @cached_property
    def debrief(self) -> DebriefScreen:
        """The screen of the debrief."""
        return DebriefScreen(self._desk, self._theme)

    @cached_property
    def story(self) -> StoryScreen:
        """The screen of the story."""
        return StoryScreen(self._desk, self._theme)

    @cached_property
    def discreet(self) -> DiscreetWindow:
        """The small window of the walk."""
        return DiscreetWindow(self._desk, self._theme, self._keys)

    def in_turn(self) -> Iterator[tuple[str, QWidget]]:
        """The screens with their names, each made when the one before was taken."""
        yield "walk", self.walk
        yield "debrief", self.debrief
        yield "story", self.story


class JourneyScreens(QObject):
    """Walk, debrief and story; `hidden` when the small window takes over, `returned` when it gives back."""

    hidden = Signal()
    returned = Signal()

    def __init__(self, desk: Desk, theme: Theme, parts: JourneyParts) -> None:
        super().__init__()
        self._desk, self._theme = desk, theme
        self.walk, self.debrief, self.story, self.discreet = parts.walk, parts.debrief, parts.story, parts.discreet
        self.by_name = dict(parts.in_turn())
        self.away = False  # the small window is what stands for the app
        self.evidence = Evidence(desk, theme, self)
        walk = places.add_walk(self.evidence, self.walk)
        places.add_debrief(self.evidence, self.debrief)
        places.add_story(self.evidence, self.story)
        self.discreet.grabRequested.connect(lambda at: self.evidence.take_screen(walk, at))
        for screen in (self.debrief, self.story):
            screen.bar.recordRequested.connect(lambda screen=screen: self._show_record(screen))
        self.debrief.momentRequested.connect(self.story.open_moment)
        self.walk.hideRequested.connect(self._on_hide)
        self.discreet.returnRequested.connect(self._on_return)
        self.discreet.walking.finished.connect(lambda _: self._lead_on())

    def set_journey(self, journey: OpenJourney) -> None:
        """Show this journey on all of them."""
        for screen in (self.walk, self.debrief, self.story, self.discreet):
            screen.set_journey(journey)
        self.evidence.set_journey(journey)
        if journey.record.journey.seal:
            ident = journey.id
            self._desk.read(lambda q: q.verify(ident), self._on_verified, self._say, self)

    def _show_record(self, screen: DebriefScreen | StoryScreen) -> None:
        """Every edit of the journey that is shown, once what was typed is on its way."""
        from .record.dialog import RecordDialog

        screen.flush()
        if screen.pen.record is not None:
            RecordDialog(self._desk, self._theme, screen.pen.record.journey.id, screen).open()

    def forget(self) -> None:
        """Show no journey any more."""
        self.evidence.set_journey(None)
        for screen in (self.walk, self.debrief, self.story, self.discreet):
            screen.set_journey(None)

    def _on_verified(self, chain: Verification) -> None:
        """A sealed journey whose file says something else than its edits is told on both screens."""
        if not chain.ok:
            at = "" if chain.broken_at_seq is None else f" (edit {chain.broken_at_seq})"
            self._say(
                KnownError(
                    chain.reason if chain.item else f"This journey is no longer what was sealed: {chain.reason}{at}",
                    "Do not rely on its evidence: compare it with a backup. The report says the same on every page.",
                )
            )

    def _say(self, error: KnownError) -> None:
        for screen in (self.story, self.debrief):
            screen.banner.show_error(error, lasting=True)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The user has chosen other keys."""
        self.walk.set_keys(keys)
        self.discreet.set_keys(keys)

    def close(self) -> None:
        """Close what is a window of its own, for good."""
        self.evidence.close()
        self.discreet.close()
        self.discreet.deleteLater()

    def _on_hide(self) -> None:
        self.away = True
        self.hidden.emit()  # first: the two windows never show together
        self.discreet.take_line(self.walk.half_typed())
        self.discreet.come_back()

    def _on_return(self) -> None:
        self.away = False
        self.returned.emit()
        self.discreet.hide()
        self.walk.take_line(self.discreet.half_typed())
        self._lead_on()

    def _lead_on(self) -> None:
        """A walk that was ended in the small window goes on to its debrief, once the whole screen is back."""
        journey = self.walk.walking.journey
        if not self.away and journey is not None and journey.record.journey.state == "debrief":
            self.walk.finished.emit(journey.id)
