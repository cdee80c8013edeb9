"""What every other step of the debrief does to the journey on disk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mysteryshop.analysis import debrief as steps
from tests.ui.screen_rig import CTRL, DONE, NOTES, ScreenRig, instant, read_notes
from ui.debrief.screen import DebriefScreen

Debrief = ScreenRig[DebriefScreen]


def at(debrief: Debrief, step: str, notes: str = NOTES) -> Debrief:
    """The debrief of those notes, at that step."""
    debrief.open(read_notes(notes))
    debrief.screen.go_to(step)
    return debrief


def open_tasks(debrief: Debrief, step: str) -> list[str]:
    """What is left of a step, by the record on disk."""
    return [task.id for each in steps.steps(debrief.stored()) if each.id == step for task in each.open]


def test_a_promise_that_never_fell_due_is_settled_and_has_no_due_time(debrief: Debrief) -> None:
    at(debrief, "open")
    debrief.keys("\nn")
    promise = debrief.moment(10, 25)
    assert (promise.due_at, promise.outcome, promise.resolved_at) == (None, "open", None)
    assert promise.id not in open_tasks(debrief, "open")


def test_a_promise_kept_late_keeps_both_times(debrief: Debrief) -> None:
    at(debrief, "open")
    debrief.keys("\nk\n")
    debrief.type("10:50")
    debrief.keys("\n")
    promise = debrief.moment(10, 25)
    assert (promise.outcome, promise.due_at, promise.resolved_at) == ("kept", instant(10, 35), instant(10, 50))


def test_a_question_nobody_answered_is_settled(debrief: Debrief) -> None:
    at(debrief, "open")
    debrief.keys("\nb\n\nn\n")
    question = debrief.moment(10, 27)
    assert question.resolved_at is None
    assert question.id not in open_tasks(debrief, "open")


def test_a_wait_can_last_until_the_walk_ended(debrief: Debrief) -> None:
    record = read_notes("".join(line for line in NOTES.splitlines(keepends=True) if line[6:8] not in ("p ", "q ")))
    waits = tuple(replace(m, resolved_at=None) if m.kind == "wait" else m for m in record.moments)
    debrief.open(replace(record, moments=waits))
    debrief.screen.go_to("open")
    assert debrief.moment(10, 38).resolved_at is None
    debrief.find("wait.untilEnd").click()  # type: ignore[attr-defined]
    debrief.settle()
    assert debrief.moment(10, 38).resolved_at == debrief.stored().journey.ended_at


def test_a_wait_tells_whether_it_was_explained_estimated_occupied_and_fair(debrief: Debrief) -> None:
    at(debrief, "open")
    debrief.screen.pages["open"].step(1)  # type: ignore[attr-defined]
    debrief.screen.pages["open"].step(1)  # type: ignore[attr-defined]
    debrief.type("14m")
    debrief.keys("\ny\n")
    debrief.type("5")
    debrief.keys("\nn\ny\n")
    wait = debrief.moment(10, 38)
    assert (wait.resolved_at, wait.explained, wait.estimated_s) == (instant(10, 52), True, 300)
    assert (wait.occupied, wait.fair) == (False, True)


def test_a_time_that_is_none_stays_to_be_mended(debrief: Debrief) -> None:
    at(debrief, "open")
    debrief.screen.pages["open"].step(1)  # type: ignore[attr-defined]
    debrief.type("half past")
    debrief.keys("\n")
    field = debrief.find("question.answered")
    assert field.text() == "half past"  # type: ignore[attr-defined]
    assert field.property("role") == "invalid"
    assert debrief.moment(10, 27).resolved_at is None


def test_a_reason_may_be_changed_and_the_skip_stays_one(debrief: Debrief) -> None:
    at(debrief, "skips", NOTES.replace("11:00 end", "10:58 x Snacks | none on board\n11:00 end"))
    line = debrief.find("skip.snacks")
    assert line.text() == "none on board"  # type: ignore[attr-defined]
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    debrief.type("not hungry")
    debrief.press(Qt.Key.Key_Tab)
    assert [(s.touchpoint, s.reason) for s in debrief.stored().skips] == [("snacks", "not hungry")]


def test_an_assumption_is_judged_with_its_evidence_and_a_note(debrief: Debrief) -> None:
    at(debrief, "expectations", DONE)
    debrief.keys("m")
    debrief.press(Qt.Key.Key_Tab)
    debrief.type("32 minutes against 10")
    picker = debrief.screen.pages["expectations"].picker  # type: ignore[attr-defined]
    picker.list.setFocus()
    debrief.press(Qt.Key.Key_Home, Qt.Key.Key_Space)
    debrief.press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    first = debrief.stored().expectations[0]
    assert (first.verdict, first.note, len(first.evidence)) == ("mixed", "32 minutes against 10", 2)
    debrief.press(Qt.Key.Key_Space)
    assert len(debrief.stored().expectations[0].evidence) == 1


def test_a_verdict_and_ticks_in_one_breath_do_not_undo_each_other(debrief: Debrief) -> None:
    """Both are sent before the first is on disk."""
    at(debrief, "expectations", DONE)
    page = debrief.screen.pages["expectations"]
    page.verdict.pick("refuted")  # type: ignore[attr-defined]
    model = page.picker.model  # type: ignore[attr-defined]
    for row in range(2):
        model.setData(model.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    debrief.settle()
    first = debrief.stored().expectations[0]
    assert (first.verdict, len(first.evidence)) == ("refuted", 2)


def test_touchpoints_stand_against_what_was_expected_of_them(debrief: Debrief) -> None:
    at(debrief, "expectations", DONE)
    from PySide6.QtWidgets import QLabel

    texts = [label.text() for label in debrief.find("touchpointGaps").findChildren(QLabel)]
    assert "22 min / 10 min expected" in texts
    assert "1 / 2 expected" in texts
    assert "−1 / +1 expected" in texts


@pytest.mark.parametrize(("keys", "tainted"), [("y\ny", True), ("y\nn", True), ("n", False)])
def test_being_recognised_taints_the_journey_and_says_what_that_means(
    debrief: Debrief, keys: str, tainted: bool
) -> None:
    at(debrief, "incognito")
    debrief.keys(keys)
    assert debrief.find("incognitoPage.tainted").isVisible() is tainted
    assert steps.tainted(debrief.stored()) is tainted
    assert open_tasks(debrief, "incognito") == []


def test_a_rating_that_was_not_asked_is_left_out_and_can_be_taken_up_again(debrief: Debrief) -> None:
    at(debrief, "ratings")
    cost = debrief.find("rate.cost.leave")
    cost.setFocus()
    debrief.press(Qt.Key.Key_Space)
    assert "rate.cost" not in open_tasks(debrief, "ratings")
    debrief.find("rate.cost").setFocus()
    debrief.keys("7")
    assert debrief.stored().answers["rate.cost"] == "7"
    assert not cost.isChecked()  # type: ignore[attr-defined]


def test_ten_is_typed_as_one_and_nought(debrief: Debrief) -> None:
    at(debrief, "ratings")
    debrief.keys("10")
    assert debrief.stored().answers["rate.satisfaction"] == "10"
    debrief.press(Qt.Key.Key_Left)
    assert debrief.stored().answers["rate.satisfaction"] == "9"
    debrief.press(Qt.Key.Key_Delete)
    assert "rate.satisfaction" not in debrief.stored().answers


def test_similarity_says_where_the_leader_differs_most(debrief: Debrief) -> None:
    at(debrief, "similarity")
    debrief.keys("1\n5\n5\n2\n")
    assert debrief.find("similarityPage.sum").text() == (  # type: ignore[attr-defined]
        "Furthest from them in insider knowledge, money: design for customers, not for yourself."
    )


def test_the_proposed_sentence_can_be_taken_and_rewritten(debrief: Debrief) -> None:
    at(debrief, "headline")
    debrief.find("headlinePage.use").click()  # type: ignore[attr-defined]
    debrief.settle()
    proposed = debrief.stored().answers["verdict.headline"]
    assert proposed
    debrief.press(Qt.Key.Key_A, modifier=CTRL)
    debrief.type("Nobody told me anything")
    debrief.keys("\n")
    assert debrief.stored().answers["verdict.headline"] == "Nobody told me anything"


def test_the_list_empties_itself(debrief: Debrief) -> None:
    at(debrief, "ratings")
    model = debrief.screen.steps.steps
    place = model.place("ratings")
    assert len(model.steps[place].open) == 7
    debrief.keys("5\n5\n5\n5\n5\n5\n5")
    assert model.steps[place].done
    assert model.data(model.index(place), Qt.ItemDataRole.AccessibleTextRole) == "Ratings, done"
