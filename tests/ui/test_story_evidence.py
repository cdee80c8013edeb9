"""The evidence beside the charts: filtered, opened, amended; sealed journeys ask for a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mysteryshop.journey import Moment
from tests.ui.screen_rig import CTRL, DONE, ScreenRig, instant, read_notes
from ui.story.screen import StoryScreen
from ui.widgets.moment_time import moved
from ui.widgets.runs import plain
from ui.widgets.spans import read_span

Story = ScreenRig[StoryScreen]


@pytest.fixture
def told(story: Story) -> Story:
    """The story of a short walk."""
    story.open(read_notes(DONE))
    return story


def kinds(story: Story) -> list[str]:
    model = story.screen.evidence.model
    return [model.row(place).moment.kind for place in range(model.rowCount())]


def opened(story: Story, kind: str) -> Moment:
    """Open the first moment of that kind."""
    moment = next(m for m in story.record.moments if m.kind == kind)
    story.screen.open_moment(moment.id)
    return moment


def now(story: Story, moment: Moment) -> Moment:
    story.settle()
    found = story.stored().moment(moment.id)
    assert found is not None
    return found


def test_a_wait_that_nobody_closed_ends_with_the_walk(story: Story) -> None:
    walked = read_notes(DONE)
    opened = tuple(replace(m, resolved_at=None) if m.kind == "wait" else m for m in walked.moments)
    story.open(replace(walked, moments=opened))
    model = story.screen.evidence.model
    row = next(model.row(place) for place in range(model.rowCount()) if model.row(place).moment.kind == "wait")
    assert plain(row.what) == "Waited 22:00 until the end"


def test_letters_filter_by_kind_and_words_by_what_is_known(told: Story) -> None:
    told.find("story.kinds").setFocus()
    told.keys("cf")
    assert set(kinds(told)) == {"communication", "friction"}
    assert told.find("story.count").text() == "EVIDENCE · 3 OF 8"  # type: ignore[attr-defined]
    told.press(Qt.Key.Key_F, modifier=CTRL)
    told.type("lanes")
    assert kinds(told) == ["friction"]
    told.type(" and nothing else")
    assert told.find("story.none").isVisible()
    told.find("story.kinds").setFocus()
    told.press(Qt.Key.Key_Delete)
    told.find("story.filter").clear()  # type: ignore[attr-defined]
    assert len(kinds(told)) == 8


def test_enter_opens_what_is_chosen_and_esc_goes_back(told: Story) -> None:
    told.screen.evidence.list.setFocus()
    told.press(Qt.Key.Key_Home, Qt.Key.Key_Down)
    assert told.screen.moment.current == ""
    told.press(Qt.Key.Key_Return)
    assert told.screen.moment.current == told.record.moments[1].id
    told.find("moment.text").setFocus()
    told.press(Qt.Key.Key_Escape)
    assert told.screen.moment.current == ""
    assert told.screen.evidence.list.hasFocus()
    assert told.screen.evidence.list.chosen() == told.record.moments[1].id


def test_a_click_on_a_row_opens_it(told: Story) -> None:
    index = told.screen.evidence.model.index(3, 0)
    view = told.screen.evidence.list
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    assert told.screen.moment.current == told.record.moments[3].id


def test_every_field_of_a_communication_is_stored_as_it_is_left(told: Story) -> None:
    moment = opened(told, "communication")
    told.find("moment.text").setFocus()
    told.press(Qt.Key.Key_A, modifier=CTRL)
    told.type("Bags go to Oslo")
    told.press(Qt.Key.Key_Tab)
    for name, value in (("moment.level", 4), ("moment.channel", "sign"), ("moment.trigger", "reactive")):
        box = told.find(name)
        box.setFocus()
        while box.currentData() != value:  # type: ignore[attr-defined]
            told.press(Qt.Key.Key_Down if box.currentIndex() < box.findData(value) else Qt.Key.Key_Up)  # type: ignore[attr-defined]
    for name, words in (("moment.role", "check-in agent"), ("moment.listened_s", "2m"), ("moment.talked_s", "30s")):
        told.find(name).setFocus()
        told.type(words)
        told.press(Qt.Key.Key_Tab)
    stored = now(told, moment)
    assert (stored.text, stored.level, stored.channel, stored.trigger) == ("Bags go to Oslo", 4, "sign", "reactive")
    assert (stored.role, stored.listened_s, stored.talked_s) == ("check-in agent", 120, 30)


def test_moving_it_in_time_keeps_the_first_stamp_and_finds_its_touchpoint_anew(told: Story) -> None:
    moment = opened(told, "question")
    time = told.find("moment.time")
    time.setFocus()
    time.selectAll()  # type: ignore[attr-defined]
    told.type("10:15")
    told.press(Qt.Key.Key_Return)
    stored = now(told, moment)
    assert (stored.observed_at, stored.original_observed_at) == (instant(10, 15), instant(10, 27))
    visit = told.stored().visit_of(stored)
    assert visit is not None
    assert visit.name == "Check in with bags"
    assert "first stamped 10:27:00" in told.find("moment.origin").text()  # type: ignore[attr-defined]
    assert told.screen.moment.current == moment.id


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("10:42", instant(10, 42)),
        ("@10:42:30", instant(10, 42, 30)),
        ("-5m", instant(10, 31)),
        ("90s", instant(10, 37, 30)),
        ("23:59", instant(23, 59) - 86_400_000_000),  # the nearest one is that of the evening before
        ("soon", None),
    ],
)
def test_a_time_is_the_nearest_such_time(words: str, expected: int | None) -> None:
    assert moved(words, instant(10, 36), "Europe/Lisbon") == expected


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("10", 600), ("10m", 600), ("1h30m", 5400), ("45s", 45), ("", None), ("-5m", None), ("x", None)],
)
def test_a_length_of_time_in_plain_digits_is_minutes(words: str, seconds: int | None) -> None:
    assert read_span(words) == seconds


def test_what_is_no_time_stays_to_be_mended(told: Story) -> None:
    moment = opened(told, "question")
    time = told.find("moment.time")
    time.setFocus()
    time.selectAll()  # type: ignore[attr-defined]
    told.type("soon")
    told.press(Qt.Key.Key_Return)
    assert time.property("role") == "invalid"
    assert now(told, moment).observed_at == moment.observed_at


def test_another_kind_lets_go_of_what_the_old_one_alone_knew(told: Story) -> None:
    moment = opened(told, "promise")
    box = told.find("moment.kind")
    box.setFocus()
    while box.currentData() != "delight":  # type: ignore[attr-defined]
        told.press(Qt.Key.Key_Up)
    stored = now(told, moment)
    assert (stored.kind, stored.due_at, stored.outcome, stored.text) == ("delight", None, None, "Ten minutes at most")


def test_a_promise_can_be_kept_from_here(told: Story) -> None:
    moment = opened(told, "promise")
    row = next(r for r in told.screen.moment.editor.findChildren(object) if r.objectName() == "promise.outcome")
    row.setFocus()
    told.keys("k")
    assert now(told, moment).outcome == "kept"


def test_its_neighbours_are_one_key_away(told: Story) -> None:
    opened(told, "question")
    told.find("story.moment.after").click()  # type: ignore[attr-defined]
    assert told.screen.moment.current == told.record.moments[4].id
    told.find(f"story.near.{told.record.moments[2].id}").click()  # type: ignore[attr-defined]
    assert told.screen.moment.current == told.record.moments[2].id


def test_removing_asks_once_and_can_be_undone(told: Story) -> None:
    moment = opened(told, "friction")
    remove = told.find("story.moment.remove")
    remove.click()  # type: ignore[attr-defined]
    assert told.stored().moment(moment.id) is not None
    remove.click()  # type: ignore[attr-defined]
    told.settle()
    assert told.stored().moment(moment.id) is None
    assert told.screen.moment.current == ""
    told.press(Qt.Key.Key_Z, modifier=CTRL)
    assert told.stored().moment(moment.id) is not None


def test_what_is_typed_is_kept_when_another_moment_is_opened(told: Story) -> None:
    moment = opened(told, "friction")
    told.find("moment.role").setFocus()
    told.type("lane agent")
    opened(told, "delight")
    assert now(told, moment).role == "lane agent"
    assert told.find("moment.role").text() == ""  # type: ignore[attr-defined]


def test_a_sealed_journey_is_read_only_until_a_reason_is_given(told: Story) -> None:
    done: list[object] = []
    told.desk.write(lambda r: r.finalise(told.journey.id, told.clock.now()), done.append)
    told.rest()
    told.reopen(told.journey.id)
    moment = opened(told, "friction")
    role = told.find("moment.role")
    assert role.isReadOnly()  # type: ignore[attr-defined]
    assert not told.find("moment.kind").isEnabled()
    assert not told.find("story.moment.remove").isEnabled()
    told.find("sealBar.amend").click()  # type: ignore[attr-defined]
    told.type("Told later who it was")
    told.press(Qt.Key.Key_Return)
    assert not role.isReadOnly()  # type: ignore[attr-defined]
    role.setFocus()
    told.type("lane agent")
    told.press(Qt.Key.Key_Tab)
    assert now(told, moment).role == "lane agent"
    assert told.stored().journey.seal_broken
    assert told.find("sealBar").property("role") == "seal-broken"


def test_a_seal_that_came_without_its_edits_is_said_to_prove_nothing(story: Story) -> None:
    done = read_notes(DONE)
    sealed = replace(done.journey, state="finalised", seal="ab" * 32, sealed_at=done.journey.ended_at)
    story.open(replace(done, journey=sealed))
    story.rest()
    assert "only its bundle proves it" in story.find("sealBar.meaning").text()  # type: ignore[attr-defined]


def test_an_empty_journey_says_what_to_do_first(story: Story) -> None:
    notes = DONE.split("10:10 >")[0] + "10:10 > Check in with bags\n11:00 end\n"
    story.open(read_notes(notes))
    assert "What you capture during the walk stands here" in story.find("story.none").text()  # type: ignore[attr-defined]
    assert story.find("story.none").isVisible()


def test_the_figures_follow_what_is_amended(told: Story) -> None:
    told.rest()
    assert told.find("story.card4.figure").text() == "0 of 1"  # type: ignore[attr-defined]
    moment = next(m for m in told.record.moments if m.kind == "promise")
    told.screen.pen.amend(moment.id, outcome="kept", resolved_at=instant(10, 30))
    told.qtbot.waitUntil(lambda: told.find("story.card4.figure").text() == "1 of 1", timeout=20_000)  # type: ignore[attr-defined]


def test_the_headline_is_the_leaders_own_where_there_is_one(told: Story) -> None:
    told.rest()
    assert "proposed from the data" in told.find("story.state").text()  # type: ignore[attr-defined]
    told.screen.pen.answer("verdict.headline", "Nobody told me <b>anything</b>")
    told.qtbot.waitUntil(
        lambda: (
            told.find("story.headline").text() == "Nobody told me <b>anything</b>"  # type: ignore[attr-defined]
            and "proposed" not in told.find("story.state").text()
        ),  # type: ignore[attr-defined]
        timeout=20_000,
    )


def test_out_of_sight_nothing_is_computed_and_on_return_all_of_it_is_there(told: Story) -> None:
    told.screen.hide()
    friction = next(m for m in told.record.moments if m.kind == "friction")
    told.screen.pen.amend(friction.id, text="Three lanes closed")
    told.settle()
    row = told.screen.evidence.model.row_of(friction.id)
    assert told.screen.evidence.model.row(row).moment == replace(friction, text="Two lanes closed, nobody says why")
    told.screen.show()
    assert told.screen.evidence.model.row(row).moment.text == "Three lanes closed"
