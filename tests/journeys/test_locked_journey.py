"""A folder with a passphrase in a real window, by keyboard alone: it asks, and a walk never waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mysteryshop import templates
from mysteryshop.clock import Clock
from mysteryshop.recorder import Recorder
from mysteryshop.store import keyfile, passphrase
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.locking import cheap_passphrases
from tests.journeys.screen import App, Screen

pytestmark = [pytest.mark.screen, pytest.mark.slow]
WORD = "harbour violin seven"


@pytest.fixture(autouse=True)
def cheap() -> Iterator[None]:
    with cheap_passphrases():
        yield


@pytest.fixture
def journey(tmp_path: Path) -> str:
    """A walk that has just been started, in a folder that was locked afterwards."""
    with Database.open(tmp_path / "data") as database:
        recorder = Recorder(database, Clock())
        plan = templates.find("airline-passenger")
        ident = recorder.prepare(plan, place="Lisbon to Oslo", zone="Europe/Lisbon").journey.id
        recorder.start(ident, Clock().now(), "book-online")
    passphrase.set_passphrase(tmp_path / "data", WORD).forget()
    return ident


def kinds(folder: Path, ident: str) -> list[str]:
    """The kinds of all moments on disk, read beside the running app."""
    with Database.open(folder, key=keyfile.unlock(folder, WORD)) as database:
        return [moment.kind for moment in Queries(database).load(ident).moments]


def is_open(app: App) -> bool:
    """Whether something else than the calm cover shows: its left edge is one colour."""
    picture = app.windows()[-1].picture().convert("RGB").crop((0, 100, 180, 600))
    return len(picture.getcolors(1 << 16) or [0, 0]) > 1


def test_it_asks_opens_and_a_walk_goes_on_in_the_small_window(screen: Screen, tmp_path: Path, journey: str) -> None:
    folder = tmp_path / "data"
    app = screen.start_app("--data-dir", str(folder))
    app.window("Mysteryshop")
    app.type("wrong")
    app.keys("Return")
    assert not is_open(app)
    app.type(WORD)
    app.keys("Return")
    screen.until(lambda: is_open(app), "home is there")
    app.keys("space")  # resume is offered first, as in a plain folder
    app.window("Notes")
    app.keys("space")
    screen.until(lambda: kinds(folder, journey) == ["mark"], "a mark is on disk")

    app.keys("Escape")
    screen.until(lambda: len(app.windows()) == 1 and app.windows()[0].geometry[2] < 600, "only the small window shows")
    app.window("Notes")
    app.keys("space")
    screen.until(lambda: len(kinds(folder, journey)) == 2, "the small window captures and asks nothing")
    app.keys("F12")
    screen.until(lambda: app.windows()[-1].geometry[2] >= 1000, "the whole window is back")
    covered = app.window("Notes")
    covered.picture(tmp_path / "covered.png")
    app.keys("space", "f", "w")
    app.keys("BackSpace", "BackSpace", "BackSpace", "Escape")
    screen.until(lambda: app.windows()[-1].geometry[2] < 600, "Esc leads back to the small window, without the word")
    app.window("Notes")
    app.keys("space")
    screen.until(lambda: kinds(folder, journey) == ["mark"] * 3, "what was typed on the cover captured nothing")
    app.keys("F12")
    screen.until(lambda: app.windows()[-1].geometry[2] >= 1000, "the whole window is back")
    app.window("Notes")
    app.type(WORD)
    app.keys("Return")
    screen.until(lambda: is_open(app), "the walk is there")
    app.keys("space")
    screen.until(lambda: len(kinds(folder, journey)) == 4, "the full view captures again")
    assert all("mystery" not in title.lower() for title in app.titles())
    app.close()
    assert app.wait() == 0
