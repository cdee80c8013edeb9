"""Charts clicked as a user clicks them: where a mark is drawn, with the mouse or by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mysteryshop.charts.marks import Mark
from mysteryshop.journey import SECOND, Moment, Record
from ui.widgets.group_canvas import GroupCanvas


def drawn(canvas: GroupCanvas, qtbot: QtBot) -> GroupCanvas:
    """The canvas, once its picture is there."""
    qtbot.waitUntil(lambda: canvas.shown is not None and canvas.isVisible(), timeout=20_000)
    return canvas


def click(canvas: GroupCanvas, wanted: Callable[[Mark], bool]) -> Mark:
    """Click the middle of the first mark that is wanted, and give what stood under the pointer there."""
    shown = canvas.shown
    assert shown is not None
    for number in range(len(shown.stops)):
        at = shown.stops.place(number).center().toPoint()
        mark = canvas.mark_at(at.x(), at.y())
        if mark is not None and wanted(mark):
            QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
            return mark
    raise AssertionError("no such mark is drawn")


def told(record: Record) -> list[Moment]:
    """What the organisation told, counted by hand."""
    return [m for m in record.moments if m.kind == "communication" and m.trigger in ("proactive", "reactive")]


def per_hour(record: Record) -> float:
    """Told per hour, by hand: these journeys have no pauses."""
    head = record.journey
    assert head.started_at is not None
    assert head.ended_at is not None
    return len(told(record)) / ((head.ended_at - head.started_at) / SECOND / 3600)


def rated(record: Record, name: str) -> int:
    """A rating of the journey."""
    return int(record.answers[f"rate.{name}"])
