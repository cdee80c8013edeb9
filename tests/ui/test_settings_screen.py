"""Settings: each change holds at once, is there after a restart, and keys never clash unnoticed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from mysteryshop import palette
from mysteryshop.settings import load
from ui.actions import DEFAULT_KEYS, chosen_keys, clashes
from ui.settings.screen import SCALES

from .conftest import MakeApp


def test_dark_is_dark_at_once_and_after_a_restart(make_app: MakeApp, tmp_path: Path) -> None:
    first = make_app()
    first.window.settings_screen.findChild(QPushButton, "theme.dark").click()
    assert first.theme.palette == palette.load("dark")
    assert load(tmp_path)[0].theme == "dark"
    first.close()
    assert make_app().theme.palette.dark


def test_the_leader_is_offered_on_the_next_page(make_app: MakeApp, qtbot: QtBot) -> None:
    window = make_app().window
    window.show_screen("settings")
    qtbot.keyClicks(window.settings_screen.leader, "A. finance")
    qtbot.keyClick(window.settings_screen.leader, Qt.Key.Key_Return)
    window.show_prepare()
    assert window.prepare.form.leader.text() == "A. finance"


def test_a_key_can_be_changed_and_is_kept(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    field = window.settings_screen.findChild(QKeySequenceEdit, "key.friction")
    field.setKeySequence(QKeySequence("X"))
    field.editingFinished.emit()
    assert dict(load(tmp_path)[0].keys) == {"friction": "X"}
    assert chosen_keys(load(tmp_path)[0].keys)["friction"] == "X"
    assert chosen_keys(load(tmp_path)[0].keys)["delight"] == "D"


def test_two_actions_on_one_key_are_refused_by_name(make_app: MakeApp, tmp_path: Path) -> None:
    window = make_app().window
    window.show_screen("settings")
    field = window.settings_screen.findChild(QKeySequenceEdit, "key.friction")
    field.setKeySequence(QKeySequence("D"))
    field.editingFinished.emit()
    said = window.settings_screen.findChild(QLabel, "keyClash")
    assert said.isVisible()
    assert "Friction" in said.text()
    assert "Delight" in said.text()
    assert dict(load(tmp_path)[0].keys) == {}


def test_the_default_keys_do_not_clash() -> None:
    assert clashes(DEFAULT_KEYS) == {}


def test_a_damaged_settings_file_is_said_and_the_app_opens(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("theme = ", encoding="utf-8")
    window = make_app().window
    assert window.banner.isVisible()
    assert "settings" in window.banner.findChild(QLabel, "bannerTitle").text()


def test_a_backup_is_made_where_it_says(make_app: MakeApp, qtbot: QtBot) -> None:
    window = make_app().window
    with qtbot.waitSignal(window.exchange.fileSaved) as told:
        window.settings_screen.findChild(QPushButton, "backupNow").click()
    path = Path(str(told.args[0]).removeprefix("Backed up to ").removesuffix("."))
    assert path.is_file()
    assert path.stat().st_size > 0


def test_at_the_largest_text_in_the_smallest_window_no_key_is_cut(make_app: MakeApp, qtbot: QtBot) -> None:
    app = make_app()
    app.window.resize(1000, 640)
    app.window.show_screen("settings")
    app.theme.set_mode("light", max(scale for scale, _ in SCALES))
    area = app.window.settings_screen.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: app.window.width() == 1000 and area.isVisible())
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_no_key_field_is_cut_at_its_foot(make_app: MakeApp, qtbot: QtBot) -> None:
    window = make_app().window
    window.show_screen("settings")
    field = window.settings_screen.findChild(QKeySequenceEdit, "key.friction")
    inside = field.findChild(QLineEdit)
    assert inside is not None
    qtbot.waitUntil(lambda: field.height() >= inside.sizeHint().height() > inside.fontMetrics().height() + 10)
    assert inside.height() >= inside.sizeHint().height()
