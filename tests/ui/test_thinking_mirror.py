"""How I can be perceived (PRODUCT.md): the other party rates the same touchpoint, and the gap is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.practice import MirrorRating
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.test_mirror import filled
from tests.many import many
from ui.app import Application
from ui.mirror.dialog import MirrorDialog

from .conftest import Fill, MakeApp


def opened(application: Application, qtbot: QtBot) -> MirrorDialog:
    """From the story's own menu, as a leader would."""
    ident = many(1)[0].journey.id
    with qtbot.waitSignal(application.window.journeyShown, timeout=20_000):
        application.window.open(ident, "finalised")
    assert application.window.of_journey is not None
    story = application.window.of_journey.story
    story.menu.entries["mirror"].trigger()
    assert story.dialog is not None
    return story.dialog


def kept(application: Application) -> tuple[MirrorRating, ...]:
    with Database.open(application.desk.data_dir) as database:
        return Queries(database).practice().mirror_ratings


def test_how_i_can_be_perceived_is_entered_by_hand_and_the_gap_is_shown(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(lambda recorder: recorder.import_records(many(1)))
    application = make_app()
    dialog = opened(application, qtbot)
    dialog.rater.setText("lane agent")
    for level in dialog.levels.values():
        level.setCurrentIndex(level.findData(2))
    next(iter(dialog.notes.values())).setText("We did what we could")
    with qtbot.waitSignal(dialog.kept, timeout=20_000):
        dialog.keep.click()
    ratings = kept(application)
    assert {r.touchpoint for r in ratings} == set(dialog.levels)
    assert {(r.rating, r.rater) for r in ratings} == {(2, "lane agent")}
    qtbot.waitUntil(lambda: "Furthest apart at" in dialog.chart.accessibleDescription(), timeout=20_000)
    assert "they rated +2 (n = 1)" in dialog.chart.accessibleDescription()
    first = next(iter(dialog.levels.values()))
    first.setCurrentIndex(0)  # taken back
    with qtbot.waitSignal(dialog.kept, timeout=20_000):
        dialog.keep.click()
    assert len(kept(application)) == len(dialog.levels) - 1
    dialog.accept()


def test_what_was_rated_stays_when_the_rater_is_named_afterwards(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(lambda recorder: recorder.import_records(many(1)))
    application = make_app()
    dialog = opened(application, qtbot)
    first, second, *_ = dialog.levels.values()
    first.setCurrentIndex(first.findData(-1))
    qtbot.keyClicks(dialog.rater, "lane agent")
    assert first.currentData() == -1
    with qtbot.waitSignal(dialog.kept, timeout=20_000):
        dialog.keep.click()
    qtbot.waitUntil(lambda: dialog.drop.isVisible(), timeout=20_000)
    dialog.rater.setText("supervisor")  # another one has said nothing yet
    assert first.currentData() is None
    second.setCurrentIndex(second.findData(2))
    dialog.rater.setText("lane agent")  # meant the first one: what they said before stays kept
    with qtbot.waitSignal(dialog.kept, timeout=20_000):
        dialog.keep.click()
    assert sorted(r.rating for r in kept(application)) == [-1, 2]
    dialog.accept()


def test_the_sheet_goes_out_and_comes_back_filled_in(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(lambda recorder: recorder.import_records(many(1)))
    application = make_app()
    dialog = opened(application, qtbot)
    path = tmp_path / "for them.csv"
    dialog.rater.setText("supervisor")
    dialog.write_sheet(path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    path.write_bytes(filled(path.read_text("utf-8-sig"), [(1, "as it should be"), (None, ""), (-2, "")]))
    with qtbot.waitSignal(dialog.kept, timeout=20_000):
        dialog.read_sheet(path)
    assert [(r.rating, r.rater, r.note) for r in kept(application)] == [
        (1, "supervisor", "as it should be"), (-2, "supervisor", ""),
    ]  # fmt: skip
    path.write_text("something else", "utf-8")
    dialog.read_sheet(path)
    qtbot.waitUntil(lambda: "has no line" in dialog.banner._title.text(), timeout=20_000)
    assert len(kept(application)) == 2  # all or nothing
    dialog.accept()


def test_nothing_rated_is_said_and_nothing_kept(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(lambda recorder: recorder.import_records(many(1)))
    application = make_app()
    dialog = opened(application, qtbot)
    keep = dialog.findChild(QPushButton, "mirror.keep")
    assert keep is not None
    keep.click()
    assert "Nothing is rated" in dialog.banner._title.text()
    assert not kept(application)
    dialog.accept()
