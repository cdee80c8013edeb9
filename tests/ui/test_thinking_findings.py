"""The thinking in PRODUCT.md that the findings board carries, each row under its own name, through the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.clock import FixedClock
from mysteryshop.journey import SECOND, Finding, Record
from mysteryshop.practice import ChainTest, Commitment, HeardBack
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.report.reading import pages
from tests.ui.screen_rig import DONE, read_notes
from ui.app import Application
from ui.findings.lane_model import MIME
from ui.findings.screen import FindingsScreen

from .conftest import Fill, MakeApp
from .leader_rig import brought

TODAY = date.today()  # noqa: DTZ011  # the leader's own today, as on the screen
WALKED = TODAY - timedelta(days=60)
Put = Callable[..., tuple[Record, ...]]


def flight(day: date, *findings: Finding, tainted: bool = False, frictions: int = 1) -> Record:
    """A walk of that day, with these findings resting on its friction."""
    text = DONE.replace("date: 2026-11-14", f"date: {day}")
    if not frictions:
        text = text.replace("10:41 f3 Two lanes closed, nobody says why | information\n", "")
    record = read_notes(text)
    rubbed = tuple(m.id for m in record.moments if m.kind == "friction")
    answers = {**record.answers, **({"incognito.recognised": "yes"} if tainted else {})}
    made = tuple(replace(f, id=f"{f.id}.{day}", moments=rubbed) for f in findings)
    return replace(record, findings=made, answers=answers, journey=replace(record.journey, leader="A. finance"))


def finding(name: str = "silence", **fields: object) -> Finding:
    made = Finding(
        name, 1, "Silence in the security line", triage="correct", beneficiary="customer", condition="authority",
        cause="Agents may not announce", touchpoint="security-line", effect="People stop asking", owner="Head of lines",
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]  # by name


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Walks in the store, sealed an hour after their end unless `sealed` says otherwise."""

    def _put(*records: Record, sealed: bool = True) -> tuple[Record, ...]:
        with Database.open(tmp_path) as database:
            for record in records:
                clock = FixedClock((record.journey.ended_at or 0) + 3600 * SECOND)
                recorder = Recorder(database, clock)
                recorder.import_record(record)
                if sealed:
                    recorder.finalise(record.journey.id, clock.now())
        return records

    return _put


def kept(folder: Path) -> Queries:
    """The store as another program would open it, after the app was closed."""
    return Queries(Database.open(folder))


def opened(application: Application, qtbot: QtBot) -> FindingsScreen:
    """The screen, by its button in the navigation."""
    screen = brought(application, "findings", FindingsScreen)
    settle(application, qtbot)
    return screen


def settle(application: Application, qtbot: QtBot) -> None:
    desk = application.desk
    qtbot.waitUntil(lambda: not desk.writer.busy and not desk.reader.busy, timeout=20_000)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not desk.writer.busy and not desk.reader.busy, timeout=20_000)


def lane(screen: FindingsScreen, name: str) -> list[str]:
    model = screen.lanes.lists[name].rows
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def reason_dialog(screen: FindingsScreen) -> QDialog:
    found = [d for d in screen.findChildren(QDialog) if d.objectName() == "reasonDialog" and d.isVisible()]
    assert len(found) == 1
    return found[0]


def test_what_needs_to_be_improved_amplified_or_corrected(put: Put, make_app: MakeApp, qtbot: QtBot) -> None:
    """Every finding of every walk stands in its lane; a key moves it, and the journey says so from then on."""
    open_one = flight(WALKED, finding("a", title="Two lanes closed"), finding("b", triage="amplify", title="The agent"))
    put(open_one, sealed=False)
    application = make_app()
    screen = opened(application, qtbot)
    assert (lane(screen, "correct"), lane(screen, "amplify")) == (["Two lanes closed"], ["The agent"])
    assert lane(screen, "improve") == []
    here = screen.lanes.lists["correct"]
    here.setFocus()
    here.setCurrentIndex(here.rows.index(0))
    QTest.keyClick(here, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: lane(screen, "improve") == ["Two lanes closed"], timeout=20_000)
    settle(application, qtbot)
    there = screen.lanes.lists["improve"]
    assert application.window.focusWidget() is there  # the keyboard goes with the card
    assert there.key().endswith(str(WALKED))
    QTest.keyClick(there, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: sorted(lane(screen, "amplify")) == ["The agent", "Two lanes closed"], timeout=20_000)
    settle(application, qtbot)
    with Database.open(application.desk.data_dir) as database:
        stored = Queries(database).load(open_one.journey.id)
    assert {f.title: f.triage for f in stored.findings} == {"Two lanes closed": "amplify", "The agent": "amplify"}


