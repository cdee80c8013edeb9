"""From touchpoint to touchpoint: Enter, skip with a reason, ad hoc, pause, and the end."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mysteryshop import templates
from mysteryshop.journey import Template

from .walk_rig import CTRL, WalkRig

RETURN = Qt.Key.Key_Return


def short_plan() -> Template:
    """Three touchpoints."""
    plan = templates.find("airline-passenger")
    return replace(plan, touchpoints=plan.touchpoints[:3])


def click(walk: WalkRig, name: str) -> None:
    """Click the row of that name in the list at the left."""
    model, view = walk.screen.plan.model, walk.screen.plan.view
    place = next(i for i in range(model.rowCount()) if model.row(i).name == name)
    at = view.visualRect(model.index(place)).center()
    walk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    walk.settle()
    walk.clock.advance(0.001)


def ask(walk: WalkRig) -> str:
    """The question in the foot; "" where nothing is asked."""
    return walk.screen.foot.ask.words if walk.screen.foot.ask.asked else ""


def test_the_first_enter_starts_the_walk_at_the_first_touchpoint(walk: WalkRig) -> None:
    walk.open(walk.prepare())
    assert walk.here == "Book online"
    assert "Start the walk: ↵" in walk.screen.here.planned.text()
    stamp = walk.clock.advance(10)
    walk.press("Enter")
    stored = walk.stored()
    assert (stored.journey.state, stored.journey.started_at) == ("walking", stamp.at)
    assert [(v.touchpoint, v.entered_at) for v in stored.visits] == [("book-online", stamp.at)]
    assert walk.screen.here.planned.text() == "Touchpoint 1 of 10 · planned 20 min, two communications"


def test_whatever_has_the_keyboard_says_what_it_is(walk: WalkRig) -> None:
    walk.open(walk.prepare())
    assert walk.keyboard.accessibleName() == "Not begun yet"
    walk.press("Enter")
    assert walk.keyboard.accessibleName() == "At Book online"
    walk.press("S")
    assert walk.keyboard.accessibleName().split("  ")[:2] == ["Skip", "Get to the airport"]
    walk.press("Enter", "+")
    assert walk.keyboard.accessibleName() == "Add a touchpoint"
    walk.press("Enter", "F")
    assert walk.keyboard.accessibleName() == "Details: friction"


def test_enter_goes_on_in_plan_order_and_leaves_out_what_was_visited_or_skipped(walk: WalkRig) -> None:
    walk.begin()
    click(walk, "Check in with bags")
    click(walk, "Book online")
    walk.press("S", "Enter")
    assert walk.states()["Get to the airport"] == "skipped"
    walk.press("Enter")
    assert walk.here == "Security line"
    assert walk.states() | {} == {
        "Book online": "done",
        "Get to the airport": "skipped",
        "Check in with bags": "done",
        "Security line": "current",
        **dict.fromkeys(list(walk.states())[4:], "upcoming"),
    }


def test_skipping_asks_why_in_one_line_and_names_the_touchpoint(walk: WalkRig) -> None:
    walk.begin("S")
    assert ask(walk).startswith("Skip  Get to the airport")
    walk.type("taxi was waiting, no sign seen")
    walk.press("Enter")
    assert [(s.touchpoint, s.reason) for s in walk.stored().skips] == [
        ("get-to-the-airport", "taxi was waiting, no sign seen")
    ]
    assert walk.capturing
    assert walk.here == "Book online"


def test_another_touchpoint_can_be_chosen_for_skipping_also_the_one_just_entered(walk: WalkRig) -> None:
    walk.begin("S", "Down")
    assert ask(walk).startswith("Skip  Check in with bags")
    walk.press("Up", "Up")
    assert ask(walk).startswith("Skip  Book online")
    walk.press("Enter")
    stored = walk.stored()
    assert [s.touchpoint for s in stored.skips] == ["book-online"]
    assert stored.visits == (), "nothing was recorded there, so the visit never was"


def test_a_question_is_taken_back_with_ctrl_z(walk: WalkRig) -> None:
    walk.begin("F", "Enter", "S")
    walk.undo()
    assert ask(walk) == ""
    assert walk.capturing
    assert len(walk.stored().moments) == 1, "only the question was taken back"


def test_an_ad_hoc_touchpoint_is_named_in_one_line(walk: WalkRig) -> None:
    walk.begin("+")
    walk.type("Re-screening")
    walk.press("Enter")
    assert walk.here == "Re-screening"
    assert walk.states()["Re-screening"] == "current"
    (first, second) = walk.stored().visits
    assert (first.left_at, second.touchpoint, second.name) == (second.entered_at, None, "Re-screening")
    walk.press("Enter")
    assert walk.here == "Get to the airport"
    assert list(walk.states())[:3] == ["Book online", "Re-screening", "Get to the airport"]


def test_an_empty_name_adds_nothing(walk: WalkRig) -> None:
    walk.begin("+", "Enter")
    assert len(walk.stored().visits) == 1
    assert walk.capturing


def test_a_click_enters_and_the_times_add_up(walk: WalkRig) -> None:
    walk.begin()
    walk.clock.advance(90)
    click(walk, "Security line")
    walk.clock.advance(30)
    click(walk, "Book online")
    walk.clock.advance(10)
    walk.screen.refresh()
    model = walk.screen.plan.model
    times = {model.row(i).name: model.data(model.index(i), 257) for i in range(model.rowCount())}
    assert (times["Book online"], times["Security line"]) == ("1:40", "0:30")


def test_a_click_on_where_i_am_does_nothing(walk: WalkRig) -> None:
    walk.begin()
    click(walk, "Book online")
    assert len(walk.stored().visits) == 1


def test_the_list_can_be_walked_with_the_keyboard(walk: WalkRig) -> None:
    walk.begin()
    view = walk.screen.plan.view
    view.setFocus()
    view.setCurrentIndex(walk.screen.plan.model.index(5))
    walk.press("Enter")
    assert walk.here == walk.screen.plan.model.row(5).name
    walk.press("Space")
    assert walk.stored().moments[-1].kind == "mark", "capture keys work there, too"


def test_after_the_last_touchpoint_enter_offers_to_finish(walk: WalkRig) -> None:
    walk.begin("Enter", "Enter", template=short_plan())
    walk.press("Enter")
    assert ask(walk) == "That was the last touchpoint.  Any capture key keeps walking."
    assert walk.stored().journey.state == "walking"
    with walk.qtbot.waitSignal(walk.screen.finished) as told:
        walk.press("Enter")
    assert told.args == [walk.journey.id]
    assert walk.stored().journey.state == "debrief"


def test_finishing_early_says_how_many_are_left_and_a_capture_key_keeps_walking(walk: WalkRig) -> None:
    walk.begin()
    QTest.keyClick(walk.keyboard, RETURN, CTRL)
    assert ask(walk) == "9 touchpoints not visited.  Any capture key keeps walking."
    walk.press("Space")
    assert ask(walk) == ""
    assert walk.stored().journey.state == "walking"
    assert walk.stored().moments[-1].kind == "mark"


def test_finishing_can_be_refused_by_its_button(walk: WalkRig) -> None:
    walk.begin()
    walk.qtbot.mouseClick(walk.screen.findChild(object, "finishButton"), Qt.MouseButton.LeftButton)
    walk.qtbot.mouseClick(walk.screen.findChild(object, "askRefuse"), Qt.MouseButton.LeftButton)
    assert ask(walk) == ""
    assert walk.capturing


def test_time_stands_still_while_paused_and_keys_still_record(walk: WalkRig) -> None:
    walk.begin()
    walk.clock.advance(60)
    QTest.keyClick(walk.keyboard, Qt.Key.Key_P, CTRL)
    walk.settle()
    walk.clock.advance(600)
    walk.press("Space")
    walk.screen.refresh()
    assert walk.screen.here.paused.isVisible()
    assert walk.screen.here.clocks.journey.figure.text() == "1:00"
    QTest.keyClick(walk.keyboard, Qt.Key.Key_P, CTRL)
    walk.settle()
    walk.clock.advance(5)
    walk.screen.refresh()
    assert not walk.screen.here.paused.isVisible()
    assert walk.screen.here.clocks.here.figure.text() == "1:05"
    assert [m.kind for m in walk.stored().moments] == ["mark"]


def test_a_touchpoint_that_could_not_be_completed_is_marked(walk: WalkRig) -> None:
    walk.begin("Enter")
    model = walk.screen.plan.model
    row = model.row(1)
    menu = walk.screen.plan.menu(row, model.index(1))
    next(a for a in menu.actions() if a.text().startswith("It failed")).trigger()
    menu.deleteLater()
    walk.settle()
    assert walk.states()["Book online"] == "failed"
    assert walk.stored().visits[0].failed


def test_a_finished_journey_records_nothing_more(walk: WalkRig) -> None:
    walk.begin(template=short_plan())
    QTest.keyClick(walk.keyboard, RETURN, CTRL)
    walk.press("Enter", "F", "Space", "Enter")
    assert walk.stored().moments == ()
    assert walk.stored().journey.state == "debrief"
