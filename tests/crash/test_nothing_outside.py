"""Whatever file somebody sends: taken or refused with a sentence, whole or not at all, and nothing else is touched.

Sixty spoilt files here; `MYSTERYSHOP_FUZZ=5000 pytest tests/crash` (or `make crash`) looks at more.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from mysteryshop.store import check
from tests.core.bundles import Desk
from tests.core.walks import closing, rich
from tests.crash import hostile
from tests.crash.feeder import LIMIT_S
from tests.imports import ROOT

COUNT = int(os.environ.get("MYSTERYSHOP_FUZZ", "60"))


def around(home: Path) -> dict[str, str]:
    """Every file and folder beside the data folder, with what is in it."""
    paths = [path for path in home.rglob("*") if home / "data" not in (path, *path.parents)]
    return {str(path): sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder" for path in paths}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a journey, precious files beside it, and the hostile ones."""
    home = tmp_path_factory.mktemp("home")
    for folder in ("files", "made", "temporary", "documents"):
        (home / folder).mkdir()
    (home / "documents" / "precious.txt").write_text("precious")
    with closing(rich(home / "theirs")) as walk:
        Desk(walk.database).hand_on(home / "made" / "good.journey")
        bundle = (home / "made" / "good.journey").read_bytes()
        made = hostile.good(walk.record, bundle, home / "made")
    rich(home / "data", id="here").database.close()
    chance = random.Random(os.environ.get("MYSTERYSHOP_SEED", "4"))
    files = {**made, **hostile.thought_out(), **dict(hostile.spoilt(made, COUNT, chance))}
    for name, data in files.items():
        (home / "files" / name).write_bytes(data)
    return home


@pytest.mark.slow
@pytest.mark.timeout(120 + COUNT)
def test_no_file_crashes_hangs_comes_in_by_halves_or_touches_anything_else(home: Path) -> None:
    before = around(home)
    environment = {**os.environ, "TMPDIR": str(home / "temporary"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tests.crash.feeder", str(home / "data"), str(home / "files")]
    feeder = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    told = [json.loads(line) for line in feeder.stdout.splitlines()]
    journeys = 1
    wrong = []
    for line in told:
        if line["code"] not in (0, 2) or line["outside"] or line["took"] > LIMIT_S:
            wrong.append(line)
        if line["code"] == 2 and (line["journeys"] != journeys or not line["said"].strip()):
            wrong.append(line)
        journeys = line["journeys"]
    taken = sum(line["code"] == 0 for line in told)
    slowest = max(told, key=lambda line: line["took"])
    print(
        f"\n{len(told)} files: {taken} taken, {len(told) - taken - len(wrong)} refused, {len(wrong)} wrong; "
        f"slowest {slowest['file']} {slowest['took']:.1f} s; {journeys} journeys."
    )
    for line in wrong:
        print(line["file"], line["code"], line["outside"], line["said"])
    assert [line["file"] for line in wrong] == []
    assert {line["file"] for line in told} == {path.name for path in (home / "files").iterdir()}, feeder.stderr
    assert around(home) == before
    assert [line for line in check(home / "data") if not line.ok] == []
    assert 0 < taken < len(told)
