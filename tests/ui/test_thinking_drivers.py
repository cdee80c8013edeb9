"""The thinking in PRODUCT.md that Drivers and Compare carry, each row under its own name, by the real widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.journey import Record
from tests.many import many
from ui.compare.screen import CompareScreen
from ui.drivers.screen import DriversScreen

from .conftest import Fill, MakeApp

Filled = Callable[[Fill], object]
COMPETING = ("communication frequency", "message quality", "speed", "quality", "cost")
_SETTLE_MS = 30_000


def speedy(record: Record) -> Record:
    """The same walk by somebody who minds nothing but speed."""
    answers = {**record.answers, "rate.satisfaction": record.answers["rate.speed"]}
    return replace(record, answers=MappingProxyType(answers))


@pytest.fixture
def drivers(fill: Filled, make_app: MakeApp, qtbot: QtBot) -> Callable[[list[Record]], DriversScreen]:
    """Drivers, opened by its button, over these journeys."""

    def _open(records: list[Record]) -> DriversScreen:
        fill(lambda recorder: recorder.import_records(records))
        window = make_app().window
        button = window.findChild(QPushButton, "nav.drivers")
        assert button is not None
        button.click()
        assert window.of_analyst is not None
        screen = window.of_analyst.drivers
        assert screen is not None
        qtbot.waitUntil(lambda: screen.answer is not None and not window.desk.reader.busy, timeout=_SETTLE_MS)
        return screen

    return _open


def test_the_best_predictor_is_a_hypothesis_that_the_users_own_data_support(
    drivers: Callable[[list[Record]], DriversScreen],
) -> None:
    screen = drivers(many(44))
    assert tuple(screen.predictors)[: len(COMPETING)] == COMPETING
    assert {name for name, chip in screen.predictors.items() if chip.isChecked()} == set(COMPETING)
    assert screen.claim.text().startswith("The claim: how often customers are told something comes first")
    assert screen.hypothesis.text().startswith("These data support it: communication frequency comes first in ")
    assert "n = " in screen.explained.text()


def test_the_best_predictor_is_refuted_where_the_users_own_data_refute_it_and_that_is_said_plainly(
    drivers: Callable[[list[Record]], DriversScreen],
) -> None:
    screen = drivers([speedy(record) for record in many(44)])
    assert "speed explains" in screen.verdict.text()
    assert screen.hypothesis.isVisible()
    assert screen.hypothesis.text().startswith("These data refute it")
    assert "speed" in screen.hypothesis.text()


def test_everyone_is_different_relationships_are_not_averaged_unless_somebody_says_so(
    fill: Filled, make_app: MakeApp, qtbot: QtBot
) -> None:
    records = [*many(8), *many(5, seed=7, relationship="internal team")]
    fill(lambda recorder: recorder.import_records(records))
    window = make_app().window
    button = window.findChild(QPushButton, "nav.compare")
    assert button is not None
    button.click()
    assert window.of_analyst is not None
    screen = window.of_analyst.compare
    assert isinstance(screen, CompareScreen)
    qtbot.waitUntil(lambda: screen.found is not None and not window.desk.reader.busy, timeout=_SETTLE_MS)
    chip = screen.bar.filters["relationship"]
    assert "End-user" in chip.text()
    assert set(screen.found.chosen.journeys["relationship"].tolist()) == {"end-user"}  # type: ignore[union-attr]
    assert sum(screen.found.chosen.n) == 8  # type: ignore[union-attr]
    with qtbot.waitSignal(screen.shown, timeout=_SETTLE_MS):
        chip.pick("internal team")
    assert sum(screen.found.chosen.n) == 5  # type: ignore[union-attr]
