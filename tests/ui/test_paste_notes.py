"""Pasting field notes: a line that cannot be read costs nothing of what was pasted or typed."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.exchange_dialogs import PasteDialog
from ui.main_window import MainWindow

from .conftest import MakeApp

W = TypeVar("W", bound=QWidget)
NOTES = "template: airline-passenger\nplace: Oslo\n10:22 > Security line\n10:25 z9 What\n10:40 end\n"


@pytest.fixture
def dialog(make_app: MakeApp, qtbot: QtBot) -> PasteDialog:
    """What the button shows when those notes are in the clipboard."""
    QGuiApplication.clipboard().setText(NOTES)
    window = make_app().window
    window.exchange.paste()
    return _part(window, PasteDialog, "pasteDialog")


def _part(parent: QWidget, kind: type[W], name: str) -> W:
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def _offer(dialog: PasteDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_line_that_cannot_be_read_is_named_and_marked_and_nothing_typed_is_lost(
    dialog: PasteDialog, qtbot: QtBot
) -> None:
    text = _part(dialog, QPlainTextEdit, "pastedNotes")
    _offer(dialog, qtbot)
    told = _part(dialog, QLabel, "bannerTitle")
    qtbot.waitUntil(told.isVisible)
    assert "line 4" in told.text()
    assert "z9" in told.text()
    assert (text.toPlainText(), text.textCursor().selectedText()) == (NOTES, "10:25 z9 What")


def test_the_corrected_notes_are_imported_from_the_same_window(dialog: PasteDialog, qtbot: QtBot) -> None:
    window = dialog.parent()
    assert isinstance(window, MainWindow)
    text = _part(dialog, QPlainTextEdit, "pastedNotes")
    _offer(dialog, qtbot)
    qtbot.waitUntil(_part(dialog, QLabel, "bannerTitle").isVisible)
    qtbot.keyClicks(text, "10:25 f2 What")  # over the line that is selected
    with qtbot.waitSignal(window.exchange.imported):
        _offer(dialog, qtbot)
    assert not dialog.isVisible()


def test_tab_leaves_the_notes_for_the_buttons(dialog: PasteDialog, qtbot: QtBot) -> None:
    text = _part(dialog, QPlainTextEdit, "pastedNotes")
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert text.toPlainText() == NOTES
    assert dialog.focusWidget() is not text


def test_with_an_empty_clipboard_the_keyboard_writes_into_the_page(make_app: MakeApp, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(" \n")
    window = make_app().window
    window.exchange.paste()
    dialog = _part(window, PasteDialog, "pasteDialog")
    text = _part(dialog, QPlainTextEdit, "pastedNotes")
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.focusWidget() is text
