"""The templates: nothing is cut in the smallest window, and a corrected file is no longer complained of."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.errors import InputError
from mysteryshop.journey import Touchpoint
from ui.templates.screen import TemplatesScreen, expected

from .conftest import MakeApp


def test_in_the_smallest_window_nothing_is_cut(make_app: MakeApp, qtbot: QtBot) -> None:
    window = make_app().window
    window.resize(1000, 640)
    window.show_screen("templates")
    area = window.templates.findChild(QScrollArea)
    again = window.templates.findChild(QPushButton, "readTemplates")
    assert area is not None
    assert again is not None
    qtbot.waitUntil(again.isVisible)
    qtbot.waitUntil(lambda: area.widget().width() == area.viewport().width())
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    assert again.mapTo(area.viewport(), again.rect().bottomRight()).x() <= area.viewport().width()


@pytest.mark.parametrize(
    ("minutes", "words"), [(20, "20 min"), (119, "119 min"), (120, "2 h"), (150, "2 h 30 min"), (4320, "3 days")]
)
def test_planned_time_is_told_as_it_is(minutes: float, words: str) -> None:
    assert expected(Touchpoint("desk", "Desk", "Arrive", planned_minutes=minutes)) == words


def test_a_corrected_template_is_no_longer_complained_of(qtbot: QtBot, tmp_path: Path) -> None:
    screen = TemplatesScreen(tmp_path)
    qtbot.addWidget(screen)
    screen.show()
    screen.set_templates(templates.builtin(), [InputError("typo.toml, line 17", "Correct the file.")])
    assert screen.banner.isVisible()
    screen.set_templates(templates.builtin())
    assert not screen.banner.isVisible()
    screen.banner.show_text("Copied")
    screen.set_templates(templates.builtin())
    assert screen.banner.isVisible()  # news of another kind stays
