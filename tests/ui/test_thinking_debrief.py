"""The thinking in PRODUCT.md that the debrief carries, each row under its own name, by the real widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.analysis import debrief as steps
from mysteryshop.report import write_summary
from tests.many import many
from tests.report.reading import pages
from tests.ui.screen_rig import DONE, ScreenRig, read_notes
from ui.debrief.screen import DebriefScreen
from ui.expectations.screen import ExpectationsScreen
from ui.findings.screen import FindingsScreen
from ui.story.screen import StoryScreen

from .conftest import MakeApp

Debrief = ScreenRig[DebriefScreen]
PROFILE = "in insider knowledge (1 of 5), money (2 of 5): design for customers, not for yourself."


def printed(debrief: Debrief, folder: Path) -> list[str]:
    """The report of what is on disk, as its reader gets it."""
    return pages(write_summary(debrief.stored(), folder / "summary.pdf").path)


def text_of(debrief: Debrief, name: str) -> str:
    found = debrief.find(name, QLabel)
    assert isinstance(found, QLabel)
    return found.text()


def at(debrief: Debrief, step: str) -> None:
    debrief.open(read_notes(DONE))
    debrief.screen.go_to(step)


def use_first_proposal(debrief: Debrief) -> None:
    """The first finding that the data propose becomes one."""
    button = next(b for b in debrief.screen.findChildren(QPushButton) if b.objectName().endswith(".use"))
    assert button.objectName().startswith("proposal.")
    button.click()
    debrief.settle()


def test_become_the_customer_a_touchpoint_left_out_needs_a_reason(debrief: Debrief, tmp_path: Path) -> None:
    at(debrief, "skips")
    line = debrief.find("skip.snacks", QLineEdit)
    line.setFocus()
    debrief.type("none on board")
    debrief.press(Qt.Key.Key_Tab)
    (skips,) = [s for s in steps.steps(debrief.stored()) if s.id == "skips"]
    assert not skips.done
    assert "snacks" not in {task.id for task in skips.open}
    assert "coach-seat" in {task.id for task in skips.open}
    first, *others = printed(debrief, tmp_path)
    assert "2 of 10 touchpoints" in first
    assert "Completeness 20 %" in " ".join(others)
    assert "Snacks none on board" in " ".join(others)


def test_without_a_heads_up_a_recognised_leader_taints_the_walk_which_comparisons_leave_out(
    debrief: Debrief, make_app: MakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    at(debrief, "incognito")
    debrief.keys("y\ny")
    assert debrief.find("incognitoPage.tainted").isVisible()
    assert "Not incognito." in printed(debrief, tmp_path)[0]
    ident = debrief.journey.id
    done: list[object] = []
    others = many(4)
    debrief.desk.write(lambda r: r.import_records(others), done.append)
    debrief.desk.write(lambda r: r.finalise(ident, debrief.clock.now()), done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    debrief.screen.set_journey(None)
    debrief.desk.close()
    window = make_app().window
    button = window.findChild(QPushButton, "nav.compare")
    assert button is not None
    button.click()
    assert window.of_analyst is not None
    compare = window.of_analyst.compare
    assert compare is not None
    qtbot.waitUntil(lambda: compare.found is not None and not window.desk.reader.busy, timeout=30_000)
    assert compare.bar.left_out.text() == "1 left out: 1 tainted"


def test_the_assumptions_are_tested_a_verdict_rests_on_evidence_and_calibrates_the_leader(
    debrief: Debrief, make_app: MakeApp, qtbot: QtBot
) -> None:
    at(debrief, "expectations")
    debrief.keys("r")
    picker = debrief.screen.pages["expectations"].picker  # type: ignore[attr-defined]
    picker.list.setFocus()
    debrief.press(Qt.Key.Key_Home, Qt.Key.Key_Space)
    first = debrief.stored().expectations[0]
    assert (first.verdict, len(first.evidence)) == ("refuted", 1)
    ident, done = debrief.journey.id, list[object]()
    debrief.desk.write(lambda r: r.finalise(ident, debrief.clock.now()), done.append)
    qtbot.waitUntil(lambda: bool(done))
    debrief.screen.set_journey(None)
    debrief.desk.close()
    window = make_app().window
    window.show_screen("expectations")
    assert window.of_leader is not None
    screen = window.of_leader.screen("expectations")
    assert isinstance(screen, ExpectationsScreen)
    qtbot.waitUntil(lambda: screen.answer is not None, timeout=20_000)
    assert "Brier score 0.64, n = 1" in screen.small.text()  # (0.8 - 0)^2


def test_how_similar_or_different_am_i_stands_beside_each_finding(
    debrief: Debrief, make_app: MakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    at(debrief, "similarity")
    debrief.keys("1\n5\n5\n2\n4\n4\n3")
    assert text_of(debrief, "similarityPage.sum") == (
        "Furthest from them in insider knowledge, money: design for customers, not for yourself."
    )
    debrief.screen.go_to("findings")
    use_first_proposal(debrief)
    assert text_of(debrief, "finding.similarity") == f"You differ most from the people who use it {PROFILE}"
    assert debrief.find("finding.similarity").isVisible()
    report = " ".join(printed(debrief, tmp_path))
    assert "How like the customers am I?" in report
    assert "design for the customers, not for yourself" in report
    debrief.screen.set_journey(None)
    debrief.desk.close()
    application = make_app()
    application.window.show_screen("findings")
    assert application.window.of_leader is not None
    board = application.window.of_leader.screen("findings")
    assert isinstance(board, FindingsScreen)
    qtbot.waitUntil(lambda: bool(board.board.found), timeout=20_000)
    board.open_finding(board.board.found[0].key)
    wanted = f"The leader differs most from the people who use it {PROFILE}"
    like = board.side.panel.like
    qtbot.waitUntil(lambda: like.isVisible() and like.text() == wanted, timeout=20_000)


def test_reassuring_and_scary_the_three_questions_are_asked_and_printed(debrief: Debrief, tmp_path: Path) -> None:
    at(debrief, "reflection")
    said = {
        "reflection.reassured": "The crew always knew",
        "reflection.scared": "How quickly I stopped asking",
        "reflection.learned": "I read closed lanes as contempt",
    }
    for name, words in said.items():
        debrief.find(name).setFocus()
        debrief.type(words)
    debrief.press(Qt.Key.Key_Tab)
    assert {name: debrief.stored().answers[name] for name in said} == said
    report = " ".join(printed(debrief, tmp_path))
    for asked, words in zip(
        ("What reassured me?", "What scared me?", "What did I learn about myself?"), said.values(), strict=True
    ):
        assert report.index(asked) < report.index(words)


def test_what_needs_to_be_improved_amplified_or_corrected_is_exactly_one_of_the_three(debrief: Debrief) -> None:
    at(debrief, "findings")
    use_first_proposal(debrief)
    debrief.find("finding.triage").setFocus()
    debrief.keys("a")
    assert debrief.stored().findings[0].triage == "amplify"
    debrief.keys("i")
    assert debrief.stored().findings[0].triage == "improve"


def test_excitement_and_self_motivation_why_it_matters_is_asked_before_and_quoted_in_the_report(
    make_app: MakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_app().window
    window.show_prepare()
    qtbot.keyClicks(window.prepare.form.why, "I sign the scores and never meet the people")
    shown: list[tuple[str, str]] = []
    window.journeyShown.connect(lambda ident, screen: shown.append((ident, screen)))
    start = window.prepare.findChild(QPushButton, "startWalk")
    assert start is not None
    start.click()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert window.of_journey is not None
    walk = window.of_journey.walk
    qtbot.keyClick(walk, Qt.Key.Key_Return)  # the first touchpoint
    for name in ("finishButton", "askAccept"):  # finish, and yes, with nine touchpoints left
        button = walk.findChild(QPushButton, name)
        assert button is not None
        qtbot.waitUntil(lambda shown=button: shown.isVisible() and shown.isEnabled(), timeout=20_000)
        button.click()
    qtbot.waitUntil(lambda: window.of_journey.debrief.isVisible(), timeout=20_000)  # type: ignore[union-attr]
    window.of_journey.debrief.bar.other.click()
    story = window.of_journey.story
    assert isinstance(story, StoryScreen)
    assert "“I sign the scores and never meet the people”" in story.findChild(QLabel, "story.why").text()
    story.export_pdf(tmp_path / "why.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "why.pdf").exists() and not window.desk.reader.busy, timeout=30_000)
    assert "“I sign the scores and never meet the people” — why it mattered to me" in pages(tmp_path / "why.pdf")[0]
