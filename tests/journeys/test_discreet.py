"""A walk in the small window, as those around the leader could see it: its outside, its screen, and what it kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mysteryshop.journey import Moment
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.journeys.screen import App, Screen
from tests.journeys.test_walk_journey import journey, on_disk, resume

__all__ = ["journey"]  # the fixture
pytestmark = [pytest.mark.screen, pytest.mark.slow]

NAMES = ("mystery", "shop", "airline", "passenger", "lisbon", "oslo", "journey", "walk")
NARROW = 400  # pixels: only the small window is narrower


def seen_from_outside(screen: Screen) -> Iterator[tuple[str, str]]:
    """Every window on the screen, mapped or not, its number and all of its properties but the pixels of icons."""
    tree = screen.tell("xwininfo", "-root", "-tree")
    for number in re.findall(r"^\s+(0x[0-9a-f]+) ", tree, re.MULTILINE):
        told = screen.tell("xprop", "-id", number)
        yield number, "\n".join(line for line in told.splitlines() if not set(line) & set("░▒▓█"))


def discreet(screen: Screen, folder: Path) -> App:
    """Resume the walk and hide it: only the small window is left."""
    app = resume(screen, folder)
    app.keys("Escape")
    screen.until(lambda: _only_notes(app), "only the small window shows")
    app.window("Notes")
    return app


def _only_notes(app: App) -> bool:
    windows = app.windows()
    return len(windows) == 1 and windows[0].geometry[2] < NARROW


def _shows_a_line(app: App) -> bool:
    """Whether something is written in the entry, rather than an empty page."""
    width, height = app.windows()[0].geometry[2:]
    entry = app.windows()[0].picture().crop((24, height - 30, width - 10, height - 4))
    return len(entry.getcolors(4096) or range(9)) > 3


def ago(minutes: int) -> str:
    """The time of day that many minutes ago, where the walk is."""
    return f"{datetime.now(UTC).astimezone(ZoneInfo('Europe/Lisbon')) - timedelta(minutes=minutes):%H:%M}"


def forty(late: str) -> list[tuple[tuple[str, ...], str, tuple[str, int | None, str]]]:
    """Keys, then text, and what is to be on disk: forty moments, one line of notes or one bare key each."""
    lines = [
        ("f3 two lanes closed, nobody says why | information", ("friction", 3, "two lanes closed, nobody says why")),
        ("d4 agent walked a lost family to the desk", ("delight", 4, "agent walked a lost family to the desk")),
        ("c4 have your boarding pass ready | announcement", ("communication", 4, "have your boarding pass ready")),
        ("h asked how long | in person", ("communication", None, "asked how long")),
        ("p ten minutes at most | due 10m", ("promise", None, "ten minutes at most")),
        ("q is this the line for departures", ("question", None, "is this the line for departures")),
        ("n verbatim: no idea, sorry", ("note", None, "verbatim: no idea, sorry")),
        ("Desk staff smile at everybody", ("note", None, "Desk staff smile at everybody")),
        (f"{late} f2 late but not lost", ("friction", 2, "late but not lost")),
    ]
    bare = [(("space",), ("mark", None, "")), (("5",), ("feeling", 2, "")), (("1",), ("feeling", -2, ""))]
    result: list[tuple[tuple[str, ...], str, tuple[str, int | None, str]]] = []
    for number in range(40):
        if number % 4 == 3:
            keys, kept = bare[number // 4 % len(bare)]
            result.append((keys, "", kept))
        else:
            text, kept = lines[(number - number // 4) % len(lines)]
            result.append(((), text, kept))
    return result


def test_forty_moments_and_nothing_outside_tells_what_it_is(screen: Screen, tmp_path: Path, journey: str) -> None:
    folder = tmp_path / "data"
    app = discreet(screen, folder)
    moments = forty(ago(0))
    for place, (keys, text, _) in enumerate(moments):
        if keys:
            app.keys(*keys)
        else:
            app.type(text)
            app.keys("Return")
        screen.until(lambda p=place: len(on_disk(folder)) == p + 1, f"moment {place + 1} is on disk")
        if place == 24:
            screen.picture(tmp_path / "during.png")
            app.windows()[0].picture(tmp_path / "notes.png")
            for number, told in seen_from_outside(screen):
                found = [name for name in NAMES if name in told.lower()]
                assert not found, f"{number} says {found}: {told}"
            assert 'WM_CLASS(STRING) = "notes", "notes"' in "\n".join(t for _, t in seen_from_outside(screen))
    screen.until(lambda: on_disk(folder) == [kept for _, _, kept in moments], "all forty are as they were typed")
    app.kill()
    late = [m for m in stored(folder, journey) if m.text == "late but not lost"]
    assert {m.source for m in late} == {"recalled"}
    assert all(m.observed_at <= m.recorded_at for m in late)


def test_a_second_esc_leaves_nothing_and_a_key_anywhere_brings_it_back(
    screen: Screen, tmp_path: Path, journey: str
) -> None:
    folder = tmp_path / "data"
    app = discreet(screen, folder)
    app.type("f3 half a li")
    app.keys("Escape")
    screen.until(lambda: app.windows() == [], "it is minimised")
    iconic = [told for _, told in seen_from_outside(screen) if "window state: Iconic" in told]
    assert len(iconic) == 1
    assert (
        'WM_ICON_NAME(STRING) = "Notes"' in iconic[0] or '_NET_WM_VISIBLE_ICON_NAME(UTF8_STRING) = "Notes"' in iconic[0]
    )
    screen.xdotool("key", "F12")  # whoever has the keyboard
    screen.until(lambda: _only_notes(app), "it is back")
    app.window("Notes")
    screen.until(lambda: _shows_a_line(app), "the half-typed line shows again")
    app.type("ne")
    app.keys("Return")
    screen.until(lambda: on_disk(folder) == [("friction", 3, "half a line")], "the line went on")
    app.keys("Escape")
    screen.until(lambda: app.windows() == [], "it is minimised again")
    second = screen.start_app("--data-dir", str(folder))
    assert second.wait() == 0
    screen.until(lambda: _only_notes(app), "starting again brings the small window, and no other")


def test_place_size_and_text_are_remembered(screen: Screen, tmp_path: Path, journey: str) -> None:
    folder = tmp_path / "data"
    app = discreet(screen, folder)
    window = app.window("Notes")
    screen.xdotool("windowmove", str(window.number), "700", "300", "windowsize", str(window.number), "380", "300")
    app.keys("ctrl+plus", "ctrl+plus", "ctrl+plus", "ctrl+t")
    place = folder / "small-window.json"
    screen.until(lambda: json.loads(place.read_text())["text"] == 17, "the size of the text is kept")
    screen.until(
        lambda: (
            (lambda p: (p["x"], p["y"], p["width"], p["height"], p["on_top"]))(json.loads(place.read_text()))
            == (700, 300, 380, 300, True)
        ),
        "place and size are kept",
    )
    assert "_NET_WM_STATE_ABOVE" in screen.tell("xprop", "-id", str(window.number), "_NET_WM_STATE")
    app.kill()
    again = discreet(screen, folder)
    assert again.window("Notes").geometry == (700, 300, 380, 300)
    assert "_NET_WM_STATE_ABOVE" in screen.tell("xprop", "-id", str(again.window("Notes").number), "_NET_WM_STATE")


def test_two_presses_at_once_and_a_key_held_down_count_once(screen: Screen, tmp_path: Path, journey: str) -> None:
    folder = tmp_path / "data"
    app = discreet(screen, folder)
    app.keys("space", "space", apart_ms=20)
    app.keys("5")
    screen.xdotool("keydown", "space", "sleep", "1.2", "keyup", "space")  # the keyboard repeats it by itself
    app.keys("4")
    app.keys("space", "space", apart_ms=300)
    kept = [("mark", None, ""), ("feeling", 2, ""), ("mark", None, ""), ("feeling", 1, "")]
    two = [("mark", None, "")] * 2
    screen.until(lambda: on_disk(folder) == [*kept, *two], "each press of a finger is one moment")


def test_the_walk_can_be_ended_there_and_the_debrief_follows(screen: Screen, tmp_path: Path, journey: str) -> None:
    app = discreet(screen, tmp_path / "data")
    app.keys("space")
    app.type("end")
    app.keys("Return")
    app.keys("F12")
    window = app.window("Mysteryshop")
    own = 'WM_CLASS(STRING) = "mysteryshop", "mysteryshop"'  # as its desktop entry says, for docks and taskbars
    screen.until(lambda: screen.tell("xprop", "-id", str(window.number), "WM_CLASS") == own, "it is itself again")
    app.close()
    assert app.wait() == 0
    database = Database.open(tmp_path / "data")
    try:
        record = Queries(database).load(journey)
    finally:
        database.close()
    assert record.journey.state == "debrief"
    assert [m.kind for m in record.moments] == ["mark"]


def test_every_half_typed_line_goes_along(screen: Screen, tmp_path: Path, journey: str) -> None:
    folder = tmp_path / "data"
    app = resume(screen, folder)
    app.keys("s")
    app.type("taxi was wai")
    app.keys("Escape")
    screen.until(lambda: _only_notes(app), "only the small window shows")
    app.window("Notes")
    app.type("ting")
    app.keys("F12")
    screen.until(lambda: app.windows()[-1].geometry[2] >= 1000, "the whole screen is back")
    app.window("Notes")
    app.keys("Return")
    screen.until(lambda: _skips(folder, journey) == ["taxi was waiting"], "the reason went along and came back")
    app.kill()


def stored(folder: Path, ident: str) -> tuple[Moment, ...]:
    """The moments once no app has the folder open."""
    database = Database.open(folder)
    try:
        return Queries(database).load(ident).moments
    finally:
        database.close()


def _skips(folder: Path, ident: str) -> list[str]:
    import sqlite3
    from contextlib import closing

    from mysteryshop import paths

    with closing(sqlite3.connect(f"file:{paths.database_file(folder)}?mode=ro", uri=True)) as file:
        return [reason for (reason,) in file.execute("SELECT reason FROM skips WHERE live = 1")]
