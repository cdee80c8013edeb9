"""Killed while it captures, amends, attaches, takes bundles in, changes its passphrase and purges, all by turns.

Eight times here; `make crash` looks two hundred times, and says what came of it. MYSTERYSHOP_SEED deals anew.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.bundles import Desk
from tests.core.locking import cheap_passphrases
from tests.core.walks import attachment, closing, rich
from tests.crash.desk import KINDS
from tests.crash.promised import Heads, Promised, Said
from tests.imports import ROOT

KILLS = int(os.environ.get("MYSTERYSHOP_KILLS", "8"))
LONGEST_S = 1.5  # long enough for some work of each kind
BUNDLES, JOURNEYS = 3, 2


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Heads]]:
    """Bundles of somebody else's journeys, each in an older and in a newer state."""
    home = tmp_path_factory.mktemp("theirs")
    made: dict[str, Heads] = {}
    with closing(rich(home / "store", id="first")) as walk:
        desk = Desk(walk.database)
        for bundle in range(BUNDLES):
            idents = [f"theirs {bundle} {number}" for number in range(JOURNEYS)]
            for ident in idents:
                walk.recorder.import_record(
                    replace(walk.record, journey=replace(walk.record.journey, id=ident), attachments=())
                )
                photo = replace(attachment(walk, "a"), digest=walk.database.files.put(os.urandom(100_000)))
                walk.recorder.save(ident, photo)
            for state in ("older", "newer"):
                file = home / f"{bundle} {state}.journey"
                desk.hand_on(file, *idents)
                ends = {ident: desk.queries.edits(ident)[-1] for ident in idents}
                made[file.name] = {ident: (end.seq, end.hash.hex()) for ident, end in ends.items()}
                for ident in idents:
                    walk.recorder.answer(ident, "rate.cost", "1")
    return home, made


def killed_after(seconds: float, *arguments: str) -> list[Said]:
    """Start the desk, kill it so long after its first word, and return everything that it said."""
    command = [sys.executable, "-m", "tests.crash.desk", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        said = [desk.stdout.readline()]
        time.sleep(seconds)  # at any point of a write, not after a line of output
        desk.send_signal(signal.SIGKILL)
        said += desk.stdout.readlines()
    assert desk.returncode == -signal.SIGKILL
    return [json.loads(line) for line in said if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.timeout(60 + 10 * KILLS)
def test_whatever_is_being_done_a_kill_loses_nothing_and_leaves_nothing_half(
    tmp_path: Path, bundles: tuple[Path, dict[str, Heads]]
) -> None:
    seed = os.environ.get("MYSTERYSHOP_SEED", "4")
    chance = random.Random(seed)
    folder, heads = bundles
    promised = Promised(tmp_path / "data", heads)
    with cheap_passphrases():
        for kill in range(KILLS):
            said = killed_after(
                chance.uniform(0, LONGEST_S), str(promised.folder), str(folder), f"{seed} {kill}", promised.held
            )
            promised.looked_over(promised.follow(said))
    tally = promised.tally
    print(f"\n{tally}")
    assert [*tally.lost, *tally.half, *tally.unclean] == []
    assert tally.acknowledged["edit"] >= KILLS
    if KILLS >= 100:
        assert min(tally.struck[kind] for kind in KINDS) >= KILLS // 40  # each kind of work was hit
