"""What a passphrase costs: a capture in a locked folder beside one in a plain folder, in turn, and opening either.

Deriving the key from the passphrase is slow on purpose, and not part of opening: it is measured alone.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mysteryshop.store import keyfile, passphrase
from mysteryshop.store.database import Database
from tests.bench.capture import FULL, Walk, walk
from tests.core.locking import every_folder_is_locked

PAIRS = 200
TRIES = 3
SLOWER = 1.6  # a capture in a locked folder, against a plain one
OPENING_S = 0.1  # more than in a plain folder, once the key is there


def took(work: Callable[[], object]) -> float:
    """Microseconds."""
    begun = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - begun) / 1000


def in_turn(plain: Walk, locked: Walk, moments: int) -> float:
    """The ratio of medians."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(PAIRS):
        for of, kept in zip((plain, locked), times, strict=True):
            kept.append(took(of.capture))
    first, second = map(statistics.median, times)
    print(f"\n{moments} moments: plain {first:.0f} us, locked {second:.0f} us, ratio {second / first:.2f}")
    return second / first


@pytest.mark.bench
@pytest.mark.parametrize("moments", [0, FULL])
def test_a_capture_in_a_locked_folder_is_hardly_slower(moments: int) -> None:
    with walk(moments) as plain, every_folder_is_locked(), walk(moments) as locked:
        assert locked.database.key is not None
        assert plain.database.key is None
        ratios: list[float] = []
        while len(ratios) < TRIES and min(ratios, default=9.0) > SLOWER:
            ratios.append(in_turn(plain, locked, moments))
        assert min(ratios) <= SLOWER


@pytest.mark.bench
def test_opening_a_locked_folder_costs_the_passphrase_and_little_else(tmp_path: Path) -> None:
    """The whole price of guessing, paid once by who knows the passphrase."""
    for name in ("plain", "locked"):
        Database.open(tmp_path / name).close()
    passphrase.set_passphrase(tmp_path / "locked", "correct horse battery")
    derived = took(lambda: keyfile.unlock(tmp_path / "locked", "correct horse battery"))
    key = keyfile.unlock(tmp_path / "locked", "correct horse battery")
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(15):
        times[0].append(took(lambda: Database.open(tmp_path / "plain", exclusive=True).close()))
        times[1].append(took(lambda: Database.open(tmp_path / "locked", exclusive=True, key=key).close()))
    plain, locked = map(statistics.median, times)
    print(f"\nkey from passphrase {derived / 1000:.0f} ms; open: plain {plain:.0f} us, locked {locked:.0f} us")
    assert derived > 20_000  # cheap for nobody
    assert (locked - plain) / 1e6 < OPENING_S
