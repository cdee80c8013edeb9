"""The thinking in PRODUCT.md that the walk carries, each row under its own name, with keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.analysis import debrief
from mysteryshop.analysis.metrics_json import to_json
from mysteryshop.practice import Party
from mysteryshop.report import write_summary
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.report.reading import pages
from ui.customers.screen import CustomersScreen

from .conftest import MakeApp
from .leader_rig import answered
from .walk_rig import WalkRig


def test_become_the_customer_a_skip_is_asked_for_its_reason_and_completeness_is_printed(
    walk: WalkRig, tmp_path: Path
) -> None:
    walk.begin("S")  # the next touchpoint
    assert "Get to the airport" in walk.screen.foot.ask.words
    walk.type("Taxi was paid for")
    walk.press("Enter", "S", "Enter")  # the one after it without a word
    stored = walk.stored()
    assert [(s.touchpoint, s.reason) for s in stored.skips] == [
        ("get-to-the-airport", "Taxi was paid for"),
        ("check-in-with-bags", ""),
    ]
    left = {task.id: task.text for step, task in debrief.left(stored) if step.id == "skips"}
    assert "get-to-the-airport" not in left
    assert left["check-in-with-bags"] == "Check in with bags: no reason given"
    first, *others = pages(write_summary(stored, tmp_path / "walk.pdf").path)
    assert "1 of 10 touchpoints" in first
    rest = " ".join(others)
    assert "Get to the airport Taxi was paid for" in rest
    assert "Completeness 10 %" in rest


def test_ask_the_questions_feel_the_frustrations_perceive_each_with_one_key(walk: WalkRig) -> None:
    walk.begin()
    said = {"Q": "Is this the line?", "F": "Two lanes closed", "D": "A steward smiles", "N": "It smells of coffee"}
    for minute, (key, words) in enumerate(said.items(), 21):
        at = walk.wait_until(10, minute)
        walk.press(key)
        walk.type(words)
        walk.press("Enter")
        assert (walk.last.text, walk.last.observed_at) == (words, at)
    walk.press("1", "5")
    kept = walk.stored().moments
    assert [m.kind for m in kept] == ["question", "friction", "delight", "note", "feeling", "feeling"]
    assert [m.level for m in kept[-2:]] == [-2, 2]
    assert all(m.source == "live" for m in kept)


def test_the_frequency_of_communication_has_a_log_and_a_silence_clock(walk: WalkRig) -> None:
    walk.begin()
    clock = walk.screen.here.clocks.silence
    walk.wait_until(10, 30)
    walk.press("C")
    walk.type("Boarding in ten minutes | announcement, proactive")
    walk.press("Enter")
    assert "Boarding in ten minutes" in clock.note.text  # since what the silence runs
    walk.wait_until(10, 55)
    walk.press("H", "Enter")  # a chase ends no silence
    walk.wait_until(11, 0)
    assert [m.trigger for m in walk.stored().moments] == ["proactive", "chase"]
    figures = to_json(walk.stored(), walk.clock.now().at)
    assert figures["longest_silence_s"] == pytest.approx(30 * 60, abs=2)
    assert figures["communication_frequency_per_hour"] == pytest.approx(1 / (40 / 60), rel=0.01)


def test_start_listening_a_talk_and_listen_tally_is_typed_while_walking_and_feeds_customers(
    walk: WalkRig, make_app: MakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    walk.begin("C")
    walk.type("What slows them down | @lane teams, talked 2m")
    chip = walk.screen.findChild(QPushButton, "detail.listened 5m")
    assert isinstance(chip, QPushButton)
    assert chip.isVisible()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    walk.press("Enter")
    (moment,) = walk.stored().moments
    assert (moment.role, moment.listened_s, moment.talked_s) == ("lane teams", 300, 120)
    walk.desk.write(lambda r: r.keep(Party("p", "Lane teams", "internal team", 0.5)), lambda _: None)
    ident, end = walk.journey.id, walk.clock.advance(60)
    walk.desk.write(lambda r: r.finish(ident, end))
    walk.desk.write(lambda r: r.finalise(ident, end))  # a walk that is not finished does not count
    walk.settle()
    walk.screen.set_journey(None)
    walk.desk.close()
    application = make_app()
    screen = answered(application, qtbot, "customers", CustomersScreen)
    assert screen.answer is not None
    (share,) = screen.answer.shares
    assert (share.name, share.listened_s, share.talked_s) == ("Lane teams", 300, 120)
    assert "5 minutes listened, 2 talked, n = 1 conversation." in screen.small.text()
    with Database.open(tmp_path) as database:
        assert Queries(database).practice().listening == ()  # it is the walk's, and was not copied
