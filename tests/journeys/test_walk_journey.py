"""A walk as a leader walks it: in a real window, by keyboard alone, through a crash and back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mysteryshop import paths, templates
from mysteryshop.clock import Clock
from mysteryshop.journey import Record
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from mysteryshop.vocabulary import KINDS, by_code
from tests.journeys.screen import App, Screen

pytestmark = [pytest.mark.screen, pytest.mark.slow]


@pytest.fixture
def journey(tmp_path: Path) -> str:
    """A walk that has just been started, as the prepare screen leaves it."""
    database = Database.open(tmp_path / "data")
    try:
        recorder = Recorder(database, Clock())
        plan = templates.find("airline-passenger")
        ident = recorder.prepare(plan, place="Lisbon to Oslo", persona="first-time flyer", zone="Europe/Lisbon")
        recorder.start(ident.journey.id, Clock().now(), "book-online")
        return ident.journey.id
    finally:
        database.close()


def on_disk(folder: Path) -> list[tuple[str, int | None, str]]:
    """Kind, level and text of every live moment, in the order of entry, read beside the running app."""
    with closing(sqlite3.connect(f"file:{paths.database_file(folder)}?mode=ro", uri=True)) as file:
        rows = file.execute("SELECT kind, level, text FROM moments WHERE live = 1 ORDER BY seq").fetchall()
    return [(by_code(KINDS, kind).id, level, text or "") for kind, level, text in rows]


def loaded(folder: Path, ident: str) -> Record:
    """The whole journey, once no app has it open."""
    database = Database.open(folder)
    try:
        return Queries(database).load(ident)
    finally:
        database.close()


def resume(screen: Screen, folder: Path) -> App:
    """Start the app and go on with the walk: it is the first thing that is offered."""
    app = screen.start_app("--data-dir", str(folder))
    app.window("Mysteryshop")
    app.keys("space")
    app.window("Notes")
    return app


def test_every_kind_by_keyboard_a_crash_in_the_middle_and_to_the_end(
    screen: Screen, tmp_path: Path, journey: str
) -> None:
    folder = tmp_path / "data"
    app = resume(screen, folder)
    app.keys("space", "4")
    for key, text in (
        ("f", "3 Two lanes closed, nobody says why | information"),
        ("d", "4 Agent walked a lost family to the desk"),
        ("c", "4 Have your boarding pass ready | announcement"),
        ("h", "Asked how long | in person"),
        ("p", "Ten minutes at most | due 10m"),
        ("q", "Is this the line for Oslo?"),
        ("n", "Verbatim: #no *idea*"),
        ("w", "queue at the desk"),
    ):
        app.keys(key)
        app.type(text)
        app.keys("Return")
    app.keys("a", "b", "w", "Return", "f", apart_ms=40)
    app.type("2 moved -5m")
    app.keys("Return", "space", "ctrl+z")
    expected = [
        ("mark", None, ""),
        ("feeling", 1, ""),
        ("friction", 3, "Two lanes closed, nobody says why"),
        ("delight", 4, "Agent walked a lost family to the desk"),
        ("communication", 4, "Have your boarding pass ready"),
        ("communication", None, "Asked how long"),
        ("promise", None, "Ten minutes at most"),
        ("question", None, "Is this the line for Oslo?"),
        ("note", None, "Verbatim: #no *idea*"),
        ("wait", None, "queue at the desk"),
        ("friction", 2, "moved"),
    ]
    screen.until(lambda: on_disk(folder) == expected, "every kind of moment is on disk, the last one undone")
    app.keys("f")
    app.type("cut in the mid")
    screen.until(lambda: on_disk(folder)[-1] == ("friction", None, "cut in the mid"), "a rest keeps the words")
    app.kill()

    app = resume(screen, folder)
    app.keys("Up")
    app.type("dle")
    app.keys("Return", "Return", "s", apart_ms=200)
    app.type("taxi")
    app.keys("Return", "plus")
    app.type("Lounge")
    app.keys("Return", "ctrl+Return", "Return")
    app.window("Mysteryshop")
    app.close()
    assert app.wait() == 0

    record = loaded(folder, journey)
    assert record.journey.state == "debrief"
    assert record.moments[-1].text == "cut in the middle"
    assert [v.name for v in record.visits] == ["Book online", "Get to the airport", "Lounge"]
    assert [(s.touchpoint, s.reason) for s in record.skips] == [("check-in-with-bags", "taxi")]
    moved = next(m for m in record.moments if m.text == "moved")
    assert moved.source == "recalled"
    assert moved.original_observed_at - moved.observed_at == 300 * 1_000_000
    question = next(m for m in record.moments if m.kind == "question")
    promise = next(m for m in record.moments if m.kind == "promise")
    assert question.resolved_at is not None
    assert (promise.outcome, promise.due_at) == ("broken", promise.observed_at + 600 * 1_000_000)


def test_esc_hides_everything_behind_notes_and_f12_brings_it_back(screen: Screen, tmp_path: Path, journey: str) -> None:
    folder = tmp_path / "data"
    app = resume(screen, folder)
    app.keys("f")
    app.type("3 he loo")
    app.keys("Escape")
    screen.until(lambda: len(app.windows()) == 1 and app.windows()[0].geometry[2] < 400, "only the small window shows")
    notes = app.window("Notes")
    app.type("ks at me")
    app.keys("Return", "space")
    screen.until(lambda: on_disk(folder) == [("friction", 3, "he looks at me"), ("mark", None, "")], "both are on disk")
    notes.picture(tmp_path / "notes.png")
    app.keys("F12")
    screen.until(lambda: app.windows()[-1].geometry[2] >= 1000, "the whole screen is back")
    app.window("Notes")
    app.keys("space")
    screen.until(lambda: len(on_disk(folder)) == 3, "keys capture there again")
    assert all("mystery" not in title.lower() for title in app.titles())
    app.close()
    assert app.wait() == 0