def test_a_sealed_journey_is_asked_why_before_its_finding_moves(put: Put, make_app: MakeApp, qtbot: QtBot) -> None:
    (record,) = put(flight(WALKED, finding()))
    application = make_app()
    screen = opened(application, qtbot)
    drop_on(screen, "improve", screen.board.found[0].key)
    assert lane(screen, "correct") == ["Silence in the security line"]  # nothing moves before it is stored
    dialog = reason_dialog(screen)
    ok = dialog.findChild(QPushButton, "reasonOk")
    field = dialog.findChild(QLineEdit, "reason")
    assert ok is not None
    assert field is not None
    assert not ok.isEnabled()
    field.setText("It works for most")
    ok.click()
    qtbot.waitUntil(lambda: lane(screen, "improve") == ["Silence in the security line"], timeout=20_000)
    settle(application, qtbot)
    with Database.open(application.desk.data_dir) as database:
        stored, last = Queries(database).load(record.journey.id), Queries(database).edits(record.journey.id)[-1]
    assert stored.journey.seal_broken
    assert last.reason == "It works for most"


def drop_on(screen: FindingsScreen, name: str, key: str) -> None:
    """Put a card down in a lane, as the mouse does at the end of a drag."""
    carried = QMimeData()
    carried.setData(MIME, key.encode())
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    screen.lanes.lists[name].dropEvent(event)


def test_evidence_is_one_click_away_and_opens_its_moment(put: Put, make_app: MakeApp, qtbot: QtBot) -> None:
    (record,) = put(flight(WALKED, finding()))
    application = make_app()
    screen = opened(application, qtbot)
    QTest.keyClick(screen.lanes.lists["correct"], Qt.Key.Key_Return)
    settle(application, qtbot)
    rows = screen.side.panel.evidence.moments
    assert rows.rowCount() == 1
    assert "Two lanes closed" in str(rows.index(0, 3).data())
    screen.side.panel.evidence.setCurrentIndex(rows.index(0, 0))
    with qtbot.waitSignal(application.window.journeyShown, timeout=20_000) as shown:
        QTest.keyClick(screen.side.panel.evidence, Qt.Key.Key_Return)
    assert shown.args == [record.journey.id, "story"]
    assert application.window.of_journey is not None
    settle(application, qtbot)
    assert application.window.of_journey.story.evidence.list.chosen() == record.findings[0].moments[0]


def test_filters_and_words_leave_the_findings_that_fit(put: Put, make_app: MakeApp, qtbot: QtBot) -> None:
    put(flight(WALKED, finding("a"), finding("b", title="Prams", effect="Arms full", owner="Ramp", due="2020-01-01")))
    application = make_app()
    screen = opened(application, qtbot)
    assert len(lane(screen, "correct")) == 2
    screen.filters.chips["owner"].pick("Ramp")
    qtbot.waitUntil(lambda: lane(screen, "correct") == ["Prams"], timeout=5_000)
    screen.filters.clear.click()
    qtbot.waitUntil(lambda: len(lane(screen, "correct")) == 2, timeout=5_000)
    screen.filters.overdue.click()
    qtbot.waitUntil(lambda: lane(screen, "correct") == ["Prams"], timeout=5_000)
    screen.filters.overdue.click()
    qtbot.waitUntil(lambda: len(lane(screen, "correct")) == 2, timeout=5_000)
    screen.filters.words.setText("arms")
    qtbot.waitUntil(lambda: lane(screen, "correct") == ["Prams"], timeout=5_000)


