"""Prepare: by keyboard alone, in one page, and everything typed is in the journey."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.journey import Expectation, Record
from mysteryshop.recorder import Recorder
from ui.main_window import MainWindow
from ui.prepare.form import zone_meant
from ui.prepare.screen import PrepareScreen, plan_words

from .conftest import MakeApp


@pytest.fixture
def window(make_app: MakeApp) -> MainWindow:
    return make_app().window


def _load(window: MainWindow, ident: str, qtbot: QtBot) -> Record:
    found: list[Record] = []
    window.desk.read(lambda q: q.load(ident), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def _saved(screen: PrepareScreen, qtbot: QtBot) -> str:
    with qtbot.waitSignal(screen.prepared) as done:
        qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    ident, start = done.args
    assert not start
    return str(ident)


def test_everything_but_the_template_can_be_left_empty(window: MainWindow, qtbot: QtBot) -> None:
    window.show_prepare()
    record = _load(window, _saved(window.prepare, qtbot), qtbot)
    assert record.journey.state == "planned"
    assert record.template == templates.find("airline-passenger")
    assert record.expectations == ()
    assert dict(record.answers) == {}


def test_what_is_typed_is_what_is_prepared(window: MainWindow, qtbot: QtBot) -> None:
    window.show_prepare("hotel-stay")
    form = window.prepare.form
    qtbot.keyClicks(form.place, "Harbour hotel")
    qtbot.keyClicks(form.persona, "late guest")
    qtbot.keyClicks(form.why, "I sign the scores")
    qtbot.keyClicks(form.assumptions.findChildren(type(form.place), "assumptionText")[0], "The room is ready")
    second = form.assumptions.findChildren(type(form.place), "assumptionText")[1]  # grew by itself
    qtbot.keyClicks(second, "Nobody queues")
    form.assumptions.findChildren(QSpinBox, "assumptionSure")[1].setValue(55)
    form.checks["incognito.pay"].setChecked(True)
    record = _load(window, _saved(window.prepare, qtbot), qtbot)
    head = record.journey
    assert (head.template.key, head.place, head.persona, head.why) == (
        "hotel-stay", "Harbour hotel", "late guest", "I sign the scores",
    )  # fmt: skip
    assert [(e.text, e.confidence, e.ordinal) for e in record.expectations] == [
        ("The room is ready", 0.7, 1),
        ("Nobody queues", 0.55, 2),
    ]
    assert dict(record.answers) == {"incognito.pay": "yes"}


def test_figures_expected_of_a_touchpoint_are_kept(window: MainWindow, qtbot: QtBot) -> None:
    window.show_prepare()
    boxes = window.prepare.form.figures
    boxes._show()
    waits = boxes.findChildren(QSpinBox, "wait")
    waits[3].setValue(10)
    boxes.findChildren(QSpinBox, "feeling")[3].setValue(1)
    record = _load(window, _saved(window.prepare, qtbot), qtbot)
    (expected,) = record.expectations
    assert (expected.touchpoint, expected.wait_s, expected.contacts, expected.feeling) == (
        "security-line",
        600,
        None,
        1,
    )


def test_a_planned_journey_can_be_changed_and_nothing_old_stays_behind(window: MainWindow, qtbot: QtBot) -> None:
    plan = templates.find("hotel-stay")
    asked = [Expectation("a1", 1, "Old belief", 0.5), Expectation("a2", 2, "Kept belief", 0.6)]
    found: list[str] = []
    window.desk.write(
        lambda r: r.prepare(plan, place="Old", expectations=asked, answers={"incognito.name": "yes"}).journey.id,
        found.append,
    )
    qtbot.waitUntil(lambda: bool(found))
    window.open(found[0], "planned")
    qtbot.waitUntil(window.prepare.isVisible)
    form = window.prepare.form
    assert form.place.text() == "Old"
    form.place.setText("New")
    form.assumptions.findChildren(type(form.place), "assumptionText")[0].clear()
    form.checks["incognito.name"].setChecked(False)
    assert _saved(window.prepare, qtbot) == found[0]
    record = _load(window, found[0], qtbot)
    assert record.journey.place == "New"
    assert [e.text for e in record.expectations] == ["Kept belief"]
    assert dict(record.answers) == {}


def test_choosing_ones_own_manager_brings_a_warning_that_can_be_overridden(window: MainWindow, qtbot: QtBot) -> None:
    window.show_prepare()
    form = window.prepare.form
    warning = form.findChild(QFrame, "managerWarning")
    assert not warning.isVisible()
    form.relationship.setCurrentIndex(form.relationship.findData("manager"))
    assert warning.isVisible()
    record = _load(window, _saved(window.prepare, qtbot), qtbot)
    assert record.journey.relationship == "manager"


def test_the_plan_is_told_in_words_at_every_length() -> None:
    told = {t.key: plan_words(t) for t in templates.builtin()}
    assert told["airline-passenger"].startswith("10 touchpoints in 4 phases, planned ")
    assert all("planned" in words for words in told.values())


def test_a_folder_that_refuses_is_said_on_the_page_and_nothing_typed_is_lost(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mysteryshop.errors import StoreError

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The disk is full. Everything recorded before is kept.", "Free some space and try again.")

    monkeypatch.setattr(Recorder, "prepare", refuse)
    window.show_prepare()
    window.prepare.form.place.setText("Lisbon to Oslo")
    qtbot.keyClick(window.prepare, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.prepare.banner.isVisible)
    assert window.prepare.form.place.text() == "Lisbon to Oslo"
    monkeypatch.undo()
    assert _load(window, _saved(window.prepare, qtbot), qtbot).journey.place == "Lisbon to Oslo"


def test_own_copy_of_a_template_can_be_made_and_walked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.show_screen("templates")
    path = window.templates.copy_chosen()
    assert path is not None
    assert path.parent == tmp_path / "templates"
    window.show_prepare("my-airline-passenger")
    record = _load(window, _saved(window.prepare, qtbot), qtbot)
    assert record.template.name == "Fly as a passenger (mine)"


def test_tab_goes_down_the_page_through_rows_that_came_later(window: MainWindow, qtbot: QtBot) -> None:
    window.show_prepare()
    form = window.prepare.form
    form.assumptions.findChildren(QLineEdit, "assumptionText")[0].setText("Nobody waits")
    form.assumptions._grow()
    form.figures._show()
    texts = form.assumptions.findChildren(QLineEdit, "assumptionText")
    sure = form.assumptions.findChildren(QSpinBox, "assumptionSure")
    waits, told = (form.figures.findChildren(QSpinBox, name) for name in ("wait", "contacts"))
    assert (len(texts), len(waits)) == (2, 10)
    qtbot.waitUntil(texts[1].isVisible)
    form.zone.setFocus()
    for expected in (form.tags.line, texts[0], sure[0], texts[1], sure[1], waits[0], told[0]):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is expected
    form.figures.findChildren(QSpinBox, "feeling")[-1].setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is next(iter(form.checks.values()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("Lisbon", "Europe/Lisbon"),
        ("new york", "America/New_York"),
        ("Europe/Lis", "Europe/Lisbon"),
        ("Europe", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_city_is_enough_where_only_one_zone_can_be_meant(typed: str, meant: str | None) -> None:
    assert zone_meant(typed) == meant


def test_a_zone_that_is_none_stops_and_is_named_rather_than_replaced(window: MainWindow, qtbot: QtBot) -> None:
    window.show_prepare()
    screen = window.prepare
    screen.form.zone.setEditText("Atlantis")
    with qtbot.assertNotEmitted(screen.prepared, wait=50):
        qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert screen.banner.isVisible()
    screen.form.zone.setEditText("Lisbon")
    assert _load(window, _saved(screen, qtbot), qtbot).journey.zone == "Europe/Lisbon"
    assert not screen.banner.isVisible()


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    window.show_prepare()
    later = window.prepare.findChild(QPushButton, "saveForLater")
    assert later is not None
    later.setFocus()
    with qtbot.waitSignal(window.prepare.prepared) as done:
        qtbot.keyClick(later, Qt.Key.Key_Return)
    assert done.args is not None


def test_scrolling_over_a_figure_scrolls_the_page_and_leaves_the_figure(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1000, 640)
    window.show_prepare()
    sure = window.prepare.form.findChildren(QSpinBox, "assumptionSure")[0]
    sure.setFocus()
    middle = QPointF(sure.rect().center())
    turn = QWheelEvent(
        middle, QPointF(sure.mapToGlobal(middle)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(sure, turn)
    assert (sure.value(), turn.isAccepted()) == (70, False)
    assert not sure.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus
