"""A folder with a passphrase in the window: what asks, when, and that a walk never waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.store import extra, keyfile, passphrase
from mysteryshop.store.glance import glance
from tests.core.locking import PASSPHRASE, cheap_passphrases
from ui.app import Application
from ui.lock.advice import advice
from ui.lock.passphrase_dialog import PassphraseDialog
from ui.lock.passphrase_field import PassphraseField
from ui.lock.unlock_screen import LONGEST_PAUSE_S, pause_s

from .conftest import MakeApp
from .first_paint import imported_at_first_paint


@pytest.fixture(autouse=True)
def cheap() -> Iterator[None]:
    with cheap_passphrases():
        yield


@pytest.fixture
def locked(walking: str, tmp_path: Path) -> str:
    """A locked folder with a walk under way: the walk's id."""
    passphrase.set_passphrase(tmp_path, PASSPHRASE).forget()
    return walking


@pytest.fixture
def app(locked: str, make_app: MakeApp) -> Application:
    return make_app(wait=False)


def give(app: Application, text: str) -> None:
    field = app.window.front.currentWidget().findChild(QLineEdit, "passphrase")
    field.clear()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def unlocked(app: Application, qtbot: QtBot) -> Application:
    give(app, PASSPHRASE)
    qtbot.waitUntil(lambda: app.desk.is_open and not app.lock.covered, timeout=20_000)
    qtbot.waitUntil(lambda: not app.desk.writer.busy and not app.desk.reader.busy, timeout=60_000)
    return app


def said(app: Application, name: str) -> str:
    found = app.window.front.currentWidget().findChild(QLabel, name)
    return "" if found is None or found.isHidden() else str(found.text())


def walk_on(app: Application, ident: str, qtbot: QtBot) -> None:
    app.window.open(ident, "walking")
    qtbot.waitUntil(lambda: app.window.open_journey is not None)


def moments(app: Application) -> int:
    journey = app.window.open_journey
    assert journey is not None
    return len(journey.record.moments)


def test_a_locked_folder_shows_nothing_until_the_passphrase_is_given(app: Application, qtbot: QtBot) -> None:
    assert app.lock.covered
    assert not app.desk.is_open
    assert app.window.journeys.isVisible() is False
    assert "Lisbon" not in " ".join(label.text() for label in app.window.findChildren(QLabel))
    unlocked(app, qtbot)
    assert app.window.journeys.isVisible()
    assert "Lisbon" in " ".join(label.text() for label in app.window.findChildren(QLabel))


@pytest.mark.parametrize("with_passphrase", [False, True])
def test_the_first_paint_waits_for_no_cipher(walking: str, tmp_path: Path, with_passphrase: bool) -> None:
    if with_passphrase:
        passphrase.set_passphrase(tmp_path, PASSPHRASE).forget()
    assert not {"sqlcipher3", "cryptography", "sqlalchemy", "numpy"} & imported_at_first_paint(tmp_path)


def test_a_wrong_passphrase_is_said_and_the_next_try_opens(app: Application, qtbot: QtBot) -> None:
    give(app, "wrong")
    qtbot.waitUntil(lambda: "not the passphrase" in said(app, "unlockProblem"), timeout=20_000)
    assert app.lock.covered
    assert app.window.front.currentWidget().findChild(QLineEdit, "passphrase").text() == ""
    unlocked(app, qtbot)


def test_the_pause_between_tries_grows_and_never_locks_out() -> None:
    pauses = [pause_s(wrong) for wrong in range(40)]
    assert pauses[:5] == [0, 0, 1, 2, 4]
    assert pauses == sorted(pauses)
    assert max(pauses) == LONGEST_PAUSE_S


