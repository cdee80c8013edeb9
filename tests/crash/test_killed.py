"""The app is killed at any point: everything that was acknowledged is there, and nothing half done.

Thirty times here; `MYSTERYSHOP_KILLS=500 pytest tests/crash` looks longer.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mysteryshop.journey import Moment
from mysteryshop.paths import database_file
from mysteryshop.store import check, keyfile, passphrase
from mysteryshop.store.connections import connect
from mysteryshop.store.database import Database
from mysteryshop.store.keyfile import FolderKey
from mysteryshop.store.queries import Queries
from tests.core.locking import PASSPHRASE, cheap_passphrases
from tests.imports import ROOT

KILLS = int(os.environ.get("MYSTERYSHOP_KILLS", "30"))


def killed_after(lines: int, data_dir: Path, seed: int) -> list[dict[str, Any]]:
    """Start the app, kill it when it has said so many lines, and return everything that it said."""
    command = [sys.executable, "-m", "tests.crash.writer", str(data_dir), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout is not None
        said = [app.stdout.readline() for _ in range(lines)]
        app.send_signal(signal.SIGKILL)
        said += app.stdout.readlines()
    assert app.returncode == -signal.SIGKILL
    return [json.loads(line) for line in said if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.timeout(60 + 5 * KILLS)
@pytest.mark.parametrize(("locked", "kills"), [(False, KILLS), (True, max(KILLS // 3, 1))])
def test_everything_acknowledged_survives_the_kill(tmp_path: Path, locked: bool, kills: int) -> None:
    chance = random.Random(11)
    if locked:
        with cheap_passphrases():
            passphrase.set_passphrase(tmp_path, PASSPHRASE).forget()
    stored = 0
    acknowledged: dict[int, dict[str, Any]] = {}
    for kill in range(kills):
        lines = 1 if kill % 10 == 3 else chance.randrange(2, 80)  # now and then while it is still opening
        said = killed_after(lines, tmp_path, seed=kill)
        edits = {line["seq"]: line for line in said if "seq" in line}
        acknowledged |= edits
        stored = _looked_over(tmp_path, acknowledged, before=stored)
    assert stored >= kills
    assert [line for line in check(tmp_path, _key(tmp_path)) if not line.ok] == []


def test_an_app_killed_while_it_makes_its_store_is_no_obstacle_to_the_next(tmp_path: Path) -> None:
    for kill in range(5):
        data_dir = tmp_path / str(kill)
        killed_after(1, data_dir, seed=kill)
        said = killed_after(6, data_dir, seed=kill)
        assert [line["verb"] for line in said if "verb" in line][:2] == ["prepare", "start"]


def _key(data_dir: Path) -> FolderKey | None:
    return keyfile.unlock(data_dir, PASSPHRASE) if keyfile.is_locked(data_dir) else None


def _looked_over(data_dir: Path, acknowledged: dict[int, dict[str, Any]], *, before: int) -> int:
    """Open the store as the app would after the crash; how many edits are in it."""
    with Database.open(data_dir, exclusive=True, key=_key(data_dir)) as database:
        queries = Queries(database)
        if not queries.ids():
            assert not acknowledged
            return 0
        (journey,) = queries.ids()
        edits = queries.edits(journey)
        last = max(acknowledged, default=0)
        assert last <= len(edits)
        assert before <= len(edits) <= max(last, before) + 1  # one may be stored and not yet acknowledged
        for seq, line in acknowledged.items():
            edit = edits[seq - 1]
            after = {c.item.id: c.after for c in edit.changes.items}
            assert edit.verb == line["verb"]
            moments = {i: item.text for i, item in after.items() if isinstance(item, Moment)}
            assert {**moments, **line["moments"]} == moments
            assert all(after[ident] is None for ident in line["removed"])
        assert queries.verify(journey).ok
    with closing(connect(database_file(data_dir), "rw", key=_key(data_dir))) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return len(edits)
