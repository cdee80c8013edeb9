"""Bundles on the screen: handed on, dropped, opened with a passphrase, and what the window says of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.core.bundles import desk
from tests.core.walks import closing, rich
from ui.bundles.dialogs import HandOnDialog, OpenBundleDialog
from ui.bundles.drops import BundleDrops, bundles_of
from ui.doorbell import Doorbell
from ui.journeys.model import DETAIL_ROLE

from .conftest import MakeApp

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return _bundle(tmp_path, "walk.journey")


def _bundle(tmp_path: Path, name: str, passphrase: str | None = None) -> Path:
    with closing(rich(tmp_path / "elsewhere", id="walked")) as walk:
        walk.recorder.finalise(walk.id, walk.later())
    with desk(tmp_path / "elsewhere") as made:
        made.hand_on(tmp_path / name, passphrase=passphrase)
    return tmp_path / name


def _banner(application: object) -> str:
    banner = application.window.banner  # type: ignore[attr-defined]
    return " ".join(part.text() for part in banner.findChildren(QLabel) if part.isVisible())


def _drop(files: list[Path]) -> QDropEvent:
    said = QMimeData()
    said.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(10, 10).toPointF(), copy, said, left, none)
    event.said = said  # type: ignore[attr-defined]  # Qt does not keep it
    return event


def test_a_bundle_dropped_on_any_screen_comes_in(qtbot: QtBot, make_app: MakeApp, bundle: Path) -> None:
    application = make_app()
    application.window.show_screen("settings")
    drops = application.window.findChild(BundleDrops)
    assert drops is not None
    drops.eventFilter(application.window, _drop([bundle]))  # Qt delivers a drop only after a drag of its own
    qtbot.waitUntil(lambda: "is new" in _banner(application))
    assert "Airline passenger, Lisbon to Oslo, is new." in _banner(application)
    qtbot.waitUntil(lambda: application.window.journeys.model.rowCount() == 1)
    with qtbot.waitSignal(application.window.exchange.told) as told:
        application.window.exchange.import_files([bundle])
    assert told.args == ["Nothing new: these journeys are already here.", ""]


def test_other_files_dropped_there_are_not_taken_for_bundles(tmp_path: Path) -> None:
    assert bundles_of(_drop([tmp_path / "a.journey", tmp_path / "photo.jpg"])) == []
    assert bundles_of(_drop([tmp_path / "a.JOURNEY"])) == [tmp_path / "a.JOURNEY"]


def test_a_refused_bundle_says_why(qtbot: QtBot, make_app: MakeApp, bundle: Path) -> None:
    application = make_app()
    bundle.write_bytes(bundle.read_bytes()[:-9])
    application.window.exchange.import_files([bundle])
    qtbot.waitUntil(lambda: "walk.journey is refused" in _banner(application))
    assert "Nothing was imported" in _banner(application)


def test_a_passphrase_is_asked_until_it_fits(qtbot: QtBot, make_app: MakeApp, tmp_path: Path) -> None:
    file = _bundle(tmp_path, "secret.journey", "right")
    application = make_app()
    application.window.exchange.import_files([file])
    qtbot.waitUntil(lambda: application.window.findChild(OpenBundleDialog) is not None)
    dialog = application.window.findChild(OpenBundleDialog)
    assert dialog is not None
    dialog.field.edit.setText("wrong")
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.problem.isVisible(), timeout=10_000)
    assert dialog.isVisible()
    dialog.field.edit.setText("right")
    dialog.go.click()
    qtbot.waitUntil(lambda: "is new" in _banner(application), timeout=10_000)
    qtbot.waitUntil(lambda: application.window.findChild(OpenBundleDialog) is None)


def test_journeys_are_handed_on_from_the_list(
    qtbot: QtBot, make_app: MakeApp, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = make_app()
    with qtbot.waitSignal(application.window.exchange.told):
        application.window.exchange.import_files([bundle])
    qtbot.waitUntil(lambda: application.window.journeys.model.rowCount() == 1)
    target = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    menu = application.window.journeys.menu_for(application.window.journeys.model.row_of(_first(application)))
    next(action for action in menu.actions() if action.text() == "Hand on…").trigger()
    dialog = application.window.findChild(HandOnDialog)
    assert dialog is not None
    dialog.first.edit.setText("right")
    assert not dialog.go.isEnabled()
    dialog.again.edit.setText("rigth")
    assert "not the same" in dialog.differs.text()
    dialog.again.edit.setText("right")
    with qtbot.waitSignal(application.window.exchange.fileSaved, timeout=10_000) as told:
        dialog.go.click()
    assert told.args is not None
    assert told.args[0] == f"1 journey with 1 attached file handed on to {target}.journey."
    with desk(tmp_path / "third") as third:
        assert [a.outcome for a in third.take(target.with_suffix(".journey"), "right")] == ["new"]


def _first(application: object) -> object:
    return application.window.journeys.model.index(0, 0)  # type: ignore[attr-defined]


def test_a_newer_state_of_the_journey_on_the_screen_is_shown(
    qtbot: QtBot, make_app: MakeApp, bundle: Path, tmp_path: Path
) -> None:
    application = make_app()
    window = application.window
    with qtbot.waitSignal(window.exchange.told):
        window.exchange.import_files([bundle])
    with qtbot.waitSignal(window.journeyShown):
        window.open("walked", "finalised")
    with desk(tmp_path / "elsewhere") as made:
        made.recorder.amend_journey("walked", place="Porto", reason="wrong town")
        made.hand_on(bundle)
    with qtbot.waitSignal(window.journeyShown, timeout=10_000):
        window.exchange.import_files([bundle])
    assert window.open_journey is not None
    assert window.open_journey.record.journey.place == "Porto"


def test_two_states_are_shown_as_twins_that_lead_to_each_other(
    qtbot: QtBot, make_app: MakeApp, bundle: Path, tmp_path: Path
) -> None:
    application = make_app()
    window = application.window
    with qtbot.waitSignal(window.exchange.told):
        window.exchange.import_files([bundle])
    with qtbot.waitSignal(window.exchange.listChanged, raising=False, timeout=1):
        window.desk.write(lambda r: r.answer("walked", "rate.cost", "9", reason="here"))
    with desk(tmp_path / "elsewhere") as made:
        made.recorder.answer("walked", "rate.cost", "1", reason="there")
        made.hand_on(bundle)
    with qtbot.waitSignal(window.exchange.told) as told:
        window.exchange.import_files([bundle])
    assert told.args is not None
    assert "kept beside" in told.args[0]
    qtbot.waitUntil(lambda: window.journeys.model.rowCount() == 2)
    details = {window.journeys.model.index(n, 1).data(DETAIL_ROLE) for n in range(2)}
    assert details == {"one of two states · Lisbon to Oslo · as first-time flyer · by Ada"}
    with qtbot.waitSignal(window.journeyShown):
        window.open("walked", "finalised")
    assert window.of_journey is not None
    twin = window.of_journey.story.head.twin
    assert twin.isVisible()
    with qtbot.waitSignal(window.journeyShown) as shown:
        twin.click()
    assert shown.args is not None
    assert shown.args[0] != "walked"
    with qtbot.waitSignal(window.keeping.purged, timeout=20_000):
        window.keeping.purge(["walked"], "one is enough")  # and the other one's story is open
    qtbot.waitUntil(lambda: not twin.isVisible())
    qtbot.waitUntil(lambda: window.journeys.model.rowCount() == 1)
    assert "one of two states" not in window.journeys.model.index(0, 1).data(DETAIL_ROLE)


GUEST = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.doorbell import ring

app = QCoreApplication([])
sys.exit(0 if ring(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]) else 1)
"""


def test_a_second_start_with_a_bundle_offers_it_to_the_running_app(qtbot: QtBot, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path)
    assert bell.listen()
    file = tmp_path / "naïve walk.journey"
    with qtbot.waitSignal(bell.offered, timeout=20_000) as offered:
        guest = subprocess.Popen([sys.executable, "-c", GUEST, str(tmp_path), str(file)], cwd=ROOT)
    assert offered.args == [[file]]
    assert guest.wait(20) == 0
    with qtbot.waitSignal(bell.rung, timeout=20_000), qtbot.assertNotEmitted(bell.offered):
        guest = subprocess.Popen([sys.executable, "-c", GUEST, str(tmp_path)], cwd=ROOT)
    assert guest.wait(20) == 0
    bell.close()
    bell.deleteLater()
