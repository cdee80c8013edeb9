"""Killed at any point of setting, changing or removing a passphrase: the folder opens with the old one or the new.

Eight times here; `MYSTERYSHOP_KILLS=200 pytest tests/crash` looks longer.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mysteryshop.store import backup, check, keyfile
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.locking import cheap_passphrases
from tests.core.walks import rich
from tests.crash.striking import killed_within, seconds_needed

KILLS = int(os.environ.get("MYSTERYSHOP_KILLS", "8"))
WORDS = (b"Lisbon", b"first-time flyer", b"a badge with a name")
CONVERTER = "tests.crash.converter"


@pytest.fixture(autouse=True)
def cheap() -> Iterator[None]:
    with cheap_passphrases():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A journey, evidence, and backups of several days."""
    data = tmp_path / "data"
    with closing(rich(data).database) as database:
        for number in range(8):
            database.files.put(b"a badge with a name %d " % number * 5000)
        for day in range(3):
            backup.backup(database, now=datetime(2026, 11, 1 + day, tzinfo=UTC))
    return data


def content(folder: Path, passphrase: str) -> tuple[object, ...]:
    """All that the folder holds; opening it carries on what was broken off."""
    key = keyfile.unlock(folder, passphrase) if keyfile.is_locked(folder) else None
    with Database.open(folder, create=False, exclusive=True, key=key) as database:
        assert database.warnings == []
        queries = Queries(database)
        (journey,) = queries.ids()
        assert queries.verify(journey).ok
        files = {digest: database.files.read(digest) for digest in database.files.digests()}
        return queries.load(journey), queries.edits(journey), files


def opens_with(folder: Path, candidates: tuple[str, str]) -> str:
    """Which of the two passphrases the folder has now; the empty one where it has none."""
    if not keyfile.is_locked(folder):
        return ""
    for each in filter(None, candidates):
        try:
            keyfile.unlock(folder, each).forget()
        except keyfile.WrongPassphrase:
            continue
        return each
    raise AssertionError("neither the old passphrase nor the new one opens the folder")


@pytest.mark.slow
@pytest.mark.timeout(60 + 10 * KILLS)
def test_a_killed_change_of_the_passphrase_loses_nothing_and_leaves_nothing_readable(folder: Path) -> None:
    chance = random.Random(7)
    longest_s = _longest_s(folder)
    before = content(folder, "")
    held, struck = "", 0
    for kill in range(KILLS):
        what = "set" if not held else chance.choice(["change", "remove", "remove"])
        new = f"passphrase {kill}" if what != "remove" else ""
        struck += killed_within(chance.uniform(0, longest_s), CONVERTER, str(folder), what, held, new)
        held = opens_with(folder, (held, new))
        assert content(folder, held) == before
        held = opens_with(folder, (held, ""))  # a removal that was broken off is complete after this opening
        _looked_over(folder, held)
    assert struck >= KILLS // 3


def _longest_s(folder: Path) -> float:
    """How long the longest of the three takes on this computer, tried on a copy; each is longer on a larger folder."""
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    asked = (("set", "", "old"), ("change", "old", "new"), ("remove", "new", ""))
    return max(seconds_needed(CONVERTER, str(copy), *words) for words in asked)


def _looked_over(folder: Path, held: str) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert not [path.name for path in files if path.suffix in (".plain", ".converted", ".part")]
    key = keyfile.unlock(folder, held) if held else None
    assert [line for line in check(folder, key) if not line.ok and line.name != "backups"] == []
    everything = b"".join(path.read_bytes() for path in files)
    assert [word in everything for word in WORDS] == [not held] * len(WORDS)
