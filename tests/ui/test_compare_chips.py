"""A chip tells what is in force, however many choices there are."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.compare.chips import MOST, ChoiceChip

CASES = [(f"C{n}", f"C{n}", 1) for n in range(12_500)]


def test_what_is_in_force_is_told_also_where_the_list_does_not_show_it(qtbot: QtBot) -> None:
    chip = ChoiceChip("compare.place", "Place", "any")
    qtbot.addWidget(chip)
    chip.show_choices("C9999", CASES)
    assert chip.text() == "Place C9999"
    chip.show_choices("gone", CASES)  # of a saved view whose place is no longer there
    assert chip.text() == "Place gone"
    chip.show_choices("", CASES)
    assert chip.text() == "Place any"


def listed(chip: ChoiceChip) -> list[QAction]:
    """What the chip's list offers when it is opened."""
    menu = chip.menu()
    menu.popup(QPoint())
    menu.hide()
    return menu.actions()


def test_a_list_that_is_too_long_says_how_many_it_leaves_out(qtbot: QtBot) -> None:
    chip = ChoiceChip("compare.place", "Place", "any")
    qtbot.addWidget(chip)
    chip.show_choices("", CASES)
    last = listed(chip)[-1]
    assert last.text() == f"and {12_500 - MOST:,} more: search for them below"
    assert not last.isEnabled()
    chip.show_choices("", CASES[:MOST])
    assert len(listed(chip)) == MOST + 1


def test_a_chip_that_has_nothing_to_say_yet_is_not_seen_and_takes_no_key(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    chip = ChoiceChip("compare.place", "Place", "any")
    layout.addWidget(chip)
    page.resize(200, 60)
    page.show()
    assert not chip.isEnabled()
    assert len(colours(page)) == 1  # the page and nothing on it
    chip.show_choices("", CASES)
    assert chip.isEnabled()
    assert len(colours(page)) > 1


def colours(widget: QWidget) -> set[int]:
    image = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
