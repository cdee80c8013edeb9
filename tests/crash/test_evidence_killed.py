"""The app is killed while it attaches files: what was acknowledged is there whole, and no row lacks its file.

Eight times here; `MYSTERYSHOP_KILLS=200 pytest tests/crash` looks longer.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from mysteryshop.store import check
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.imports import ROOT

KILLS = int(os.environ.get("MYSTERYSHOP_KILLS", "8"))


def killed_after(seconds: float, data_dir: Path, seed: int) -> list[dict[str, Any]]:
    """Start the app, kill it so long after its first word, and return everything that it said."""
    command = [sys.executable, "-m", "tests.crash.attacher", str(data_dir), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout is not None
        said = [app.stdout.readline(), app.stdout.readline()]
        time.sleep(seconds)  # at any point of a write, not after a line of output
        app.send_signal(signal.SIGKILL)
        said += app.stdout.readlines()
    assert app.returncode == -signal.SIGKILL
    return [json.loads(line) for line in said if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.timeout(60 + 5 * KILLS)
def test_attached_files_survive_the_kill(tmp_path: Path) -> None:
    chance = random.Random(5)
    attached: dict[str, str] = {}
    for kill in range(KILLS):
        for line in killed_after(chance.uniform(0, 0.3), tmp_path, seed=kill):
            if "attached" in line:
                attached[line["attached"]] = line["digest"]
            for gone in line.get("removed", ()):
                attached.pop(gone, None)
        with Database.open(tmp_path, exclusive=True) as database:
            queries = Queries(database)
            (journey,) = queries.ids()
            there = {a.id: a.digest for a in queries.load(journey).attachments}
            unsaid = {i for i in attached if i not in there}
            assert len(unsaid) <= 1  # an undo that was stored and not yet acknowledged
            attached = {i: digest for i, digest in attached.items() if i in there}
            assert attached.items() <= there.items()
            assert all(database.files.holds(digest) for digest in there.values())
            assert queries.verify(journey).ok
    assert len(attached) >= KILLS
    assert [line for line in check(tmp_path) if not line.ok] == []
