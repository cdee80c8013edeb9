"""The main window: navigation beside the screens, and in one block every connection between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
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
from mysteryshop.journey import Record
from mysteryshop.settings import Settings
from mysteryshop.store.glance import Glance

from .bundles.drops import BundleDrops
from .desk import Desk
from .errors import BugDialog, UnsavedDialog
from .exchange import Exchange
from .journeys.screen import JourneysScreen
from .navigation import Navigation
from .open_journey import OpenJourney
from .prepare.screen import PrepareScreen
from .privacy.keeping import Keeping
from .screens import Screens
from .settings.screen import SettingsScreen
from .shown_journey import ShownJourney
from .templates.screen import TemplatesScreen
from .theme import Theme
from .widgets.banner import Banner
from .widgets.forward import bring_forward

if TYPE_CHECKING:  # imported when the first of them is opened: not needed for the first paint
    from .analyst_screens import AnalystScreens
    from .journey_screens import JourneyScreens
    from .leader_screens import LeaderScreens

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
        self.banner = Banner()
        self.stack = Screens(desk, theme, settings)
        self.front = QStackedWidget()  # everything, or what covers it while the folder is locked
        self.journeys = JourneysScreen(desk, theme)
        self.prepare = PrepareScreen(desk, settings.leader)
        self.templates = TemplatesScreen(desk.data_dir)
        self.settings_screen = SettingsScreen(settings, desk.data_dir)
        self.exchange = Exchange(desk, theme, self)
        self.keeping = Keeping(desk, self)
        self.keeping.months = settings.keep_months
        self.shown = ShownJourney(desk, self.stack, self.keeping, self)
        self._side = Navigation(TITLE)
        self._drops = BundleDrops(self)
        self._came_from = "journeys"  # the screen of the navigation from which a journey was opened
        self._build()
        self._connect()
        self._read_templates()

    @property
    def open_journey(self) -> OpenJourney | None:
        """The journey that is open."""
        return self.shown.journey

    @property
    def of_journey(self) -> JourneyScreens | None:
        """The screens of one journey, once the first was opened."""
        return self.stack.of_journey

    @property
    def of_analyst(self) -> AnalystScreens | None:
        """The analyst's screens, once they are built."""
        return self.stack.of_analyst

    @property
    def of_leader(self) -> LeaderScreens | None:
        """The leader's screens, once they are built."""
        return self.stack.of_leader

    def _connect(self) -> None:
        self._connect_store()
        self._connect_home()
        self._side.chosen.connect(self.show_screen)
        self._drops.dropped.connect(self.exchange.import_files)
        self.shown.shown.connect(self.journeyShown)
        self.shown.planRead.connect(self._on_plan)
        self.shown.screenRequested.connect(self.show_screen)
        self.shown.listChanged.connect(self.journeys.reload)
        self.shown.failed.connect(self.show_known)
        self.prepare.prepared.connect(self._on_prepared)
        self.prepare.leaveRequested.connect(lambda: self.show_screen("journeys"))
        self.templates.walkRequested.connect(self.show_prepare)
        self.templates.changed.connect(self._read_templates)
        self.settings_screen.changed.connect(self._on_settings)
        self.settings_screen.backupRequested.connect(self.exchange.back_up)
        self.stack.journeyScreensMade.connect(self._connect_journey_screens)
        self.stack.analystScreensMade.connect(self._connect_figures)
        self.stack.leaderScreensMade.connect(self._connect_figures)
        self.stack.leaderScreensMade.connect(self._connect_leader_screens)

    def _connect_store(self) -> None:
        self.desk.stored.connect(self.shown.keep_as_usual)
        self.desk.opened.connect(self.journeys.reload)
        for changed in (self.desk.opened, self.exchange.listChanged, self.exchange.bundleTaken, self.keeping.purged):
            changed.connect(self._mark_demo)
        self.desk.openFailed.connect(self.show_lasting)
        self.desk.warned.connect(self.show_known)
        self.desk.writer.bugFound.connect(self.show_bug)
        self.desk.reader.bugFound.connect(self.show_bug)
        self.keeping.retained.connect(self.shown.tell)
        self.keeping.retained.connect(lambda _: self.journeys.reload())
        self.keeping.purged.connect(self.shown.let_go)
        self.exchange.listChanged.connect(self.journeys.reload)
        self.exchange.bundleTaken.connect(self.shown.take_bundle)
        self.exchange.imported.connect(lambda ident: self.open(ident, "debrief"))
        self.exchange.begun.connect(self.banner.give_way)
        self.exchange.fileSaved.connect(self.banner.show_saved)
        for works in (self.keeping, self.exchange):
            works.told.connect(self.banner.show_text)
            works.failed.connect(self.show_known)

    def _connect_home(self) -> None:
        self.journeys.newRequested.connect(lambda: self.show_prepare())
        self.journeys.openRequested.connect(self.open)
        self.journeys.finishRequested.connect(self.shown.finish)
        self.journeys.importRequested.connect(self.exchange.import_files)
        self.journeys.pasteRequested.connect(self.exchange.paste)
        self.journeys.notesRequested.connect(self.exchange.save_notes)
        self.journeys.excludeRequested.connect(self.exchange.exclude)
        self.journeys.includeRequested.connect(self.exchange.include)
        self.journeys.discardRequested.connect(self.exchange.discard)
        self.journeys.handOnRequested.connect(self.exchange.hand_on)
        self.journeys.exportRequested.connect(self.exchange.export)
        self.journeys.retainRequested.connect(self.keeping.ask_day)
        self.journeys.purgeRequested.connect(self.keeping.ask_purge)
        self.journeys.cadenceRequested.connect(lambda: self.show_screen("cadence"))
        self.journeys.tagged.connect(self.shown.tell)
        self.journeys.failed.connect(self.show_known)

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
        screens.returned.connect(lambda: bring_forward(self))

    def _connect_figures(self, screens: AnalystScreens | LeaderScreens) -> None:
        screens.openRequested.connect(self.open)
        screens.momentRequested.connect(self.shown.open_moment)
        screens.told.connect(self.banner.show_text)
        screens.fileSaved.connect(self.banner.show_saved)
        screens.failed.connect(self.show_known)

    def _connect_leader_screens(self, screens: LeaderScreens) -> None:
        screens.journeyChanged.connect(self.shown.forget)
        screens.walkRequested.connect(self.show_prepare)

    def show_glance(self, seen: Glance) -> None:
        """Fill the home screen before the first paint."""
        self.journeys.show_glance(seen)
        self._side.show_demo(any(row.demo for row in seen.rows))

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
        self.stack.build(name)
        self.stack.bring(name)
        if self._side.show_chosen(name):
            self._came_from = name
        self.setWindowTitle("Notes" if name == "walk" else TITLE)
        if name == "journeys":
            self.journeys.reload()
            self.journeys.first_focus()
        self.stack.start(name)

    def show_prepare(self, template_key: str = "", assumptions: tuple[tuple[str, float | None], ...] = ()) -> None:
        """A page for a new walk, empty but for the assumptions that are taken along."""
        self.show_screen("prepare")
        self.prepare.show_new(template_key, assumptions)

    def open(self, ident: str, state: str) -> None:
        """Read a journey and show the screen that its state asks for."""
        self.shown.open(ident, state)

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
        self.stack.close_down()
        super().closeEvent(event)

    def _build(self) -> None:
        for name, screen in (
            ("journeys", self.journeys),
            ("prepare", self.prepare),
            ("templates", self.templates),
            ("settings", self.settings_screen),
        ):
            self.stack.add(name, screen)
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

    def _on_plan(self, record: Record) -> None:
        self.prepare.show_planned(record)
        self.show_screen("prepare")

    def _on_prepared(self, ident: str, start: bool) -> None:
        if start:
            self.shown.walk(ident)
        else:
            self.show_screen("journeys")

    def _mark_demo(self, *_: object) -> None:
        """Say on every screen of the navigation whether the folder is the demo's."""
        self.desk.read(lambda q: q.holds_demo(), self._side.show_demo, None, self)

    def _on_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.theme.set_mode(settings.theme, settings.text_scale)
        self.keeping.months = settings.keep_months
        self.prepare.set_leader(settings.leader)
        self.desk.set_author(settings.leader)
        self.stack.follow(settings)
        try:
            user_settings.save(settings, self.desk.data_dir)
        except KnownError as error:
            self.show_known(error)
