"""The theme outlives every dialog: another look chosen after one was closed is no fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.debrief.finding_rows import FindingList
from ui.lock.passphrase_dialog import PassphraseDialog
from ui.lock.unlock_screen import UnlockScreen
from ui.theme import Theme

MAKERS: dict[str, Callable[[Theme], QWidget]] = {
    "passphrase": lambda theme: PassphraseDialog("set", theme, None),
    "unlock": UnlockScreen,
    "findings": FindingList,
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_widget_that_is_gone_hears_of_no_other_look(name: str, qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, "light", 1.0)
    widget = MAKERS[name](theme)
    theme.set_mode("dark")  # while it is there it follows
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)
    with qtbot.captureExceptions() as faults:
        theme.set_mode("light")
    assert faults == []
