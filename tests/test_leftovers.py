"""The tests' own watchman: it sees what a test leaves behind, and nothing else."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests import leftovers
from tests.leftovers import Before


def test_a_closed_and_released_window_is_no_leftover(qtbot: QtBot) -> None:
    before = Before.now()
    window = QWidget()
    layout = QVBoxLayout(window)
    box = QComboBox()
    box.addItems(["one", "two"])
    layout.addWidget(box)
    window.show()
    box.showPopup()
    window.close()
    window.deleteLater()
    del window, layout, box
    assert before.left() == []


def test_windows_timers_and_threads_that_stay_are_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "PATIENCE_S", 0.05)
    before = Before.now()
    dialog = QDialog()
    dialog.setObjectName("forgotten")
    timer = QTimer()
    timer.start(1000)
    go = threading.Event()
    thread = threading.Thread(target=go.wait, name="writer-of-a-test")
    thread.start()
    try:
        assert before.left() == ["window QDialog 'forgotten'", "running timer QTimer ''", "thread writer-of-a-test"]
    finally:
        go.set()
        thread.join()
        timer.stop()
        dialog.deleteLater()
