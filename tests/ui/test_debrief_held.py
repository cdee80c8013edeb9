"""What is red, or skipped without a word, holds up the seal: it is named, and one key leads there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.screen_rig import ALT, CTRL, DONE, ScreenRig, read_notes
from ui.debrief.finalise_page import FinalisePage
from ui.debrief.screen import DebriefScreen
from ui.story.screen import StoryScreen
from ui.widgets.saved_text import SavedLine

Debrief = ScreenRig[DebriefScreen]
ENTER = Qt.Key.Key_Return
SKIPPED = DONE.replace("10:53 2\n", "10:53 2\n10:54 x Fellow passengers\n")


def finalise(debrief: Debrief) -> FinalisePage:
    debrief.screen.go_to("finalise")
    page = debrief.screen.pages["finalise"]
    assert isinstance(page, FinalisePage)
    return page


def told(page: FinalisePage) -> str:
    """What the card about the seal says, once it shows."""
    return "\n".join(each.text() for each in page._hold_card.findChildren(QLabel) if each.isVisible())


def field(rig: Debrief | ScreenRig[StoryScreen], name: str) -> SavedLine:
    found = rig.find(name)
    assert isinstance(found, SavedLine)
    return found


@pytest.fixture
def dated(debrief: Debrief) -> Debrief:
    """Two findings, the first with a due date that nobody can read."""
    debrief.open(read_notes(DONE))
    debrief.screen.go_to("findings")
    for title in ("Say why lanes are closed", "Thank the gate agents"):
        debrief.press(Qt.Key.Key_N, modifier=ALT)
        debrief.type(title)
        debrief.keys("\n")
        debrief.settle()
    debrief.find("findingList").setFocus()
    debrief.press(Qt.Key.Key_Up)
    field(debrief, "finding.due").setFocus()
    debrief.type("end of Mai")
    debrief.press(ENTER)
    return debrief


def test_a_due_date_that_cannot_be_read_holds_up_the_seal_and_is_named(dated: Debrief) -> None:
    page = finalise(dated)
    assert told(page) == (
        "1 thing holds up the seal\n“end of Mai”, of the finding “Say why lanes are closed”, cannot be read. "
        "A date such as 2026-12-05 or 5 Dec 2026 is expected."
    )
    assert not page.finalise.isEnabled()
    dated.press(ENTER, modifier=CTRL)
    dated.settle()
    assert dated.stored().journey.state == "debrief"


def test_enter_leads_to_the_field_and_a_date_lets_it_be_sealed(dated: Debrief) -> None:
    finalise(dated)
    assert dated.keyboard.objectName() == "finalise.finding.due"
    dated.press(ENTER)
    due = field(dated, "finding.due")
    assert dated.keyboard is due
    assert (due.text(), due.property("role")) == ("end of Mai", "invalid")
    due.selectAll()
    dated.type("31 May 2027")
    page = finalise(dated)
    assert told(page) == ""
    page.finalise.click()
    dated.settle()
    stored = dated.stored()
    assert stored.journey.state == "finalised"
    assert [f.due for f in stored.findings] == ["2027-05-31", ""]


def test_it_stays_with_its_finding_while_another_one_is_edited(dated: Debrief) -> None:
    dated.find("findingList").setFocus()
    dated.press(Qt.Key.Key_Down)
    due = field(dated, "finding.due")
    assert (due.text(), due.property("role") or "") == ("", "")
    assert told(finalise(dated)).startswith("1 thing holds up the seal")
    dated.find("finalise.finding.due").click()  # type: ignore[attr-defined]
    assert (due.text(), due.property("role")) == ("end of Mai", "invalid")
    assert dated.find("finding.title").words() == "Say why lanes are closed"  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", ["emptied", "removed", "quick"])
def test_it_is_over_when_the_field_is_emptied_or_filled_or_the_finding_goes(dated: Debrief, way: str) -> None:
    due = field(dated, "finding.due")
    if way == "emptied":
        due.clear()
        due.textEdited.emit("")  # as the Delete key does
        assert (due.property("role") or "") == ""
    elif way == "removed":
        dated.find("finding.remove").click()  # type: ignore[attr-defined]
    else:
        dated.find("finding.due.+2 weeks").click()  # type: ignore[attr-defined]
    dated.settle()
    assert finalise(dated).finalise.isEnabled()


def test_times_of_waits_and_promises_hold_it_up_too(debrief: Debrief) -> None:
    debrief.open(read_notes(DONE))
    debrief.screen.go_to("open")
    field(debrief, "promise.due").setFocus()
    field(debrief, "promise.due").selectAll()
    debrief.type("later")
    debrief.press(ENTER)
    debrief.press(Qt.Key.Key_Right, modifier=ALT)
    page = finalise(debrief)
    assert told(page) == (
        "1 thing holds up the seal\n“later”, of the promise “Ten minutes at most” at 10:25, touchpoint Security line, "
        "cannot be read. A time such as 10:42, or a span such as 15m is expected."
    )
    debrief.find("finalise.promise.due").click()  # type: ignore[attr-defined]
    assert debrief.keyboard is field(debrief, "promise.due")
    field(debrief, "promise.due").selectAll()
    debrief.type("10:40")
    debrief.press(ENTER)
    assert finalise(debrief).finalise.isEnabled()


def test_what_stands_red_in_the_story_comes_back_there_and_leads_there(story: ScreenRig[StoryScreen]) -> None:
    story.open(read_notes(DONE))
    first, second = (m.id for m in story.stored().moments[:2])
    story.screen.open_moment(first)
    time = field(story, "moment.time")
    time.setFocus()
    time.selectAll()
    story.type("noonish")
    story.press(ENTER)
    story.screen.open_moment(second)
    assert time.text() == "10:22:08"
    story.screen.open_moment(first)
    assert (time.text(), time.property("role")) == ("noonish", "invalid")
    debrief = DebriefScreen(story.desk, story.theme)  # as in the window, where all screens show the same open journey
    story.qtbot.addWidget(debrief)
    debrief.set_journey(story.journey)
    debrief.show()
    debrief.go_to("finalise")
    page = debrief.pages["finalise"]
    assert isinstance(page, FinalisePage)
    assert "“noonish”, of the communication “Bags go straight to Oslo” at 10:12" in told(page)
    with story.qtbot.waitSignal(debrief.momentRequested) as asked:
        page.first().click()  # type: ignore[union-attr]
    assert asked.args == [first]
    time.setText("10:13")
    time.draft.flush()
    story.settle()
    assert page.finalise.isEnabled()
    debrief.set_journey(None)


def test_a_skip_without_a_reason_holds_it_up_until_it_has_one(debrief: Debrief) -> None:
    debrief.open(read_notes(SKIPPED))
    page = finalise(debrief)
    assert told(page).startswith("1 thing holds up the seal\nFellow passengers: skipped, and nobody said why.")
    assert not page.finalise.isEnabled()
    debrief.press(ENTER)
    assert debrief.keyboard.objectName() == "skip.fellow-passengers"
    debrief.type("travelled alone")
    page = finalise(debrief)
    debrief.settle()
    page.finalise.click()
    debrief.settle()
    assert debrief.stored().journey.state == "finalised"
