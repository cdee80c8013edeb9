"""Before anything leaves the window: nothing is asked where nothing was found, and what was decided is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from mysteryshop.journey import Record
from mysteryshop.privacy.decisions import Decisions
from mysteryshop.privacy.scan import scan
from tests.ui.screen_rig import DONE, ScreenRig, read_notes
from ui.privacy.proposal_model import ProposalModel
from ui.privacy.review_dialog import ReviewDialog
from ui.story.screen import StoryScreen

Story = ScreenRig[StoryScreen]
NAMED = DONE.replace("Two lanes closed, nobody says why", "Mr Tarkkanen closed two lanes").replace(
    "Bags go straight to Oslo", "Call Ms Quill on +351 912 345 678"
)


def _named() -> Record:
    record = read_notes(NAMED)
    return replace(record, journey=replace(record.journey, why="Tarkkanen told me to look"))


@pytest.fixture
def named(story: Story) -> Story:
    """The story of a walk with two names and a phone number in it."""
    story.open(_named())
    return story


def _dialog(story: Story) -> ReviewDialog:
    review = story.screen.sending.review
    story.qtbot.waitUntil(lambda: review.dialog is not None and review.dialog.isVisible())
    assert review.dialog is not None
    return review.dialog


def _finish(story: Story, dialog: ReviewDialog) -> None:
    dialog.go.click()
    story.screen.sending.review.dialog = None
    story.rest()


def _words(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_where_nothing_is_found_nothing_is_asked(story: Story, tmp_path: Path) -> None:
    story.open(read_notes(DONE))
    story.screen.export_pdf(tmp_path / "summary.pdf")
    story.rest()
    assert story.screen.sending.review.dialog is None
    assert "Privacy scan: nothing found, nothing redacted." in _words(tmp_path / "summary.pdf")


def test_r_k_and_a_decide_case_by_case_and_the_pdf_follows(named: Story, tmp_path: Path) -> None:
    named.screen.export_pdf(tmp_path / "summary.pdf")
    dialog = _dialog(named)
    assert [dialog.model.proposal(row).text for row in range(3)] == ["+351 912 345 678", "Tarkkanen", "Quill"] or {
        dialog.model.proposal(row).text for row in range(3)
    } == {"+351 912 345 678", "Tarkkanen", "Quill"}
    assert dialog.sum.text() == "Redact 1 phone number and 2 names."
    QTest.keyClick(dialog.list, Qt.Key.Key_K)  # the phone number stays
    QTest.keyClick(dialog.list, Qt.Key.Key_R)
    QTest.keyClick(dialog.list, Qt.Key.Key_K)
    assert [dialog.model.redacts(row) for row in range(3)] == [False, True, False]
    QTest.keyClick(dialog.list, Qt.Key.Key_R)
    QTest.keyClick(dialog.list, Qt.Key.Key_A)
    assert [dialog.model.redacts(row) for row in range(3)] == [False, True, True]
    _finish(named, dialog)
    words = _words(tmp_path / "summary.pdf")
    assert "+351 912 345 678" in words
    assert "Tarkkanen" not in words
    assert "Quill" not in words
    assert "Redacted: 3 names; 1 kept on purpose." in words
    assert named.record.journey.why == "Tarkkanen told me to look"


def test_the_next_export_proposes_what_was_decided(named: Story, tmp_path: Path) -> None:
    named.screen.copy_notes()
    first = _dialog(named)
    first.none.click()
    _finish(named, first)
    assert "Mr Tarkkanen" in QGuiApplication.clipboard().text()
    named.screen.save_notes(tmp_path / "walk.txt")
    again = _dialog(named)
    assert again is not first
    assert not any(again.model.redacts(row) for row in range(3))
    again.all.click()
    _finish(named, again)
    assert "Tarkkanen" not in (tmp_path / "walk.txt").read_text(encoding="utf-8")


def test_words_chosen_by_hand_are_redacted_and_remembered(named: Story, tmp_path: Path) -> None:
    named.screen.save_notes(tmp_path / "walk.txt")
    dialog = _dialog(named)
    dialog.word.setFocus()
    QTest.keyClicks(dialog.word, "lost family")
    QTest.keyClick(dialog.word, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.model.rowCount() == 4
    _finish(named, dialog)
    assert "Agent walked a [redacted: words] to the desk" in (tmp_path / "walk.txt").read_text(encoding="utf-8")
    named.screen.save_notes(tmp_path / "walk.txt")
    again = _dialog(named)
    assert again.model.proposal(3).text == "lost family"
    again.reject()


def test_esc_exports_nothing_and_remembers_nothing(named: Story, tmp_path: Path) -> None:
    named.screen.export_pdf(tmp_path / "summary.pdf")
    dialog = _dialog(named)
    dialog.none.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    named.rest()
    assert not (tmp_path / "summary.pdf").exists()
    named.screen.sending.review.dialog = None
    named.screen.export_pdf(tmp_path / "summary.pdf")
    again = _dialog(named)
    assert all(again.model.redacts(row) for row in range(3))
    again.reject()


def test_the_list_is_a_proper_model() -> None:
    record = _named()
    model = ProposalModel(scan(record), Decisions())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.decide_all(False)
    model.decide(0, True)
    assert model.decide_alike(0) == 1
    assert tester is not None
