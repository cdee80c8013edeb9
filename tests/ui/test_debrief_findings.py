"""Findings: proposed, written, ordered, each resting on its moments."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from mysteryshop.analysis.debrief import finding_needs
from tests.ui.screen_rig import ALT, CTRL, DONE, ScreenRig, read_notes
from ui.debrief.due_date import later, read_date
from ui.debrief.findings_page import FindingsPage
from ui.debrief.screen import DebriefScreen

Debrief = ScreenRig[DebriefScreen]


def page(debrief: Debrief) -> FindingsPage:
    """The page of findings of the notes without marks."""
    debrief.open(read_notes(DONE))
    debrief.screen.go_to("findings")
    found = debrief.screen.pages["findings"]
    assert isinstance(found, FindingsPage)
    return found


def titles(debrief: Debrief) -> list[str]:
    return [f.title for f in debrief.stored().findings]


def test_a_proposal_that_is_used_rests_on_its_moments_and_is_not_proposed_again(debrief: Debrief) -> None:
    findings = page(debrief)
    first = findings._cards[0].proposal
    debrief.find(f"proposal.{first.id}.use").click()  # type: ignore[attr-defined]
    debrief.settle()
    (stored,) = debrief.stored().findings
    assert (stored.title, stored.moments, stored.triage) == (first.draft.title, first.draft.moments, "correct")
    assert finding_needs(stored) == ("who benefits", "an owner")
    assert first.id not in [card.proposal.id for card in findings._cards]
    assert debrief.keyboard is findings.editor.title


def test_a_proposal_that_is_ignored_stays_away(debrief: Debrief) -> None:
    findings = page(debrief)
    first = findings._cards[0].proposal.id
    debrief.find(f"proposal.{first}.ignore").click()  # type: ignore[attr-defined]
    debrief.settle()
    assert first not in [card.proposal.id for card in findings._cards]
    debrief.reopen(debrief.journey.id)
    debrief.screen.go_to("findings")
    assert first not in [card.proposal.id for card in findings._cards]
    assert debrief.stored().findings == ()


def test_alt_n_writes_one_of_my_own(debrief: Debrief) -> None:
    page(debrief)
    debrief.press(Qt.Key.Key_N, modifier=ALT)
    debrief.type("Tell people how long")
    debrief.keys("\n")
    debrief.type("Nobody does")
    debrief.press(Qt.Key.Key_Tab)
    debrief.keys("a")
    (stored,) = debrief.stored().findings
    assert (stored.title, stored.text, stored.triage) == ("Tell people how long", "Nobody does", "amplify")


def test_alt_with_the_arrows_changes_the_order(debrief: Debrief) -> None:
    findings = page(debrief)
    for title in ("One", "Two", "Three", "Four"):
        debrief.press(Qt.Key.Key_N, modifier=ALT)
        debrief.type(title)
        debrief.keys("\n")
    findings.list.setFocus()
    debrief.press(Qt.Key.Key_Up, modifier=ALT)
    assert titles(debrief) == ["One", "Two", "Four", "Three"]
    debrief.press(Qt.Key.Key_Up, modifier=ALT)
    debrief.press(Qt.Key.Key_Up, modifier=ALT)
    debrief.press(Qt.Key.Key_Up, modifier=ALT)
    assert titles(debrief) == ["Four", "One", "Two", "Three"]
    assert [f.ordinal for f in debrief.stored().findings] == [1, 2, 3, 4]
    debrief.press(Qt.Key.Key_Down, modifier=ALT)
    assert titles(debrief) == ["One", "Four", "Two", "Three"]
    assert findings.list.hasFocus()


def test_what_is_typed_into_one_never_lands_in_another(debrief: Debrief) -> None:
    findings = page(debrief)
    for title in ("One", "Two"):
        debrief.press(Qt.Key.Key_N, modifier=ALT)
        debrief.type(title)
        debrief.keys("\n")
    findings.editor.owner.setFocus()
    debrief.type("Head of Two")
    findings.list.setFocus()
    debrief.press(Qt.Key.Key_Up)
    one, two = debrief.stored().findings
    assert (one.owner, two.owner) == ("", "Head of Two")
    assert findings.editor.owner.text() == ""
    debrief.press(Qt.Key.Key_Down)
    assert findings.editor.owner.text() == "Head of Two"


def test_it_can_be_removed_and_had_back(debrief: Debrief) -> None:
    page(debrief)
    debrief.press(Qt.Key.Key_N, modifier=ALT)
    debrief.type("One")
    debrief.keys("\n")
    debrief.find("finding.remove").click()  # type: ignore[attr-defined]
    debrief.settle()
    assert titles(debrief) == []
    debrief.screen.steps.setFocus()
    debrief.press(Qt.Key.Key_Z, modifier=CTRL)
    assert titles(debrief) == ["One"]


def test_no_finding_is_an_answer_too(debrief: Debrief) -> None:
    page(debrief)
    place = debrief.screen.steps.steps.place("findings")
    assert not debrief.screen.steps.steps.steps[place].done
    debrief.find("finding.none").click()  # type: ignore[attr-defined]
    debrief.settle()
    assert debrief.screen.steps.steps.steps[place].done


def test_the_touchpoint_is_chosen_from_the_plan_and_from_where_one_was(debrief: Debrief) -> None:
    debrief.open(read_notes(DONE.replace("10:53 2", "10:50 > Re-screening\n10:53 2")))
    debrief.screen.go_to("findings")
    debrief.press(Qt.Key.Key_N, modifier=ALT)
    box = debrief.find("finding.touchpoint")
    assert box.findText("Re-screening (ad hoc)") > 0  # type: ignore[attr-defined]
    box.setFocus()
    while box.currentText() != "Security line":  # type: ignore[attr-defined]
        debrief.press(Qt.Key.Key_Down)
    assert debrief.stored().findings[0].touchpoint == "security-line"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-12-05", "2026-12-05"),
        (" 20261205 ", "2026-12-05"),
        ("5 Dec 2026", "2026-12-05"),  # as every screen and report writes it
        ("5 december 2026", "2026-12-05"),
        ("5.12.2026", "2026-12-05"),
        ("31. Jan 2027", "2027-01-31"),
        ("", ""),
        ("soon", None),
        ("2026-02-30", None),
        ("30 Feb 2026", None),
        ("5 Dex 2026", None),
        ("5.13.2026", None),
        ("5/12/2026", None),  # in May or in December: nobody knows
    ],
)
def test_a_due_date_is_a_date_or_stays_to_be_mended(words: str, expected: str | None) -> None:
    assert read_date(words) == expected


@pytest.mark.parametrize(
    ("day", "months", "days", "expected"),
    [
        (date(2026, 11, 21), 0, 14, date(2026, 12, 5)),
        (date(2027, 1, 31), 1, 0, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, 0, date(2027, 2, 28)),
    ],
)
def test_two_weeks_a_month_and_a_quarter(day: date, months: int, days: int, expected: date) -> None:
    assert later(day, months, days) == expected


def test_a_due_date_that_is_none_is_marked_and_not_stored(debrief: Debrief) -> None:
    findings = page(debrief)
    debrief.press(Qt.Key.Key_N, modifier=ALT)
    findings.editor.due.field.setFocus()
    debrief.type("soon")
    debrief.press(Qt.Key.Key_Tab)
    assert findings.editor.due.field.property("role") == "invalid"
    assert findings.editor.due.field.text() == "soon"
    assert debrief.stored().findings[0].due == ""
