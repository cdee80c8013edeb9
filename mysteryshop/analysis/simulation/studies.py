"""Many small studies, each analysed as a user would, and held against what is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mysteryshop.errors import InputError

from ..driver_result import Drivers
from ..drivers import analyse
from ..intervals import Floats
from .populations import CONTROL, HYPOTHESIS, KINDS, OUTCOME, PREDICTORS, Kind, journeys, true_shares

STUDIES = 1_000
RESAMPLES = 1_000
FEWEST, MOST = 8, 200


@dataclass(frozen=True, slots=True)
class Study:
    """One study: what was said, and what is true.

    `named` is the driver that the verdict says leads, `true_leader` the one that does, each None where there is none.
    `naive` is what is named when duration is not controlled. `shares` are the true ones, `covered` says of
    each whether its interval holds it, `width` is the intervals' mean width; empty and 0 where there are none.
    """

    kind: str
    n: int
    refused: bool
    named: str | None
    naive: str | None
    true_leader: str | None
    hypothesis_verdict: str | None
    shares: tuple[float, ...]
    covered: tuple[bool, ...]
    width: float

    @property
    def wrong(self) -> bool:
        """Whether the verdict names a driver that does not lead."""
        return self.named is not None and self.named != self.true_leader


def simulate(studies: int = STUDIES, *, seed: int = 0, resamples: int = RESAMPLES) -> Iterator[Study]:
    """Studies of each kind in turn; sizes from 8 to 200, as many between 8 and 20 as between 80 and 200."""
    for number in range(studies):
        rng = np.random.default_rng([seed, number])
        kind = KINDS[number % len(KINDS)]
        n = round(float(np.exp(rng.uniform(np.log(FEWEST), np.log(MOST)))))
        # Where duration slows communication, communication is not the driver as well.
        leader = int(rng.integers(1 if kind.duration else 0, len(PREDICTORS)))
        yield study(kind, leader, journeys(kind, leader, n, rng), resamples)


def study(kind: Kind, leader: int, rows: Floats, resamples: int) -> Study:
    """One study of those journeys. Duration is controlled where it has an effect."""
    controlled = bool(kind.duration)
    said = _analysed(rows, controlled, resamples)
    naive = _analysed(rows, False, resamples) if controlled else said
    truth = dict(zip(PREDICTORS, true_shares(kind.id, leader, controlled), strict=True))
    intervals = said.intervals if said else {}
    return Study(
        kind=kind.id,
        n=len(rows),
        refused=said is None,
        named=said.named if said else None,
        naive=naive.named if naive else None,
        true_leader=PREDICTORS[leader] if kind.has_leader else None,
        hypothesis_verdict=said.hypothesis_verdict if said else None,
        shares=tuple(truth[name] for name in intervals),
        covered=tuple(truth[name] in interval for name, interval in intervals.items()),
        width=float(np.mean([i.high - i.low for i in intervals.values()])) if intervals else 0.0,
    )


def _analysed(rows: Floats, controlled: bool, resamples: int) -> Drivers | None:
    """The analysis, or None where it refuses: too few journeys, or ratings that are all the same."""
    try:
        return analyse(
            (OUTCOME, rows[:, -1]),
            {name: rows[:, 1 + index] for index, name in enumerate(PREDICTORS)},
            control=(CONTROL, rows[:, 0]) if controlled else None,
            hypothesis=HYPOTHESIS,
            resamples=resamples,
        )
    except InputError:
        return None
