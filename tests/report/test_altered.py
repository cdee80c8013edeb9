"""A journey that something else than the app changed: its summary does not vouch for it."""

from __future__ import annotations

import sqlite3
from contextlib import closing as closing_connection
from pathlib import Path

import pytest

from mysteryshop import cli
from mysteryshop.paths import database_file
from tests.core.walks import closing, rich
from tests.report.reading import pages


@pytest.fixture
def sealed(tmp_path: Path) -> str:
    """The id of a finalised journey in the store in `tmp_path`."""
    with closing(rich(tmp_path)) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
        return walk.id


def summary(data_dir: Path, journey: str) -> list[str]:
    """The pages that the command writes."""
    target = data_dir / "summary.pdf"
    assert cli.main(["--data-dir", str(data_dir), "report", journey, "-o", str(target)]) == 0
    return pages(target)


def test_a_journey_that_is_what_its_edits_say_keeps_its_seal(sealed: str, tmp_path: Path) -> None:
    text = " ".join(summary(tmp_path, sealed))
    assert "has not been changed since" in text
    assert "does not hold" not in text


def test_a_value_changed_in_the_file_is_said_on_every_page(sealed: str, tmp_path: Path) -> None:
    with closing_connection(sqlite3.connect(database_file(tmp_path), isolation_level=None)) as raw:
        raw.execute("UPDATE moments SET text = 'All went well' WHERE text LIKE 'Two lanes closed%'")
    first, *others = summary(tmp_path, sealed)
    assert "Altered. The journey is not what its own history of edits says" in first
    assert all("does not hold · page" in page for page in (first, *others))
    assert "has not been changed since" not in " ".join(others)


def test_an_edit_that_cannot_be_read_stops_no_summary(sealed: str, tmp_path: Path) -> None:
    with closing_connection(sqlite3.connect(database_file(tmp_path), isolation_level=None)) as raw:
        raw.execute("UPDATE edits SET changes = '{' WHERE seq = 3")
    assert "Altered." in summary(tmp_path, sealed)[0]
