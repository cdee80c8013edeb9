"""A chip tells what is in force, however many choices there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.compare.columns_menu import ColumnsMenu
from ui.widgets.choice_chip import ChoiceChip
from ui.widgets.typed_list import TypedList
from ui.widgets.typed_popup import TypedPopup
from ui.widgets.typed_rows import MOST, Entry, TypedRows

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


@pytest.fixture
def place(qtbot: QtBot) -> ChoiceChip:
    """A chip with more places than anybody would scroll through."""
    chip = ChoiceChip("compare.place", "Place", "any")
    qtbot.addWidget(chip)
    chip.show_choices("", CASES)
    return chip


def opened(popup: TypedPopup, qtbot: QtBot) -> TypedList:
    popup.open()
    qtbot.waitExposed(popup)
    return popup.within


def popup_of(chip: ChoiceChip) -> TypedPopup:
    assert chip.popup is not None
    return chip.popup


def opened_by(chip: ChoiceChip, qtbot: QtBot) -> TypedList:
    """As a key opens it."""
    qtbot.keyClick(chip, Qt.Key.Key_Down)
    qtbot.waitExposed(popup_of(chip))
    return popup_of(chip).within


def seen(within: TypedList) -> list[str]:
    return [str(within.rows.index(row).data()) for row in range(within.rows.rowCount())]


def keys(within: TypedList, typed: str | Qt.Key, qtbot: QtBot) -> None:
    """As the user presses them, wherever the keyboard is in the menu."""
    target = within.focusWidget() or within
    qtbot.keyClicks(target, typed) if isinstance(typed, str) else qtbot.keyClick(target, typed)


def test_typing_finds_any_of_thousands_and_enter_takes_it(place: ChoiceChip, qtbot: QtBot) -> None:
    within = opened_by(place, qtbot)
    assert within.field.placeholderText() == "Type to find one of 12,501"
    assert within.more.text() == f"and {12_501 - MOST:,} more: type to find them"
    keys(within, "c12499", qtbot)
    assert seen(within) == ["C12499   n = 1"]
    with qtbot.waitSignal(place.chosen) as told:
        keys(within, Qt.Key.Key_Return, qtbot)
    assert told.args == ["C12499"]
    assert not popup_of(place).isVisible()


def test_arrows_go_on_from_the_one_in_force(qtbot: QtBot) -> None:
    chip = ChoiceChip("compare.place", "Place", "any")
    qtbot.addWidget(chip)
    chip.show_choices("C40", CASES[:100])
    within = opened_by(chip, qtbot)
    assert within.view.currentIndex().data() == "C40   n = 1"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down):
        keys(within, key, qtbot)
    with qtbot.waitSignal(chip.chosen) as told:
        keys(within, Qt.Key.Key_Return, qtbot)
    assert told.args == ["C42"]


def test_a_click_takes_what_is_under_the_pointer(place: ChoiceChip, qtbot: QtBot) -> None:
    within = opened_by(place, qtbot)
    under = within.view.visualRect(within.rows.index(3)).center()
    with qtbot.waitSignal(place.chosen) as told:
        qtbot.mouseClick(within.view.viewport(), Qt.MouseButton.LeftButton, pos=under)
    assert told.args == ["C2"]


def test_what_was_typed_is_taken_back_letter_by_letter_or_at_once(qtbot: QtBot) -> None:
    chip = ChoiceChip("trends.figure", "Figure")
    qtbot.addWidget(chip)
    words = ("Longest silence", "Silence overrun", "Wait & see", *(f"Figure {n}" for n in range(20)))
    chip.show_choices("", [(each, each, -1) for each in words])
    within = opened_by(chip, qtbot)
    assert seen(within) == list(words)
    keys(within, "sil lon", qtbot)  # words in any order
    assert seen(within) == ["Longest silence"]
    for _ in range(4):
        keys(within, Qt.Key.Key_Backspace, qtbot)
    assert seen(within) == ["Longest silence", "Silence overrun"]
    keys(within, "x", qtbot)
    assert seen(within) == []
    assert within.nothing.text() == "Nothing here is called “silx”."
    assert not within.view.isVisible()
    keys(within, Qt.Key.Key_Escape, qtbot)
    assert seen(within) == list(words)
    assert popup_of(chip).isVisible()
    keys(within, Qt.Key.Key_Escape, qtbot)
    assert not popup_of(chip).isVisible()
    keys(opened_by(chip, qtbot), "wait", qtbot)
    popup_of(chip).close()
    assert seen(opened_by(chip, qtbot)) == list(words)  # what was typed the last time is forgotten


def test_a_short_list_has_no_field_until_something_is_typed(qtbot: QtBot) -> None:
    chip = ChoiceChip("compare.state", "State", "any")
    qtbot.addWidget(chip)
    chip.show_choices("", [("a", "Finalised", 3), ("b", "Debrief", 1)])
    within = opened_by(chip, qtbot)
    assert within.field.visibleRegion().isEmpty()
    assert seen(within) == ["any", "Finalised   n = 3", "Debrief   n = 1"]
    keys(within, "deb", qtbot)
    assert within.field.text() == "deb"
    assert within.field.visibleRegion().boundingRect().height() == within.field.height()
    assert seen(within) == ["Debrief   n = 1"]
    popup_of(chip).close()
    with qtbot.waitSignal(chip.chosen) as told:
        keys(opened_by(chip, qtbot), Qt.Key.Key_Space, qtbot)
    assert told.args == [""]


def test_columns_are_found_by_their_name_and_by_their_meaning(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    menu = ColumnsMenu(page)
    menu.show_columns(("place", "longest_silence_s"))
    within = opened(menu, qtbot)
    keys(within, "remembered", qtbot)
    assert seen(within) == ["Peak-end feeling"]
    with qtbot.waitSignal(menu.changed) as told:
        keys(within, Qt.Key.Key_Return, qtbot)
    assert told.args == [("place", "longest_silence_s", "emotion_peak_end")]
    assert menu.isVisible()  # several are ticked at a time
    keys(within, Qt.Key.Key_Escape, qtbot)
    keys(within, "place", qtbot)
    with qtbot.waitSignal(menu.changed) as told:
        keys(within, Qt.Key.Key_Return, qtbot)
    assert told.args == [("longest_silence_s", "emotion_peak_end")]
    menu.close()


def whole(within: TypedList) -> bool:
    """Whether all of the list is within its popup."""
    popup = within.window()
    inside = popup.rect().contains(within.geometry())
    return inside and within.height() >= within.sizeHint().height() and within.width() >= within.sizeHint().width()


def test_a_list_has_the_room_that_its_words_need_now(qtbot: QtBot) -> None:
    chip = ChoiceChip("compare.a", "A")
    qtbot.addWidget(chip)
    chip.show_choices("", [("a", "2026", 3)])
    few = opened_by(chip, qtbot)
    small = popup_of(chip).size()
    assert whole(few)
    popup_of(chip).close()
    chip.show_choices("", [(str(n), f"Ghent by way of Brussels the {n}th", 1) for n in range(40)])
    many = opened_by(chip, qtbot)
    assert whole(many)
    assert popup_of(chip).width() > small.width()
    assert popup_of(chip).height() > small.height()
    popup_of(chip).close()
    chip.show_choices("", [("a", "2026", 3)])
    assert whole(opened_by(chip, qtbot))
    assert popup_of(chip).size() == small


def test_typing_in_a_short_list_makes_room_for_what_was_typed(qtbot: QtBot) -> None:
    chip = ChoiceChip("compare.state", "State", "any")
    qtbot.addWidget(chip)
    chip.show_choices("", [("a", "Finalised", 3), ("b", "Debrief", 1)])
    within = opened_by(chip, qtbot)
    before = popup_of(chip).height()
    keys(within, "d", qtbot)
    assert popup_of(chip).height() > before
    assert whole(within)


def test_long_words_are_whole_as_far_as_the_screen_goes_and_else_told_to_the_pointer(qtbot: QtBot) -> None:
    chip = ChoiceChip("agreement.pair", "Walked close in time:")
    qtbot.addWidget(chip)
    long = "C. managing director and B. operations · Lisbon to Copenhagen · 12 Nov 2026, the same day"
    chip.show_choices("", [("a", long, -1), ("b", "x" * 300, -1)])
    within = opened_by(chip, qtbot)
    screen = chip.screen().availableGeometry()
    assert screen.contains(popup_of(chip).geometry())
    assert within.view.fontMetrics().horizontalAdvance(long) < within.view.viewport().width()
    assert within.rows.index(1).data(Qt.ItemDataRole.ToolTipRole) == "x" * 300


def test_what_is_in_force_is_ticked_and_gone_to_however_far_down_it_stands(place: ChoiceChip, qtbot: QtBot) -> None:
    place.show_choices("C12000", CASES)
    within = opened_by(place, qtbot)
    assert within.view.currentIndex().data() == "C12000   n = 1"
    assert within.view.currentIndex().data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    keys(within, "C7", qtbot)
    keys(within, Qt.Key.Key_Escape, qtbot)
    with qtbot.waitSignal(place.chosen) as told:
        keys(within, Qt.Key.Key_Return, qtbot)
    assert told.args == ["C12000"]


def test_tab_leaves_the_keyboard_where_it_is(place: ChoiceChip, qtbot: QtBot) -> None:
    within = opened_by(place, qtbot)
    keys(within, Qt.Key.Key_Tab, qtbot)
    keys(within, "c12499", qtbot)
    with qtbot.waitSignal(place.chosen) as told:
        keys(within, Qt.Key.Key_Enter, qtbot)
    assert told.args == ["C12499"]


def test_escape_closes_the_list_and_no_shortcut_of_the_screen_takes_it(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    heard: list[str] = []
    shortcut = QShortcut(QKeySequence("Esc"), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(lambda: heard.append("Esc"))
    chip = ChoiceChip("compare.place", "Place", "any")
    QVBoxLayout(page).addWidget(chip)
    chip.show_choices("", CASES)
    page.show()
    qtbot.waitExposed(page)
    within = opened_by(chip, qtbot)
    keys(within, Qt.Key.Key_Escape, qtbot)
    assert not popup_of(chip).isVisible()
    assert heard == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_chip_opens_by_the_keys_that_open_lists(place: ChoiceChip, key: Qt.Key, qtbot: QtBot) -> None:
    place.show()
    qtbot.keyClick(place, key)
    assert popup_of(place).isVisible()
    place.hide()
    assert not popup_of(place).isVisible()  # a screen that goes takes its open lists along


def test_a_click_beside_the_entries_changes_nothing(place: ChoiceChip, qtbot: QtBot) -> None:
    within = opened_by(place, qtbot)
    there = popup_of(place).geometry()
    qtbot.mouseClick(within.more, Qt.MouseButton.LeftButton)
    keys(within, "nowhere", qtbot)
    assert within.nothing.isVisible()
    assert popup_of(place).geometry() == there  # words that find nothing leave it as large
    qtbot.mouseClick(within.nothing, Qt.MouseButton.LeftButton)
    assert popup_of(place).isVisible()


def test_an_entry_that_is_no_longer_offered_is_not_chosen(place: ChoiceChip, qtbot: QtBot) -> None:
    within = opened_by(place, qtbot)
    place.show_choices("", CASES[:5])
    keys(within, "c12499", qtbot)
    with qtbot.assertNotEmitted(place.chosen):
        keys(within, Qt.Key.Key_Return, qtbot)


def test_letters_of_an_input_method_are_found_and_accents_are_set_aside(qtbot: QtBot) -> None:
    chip = ChoiceChip("compare.place", "Place", "any")
    qtbot.addWidget(chip)
    chip.show_choices("", [("z", "Zürich", 3), ("m", "Malmo\u0308", 1), ("a", "Αθήνα", 2)])
    within = opened_by(chip, qtbot)
    for typed, expected in (("zurich", "Zürich   n = 3"), ("Malmö", "Malmo\u0308   n = 1"), ("ΑΘΗΝΑ", "Αθήνα   n = 2")):
        event = QInputMethodEvent()
        event.setCommitString(typed)
        QApplication.sendEvent(within.focusWidget(), event)
        assert seen(within) == [expected]
        keys(within, Qt.Key.Key_Escape, qtbot)


@given(
    words=st.lists(st.text("abc é", min_size=1), max_size=30), steps=st.lists(st.text("abcÉ ", max_size=4), max_size=8)
)
def test_what_is_shown_is_what_holds_every_word_whatever_was_typed_before(words: list[str], steps: list[str]) -> None:
    rows = TypedRows()
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.offer([Entry(str(place), each) for place, each in enumerate(words)])
    for typed in steps:
        rows.narrow(typed)
        wanted = typed.casefold().split()
        held = [each for each in words if all(one in each.casefold() for one in wanted)]
        assert [entry.words for entry in rows.shown] == held


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
