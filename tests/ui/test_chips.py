"""Chips give way where there is no room for their words, and a figure stays on the line of its unit."""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.choice_chip import ChoiceChip
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import label


def test_a_chip_is_never_wider_than_its_page_and_tells_the_pointer_all_its_words(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
    chip = ChoiceChip("chip", "Walked close in time:")
    words = "C. managing director and A. finance · Lisbon to Oslo · 14 Nov 2026, the same day"
    chip.show_choices("pair", [("pair", words, -1)])
    flow.addWidget(chip)
    page.setLayout(flow)
    page.resize(300, 100)
    page.show()
    qtbot.waitExposed(page)
    assert chip.geometry().right() <= page.width()
    assert chip.toolTip() == f"Walked close in time: {words}"
    page.resize(1200, 100)
    qtbot.waitUntil(lambda: chip.width() == chip.sizeHint().width())
    assert chip.toolTip() == ""


def test_no_line_ends_between_a_figure_and_its_unit(qtbot: QtBot) -> None:
    said = label("speed 17 % (n = 43), 2 h 5 min", wrap=True)
    qtbot.addWidget(said)
    assert said.text() == "speed 17 % (n = 43), 2 h 5 min"
    assert QLabel.text(said) == "speed 17\u00a0% (n\u00a0=\u00a043), 2\u00a0h 5\u00a0min"
