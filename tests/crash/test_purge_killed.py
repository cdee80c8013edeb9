"""The app is killed in the middle of a purge: at its next start the journey is gone from everywhere, or untouched.

Eight times here, spread over all steps; `MYSTERYSHOP_KILLS=500 pytest tests/crash` looks at every single one.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mysteryshop.store import check
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.test_purging import OWN, held, two_journeys
from tests.imports import ROOT

KILLS = int(os.environ.get("MYSTERYSHOP_KILLS", "8"))


def killed_after(lines: int | None, data_dir: Path, journey: str) -> list[str]:
    """Start the purge, kill it when it has said so many lines (never, where None), and return all that it said."""
    command = [sys.executable, "-m", "tests.crash.purger", str(data_dir), journey]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout is not None
        said = [app.stdout.readline() for _ in range(lines or 0)]
        if lines is not None:
            app.send_signal(signal.SIGKILL)
        said += app.stdout.readlines()
    return [line for line in said if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.timeout(90 + 5 * KILLS)
def test_a_purge_that_is_killed_is_finished_or_never_happened(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    going, staying = two_journeys(whole)
    with Database.open(whole) as database:
        before = [Queries(database).load(ident) for ident in (going, staying)]
    steps = _copied_and_killed(whole, tmp_path / "all", None, going)
    done = steps.index("purged waiting=False\n") + 1
    assert held(tmp_path / "all") == []
    outcomes = set()
    points = sorted({1 + round(place * (done - 1) / max(1, KILLS - 1)) for place in range(KILLS)})
    for point in points:
        data_dir = tmp_path / str(point)
        said = _copied_and_killed(whole, data_dir, point, going)
        with Database.open(data_dir, exclusive=True) as database:
            queries = Queries(database)
            stays = going in queries.ids()
            outcomes.add(stays)
            assert queries.load(staying) == before[1]
            if stays:
                assert "purged waiting=False\n" not in said
                assert queries.load(going) == before[0]
                own = next(a for a in before[0].attachments if a.id == "a1")
                assert database.files.read(own.digest) == OWN
            assert [purge.journey for purge in queries.purges()] == ([] if stays else [going])
        if not stays:
            assert held(data_dir) == [], f"killed after {said[-1]!r}"
        assert [line for line in check(data_dir) if not line.ok] == []
        assert not (data_dir / "purge.pending").exists()
        shutil.rmtree(data_dir)
    assert outcomes == {True, False}


def _copied_and_killed(whole: Path, data_dir: Path, lines: int | None, journey: str) -> list[str]:
    shutil.copytree(whole, data_dir)
    return killed_after(lines, data_dir, journey)
