"""Sealed: read-only until a reason is given; then every change carries it, and the seal shows as broken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from mysteryshop.analysis import debrief as steps
from tests.ui.screen_rig import CTRL, DONE, ScreenRig, read_notes
from ui.debrief.screen import DebriefScreen
from ui.widgets.choice import ChoiceRow

Debrief = ScreenRig[DebriefScreen]
ENTER = Qt.Key.Key_Return


@pytest.fixture
def sealed(debrief: Debrief) -> Debrief:
    """A journey finalised from the screen."""
    debrief.open(read_notes(DONE))
    debrief.screen.go_to("ratings")
    debrief.keys("6")
    debrief.screen.go_to("finalise")
    debrief.press(Qt.Key.Key_Space)
    return debrief


def test_the_seal_is_shown_with_its_date(sealed: Debrief) -> None:
    seal = sealed.stored().journey.seal
    assert sealed.find("finalise.seal").text() == f"Seal {seal[:4]} {seal[4:8]}"  # type: ignore[attr-defined]
    assert "14 November 2026 at 12:00" in sealed.find("finalise.when").text()  # type: ignore[attr-defined]
    assert sealed.find("sealBar").isVisible()


@pytest.mark.parametrize(
    "step",
    ["open", "skips", "expectations", "incognito", "ratings", "similarity", "reflection", "findings", "headline"],
)
def test_nothing_can_be_changed(sealed: Debrief, step: str) -> None:
    sealed.screen.go_to(step)
    page = sealed.screen.pages[step]
    before = sealed.stored()
    ignored = ("expectation.evidence.words", "finding.evidence.words")  # a filter changes nothing
    assert all(f.isReadOnly() for f in page.findChildren(QLineEdit) if f.objectName() not in ignored)
    assert all(f.isReadOnly() for f in page.findChildren(QPlainTextEdit))
    assert not any(b.isEnabled() for b in page.findChildren(QComboBox))
    shown = [r for r in page.findChildren(ChoiceRow) if not r.objectName().endswith(".shown")]
    assert not any(r.isEnabled() for r in shown)
    sealed.keys("5")
    sealed.screen._on_undo()
    sealed.settle()
    assert sealed.stored() == before


def amend(sealed: Debrief, reason: str = "Told by the crew later") -> None:
    """Give the reason, from the keyboard."""
    sealed.find("sealBar.amend").setFocus()
    sealed.press(Qt.Key.Key_Space)
    sealed.type(reason)
    sealed.press(ENTER)


def test_with_a_reason_it_can_and_the_seal_breaks_visibly(sealed: Debrief) -> None:
    sealed.screen.go_to("ratings")
    amend(sealed)
    assert not sealed.stored().journey.seal_broken  # nothing was changed yet
    sealed.find("rate.speed").setFocus()
    sealed.keys("4")
    stored = sealed.stored()
    assert (stored.answers["rate.speed"], stored.journey.seal_broken) == ("4", True)
    assert "broken" in sealed.find("sealBar.meaning").text()  # type: ignore[attr-defined]
    assert sealed.find("sealBar").property("role") == "seal-broken"


def test_the_reason_is_asked_once_and_stands_in_the_history(sealed: Debrief) -> None:
    sealed.screen.go_to("reflection")
    amend(sealed)
    for name in ("reflection.reassured", "reflection.scared"):
        sealed.find(name).setFocus()
        sealed.type("The crew")
        sealed.press(Qt.Key.Key_Tab)
    edits: list[list[object]] = []
    sealed.desk.read(lambda q: q.edits(sealed.journey.id), edits.append)
    sealed.rest()
    assert [e.reason for e in edits[0][-2:]] == ["Told by the crew later"] * 2  # type: ignore[attr-defined]


def test_an_empty_reason_opens_nothing(sealed: Debrief) -> None:
    sealed.screen.go_to("ratings")
    amend(sealed, "   ")
    assert sealed.screen.pen.locked
    assert sealed.find("sealBar.reason").isVisible()


def test_finalising_says_so_once(sealed: Debrief) -> None:
    said: list[str] = []
    sealed.screen.finalised.connect(said.append)
    sealed.screen.go_to("ratings")
    amend(sealed)
    sealed.find("rate.speed").setFocus()
    sealed.keys("4")
    assert said == []


def test_a_sealed_journey_leads_to_its_story(sealed: Debrief) -> None:
    asked: list[str] = []
    sealed.screen.storyRequested.connect(asked.append)
    sealed.screen.go_to("finalise")
    sealed.press(ENTER, modifier=CTRL)
    assert asked == [sealed.journey.id]


def test_a_walk_under_way_leads_back_to_it(debrief: Debrief) -> None:
    record = read_notes(DONE)
    head = replace(record.journey, state="walking", ended_at=None)
    debrief.open(replace(record, journey=head))
    asked: list[str] = []
    debrief.screen.walkRequested.connect(asked.append)
    assert debrief.find("debrief.notYet").isVisible()
    assert not debrief.screen.steps.isVisible()
    debrief.find("debrief.walk").click()  # type: ignore[attr-defined]
    assert asked == [debrief.journey.id]


def test_an_excluded_journey_can_only_be_read(debrief: Debrief) -> None:
    record = read_notes(DONE)
    debrief.open(record)
    done: list[object] = []
    debrief.desk.write(lambda r: r.exclude(record.journey.id, "A rehearsal"), done.append)
    debrief.rest()
    debrief.reopen(record.journey.id)
    assert debrief.screen.pen.locked
    assert "A rehearsal" in debrief.find("sealBar.state").text()  # type: ignore[attr-defined]
    assert steps.left(debrief.stored())
