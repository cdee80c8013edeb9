"""What is asked of the store before it is open is answered once it is."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from mysteryshop.errors import KnownError
from ui.desk import Desk


def test_a_question_asked_right_after_the_start_waits_for_the_store(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    answers: list[object] = []
    problems: list[KnownError] = []
    desk.open()
    desk.read(lambda queries: queries.ids(), answers.append, problems.append)  # Resume pressed at once
    qtbot.waitUntil(lambda: bool(answers or problems), timeout=20_000)
    assert (answers, problems) == ([[]], [])
    desk.close()
    desk.deleteLater()
