"""From key down to committed row: within twice bare sqlite3, and the same in a journey of 5,000 moments.

Both sides of each comparison take turns in one run. A machine that is busy with other things may
spoil a run, so a limit is missed only when it is missed three times.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bench.capture import FULL, Walk, growth, side_by_side, walk

PAIRS = 300
TRIES = 3


def best_of(measure: Callable[[], float], limit: float) -> float:
    """The first figure within the limit, or the best of all tries."""
    figures: list[float] = []
    for _ in range(TRIES):
        figures.append(measure())
        if figures[-1] <= limit:
            break
    return min(figures)


@pytest.mark.bench
@pytest.mark.parametrize("moments", [0, FULL])
def test_a_capture_takes_at_most_twice_what_sqlite_alone_takes(moments: int) -> None:
    def ratio() -> float:
        figures = side_by_side(moments, PAIRS)
        print(f"\n{moments} moments: recorder {figures.recorder:.0f} us, sqlite3 {figures.bare:.0f} us", end=" ")
        print(f"ratio {figures.ratio:.2f}")
        return figures.ratio

    assert best_of(ratio, 2.0) <= 2.0


@pytest.mark.bench
def test_a_capture_is_no_slower_in_a_long_journey() -> None:
    def ratio() -> float:
        empty, full = growth(PAIRS)
        print(f"\n{FULL} moments: {full:.0f} us, none: {empty:.0f} us, ratio {full / empty:.2f}")
        return full / empty

    assert best_of(ratio, 1.15) <= 1.15


def test_a_capture_makes_sqlite_do_the_same_work_in_a_long_journey() -> None:
    """Counted in SQLite's own steps, which no busy machine changes."""
    with walk(0) as empty, walk(FULL) as full:
        assert steps(full) <= steps(empty) * 1.02


def steps(of: Walk) -> int:
    """The steps of one capture, after the first has read where the journey stands."""
    taken = 0

    def _taken() -> None:
        nonlocal taken
        taken += 1

    of.capture()
    connection = of.database.writer_connection()
    connection.set_progress_handler(_taken, 1)
    of.capture()
    connection.set_progress_handler(None, 0)
    return taken
