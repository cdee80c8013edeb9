"""The desktop application: built in one place, painted first, made complete right after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from mysteryshop import settings as user_settings
from mysteryshop.clock import Clock
from mysteryshop.errors import KnownError
from mysteryshop.store.glance import Glance, glance

from .background import give_way
from .desk import Desk
from .doorbell import Doorbell, ring
from .errors import BugCatcher
from .lock.converting import Converting
from .lock.lock import Lock
from .main_window import MainWindow
from .outside import NEUTRAL, OWN, Outside
from .theme import Theme, notes_icon
from .tidying import Tidying
from .warming import build_up, warm_up


class Application:
    """The app, assembled but not yet running: tests build it without `run`."""

    def __init__(self, app: QApplication, data_dir: Path, clock: Clock | None = None) -> None:
        give_way()
        self.qt = app
        self.settings, self.settings_problem = user_settings.load(data_dir)
        self.theme = Theme(app, self.settings.theme, self.settings.text_scale, whole=False)
        self.desk = Desk(data_dir, clock)
        self.window = MainWindow(self.desk, self.theme, self.settings)
        self.theme.dress(self.window)
        self.lock = Lock(app, self.window, self.desk, self.theme)
        self.converting = Converting(self.window, self.desk, self.lock, self.theme)
        self.tidying = Tidying(app)
        self.warm = False  # whether all is there that somebody would have to wait for
        self.bugs = BugCatcher()
        self.bugs.bugFound.connect(self.window.show_bug)
        self.outside = Outside(self.window)
        self._shown_before_opening()

    def show(self) -> None:
        """Show the window; the store is opened once it has been painted."""
        self._painted = _FirstPaint(self.window, self._after_first_paint)
        self.qt.setDesktopFileName(OWN)  # read where a window is made: this one wears the app's own name
        self.outside.dress()
        self.window.show()
        self.qt.setDesktopFileName(NEUTRAL)

    def close(self) -> None:
        """Drain the writer and close the store."""
        self.outside.close()
        self.desk.close()

    def _shown_before_opening(self) -> None:
        try:
            seen = Glance() if self.lock.begin() else glance(self.desk.data_dir)
            self.window.show_glance(seen)
        except KnownError as error:
            self.window.show_glance(Glance())
            self.window.show_lasting(error)
        if self.settings_problem is not None:
            self.window.show_known(self.settings_problem)

    def _after_first_paint(self) -> None:
        if self.lock.covered:
            self.desk.writer.submit(_warm_lock)
        else:
            self.desk.open()
        warm_up(self.desk.reader, self._on_imported)

    def _on_imported(self) -> None:
        build_up(self.window.stack.build_ahead(), self.window, self._on_warm)

    def _on_warm(self) -> None:
        self.warm = True
        self.tidying.begin()


class _FirstPaint(QObject):
    """Calls back once, after the window's first paint event has been worked off."""

    def __init__(self, window: QObject, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the first paint pass, then open the store."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def _warm_lock() -> None:
    """Import what a passphrase needs, while it is being typed; where it is missing, unlocking says so."""
    from mysteryshop.store import extra

    if extra.installed():
        from mysteryshop import recorder  # noqa: F401  (for its side effect: the modules are loaded)
        from mysteryshop.store import cipher, passphrase  # noqa: F401


def main(data_dir: Path, bundles: Sequence[Path] = ()) -> int:
    """Run the desktop on a data folder until its window is closed, and take bundles in; the exit code.

    Where it runs on that folder already, the running window comes to the front instead, and takes them in.
    """
    app = QApplication([NEUTRAL])  # window class, icon name and Qt's hidden windows are named after this
    app.setApplicationName(NEUTRAL)
    app.setApplicationDisplayName("")
    app.setWindowIcon(notes_icon())
    if ring(data_dir, bundles):
        return 0
    application = Application(app, data_dir)
    application.bugs.install()
    bell = Doorbell(data_dir, application.window)
    bell.rung.connect(application.outside.come_forward)
    bell.offered.connect(application.window.exchange.import_files)
    application.show()
    application.desk.opened.connect(bell.listen)
    if application.lock.covered:
        bell.listen()  # one unlock screen is enough
    if bundles:
        once = Qt.ConnectionType.SingleShotConnection
        application.desk.opened.connect(lambda: application.window.exchange.import_files(list(bundles)), once)
    try:
        return app.exec()
    finally:
        bell.close()
        application.close()
