"""Killed while a bundle comes in: all of it is there afterwards or nothing, and the next try ends well.

Twelve times here; `MYSTERYSHOP_KILLS=200 pytest tests/crash` looks longer.
"""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from mysteryshop.journey import Record
from mysteryshop.store import check
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.bundles import Desk, desk
from tests.core.walks import attachment, closing, rich
from tests.crash.striking import killed_within, seconds_needed

KILLS = int(os.environ.get("MYSTERYSHOP_KILLS", "12"))
TAKER = "tests.crash.taker"
JOURNEYS = 25


@dataclass
class Case:
    """A folder with an older state and a diverged one, and a bundle that brings newer ones and many others."""

    folder: Path
    bundle: Path
    before: dict[str, Record]
    takes_s: float = 0.0


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    home = tmp_path_factory.mktemp("killed")
    with closing(rich(home / "leader", id="newer")) as walk:
        for number in range(JOURNEYS):
            head = replace(walk.record.journey, id=f"journey {number}")
            walk.recorder.import_record(replace(walk.record, journey=head))
            photo = attachment(walk, f"photo {number}")
            walk.recorder.save(head.id, replace(photo, digest=walk.database.files.put(os.urandom(50_000))))
        leader = Desk(walk.database)
        leader.hand_on(home / "first.journey", "newer", "journey 0")
        with desk(home / "analyst") as analyst:
            analyst.take(home / "first.journey")
            analyst.recorder.answer("journey 0", "rate.cost", "9")
        walk.recorder.answer("newer", "rate.cost", "1")
        walk.recorder.answer("journey 0", "rate.cost", "1")
        leader.hand_on(home / "second.journey")
    case = Case(home / "analyst", home / "second.journey", records(home / "analyst"))
    shutil.copytree(case.folder, home / "timed")
    case.takes_s = seconds_needed(TAKER, str(home / "timed"), str(case.bundle))
    return case


def records(folder: Path) -> dict[str, Record]:
    with Database.open(folder, exclusive=True) as database:
        queries = Queries(database)
        assert all(queries.prove(ident).ok for ident in queries.ids())
        return {ident: queries.load(ident) for ident in queries.ids()}


@pytest.mark.slow
@pytest.mark.timeout(120 + 10 * KILLS)
def test_a_bundle_is_all_there_or_not_at_all(case: Case, tmp_path: Path) -> None:
    chance = random.Random(5)
    struck = 0
    for kill in range(KILLS):
        folder = tmp_path / str(kill)
        shutil.copytree(case.folder, folder)
        was_killed = killed_within(chance.uniform(0, case.takes_s), TAKER, str(folder), str(case.bundle))
        struck += was_killed
        now = records(folder)
        whole = len(now) == JOURNEYS + 2
        assert whole or (was_killed and now == case.before)
        assert [line for line in check(folder) if not line.ok] == []
        assert not killed_within(60, TAKER, str(folder), str(case.bundle))
        after = records(folder)
        assert len(after) == JOURNEYS + 2  # the diverged one stands beside the one that was here
        assert (after["newer"].rating("cost"), after["journey 0"].rating("cost")) == (1, 9)
        assert after[after["journey 0"].journey.twin].rating("cost") == 1
        for half in folder.rglob("*.part"):
            os.utime(half, (0, 0))
        assert [line for line in check(folder) if not line.ok] == []
        assert not list(folder.rglob("*.part"))  # what is old and nobody's goes with the next check
        shutil.rmtree(folder)
    assert struck >= KILLS // 3
