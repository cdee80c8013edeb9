"""Undo and redo: of what is typed while it is typed, of the journey's newest edit otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from .walk_rig import CTRL, WalkRig


def test_undo_takes_the_newest_moment_back_and_redo_returns_it(walk: WalkRig) -> None:
    walk.begin("Space", "5")
    walk.undo()
    assert [m.kind for m in walk.stored().moments] == ["mark"]
    walk.undo()
    assert walk.rows == []
    walk.redo()
    walk.redo()
    assert [m.kind for m in walk.stored().moments] == ["mark", "feeling"]
    assert walk.resets == 0


def test_in_an_empty_line_undo_takes_back_the_key_that_opened_it(walk: WalkRig) -> None:
    walk.begin("F")
    walk.undo()
    assert walk.stored().moments == ()
    assert walk.capturing


def test_in_typed_words_undo_is_the_words_and_then_the_moment(walk: WalkRig) -> None:
    walk.begin("F")
    walk.type("wrong")
    walk.undo()
    assert walk.screen.detail.field.text() == ""
    assert len(walk.stored().moments) == 1
    walk.undo()
    assert walk.stored().moments == ()


def test_undo_takes_back_the_words_before_the_moment(walk: WalkRig) -> None:
    walk.begin("N")
    walk.type("He said never")
    walk.press("Enter")
    walk.undo()
    assert [m.text for m in walk.stored().moments] == [""]
    walk.redo()
    assert [m.text for m in walk.stored().moments] == ["He said never"]


def test_the_open_line_follows_an_undo(walk: WalkRig) -> None:
    walk.begin("F", "3")
    walk.type("Two lanes")
    walk.press("Enter", "Up")
    walk.undo()
    assert walk.screen.detail.field.text() == ""
    assert walk.rows == [("Describe later", "friction")]
    walk.redo()
    assert walk.screen.detail.field.text() == "Two lanes"
    assert walk.rows == [("Two lanes", "severity 3")]


def test_undo_goes_back_to_the_touchpoint_before(walk: WalkRig) -> None:
    walk.begin("Enter")
    assert walk.here == "Get to the airport"
    walk.undo()
    assert walk.here == "Book online"
    assert walk.states()["Get to the airport"] == "upcoming"
    walk.undo()
    assert walk.stored().journey.state == "planned"
    assert "Start the walk" in walk.screen.here.planned.text()


def test_undo_of_skip_pause_and_ad_hoc(walk: WalkRig) -> None:
    walk.begin("S", "Enter")
    QTest.keyClick(walk.keyboard, Qt.Key.Key_P, CTRL)
    walk.settle()
    walk.press("+")
    walk.type("Lounge")
    walk.press("Enter")
    walk.undo()
    assert "Lounge" not in walk.states()
    walk.undo()
    assert not walk.screen.here.paused.isVisible()
    walk.undo()
    assert walk.stored().skips == ()


def test_undo_survives_a_restart(walk: WalkRig) -> None:
    walk.begin("Space", "5")
    walk.open(walk.journey.id)
    walk.undo()
    assert [m.kind for m in walk.stored().moments] == ["mark"]


def test_nothing_to_undo_is_said_in_a_banner_that_takes_no_keyboard(walk: WalkRig) -> None:
    walk.open(walk.prepare())
    walk.undo()
    assert walk.screen.banner.isVisible()
    assert walk.capturing
    walk.press("Space")
    assert len(walk.stored().moments) == 1


def test_many_undos_and_redos_keep_screen_and_disk_the_same(walk: WalkRig) -> None:
    walk.begin("Space", "W", "Enter", "Enter", "F", "2", "Enter", "W", "Enter", "S", "Enter", "Up", "Delete")
    for _ in range(9):
        walk.undo()
        assert walk.record == walk.stored()
    for _ in range(9):
        walk.redo()
        assert walk.record == walk.stored()
    assert walk.resets == 0
    assert len(walk.rows) == len(walk.stored().moments)
