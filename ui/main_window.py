"""The main window: navigation, the screens, and in one block every connection between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mysteryshop import settings as user_settings
from mysteryshop import templates as template_store
from mysteryshop.errors import KnownError
from mysteryshop.journey import Change, Record
from mysteryshop.settings import Settings
from mysteryshop.store.glance import Glance

from .actions import chosen_keys
from .bundles.drops import BundleDrops
from .desk import Desk
from .errors import BugDialog, UnsavedDialog
from .exchange import Exchange
from .journeys.screen import JourneysScreen
from .navigation import Navigation
from .open_journey import OpenJourney
from .prepare.screen import PrepareScreen
from .privacy.keeping import Keeping
from .settings.screen import SettingsScreen
from .templates.screen import TemplatesScreen
from .theme import Theme
from .widgets.banner import Banner

if TYPE_CHECKING:
    from mysteryshop.store.adopting import Adopted  # SQLAlchemy is imported on the writer

if TYPE_CHECKING:  # imported when the first journey is opened: not needed for the first paint
    from .analyst_screens import AnalystScreens
    from .journey_screens import JourneyScreens
    from .leader_screens import LeaderScreens

SCREEN_OF_STATE = {"planned": "prepare", "walking": "walk", "debrief": "debrief"}
ANALYST = ("compare", "drivers", "trends")  # built when one of them is first shown
LEADER = ("findings", "expectations", "customers", "all-in", "cadence", "agreement")  # the same
TITLE = "Mysteryshop"


class MainWindow(QMainWindow):
    """Shows one screen at a time; during a walk the navigation is out of sight."""

    journeyShown = Signal(str, str)  # journey id, screen

    def __init__(self, desk: Desk, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle(TITLE)
        self.setMinimumSize(1000, 640)
        self.resize(1280, 800)
        self.desk, self.theme, self.settings = desk, theme, settings
        desk.set_author(settings.leader)
        self.open_journey: OpenJourney | None = None
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.front = QStackedWidget()  # everything, or what covers it while the folder is locked
        self.journeys = JourneysScreen(desk, theme)
        self.prepare = PrepareScreen(desk, settings.leader)
        self.templates = TemplatesScreen(desk.data_dir)
        self.settings_screen = SettingsScreen(settings, desk.data_dir)
        self.exchange = Exchange(desk, theme, self)
        self.keeping = Keeping(desk, self)
        self.keeping.months = settings.keep_months
        self.of_journey: JourneyScreens | None = None  # built when the first journey is opened
        self.of_analyst: AnalystScreens | None = None  # built when one of them is first shown
        self.of_leader: LeaderScreens | None = None  # the same
        self._screens: dict[str, QWidget] = {
            "journeys": self.journeys,
            "prepare": self.prepare,
            "templates": self.templates,
            "settings": self.settings_screen,
        }
        self._side = Navigation(TITLE)
        self._drops = BundleDrops(self)
        self._moment = ""  # at which the journey that is being opened is to be shown
        self._came_from = "journeys"  # the screen of the navigation from which a journey was opened
        self._build()
        self._connect()
        self._read_templates()

    def _connect(self) -> None:
        self.journeys.newRequested.connect(lambda: self.show_prepare())
        self.journeys.openRequested.connect(self.open)
        self.journeys.finishRequested.connect(self._finish)
        self.journeys.importRequested.connect(self.exchange.import_files)
        self.journeys.pasteRequested.connect(self.exchange.paste)
        self.journeys.notesRequested.connect(self.exchange.save_notes)
        self.journeys.excludeRequested.connect(self.exchange.exclude)
        self.journeys.includeRequested.connect(self.exchange.include)
        self.journeys.discardRequested.connect(self.exchange.discard)
        self.journeys.failed.connect(self.show_known)
        self.journeys.tagged.connect(self._on_tagged)
        self.journeys.retainRequested.connect(self.keeping.ask_day)
        self.journeys.purgeRequested.connect(self.keeping.ask_purge)
        self.keeping.retained.connect(self._on_tagged)
        self.keeping.retained.connect(lambda _: self.journeys.reload())
        self.keeping.purged.connect(self._on_purged)
        self.keeping.told.connect(self.banner.show_text)
        self.keeping.failed.connect(self.show_known)
        self.desk.stored.connect(self._on_stored)
        self.journeys.cadenceRequested.connect(lambda: self.show_screen("cadence"))
        self.exchange.listChanged.connect(self.journeys.reload)
        self.exchange.told.connect(self.banner.show_text)
        self.exchange.failed.connect(self.show_known)
        self.exchange.bundleTaken.connect(self._on_bundle)
        self.journeys.handOnRequested.connect(self.exchange.hand_on)
        self._drops.dropped.connect(self.exchange.import_files)
        self.exchange.imported.connect(lambda ident: self.open(ident, "debrief"))
        self.prepare.prepared.connect(self._on_prepared)
        self.prepare.leaveRequested.connect(lambda: self.show_screen("journeys"))
        self.templates.walkRequested.connect(self.show_prepare)
        self.templates.changed.connect(self._read_templates)
        self.settings_screen.changed.connect(self._on_settings)
        self.settings_screen.backupRequested.connect(self.exchange.back_up)
        self.desk.opened.connect(self.journeys.reload)
        self.desk.openFailed.connect(self.show_lasting)
        self.desk.warned.connect(self.show_known)
        self.desk.writer.bugFound.connect(self.show_bug)
        self.desk.reader.bugFound.connect(self.show_bug)

    def _connect_journey_screens(self, screens: JourneyScreens) -> None:
        screens.walk.finished.connect(lambda ident: self.open(ident, "debrief"))
        screens.walk.leaveRequested.connect(lambda: self.show_screen("journeys"))
        screens.debrief.finalised.connect(lambda _: self.show_screen("story"))
        screens.debrief.storyRequested.connect(lambda _: self.show_screen("story"))
        screens.debrief.walkRequested.connect(lambda _: self.show_screen("walk"))
        screens.debrief.leaveRequested.connect(lambda: self.show_screen("journeys"))
        screens.story.debriefRequested.connect(lambda _: self.show_screen("debrief"))
        screens.story.retainRequested.connect(self.keeping.ask_day)
        screens.story.purgeRequested.connect(self.keeping.ask_purge)
        screens.story.handOnRequested.connect(self.exchange.hand_on)
        screens.story.openRequested.connect(lambda ident: self.open(ident, "finalised"))
        screens.story.leaveRequested.connect(lambda: self.show_screen(self._came_from))
        screens.hidden.connect(self.hide)
        screens.returned.connect(self._on_returned)

    def _connect_telling(self, screens: AnalystScreens | LeaderScreens) -> None:
        screens.openRequested.connect(self.open)
        screens.told.connect(self.banner.show_text)
        screens.failed.connect(self.show_known)

    def show_glance(self, seen: Glance) -> None:
        """Fill the home screen before the first paint."""
        self.journeys.show_glance(seen)

    def cover(self, cover: QWidget) -> None:
        """Show this instead of everything: no key and no click reaches what it covers."""
        if self.front.indexOf(cover) < 0:
            self.front.addWidget(cover)
        self.front.setCurrentWidget(cover)

    def uncover(self) -> None:
        """Show everything again, as it was."""
        self.front.setCurrentIndex(0)

    def show_screen(self, name: str) -> None:
        """Bring a screen to the front; home is read anew."""
        analyst = self._analyst_screens(name) if name in ANALYST else None
        leader = self._leader_screens(name) if name in LEADER else None
        self.stack.setCurrentWidget(self._screens[name])
        if self._side.show_chosen(name):
            self._came_from = name
        self.setWindowTitle("Notes" if name == "walk" else TITLE)
        if name == "journeys":
            self.journeys.reload()
            self.journeys.first_focus()
        if analyst is not None:
            analyst.start(name)
        if leader is not None:
            leader.screen(name).start()

    def show_prepare(self, template_key: str = "", assumptions: tuple[tuple[str, float | None], ...] = ()) -> None:
        """A page for a new walk, empty but for the assumptions that are taken along."""
        self.show_screen("prepare")
        self.prepare.show_new(template_key, assumptions)

    def open(self, ident: str, state: str) -> None:
        """Read a journey and show the screen that its state asks for."""
        if self.open_journey is not None and self.open_journey.id == ident and state != "planned":
            self._show_of_journey(SCREEN_OF_STATE.get(state, "story"))
            return
        self.desk.read(lambda q: q.load(ident), self._on_loaded, self.show_known, self)
        if state != "planned":
            self._journey_screens()  # built while the reader reads, not after it

    def open_moment(self, ident: str, state: str, moment: str) -> None:
        """Open a journey at one of its moments."""
        self._moment = moment
        self.open(ident, state)

    def show_known(self, error: KnownError) -> None:
        """Say a failure above the screen."""
        self.banner.show_error(error)

    def show_lasting(self, error: KnownError) -> None:
        """Say a failure that lasts until the app is started again."""
        self.banner.show_error(error, lasting=True)

    def show_bug(self, trace: str) -> None:
        """Our own mistake: one dialog with a report."""
        BugDialog(trace, self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once everything is on disk; while the disk refuses, ask before anything is lost."""
        self.setFocus()  # a field that is being typed in keeps its text on losing the focus
        journey = self.open_journey
        unsaved = journey.waiting if journey is not None and not journey.settle() else 0
        if unsaved and UnsavedDialog(unsaved, self).exec() != QDialog.DialogCode.Accepted:
            event.ignore()
            return
        if self.of_journey is not None:
            self.of_journey.close()
        super().closeEvent(event)

    def _build(self) -> None:
        self._side.chosen.connect(self.show_screen)
        for screen in self._screens.values():
            self.stack.addWidget(screen)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addLayout(right, 1)
        self.front.addWidget(whole)
        self.setCentralWidget(self.front)
        self.show_screen("journeys")

    def _read_templates(self) -> None:
        templates, problems = template_store.load_all(self.desk.data_dir)
        self.prepare.set_templates(templates)
        self.templates.set_templates(templates, problems)
        self.journeys.set_templates([(t.name, t.key) for t in templates])

    def _on_loaded(self, record: Record) -> None:
        if record.journey.state == "planned":
            self.prepare.show_planned(record)
            self.show_screen("prepare")
        else:
            self._show_journey(record, SCREEN_OF_STATE.get(record.journey.state, "story"))

    def _show_journey(self, record: Record, screen: str) -> None:
        screens = self._journey_screens()
        self.open_journey = OpenJourney(record, self.desk, self)
        screens.set_journey(self.open_journey)
        self._show_of_journey(screen)
        self.journeyShown.emit(record.journey.id, screen)

    def _show_of_journey(self, screen: str) -> None:
        """Show a screen of the open journey; the story at the moment that was asked for."""
        self.show_screen(screen)
        moment, self._moment = self._moment, ""
        if moment and screen == "story" and self.of_journey is not None:
            self.of_journey.story.open_moment(moment)

    def _forget(self, ident: str) -> None:
        """A journey was changed behind its screens' back: it is read anew when it is opened."""
        if self.open_journey is not None and self.open_journey.id == ident:
            self.open_journey = None

    def _journey_screens(self) -> JourneyScreens:
        if self.of_journey is None:
            from .journey_screens import JourneyScreens

            self.of_journey = JourneyScreens(self.desk, self.theme, chosen_keys(self.settings.keys))
            self.of_journey.evidence.set_keep(self.settings.keep_camera_data)
            for name, screen in self.of_journey.by_name.items():
                self._screens[name] = screen
                self.stack.addWidget(screen)
            self._connect_journey_screens(self.of_journey)
        return self.of_journey

    def _analyst_screens(self, name: str) -> AnalystScreens:
        if self.of_analyst is None:
            from .analyst_screens import AnalystScreens

            self.of_analyst = AnalystScreens(self.desk, self.theme, self)
            self._connect_telling(self.of_analyst)
            self.of_analyst.momentRequested.connect(self.open_moment)
        if name not in self._screens:
            self._screens[name] = self.of_analyst.screen(name)
            self.stack.addWidget(self._screens[name])
        return self.of_analyst

    def _leader_screens(self, name: str) -> LeaderScreens:
        if self.of_leader is None:
            from .leader_screens import LeaderScreens

            self.of_leader = LeaderScreens(self.desk, self.theme, self)
            self._connect_telling(self.of_leader)
            self.of_leader.momentRequested.connect(self.open_moment)
            self.of_leader.journeyChanged.connect(self._forget)
            self.of_leader.walkRequested.connect(self.show_prepare)
        if name not in self._screens:
            self._screens[name] = self.of_leader.screen(name)
            self.stack.addWidget(self._screens[name])
        return self.of_leader

    def _on_prepared(self, ident: str, start: bool) -> None:
        if start:
            self.desk.read(lambda q: q.load(ident), lambda r: self._show_journey(r, "walk"), self.show_known, self)
        else:
            self.show_screen("journeys")

    def _on_bundle(self, adopted: list[Adopted]) -> None:
        """What a bundle changed behind the screens' back is read anew."""
        self.journeys.reload()
        changed = {ident for one in adopted if one.outcome in ("newer", "diverged") for ident in (one.id, one.twin)}
        shown = self.open_journey
        if shown is not None and shown.id in changed:
            on_screen = self.of_journey is not None and self.stack.currentWidget() in self.of_journey.by_name.values()
            self.open_journey = None
            if on_screen:
                self.open(shown.id, shown.record.journey.state)

    def _finish(self, ident: str) -> None:
        self.desk.write(
            lambda r: r.finish(ident, self.desk.clock.now()), lambda c: self._on_finished(c), self.show_known, self
        )

    def _on_finished(self, change: Change) -> None:
        self.desk.stored.emit(change)
        self.open_journey = None  # it was changed behind the screens' back: read it anew
        self.open(change.journey.id, "debrief")

    def _on_stored(self, change: Change) -> None:
        """A walk that was just finished is kept for the usual period."""
        if until := self.keeping.usual_day(change):
            journey = self.open_journey
            if journey is not None and journey.id == change.journey.id:
                journey.edit(lambda recorder: recorder.annotate(journey.id, retain_until=until))
            else:
                self.keeping.retain([change.journey.id], until)

    def _on_purged(self, idents: list[str]) -> None:
        """What is gone is shown nowhere any more."""
        if self.open_journey is not None and self.open_journey.id in idents:
            self.open_journey = None
            if self.of_journey is not None:
                self.of_journey.forget()
            self.show_screen("journeys")
        self.journeys.reload()

    def _on_tagged(self, changes: list[Change]) -> None:
        for change in changes:
            self.desk.stored.emit(change)
            if self.open_journey is not None and self.open_journey.id == change.journey.id:
                self.open_journey = None  # it was changed behind the screens' back: read it anew

    def _on_returned(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _on_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.theme.set_mode(settings.theme, settings.text_scale)
        self.keeping.months = settings.keep_months
        self.prepare.set_leader(settings.leader)
        self.desk.set_author(settings.leader)
        if self.of_journey is not None:
            self.of_journey.set_keys(chosen_keys(settings.keys))
            self.of_journey.evidence.set_keep(settings.keep_camera_data)
        try:
            user_settings.save(settings, self.desk.data_dir)
        except KnownError as error:
            self.show_known(error)
