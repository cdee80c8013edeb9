"""A whole debrief by keyboard alone: from the first mark to the seal."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.screen_rig import ALT, CTRL, ScreenRig, instant
from ui.debrief.screen import DebriefScreen

Debrief = ScreenRig[DebriefScreen]
ENTER = Qt.Key.Key_Return


def test_from_marks_to_finalised_without_a_mouse(debrief: Debrief) -> None:
    debrief.open()
    sealed: list[str] = []
    debrief.screen.finalised.connect(sealed.append)

    assert debrief.screen.step == "marks"
    debrief.keys("f")
    debrief.type("3 The belt stood still | system")
    debrief.keys("\nd")
    debrief.type("Somebody held the gate")
    debrief.keys("\n")
    described = [m for m in debrief.stored().moments if m.original_observed_at in (instant(10, 36), instant(10, 40))]
    assert [(m.kind, m.level, m.text, m.category) for m in described] == [
        ("friction", 3, "The belt stood still", "system"),
        ("delight", None, "Somebody held the gate", None),
    ]

    assert debrief.screen.step == "open"  # promise, question and wait, in order of time
    debrief.keys("\nb\n")  # due as it stands; broken
    debrief.type("10:28")
    debrief.keys("\n\n")  # answered; not "never"
    debrief.type("10:52")
    debrief.keys("\nn\n\n\n\n")  # ended; unexplained; no estimate; occupied, fair: no answer
    stored = debrief.stored()
    assert debrief.moment(10, 25).outcome == "broken"
    assert debrief.moment(10, 27).resolved_at == instant(10, 28)
    assert (debrief.moment(10, 38).resolved_at, debrief.moment(10, 38).explained) == (instant(10, 52), False)

    assert debrief.screen.step == "skips"
    for _ in range(8):
        debrief.type("did not get so far")
        debrief.keys("\n")
    stored = debrief.stored()
    assert len(stored.skips) == 8
    assert {s.reason for s in stored.skips} == {"did not get so far"}

    assert debrief.screen.step == "expectations"
    debrief.keys("r\nc\n")
    assert [e.verdict for e in debrief.stored().expectations] == ["refuted", "confirmed", None]

    assert debrief.screen.step == "incognito"
    debrief.keys("n\n")  # nobody recognised me: then being favoured is not asked
    assert debrief.screen.step == "ratings"
    debrief.keys("6\n4\n7\n8\n10\n3\n5\n")
    answers = debrief.stored().answers
    given = [
        answers[f"rate.{name}"] for name in ("satisfaction", "speed", "quality", "cost", "communication", "effort")
    ]
    assert given == ["6", "4", "7", "8", "10", "3"]

    assert debrief.screen.step == "similarity"
    debrief.keys("1\n3\n4\n2\n1\n2\n5\n")
    assert debrief.screen.step == "reflection"
    for words in ("The crew", "How soon I stopped asking", "I read closed lanes as contempt"):
        debrief.type(words)
        debrief.press(Qt.Key.Key_Tab)
    debrief.press(ENTER, modifier=CTRL)
    assert debrief.stored().answers["reflection.scared"] == "How soon I stopped asking"

    assert debrief.screen.step == "findings"
    debrief.press(Qt.Key.Key_Space)  # use the first proposal; its title has the keyboard then
    debrief.keys("\n")
    debrief.press(Qt.Key.Key_Tab)
    debrief.keys("c\nu")
    debrief.press(Qt.Key.Key_C)
    debrief.keys("\na\n")
    debrief.type("No authority to announce")
    debrief.keys("\n")
    debrief.type("People stop asking")
    debrief.keys("\n")
    debrief.type("Head of airport services")
    debrief.keys("\n")
    debrief.type("2027-01-31")
    debrief.keys("\n")
    (finding,) = debrief.stored().findings
    assert (finding.triage, finding.beneficiary, finding.condition) == ("correct", "customer", "authority")
    assert (finding.cause, finding.effect) == ("No authority to announce", "People stop asking")
    assert (finding.owner, finding.due) == ("Head of airport services", "2027-01-31")

    assert debrief.screen.step == "headline"
    debrief.press(Qt.Key.Key_U, modifier=ALT)
    debrief.keys("\n")
    assert debrief.screen.step == "finalise"
    assert "Nothing is left undone" in debrief.find("finalise.left").text()  # type: ignore[attr-defined]
    debrief.press(Qt.Key.Key_Space)
    stored = debrief.stored()
    assert stored.journey.state == "finalised"
    assert stored.journey.seal
    assert stored.answers["verdict.headline"]
    assert sealed == [stored.journey.id]


def test_ctrl_enter_skips_what_is_left_and_finalises_with_gaps(debrief: Debrief) -> None:
    debrief.open()
    for _ in range(10):
        debrief.press(ENTER, modifier=CTRL)
    assert debrief.screen.step == "finalise"
    assert debrief.find("finalise.left").text() == "36 left undone"  # type: ignore[attr-defined]
    debrief.press(ENTER, modifier=CTRL)
    assert debrief.stored().journey.state == "debrief"  # a key pressed once too often seals nothing
    assert debrief.find("finalise").text() == "Seal it with 36 left undone"  # type: ignore[attr-defined]
    debrief.press(ENTER, modifier=CTRL)
    assert debrief.stored().journey.state == "finalised"


@pytest.mark.parametrize("step", ["marks", "open", "skips", "ratings", "findings", "headline", "finalise"])
def test_every_step_can_be_reached_by_its_place_in_the_list(debrief: Debrief, step: str) -> None:
    debrief.open()
    debrief.screen.steps.setFocus()
    debrief.press(Qt.Key.Key_Home)
    while debrief.screen.step != step:
        debrief.press(Qt.Key.Key_Down)
    assert debrief.screen.steps.hasFocus()


def test_undo_takes_back_what_a_key_did(debrief: Debrief) -> None:
    debrief.open()
    debrief.screen.go_to("ratings")
    debrief.keys("7")
    assert debrief.stored().answers["rate.satisfaction"] == "7"
    debrief.press(Qt.Key.Key_Z, modifier=CTRL)
    assert "rate.satisfaction" not in debrief.stored().answers
    assert debrief.screen.pages["ratings"].rows[0].choice.value == ""  # type: ignore[attr-defined]
