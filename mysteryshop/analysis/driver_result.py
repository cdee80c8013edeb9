"""What an analysis of drivers comes to: one frozen result, in numbers and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from .intervals import Interval

RESAMPLES = 5_000


@dataclass(frozen=True, slots=True)
class Drivers:
    """The analysis of one outcome. Shares are of the outcome's variance, 0..1; maps go by the predictors' names.

    `lmg` and `johnson` add up to `r2` less `control_r2`. `leader` has the largest share of these journeys; `leads` is
    the share of resamples in which each predictor has it, `leader_share` the leader's. `intervals` are those of the
    LMG shares. Below 8 journeys there are none of these three.
    `named` is the driver that the verdict says leads; None where it says that it cannot tell.
    `hypothesis_verdict` is supported, refuted or open; `rival` is who is most often ahead of the hypothesis, and in
    what share of resamples.
    """

    n: int
    outcome: str
    r2: float
    r2_adjusted: float
    lmg: Mapping[str, float]
    johnson: Mapping[str, float]
    spearman: Mapping[str, float | None]
    pearson: Mapping[str, float]
    coefficients: Mapping[str, float]
    vif: Mapping[str, float]
    leader: str
    control: str | None = None
    control_r2: float = 0.0
    dropped: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0
    intervals: Mapping[str, Interval] = field(default_factory=dict)
    leads: Mapping[str, float] = field(default_factory=dict)
    leader_share: float | None = None
    seed: int = 0
    resamples: int = RESAMPLES
    normal_resamples: bool = False
    named: str | None = None
    hypothesis: str | None = None
    hypothesis_verdict: str | None = None
    rival: tuple[str, float] | None = None
    warnings: tuple[str, ...] = ()
    verdict: str = ""

    def to_json(self) -> dict[str, Any]:
        """What `mysteryshop drivers --json` prints; an infinite factor and what is undefined are null."""
        return {
            "n": self.n,
            "r2": self.r2,
            "lmg": dict(self.lmg),
            "johnson": dict(self.johnson),
            "spearman": dict(self.spearman),
            "vif": {name: factor if isfinite(factor) else None for name, factor in self.vif.items()},
            "intervals": {name: [i.low, i.high] for name, i in self.intervals.items()} or None,
            "leader_share": self.leader_share,
            "warnings": list(self.warnings),
            "verdict": self.verdict,
            **{name: _plain(getattr(self, name)) for name in _BESIDES},
        }


_BESIDES = (
    *("outcome", "leader", "named", "leads", "hypothesis", "hypothesis_verdict", "r2_adjusted", "control"),
    *("control_r2", "dropped", "missing", "left_out", "seed", "resamples"),
)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
