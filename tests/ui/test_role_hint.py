"""Where a person's name stands in place of a role a quiet sentence says so: in the editor and in the debrief."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.screen_rig import DONE, ScreenRig, read_notes
from ui.debrief.screen import DebriefScreen
from ui.privacy.role_hint import RoleHint, named_counterparts
from ui.story.screen import StoryScreen

NAMED = DONE.replace("due 10:35", "due 10:35, @Maria Tarkkanen").replace("in person", "in person, @floor agent")


def test_the_editor_says_so_and_stores_it_all_the_same(story: ScreenRig[StoryScreen]) -> None:
    story.open(read_notes(NAMED))
    promise = next(m for m in story.record.moments if m.kind == "promise")
    told = next(m for m in story.record.moments if m.role == "floor agent")
    story.screen.open_moment(promise.id)
    assert story.find("moment.roleHint").isVisible()
    assert "“Maria Tarkkanen” looks like a person’s name" in story.find("moment.roleHint").text()  # type: ignore[attr-defined]
    story.screen.open_moment(told.id)
    assert not story.find("moment.roleHint").isVisible()
    role = story.find("moment.role")
    role.setFocus()
    story.press(Qt.Key.Key_End)
    story.type(" Sabine")
    story.find("moment.text").setFocus()
    story.settle()
    stored = next(m for m in story.record.moments if m.id == told.id)
    assert stored.role == "floor agent Sabine"
    assert story.find("moment.roleHint").isVisible()


def test_the_debrief_tells_which_moments(debrief: ScreenRig[DebriefScreen]) -> None:
    debrief.open(read_notes(NAMED))
    debrief.screen.go_to("finalise")
    debrief.rest()
    words = debrief.find("finalise.names")
    assert words.isVisible()
    assert "The counterpart of moment 3 looks like a person’s name." in words.text()  # type: ignore[attr-defined]


def test_where_all_are_roles_nothing_is_said(debrief: ScreenRig[DebriefScreen]) -> None:
    record = read_notes(DONE)
    assert named_counterparts(record) == ""
    debrief.open(record)
    debrief.screen.go_to("finalise")
    debrief.rest()
    assert not debrief.find("finalise.names").isVisible()


def test_a_field_is_followed_as_it_is_typed(qtbot: QtBot) -> None:
    field = QLineEdit("front desk")
    hint = RoleHint("hint", field)
    for widget in (field, hint):
        qtbot.addWidget(widget)
    hint.show()
    hint.show_for("front desk")
    assert hint.isHidden()
    field.setText("Mr Silva")
    assert not hint.isHidden()
    assert "Mr Silva" in hint.words.text()