def test_show_that_you_are_listening(put: Put, make_app: MakeApp, qtbot: QtBot) -> None:
    """Who was told, when, by what channel, what happened: added in seconds, and the latency follows."""
    (record,) = put(flight(WALKED, finding()))
    application = make_app()
    screen = opened(application, qtbot)
    assert "not told yet: 1" in screen.small.text()
    screen.open_finding(screen.board.found[0].key)
    heard = screen.side.panel.heard
    told_on = WALKED + timedelta(days=3)
    heard.told.setText("Lane agents")
    heard.when.setText("the day after")
    heard.channel.setCurrentIndex(heard.channel.findData("in person"))
    heard.happened.setText("They now announce it")
    QTest.keyClick(heard.happened, Qt.Key.Key_Return)
    assert heard.when.property("role") == "invalid"  # no date, and nothing is lost
    assert heard.told.text() == "Lane agents"
    heard.when.setText(told_on.isoformat())
    QTest.keyClick(heard.when, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.board.found[0].state == "told", timeout=20_000)
    settle(application, qtbot)
    assert heard.told.text() == ""
    assert heard.latency.text() == "First told 3 days after the walk."  # from 11:00 to noon three days later
    assert "listening latency 3 days (median, n = 1; not told yet: 0)" in screen.small.text()
    with Database.open(application.desk.data_dir) as database:
        (entry,) = Queries(database).practice().heard_backs
    assert (entry.journey, entry.told, entry.channel, entry.happened) == (
        record.journey.id, "Lane agents", "in person", "They now announce it",
    )  # fmt: skip
    gone = screen.side.panel.findChild(QPushButton, f"heard.{entry.id}.remove")
    assert gone is not None
    gone.click()
    qtbot.waitUntil(lambda: screen.board.found[0].state == "open", timeout=20_000)
    settle(application, qtbot)
    application.window.activateWindow()
    screen.side.panel.triage.setFocus()
    QTest.keyClick(screen.side.panel.triage, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.board.found[0].state == "told", timeout=20_000)


