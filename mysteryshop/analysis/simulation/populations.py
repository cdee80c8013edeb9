"""Made-up journeys of a described model, and the shares that are true of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import lmg
from ..intervals import Floats

PREDICTORS = ("communication_frequency", "message_quality", "speed", "quality", "cost")
HYPOTHESIS = PREDICTORS[0]
OUTCOME, CONTROL = "satisfaction", "duration"
_HALO = 0.3  # correlation of the predictors: a pleased leader marks everything higher
_SLOWED = -0.75  # correlation of communications per hour with duration, where it confounds
_NOISE = 0.8  # standard deviation of what nothing explains
_ROWS = 400_000  # from which the true shares are computed: right to about 0.001


@dataclass(frozen=True, slots=True)
class Kind:
    """What is true: standardised effects of the leading driver and those after it, and of duration."""

    id: str
    label: str
    effects: tuple[float, ...] = ()
    duration: float = 0.0  # effect of duration on satisfaction; where it has one, it slows communication too

    @property
    def has_leader(self) -> bool:
        """Whether one driver truly comes first."""
        return bool(self.effects) and self.effects[0] not in self.effects[1:]


KINDS = (
    Kind("strong", "one strong driver, two weak ones", (0.7, 0.2, 0.1)),
    Kind("weak", "one weak driver, two weaker ones", (0.35, 0.15, 0.1)),
    Kind("tied", "two drivers about equally strong", (0.4, 0.4)),
    Kind("absent", "no driver at all"),
    Kind("confounded", "one driver; duration drives satisfaction and slows communication", (0.4,), -0.6),
    Kind("only duration", "no driver; duration drives satisfaction and slows communication", (), -0.6),
)
BY_ID: Mapping[str, Kind] = {kind.id: kind for kind in KINDS}


def journeys(kind: Kind, leader: int, n: int, rng: np.random.Generator) -> Floats:
    """n journeys: columns duration, the five predictors, satisfaction; shape (n, 7).

    Underneath all is normal. Duration and communications per hour are skewed (lognormal), message quality is a mean
    and stays continuous, and the ratings are whole numbers from 0 to 10, cut off at the ends.
    """
    halo, own = rng.standard_normal((n, 1)), rng.standard_normal((n, len(PREDICTORS)))
    drivers = np.sqrt(_HALO) * halo + np.sqrt(1 - _HALO) * own
    duration = rng.standard_normal(n)
    if kind.duration:
        drivers[:, 0] = _SLOWED * duration + np.sqrt(1 - _SLOWED**2) * drivers[:, 0]
    outcome = drivers @ effects(kind, leader) + kind.duration * duration + _NOISE * rng.standard_normal(n)
    seen = np.column_stack([duration, drivers, outcome])
    seen[:, :2] = np.exp(0.5 * seen[:, :2])
    seen[:, 3:6] = np.clip(np.round(6 + 1.8 * seen[:, 3:6]), 0, 10)
    seen[:, 6] = np.clip(np.round(6.5 + 1.8 * seen[:, 6]), 0, 10)
    return seen


def effects(kind: Kind, leader: int) -> Floats:
    """The effect of each predictor, the strongest on `leader` and the next ones after it, around."""
    result = np.zeros(len(PREDICTORS))
    for step, effect in enumerate(kind.effects):
        result[(leader + step) % len(PREDICTORS)] = effect
    return result


@cache
def true_shares(kind: str, leader: int, controlled: bool) -> tuple[float, ...]:
    """The LMG shares of that population, duration taken out first where it is controlled."""
    rng = np.random.default_rng([_ROWS, list(BY_ID).index(kind), leader])
    rows = journeys(BY_ID[kind], leader, _ROWS, rng)
    correlation = np.atleast_2d(np.corrcoef(rows[:, 0 if controlled else 1 :].T))
    return tuple(float(share) for share in lmg.shares(correlation, int(controlled)))
