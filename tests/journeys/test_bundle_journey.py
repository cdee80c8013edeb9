"""From the leader's desk to the analyst's, in real windows: a double click, and a second one while the app is open."""

from __future__ import annotations

import sqlite3
from contextlib import closing as closing_connection
from pathlib import Path

import pytest

from mysteryshop.paths import database_file
from tests.core.bundles import Desk, desk
from tests.core.walks import closing, rich
from tests.journeys.screen import Screen

pytestmark = pytest.mark.screen


def places(data_dir: Path) -> list[str]:
    """Where the journeys of a folder were walked, as another program sees it on the disk."""
    if not database_file(data_dir).is_file():
        return []
    with closing_connection(sqlite3.connect(f"file:{database_file(data_dir)}?mode=ro", uri=True)) as raw:
        return [row[0] for row in raw.execute("SELECT place FROM journeys ORDER BY key")]


def test_a_double_click_on_a_bundle_takes_it_in_and_a_newer_one_into_the_running_app(
    screen: Screen, tmp_path: Path
) -> None:
    first, second, data = tmp_path / "walk.journey", tmp_path / "walk, amended.journey", tmp_path / "data"
    with closing(rich(tmp_path / "leader", id="walked")) as walk:
        walk.recorder.finalise("walked", walk.later())
        Desk(walk.database).hand_on(first)
        walk.recorder.amend_journey("walked", place="Porto", reason="wrong town")
        Desk(walk.database).hand_on(second)
    app = screen.start_app("--data-dir", str(data), str(first))
    app.window("Mysteryshop")
    screen.until(lambda: places(data) == ["Lisbon to Oslo"], "the bundle is taken in")
    again = screen.start_app("--data-dir", str(data), str(second))
    assert again.wait() == 0
    screen.until(lambda: places(data) == ["Porto"], "the newer state is taken in by the window that is open")
    app.close()
    assert app.wait() == 0
    with desk(data) as made:
        assert made.all_is_well()