def test_a_structured_way_to_be_all_in(
    put: Put, fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    """A commitment has an owner, a due date and a re-walk; only a later walk over the same touchpoint proves it."""
    (before,) = put(flight(WALKED, finding()))
    application = make_app()
    screen = opened(application, qtbot)
    screen.open_finding(screen.board.found[0].key)
    part = screen.side.panel.commitments
    part.add.click()
    part.form.text.setText("Agents announce delays")
    part.form.due.setText((TODAY - timedelta(days=20)).isoformat())
    part.form.rewalk.setText((TODAY - timedelta(days=5)).isoformat())
    QTest.keyClick(part.form.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.board.found[0].state == "committed", timeout=20_000)
    settle(application, qtbot)
    made = screen.board.found[0].commitments[0]
    assert (made.owner, made.made_on, made.state) == ("Head of lines", TODAY.isoformat(), "open")
    assert "1 overdue · 1 to be walked again" in screen.small.text()
    assert not part.cards[0].walks
    assert part.cards[0].findChild(QPushButton, f"commitment.{made.id}.kept") is None  # no way to "kept" without a walk
    words = " ".join(each.text() for each in part.cards[0].findChildren(QLabel))
    assert "Only a later walk over Security line can prove it" in words
    assert before.journey.id


def test_a_later_walk_is_proposed_with_before_and_after_and_proves_the_commitment(
    put: Put, fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    before = flight(WALKED, finding())
    recognised = flight(WALKED + timedelta(days=20), tainted=True)
    after = flight(WALKED + timedelta(days=30), frictions=0)
    put(before, recognised, after)
    made = Commitment(
        "c1", before.journey.id, before.findings[0].id, "Agents announce delays", "Duty manager",
        (WALKED + timedelta(days=2)).isoformat(), (WALKED + timedelta(days=25)).isoformat(),
    )  # fmt: skip
    fill(lambda recorder: recorder.keep(made))
    application = make_app()
    screen = opened(application, qtbot)
    assert "1 walked again since, to be judged" in screen.small.text()
    screen.open_finding(screen.board.found[0].key)
    settle(application, qtbot)
    card = screen.side.panel.commitments.cards[0]
    assert [w.id for w in card.walks] == [after.journey.id]  # neither the first walk nor the one that was recognised
    table = card.evidence.table
    shown = [[item.text() for c in range(3) if (item := table.item(r, c))] for r in range(table.rowCount())]
    assert shown[0] == ["Frictions", "1", "0"]
    assert shown[1] == ["Worst", "major", "–"]
    assert shown[2] == ["Waiting", "22 min", "22 min"]
    assert shown[4] == ["Feeling", "−1", "−1"]
    card.evidence.which.pick("before")
    assert card.evidence.list.isVisible()
    yes = card.findChild(QPushButton, "commitment.c1.kept")
    assert yes is not None
    yes.click()
    qtbot.waitUntil(lambda: screen.board.found[0].state == "kept", timeout=20_000)
    settle(application, qtbot)
    with Database.open(application.desk.data_dir) as database:
        (stored,) = Queries(database).practice().commitments
    assert stored == replace(made, state="kept", proof=after.journey.id)
    told = " ".join(each.text() for each in screen.side.panel.commitments.cards[0].findChildren(QLabel))
    assert "Kept: the walk of" in told


def test_cause_and_effect(put: Put, fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> None:
    """It says which condition causes most, a click opens what is behind it, a later walk judges a chain."""
    first = flight(WALKED, finding(), finding("b", condition="tools", touchpoint="check-in-with-bags", title="Belt"))
    first = replace(first, findings=(first.findings[0], replace(first.findings[1], moments=())))
    later = flight(WALKED + timedelta(days=9), frictions=0)
    put(first, later)
    application = make_app()
    screen = opened(application, qtbot)
    screen.tabs.setCurrentIndex(1)
    settle(application, qtbot)
    page = screen.causes
    assert page.headline.text() == "All of what customers suffered, where a cause was named, comes from authority"
    assert [c.label for c in page.chains] == ["Authority", "Tools"]
    assert page.chart.shown is not None
    assert "Authority → Security line: 1 finding, worst major, untested" in page.chart.shown.describes
    silence = next(f for f in screen.board.found if f.finding.condition == "authority")
    page.chart.journeysChosen.emit((silence.key,))  # what a click on a ribbon emits
    settle(application, qtbot)
    assert screen.side.panel.isVisible()
    assert screen.side.panel.evidence.moments.rowCount() == 1
    page.table.cellClicked.emit(0, 0)
    settle(application, qtbot)
    chain = screen.side.chain
    assert chain.verdict.text().startswith("Untested")
    assert chain.seen.text() == "This walk brought no finding of the kind."
    assert "Two lanes closed" in str(chain.moments.moments.index(0, 3).data())  # the moments, one click away
    assert chain.evidence.table.item(0, 1).text() == "1"  # type: ignore[union-attr]  # a friction before, none after
    assert chain.evidence.table.item(0, 2).text() == "0"  # type: ignore[union-attr]
    chain.note.setText("They announced every five minutes")
    chain.refute.click()
    qtbot.waitUntil(lambda: page.chains[-1].verdict == "refuted" or page.chains[0].verdict == "refuted", timeout=20_000)
    settle(application, qtbot)
    assert chain.verdict.text() == "Refuted: refuted by 1 walk"
    assert "1 chain refuted by a later walk left out." in page.small.text()
    with Database.open(application.desk.data_dir) as database:
        (test,) = Queries(database).practice().chain_tests
    assert test == ChainTest(
        test.id, "authority", "airline-passenger", "security-line", "refuted", later.journey.id,
        "They announced every five minutes",
    )  # fmt: skip
    QTest.keyClick(chain.note, Qt.Key.Key_Escape)
    assert not chain.isVisible()
    screen.open_chain(page.chains[0])
    chain.moments.choose(first.findings[0].moments[0])
    with qtbot.waitSignal(application.window.journeyShown, timeout=20_000) as shown:
        QTest.keyClick(chain.moments, Qt.Key.Key_Return)
    assert shown.args == [first.journey.id, "story"]


def test_without_a_heads_up_findings_of_tainted_walks_are_flagged_and_stand_in_no_figure_unasked(
    put: Put, make_app: MakeApp, qtbot: QtBot
) -> None:
    known = flight(WALKED + timedelta(days=9), finding("b", condition="tools", title="Belt"), tainted=True)
    put(flight(WALKED, finding()), known)
    application = make_app()
    screen = opened(application, qtbot)
    assert "2 findings" in screen.small.text()
    assert "1 finding of tainted walks" in screen.small.text()
    (row,) = [r for r in range(2) if screen.lanes.lists["correct"].rows.index(r).data() == "Belt"]
    told = screen.lanes.lists["correct"].rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "tainted walk" in told
    screen.open_finding(next(f.key for f in screen.board.found if f.walk.tainted))
    assert "the leader was recognised or favoured" in screen.side.panel.meta.text()
    screen.tabs.setCurrentIndex(1)
    settle(application, qtbot)
    page = screen.causes
    assert [c.label for c in page.chains] == ["Authority"]
    assert page.small.text().endswith("Left out: 1 of tainted walks.")
    page.together.click()
    settle(application, qtbot)
    assert {c.label for c in page.chains} == {"Authority", "Tools"}
    assert page.small.text().endswith("2 findings: 1 of tainted walks.")


def test_everyone_is_different_causes_of_several_relationships_are_only_taken_together_when_asked(
    put: Put, make_app: MakeApp, qtbot: QtBot
) -> None:
    def walked_as(relationship: str, days: int, name: str, condition: str) -> Record:
        record = flight(WALKED + timedelta(days=days), finding(name, condition=condition))
        return replace(record, journey=replace(record.journey, relationship=relationship))

    put(
        walked_as("end-user", 0, "a", "authority"),
        walked_as("end-user", 1, "b", "authority"),
        walked_as("buyer", 2, "c", "tools"),
    )
    application = make_app()
    screen = opened(application, qtbot)
    screen.tabs.setCurrentIndex(1)
    settle(application, qtbot)
    page = screen.causes
    assert [c.label for c in page.chains] == ["Authority"]
    assert page.small.text().endswith("Walked as end-user: 2 findings. Left out: 1 as buyer.")
    screen.filters.chips["relationship"].pick("buyer")  # as whom is a choice
    settle(application, qtbot)
    assert [c.label for c in page.chains] == ["Tools"]
    assert "Left out" not in page.small.text()
    assert page.together.isHidden()
    screen.filters.reset()
    settle(application, qtbot)
    page.together.click()  # to take them together is one, too
    settle(application, qtbot)
    assert {c.label for c in page.chains} == {"Authority", "Tools"}
    assert page.small.text().endswith("3 findings: 2 relationships taken together.")


def test_both_reports_are_written_without_names(
    put: Put, fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    (record,) = put(flight(WALKED, finding(title="Mr Silva at the belt knew nothing")))
    ended = record.journey.ended_at or 0
    told = HeardBack("h", record.journey.id, record.findings[0].id, ended + SECOND, "Mrs Duarte")
    fill(lambda recorder: recorder.keep(told))
    application = make_app()
    screen = opened(application, qtbot)
    for kind, words in (("findings", "FINDINGS AND COMMITMENTS"), ("causes", "CAUSE AND EFFECT")):
        target = tmp_path / f"{kind}.pdf"
        with qtbot.waitSignal(screen.fileSaved, timeout=30_000):
            screen.export(kind, target)
        text = " ".join(pages(target))
        assert words in text
        assert "Silva" not in text
        assert "Duarte" not in text
    assert "[redacted: name] at the belt" in " ".join(pages(tmp_path / "findings.pdf"))


def test_an_empty_board_says_what_to_do_first(make_app: MakeApp, qtbot: QtBot) -> None:
    application = make_app()
    screen = opened(application, qtbot)
    assert screen.empty.isVisible()
    assert screen.empty.text().startswith("Nothing has been found yet. Walk a journey")
    screen.walk.click()
    assert application.window.stack.currentWidget() is application.window.prepare


def test_a_thousand_findings_are_laid_out_at_once(put: Put, make_app: MakeApp, qtbot: QtBot) -> None:
    """Cards are of one height, so that a list of thousands asks for the size of one."""
    put(flight(WALKED, *(finding(f"f{n}", ordinal=n, title=f"Finding {n}") for n in range(1, 1001))), sealed=False)
    application = make_app()
    screen = opened(application, qtbot)
    here = screen.lanes.lists["correct"]
    assert here.rows.rowCount() == 1000
    assert here.uniformItemSizes()
    here.setFocus()
    QTest.keyClick(here, Qt.Key.Key_End)
    assert here.currentIndex().row() == 999
