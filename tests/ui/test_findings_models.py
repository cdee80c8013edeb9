"""A lane's model behaves as Qt expects of every model, also while the board changes under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mysteryshop.analysis.board.found import Found
from tests.core.test_board import found
from ui.findings.lane_model import MIME, LaneModel
from ui.widgets.followed_rows import ITEM

TODAY = date(2026, 11, 21)


def test_it_follows_the_board_and_repaints_only_what_differs(qtbot: QtBot) -> None:
    model = LaneModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    of: tuple[Found, ...] = tuple(found(n, n) for n in range(1, 4))
    with qtbot.waitSignal(model.modelReset):
        model.show_found(of, TODAY)
    assert model.rowCount() == 3
    altered = (of[0], replace(of[1], finding=replace(of[1].finding, title="Other words")), of[2])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.show_found(altered, TODAY)
    assert [changed.args[0].row(), changed.args[1].row()] == [1, 1]
    with qtbot.waitSignal(model.modelReset):
        model.show_found(altered[:1], TODAY)
    assert model.place("j1/f1") == 0
    assert model.place("j2/f2") == -1
    tester.deleteLater()
    model.deleteLater()


def test_a_card_says_all_of_itself_and_carries_its_key(qtbot: QtBot) -> None:
    model = LaneModel()
    model.show_found([found(1, 3, due="2026-01-31", beneficiary="both")], TODAY)
    index = model.index(0)
    assert index.data(ITEM).key == "j1/f1"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Finding 1, Nobody told yet, overdue 31 Jan 2026 · Head of lines, helps both, Tools → Line → Nobody knows, "
        "severity 3, 2 Jan 2026 · Place 1"
    )
    assert bytes(model.mimeData([index]).data(MIME).data()) == b"j1/f1"
    assert model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDragEnabled
    model.deleteLater()