def test_lock_now_closes_the_store_and_drops_the_key(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    unlocked(app, qtbot)
    key = app.desk._key
    assert key is not None
    app.window.show_screen("settings")
    with qtbot.waitSignal(app.desk.locked, timeout=20_000):
        app.window.settings_screen.findChild(QPushButton, "lockNow").click()
    assert app.lock.covered
    assert not app.desk.is_open
    assert not any(key._secret)
    unlocked(app, qtbot)
    assert app.window.settings_screen.isVisible()


def test_it_locks_after_the_idle_minutes_and_not_before(app: Application, qtbot: QtBot) -> None:
    unlocked(app, qtbot)
    app.lock._seen_at -= 9 * 60_000_000
    app.lock.look()
    assert not app.lock.covered
    QTest.keyClick(app.window, Qt.Key.Key_Shift)  # a hand: counted anew
    app.lock._seen_at -= 60_000_000
    app.lock.look()
    assert not app.lock.covered
    app.lock._seen_at -= 10 * 60_000_000
    with qtbot.waitSignal(app.desk.locked, timeout=20_000):
        app.lock.look()
    assert app.lock.covered


def test_the_first_touch_after_a_long_sleep_locks_and_does_nothing_else(app: Application, qtbot: QtBot) -> None:
    unlocked(app, qtbot)
    app.window.show_screen("settings")
    leader = app.window.settings_screen.leader
    leader.setFocus()
    app.lock._seen_at -= 8 * 60 * 60_000_000
    QTest.keyClick(leader, "x")
    assert app.lock.covered
    assert leader.text() == ""


def test_never_means_never(app: Application, qtbot: QtBot) -> None:
    unlocked(app, qtbot)
    app.window.settings = replace(app.window.settings, lock_after_min=0)
    app.lock._seen_at = 0
    app.lock.look()
    assert not app.lock.covered


@pytest.mark.parametrize("on_hide", [True, False])
def test_a_hidden_window_asks_again_where_the_settings_say_so(app: Application, qtbot: QtBot, on_hide: bool) -> None:
    unlocked(app, qtbot)
    app.window.settings = replace(app.window.settings, lock_on_hide=on_hide)
    QApplication.sendEvent(app.window, QHideEvent())
    qtbot.waitUntil(lambda: not app.desk.writer.busy)
    assert app.lock.covered is on_hide
    assert app.desk.is_open is not on_hide


def test_during_a_walk_nothing_is_locked_and_the_small_window_never_asks(
    app: Application, locked: str, qtbot: QtBot
) -> None:
    """Idle for hours: nothing. Hidden: the view is covered, and the walk goes on in the small window."""
    unlocked(app, qtbot)
    walk_on(app, locked, qtbot)
    app.lock._seen_at = 0
    app.lock.look()
    assert not app.lock.covered
    screens = app.window.of_journey
    assert screens is not None
    before = moments(app)
    screens.walk.hideRequested.emit()
    assert app.lock.covered
    assert app.desk.is_open
    assert screens.discreet.isVisible()
    journey = app.window.open_journey
    assert journey is not None
    journey.capture("friction", app.desk.clock.now())
    qtbot.waitUntil(lambda: moments(app) == before + 1, timeout=20_000)
    screens.discreet.returnRequested.emit()
    assert app.window.isVisible()
    assert app.lock.covered
    app.window.front.currentWidget().findChild(QPushButton, "unlockSmall").click()
    assert screens.discreet.isVisible()
    assert not app.window.isVisible()
    screens.discreet.returnRequested.emit()
    give(app, "wrong")
    qtbot.waitUntil(lambda: "not the passphrase" in said(app, "unlockProblem"), timeout=20_000)
    unlocked(app, qtbot)
    assert screens.walk.isVisible()


def test_making_room_for_a_picture_of_the_screen_locks_nothing(app: Application, locked: str, qtbot: QtBot) -> None:
    unlocked(app, qtbot)
    walk_on(app, locked, qtbot)
    screens = app.window.of_journey
    assert screens is not None
    screens.evidence.grab._at = app.desk.clock.now()  # as while the windows are out of the way
    QApplication.sendEvent(app.window, QHideEvent())
    assert not app.lock.covered
    screens.evidence.grab._at = None
    QApplication.sendEvent(app.window, QHideEvent())
    assert app.lock.covered


def test_a_covered_window_takes_no_capture_keys(app: Application, locked: str, qtbot: QtBot) -> None:
    unlocked(app, qtbot)
    walk_on(app, locked, qtbot)
    before = moments(app)
    app.lock.lock()
    for key in (Qt.Key.Key_F, Qt.Key.Key_Space, Qt.Key.Key_W):
        QTest.keyClick(app.window.front.currentWidget(), key)
    qtbot.waitUntil(lambda: not app.desk.writer.busy)
    assert moments(app) == before


def test_what_is_half_typed_is_kept_when_it_locks(app: Application, qtbot: QtBot) -> None:
    unlocked(app, qtbot)
    app.window.show_prepare()
    app.window.prepare.form.place.setText("Lisbon again")
    app.lock.lock()
    qtbot.waitUntil(lambda: not app.desk.is_open, timeout=20_000)
    unlocked(app, qtbot)
    assert app.window.prepare.form.place.text() == "Lisbon again"


def dialog_of(app: Application, what: str, qtbot: QtBot) -> PassphraseDialog:
    app.window.show_screen("settings")
    app.window.settings_screen.lock_card.changeRequested.emit(what)
    dialog = app.window.findChild(PassphraseDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def fill_in(dialog: PassphraseDialog, old: str = "", new: str = "") -> None:
    for field, text in ((dialog.old, old), (dialog.new, new), (dialog.again, new)):
        field.edit.setText(text)
    dialog.findChild(QPushButton, "passphraseGo").click()


def test_it_is_set_changed_and_removed_in_the_settings(
    walking: str, make_app: MakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    app = make_app()
    for what, old, new in (("set", "", PASSPHRASE), ("change", PASSPHRASE, "new one"), ("remove", "new one", "")):
        dialog = dialog_of(app, what, qtbot)
        with qtbot.waitSignal(dialog.accepted, timeout=60_000):
            fill_in(dialog, old, new)
        assert app.desk.is_open
        assert keyfile.is_locked(tmp_path) is (what != "remove")
        if new:
            keyfile.unlock(tmp_path, new).forget()
        assert app.window.banner.isVisible()
        qtbot.waitUntil(lambda: app.window.findChild(PassphraseDialog) is None)
    app.close()
    assert glance(tmp_path).unfinished[0].id == walking


def test_a_wrong_old_passphrase_is_said_in_the_dialog_and_nothing_changes(app: Application, qtbot: QtBot) -> None:
    unlocked(app, qtbot)
    for what in ("change", "remove"):
        dialog = dialog_of(app, what, qtbot)
        fill_in(dialog, "wrong", "new one")
        found = dialog.findChild(QLabel, "bannerTitle")
        qtbot.waitUntil(lambda f=found: "not the passphrase" in f.text(), timeout=20_000)
        assert app.desk.is_open
        dialog.close()
        qtbot.waitUntil(lambda: app.window.findChild(PassphraseDialog) is None)


def test_enter_goes_through_the_fields_and_sets_once(walking: str, make_app: MakeApp, qtbot: QtBot) -> None:
    dialog = dialog_of(make_app(), "set", qtbot)
    given: list[tuple[str, str]] = []
    dialog.chosen.disconnect()
    dialog.chosen.connect(lambda old, new: given.append((old, new)))
    qtbot.keyClicks(dialog.new.edit, "four words at random")
    qtbot.keyClick(dialog.new.edit, Qt.Key.Key_Return)
    assert dialog.isVisible()  # and not cancelled
    assert dialog.focusWidget() is dialog.again.edit
    qtbot.keyClicks(dialog.again.edit, "four words at random")
    qtbot.keyClick(dialog.again.edit, Qt.Key.Key_Return)
    assert given == [("", "four words at random")]
    dialog.reject()


def test_two_different_passphrases_cannot_be_set(walking: str, make_app: MakeApp, qtbot: QtBot) -> None:
    dialog = dialog_of(make_app(), "set", qtbot)
    dialog.new.edit.setText("correct horse")
    dialog.again.edit.setText("correct hoarse")
    assert not dialog.findChild(QPushButton, "passphraseGo").isEnabled()
    assert "not the same" in dialog.findChild(QLabel, "passphraseAdvice").text()
    dialog.close()


def test_without_the_extra_the_settings_say_what_to_install(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "_MODULES", ("a_module_that_is_not_there",))
    window = make_app().window
    window.show_screen("settings")
    card = window.settings_screen.lock_card
    assert 'pip install "mysteryshop[encryption]"' in card.findChild(QLabel, "lockMissing").text()
    assert not card.findChild(QPushButton, "passphraseSet").isVisible()


def test_when_it_asks_is_kept_in_the_settings(make_app: MakeApp, tmp_path: Path) -> None:
    from mysteryshop.settings import load

    card = make_app().window.settings_screen.lock_card
    card.idle.setCurrentIndex(card.idle.findData(30))
    card.idle.activated.emit(card.idle.currentIndex())
    card.on_hide.click()
    kept = load(tmp_path)[0]
    assert (kept.lock_after_min, kept.lock_on_hide) == (30, False)


def test_caps_lock_is_told_by_the_first_letter(qtbot: QtBot, make_app: MakeApp) -> None:
    field = PassphraseField("word", "Passphrase", make_app().theme)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(field.edit, "a")
    assert field.caps.isHidden()
    QTest.keyClick(field.edit, "A")  # large, and no Shift
    assert not field.caps.isHidden()
    QTest.keyClick(field.edit, "B", Qt.KeyboardModifier.ShiftModifier)
    assert field.caps.isHidden()


def test_what_is_typed_is_hidden_until_it_is_asked_for(qtbot: QtBot, make_app: MakeApp) -> None:
    field = PassphraseField("word", "Passphrase", make_app().theme)
    qtbot.addWidget(field)
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    field._look.trigger()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    field.clear()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("typed", "part"),
    [("", ""), ("short", "tried through"), ("my password 1", "tried first"), ("aaaaaaaabbbb", "repeats"),
     ("Tr0ub4dor&3", "One word"), ("harbour violin seven lamp", "if nobody can guess")],
)  # fmt: skip
def test_advice_says_how_it_fails_and_praises_nothing(typed: str, part: str) -> None:
    assert part in advice(typed)
    assert "strong" not in advice(typed).lower()


def test_an_idle_hand_is_noticed_only_while_there_is_something_to_lock(
    walking: str, make_app: MakeApp, qtbot: QtBot
) -> None:
    """A folder without a passphrase pays nothing for the lock."""
    app = make_app()
    before = app.lock._seen_at
    QTest.keyClick(app.window, Qt.Key.Key_Shift)
    assert not app.lock._watching
    assert app.lock._seen_at in (before, app.lock._seen_at)
    QApplication.sendEvent(app.window, QEvent(QEvent.Type.Hide))
    assert not app.lock.covered
