"""With the largest letters in a small window no word of a list, a choice, a card or a button is cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QListView, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.errors import KnownError
from mysteryshop.imports.logs.object_log import ObjectType
from mysteryshop.imports.object_logs import ObjectLook
from tests.many import many
from ui.app import Application
from ui.bundles.dialogs import OpenBundleDialog
from ui.journeys.tags_dialog import TagsDialog
from ui.log_objects import LogObjectsDialog
from ui.settings.screen import SCALES
from ui.walk.capture_bar import CaptureKey
from ui.walk.plan_model import TIME
from ui.walk.plan_panel import PlanPanel
from ui.walk.plan_rows import PHASE

from .conftest import Fill, MakeApp

LARGEST = max(scale for scale, _ in SCALES)


@pytest.fixture
def application(fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> Application:
    """The whole app at 1000x640 with the largest letters, and three walks in the list."""
    fill(lambda recorder: recorder.import_records(many(3)))
    application = make_app()
    window = application.window
    window.resize(1000, 640)
    application.theme.set_mode("light", LARGEST)
    qtbot.waitUntil(lambda: window.journeys.model.rowCount() == 3, timeout=20_000)
    return application


def wraps_whole(view: QListView) -> bool:
    """Whether every line is as high as its words are when they are wrapped at the list's width."""
    model, wide = view.model(), view.viewport().width() - 52  # what the style leaves beside the words
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        words = str(index.data())
        needed = view.fontMetrics().boundingRect(0, 0, wide, 9999, 0x1000, words).height()  # Qt.TextWordWrap
        if view.visualRect(index).height() < needed:
            return False
    return view.horizontalScrollBar().maximum() == 0


def test_the_names_of_templates_go_on_in_a_second_line(application: Application, qtbot: QtBot) -> None:
    window = application.window
    window.show_screen("templates")
    qtbot.waitUntil(lambda: wraps_whole(window.templates.list))
    heights = {
        window.templates.list.visualRect(window.templates.list.model().index(row, 0)).height() for row in range(16)
    }
    assert len(heights) > 1  # some take two lines, most take one
    window.show_prepare()
    qtbot.waitUntil(lambda: wraps_whole(window.prepare.list))


def test_choices_and_ways_show_their_words(application: Application, qtbot: QtBot) -> None:
    window = application.window
    window.show_screen("journeys")
    qtbot.wait_until(lambda: window.journeys.filters.isVisible())
    for box in window.journeys.filters.findChildren(QComboBox):
        if box.isVisible():
            arrow, padding = 26, 22  # app.qss
            assert box.width() >= box.fontMetrics().horizontalAdvance(box.currentText()) + arrow + padding - 4
    window._side.show_demo(True)
    ways = [b for b in window.findChildren(QPushButton) if b.objectName().startswith("nav.")]
    assert len(ways) == 12
    assert window._side.demo.isVisible()
    qtbot.wait_until(lambda: all(way.height() >= way.sizeHint().height() - 1 for way in ways))
    assert max(way.geometry().bottom() for way in ways) <= window.height()
    for scale in (2.0, application.theme.scale):  # beyond what Settings offer, and back
        application.theme.set_mode("light", scale)
        qtbot.wait_until(lambda: all(way.width() >= way.sizeHint().width() for way in ways))


def test_a_dialog_is_as_high_as_what_it_says(application: Application, qtbot: QtBot) -> None:
    window = application.window
    asking = OpenBundleDialog("walks.journey", application.theme, window)
    tags = TagsDialog((), ("board",), window)
    for dialog in (asking, tags):
        qtbot.addWidget(dialog)
        dialog.show()
        if dialog is asking:
            asking.show_error(KnownError("This is not the passphrase of the bundle.", "Try again."))
        qtbot.wait_until(lambda shown=dialog: whole(shown))


def test_the_head_of_a_log_of_objects_is_not_cut(application: Application, qtbot: QtBot) -> None:
    types = (ObjectType("customers of the wholesale department", 15, 1_204.3, ("create order",)),)
    dialog = LogObjectsDialog(ObjectLook("orders.json", types), application.window)
    qtbot.addWidget(dialog)
    dialog.show()
    head = dialog.types.horizontalHeader()
    qtbot.wait_until(lambda: all(head.sectionSize(at) >= head.sectionSizeHint(at) for at in range(head.count())))
    assert dialog.types.horizontalScrollBar().maximum() == 0


def test_a_walk_says_its_keys_and_the_names_of_its_touchpoints_whole(
    application: Application, walking: str, qtbot: QtBot
) -> None:
    window = application.window
    with qtbot.waitSignal(window.journeyShown, timeout=20_000):
        window.open(walking, "walking")
    screens = window.of_journey
    assert screens is not None
    keys = screens.walk.findChildren(CaptureKey)
    assert [key.text() for key in keys][:5] == ["Mark", "Friction", "Delight", "Told me", "I chased"]
    qtbot.wait_until(lambda: all(key.width() >= key.needs(14) for key in keys))  # letters no smaller than the usual
    plan = screens.walk.plan
    names = [plan.model.row(place).name for place in range(plan.model.rowCount())]
    assert "Get to the airport" in names
    for place in range(plan.model.rowCount()):
        assert "…" not in painted(plan, plan.model.index(place))


def painted(plan: PlanPanel, index: QModelIndex) -> str:
    """The words of that row's name as they are laid out where the list paints them; "" for the head of a phase."""
    row, rect = plan.model.row(index.row()), plan.view.visualRect(index)
    if row.sort == PHASE:
        return ""
    room, _ = plan._delegate._room(rect, index.data(TIME), QFont.Weight.DemiBold)
    laid = plan._delegate._name(row, room, QFont.Weight.DemiBold)
    assert laid.height <= rect.height()
    return laid._layout.text()


def whole(dialog: QDialog) -> bool:
    """Whether every label has the height that its words need at its width."""
    shown = [each for each in dialog.findChildren(QLabel) if each.isVisible() and each.text()]
    return bool(shown) and all(
        each.height() >= (each.heightForWidth(each.width()) if each.wordWrap() else each.sizeHint().height()) - 1
        for each in shown
    )
