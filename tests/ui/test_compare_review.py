"""Before a comparison leaves it is asked, case by case, what of it may identify somebody, as of a single journey."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mysteryshop.recorder import Recorder
from tests.many import many
from tests.report.reading import pages
from ui.compare.screen import CompareScreen
from ui.privacy.review_dialog import ReviewDialog

from .conftest import Fill, MakeApp
from .test_compare import at_rest

DESK = "Mr Tarkkanen's desk"


@pytest.fixture
def screen(fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> CompareScreen:
    """Six journeys, every second one at a place that names somebody; the groups are places."""

    def work(recorder: Recorder) -> None:
        recorder.import_records([
            replace(record, journey=replace(record.journey, place=DESK if n % 2 else "Oslo"))
            for n, record in enumerate(many(6))
        ])  # fmt: skip

    fill(work)
    application = make_app()
    application.window.show_screen("compare")
    screen = at_rest(application, qtbot)
    screen.bar.group.pick("place")
    return at_rest(application, qtbot)


def leave_as(screen: CompareScreen, words: str) -> None:
    """Choose that line of the Export menu."""
    menu = screen.export.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == words).trigger()


def asked(screen: CompareScreen, qtbot: QtBot, words: str) -> ReviewDialog:
    """Choose that line of the Export menu, and wait for the question."""
    screen.export.review.dialog = None
    leave_as(screen, words)
    qtbot.waitUntil(lambda: screen.export.review.dialog is not None, timeout=20_000)
    dialog = screen.export.review.dialog
    assert dialog is not None
    return dialog


def test_the_report_asks_and_its_name_and_its_words_are_what_was_decided(
    screen: CompareScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def answer(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(tmp_path / "out.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dialog = asked(screen, qtbot, "Report as PDF…")
    assert [dialog.model.proposal(row).text for row in range(dialog.model.rowCount())] == ["Tarkkanen"]
    QTest.keyClick(dialog.list, Qt.Key.Key_R)
    with qtbot.waitSignal(screen.fileSaved, timeout=30_000):
        dialog.go.click()
    assert proposed
    assert "Tarkkanen" not in proposed[0]
    assert "redacted" in proposed[0]
    text = " ".join(" ".join(pages(tmp_path / "out.pdf")).split())
    assert "Tarkkanen" not in text  # nor in a chart, where the groups are named
    assert "[redacted: name]'s desk" in text
    assert "Redacted: " in text


def test_what_is_kept_on_purpose_stays_and_is_proposed_again(
    screen: CompareScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out.csv"), ""))
    dialog = asked(screen, qtbot, "Table as CSV…")
    QTest.keyClick(dialog.list, Qt.Key.Key_K)
    with qtbot.waitSignal(screen.fileSaved, timeout=30_000):
        dialog.go.click()
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["place"] for line in lines} == {line["group"] for line in lines} == {"Oslo", DESK}
    again = asked(screen, qtbot, "Table as CSV…")
    assert not again.model.redacts(0)
    QTest.keyClick(again.list, Qt.Key.Key_R)
    with qtbot.waitSignal(screen.fileSaved, timeout=30_000):
        again.go.click()
    assert "Tarkkanen" not in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_esc_writes_nothing(screen: CompareScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: saved.append("asked") or "")
    dialog = asked(screen, qtbot, "Charts as PNG…")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert not saved


def test_where_nothing_is_found_nothing_is_asked(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(lambda recorder: recorder.import_records(many(3)))
    application = make_app()
    application.window.show_screen("compare")
    screen = at_rest(application, qtbot)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with qtbot.waitSignal(screen.fileSaved, timeout=30_000):
        leave_as(screen, "Charts as SVG…")
    assert screen.export.review.dialog is None
    assert len(list(tmp_path.glob("*.svg"))) == 10
