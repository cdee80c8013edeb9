"""Two groups of journeys against each other: how far apart, how sure, and whether chance alone would do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import ArrayLike

from .cliff import Dominance, dominance
from .groups import Group, described, present
from .intervals import LEAST, Interval
from .permutation import PERMUTATIONS, Permutation, permutation_test
from .resampling import RESAMPLES
from .wording import counted, figure, percent

_SURE = 0.05
Told = Callable[[float], str]  # a value with its unit, as a sentence writes it


def plain(value: float) -> str:
    """A value without a unit: `12`, `0.42`."""
    return f"{value:,.4g}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups, a and b, with what sets them apart; `sentence` says it in words, with every n.

    `dominance` and `permutation` are None where either group is empty. The p-value never stands alone: delta and
    both n are always beside it.
    """

    names: tuple[str, str]
    measure: str
    a: Group
    b: Group
    dominance: Dominance | None
    permutation: Permutation | None
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """The comparison as programs take it."""
        return {
            "measure": self.measure,
            "groups": [group_json(name, group) for name, group in zip(self.names, (self.a, self.b), strict=True)],
            "cliffs_delta": None if self.dominance is None else self.dominance.delta,
            "delta_interval": None if self.dominance is None else _limits(self.dominance.interval),
            "p": None if self.permutation is None else self.permutation.p,
            "p_exact": None if self.permutation is None else self.permutation.exact,
            "arrangements": None if self.permutation is None else self.permutation.arrangements,
            "sentence": self.sentence,
        }


def compare_groups(
    a: ArrayLike,
    b: ArrayLike,
    *,
    names: tuple[str, str] = ("A", "B"),
    measure: str = "The measure",
    told: Told = plain,
    seed: int = 0,
    resamples: int = RESAMPLES,
    permutations: int = PERMUTATIONS,
) -> Comparison:
    """Compare a measure between two groups; NaN is a missing value. `told` writes a value with its unit."""
    groups = described(a, seed=seed, resamples=resamples), described(b, seed=seed, resamples=resamples)
    first, second = present(a), present(b)
    apart = test = None
    if len(first) and len(second):
        apart = dominance(first, second)
        test = permutation_test(first, second, seed=seed, permutations=permutations)
    sentence = _sentence(names, measure, groups, apart, test, told)
    return Comparison(names, measure, *groups, apart, test, sentence)


def _sentence(
    names: tuple[str, str],
    measure: str,
    groups: tuple[Group, Group],
    apart: Dominance | None,
    test: Permutation | None,
    told: Told,
) -> str:
    parts = [_described(name, group, told) for name, group in zip(names, groups, strict=True)]
    begin = f"{measure}: {parts[0]}; {parts[1]}."
    if apart is None or test is None:
        return f"{begin} There is nothing to compare."
    return f"{begin} {_pairs(names, apart)} ({_figures(apart, test)}). {_verdict(names, groups, apart, test)}"


def _described(name: str, group: Group, told: Told) -> str:
    if group.median is None or group.low_quartile is None or group.high_quartile is None:
        return f"{name} has no journey with a value"
    n = f"n = {group.n:,}"
    if group.n < LEAST:
        return f"{name} {', '.join(told(value) for value in group.values)} ({n})"
    spread = f"middle half {told(group.low_quartile)} to {told(group.high_quartile)}, {n}"
    return f"{name} median {told(group.median)} ({spread})"


def _pairs(names: tuple[str, str], apart: Dominance) -> str:
    return (
        f"Of one journey of each, {names[0]}'s is higher in {percent(apart.larger)} of pairs and lower in "
        f"{percent(apart.smaller)}"
    )


def _figures(apart: Dominance, test: Permutation) -> str:
    within = apart.interval
    interval = "" if within is None else f", 95 % interval {figure(within.low)} to {figure(within.high)}"
    how = f"all {counted(test.arrangements, 'arrangement')}" if test.exact else f"{test.arrangements:,} permutations"
    return f"Cliff's delta {figure(apart.delta)}{interval}; p {_p(test.p)} by {how}"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}" if value < 0.1 else f"= {value:.2f}"


def _verdict(names: tuple[str, str], groups: tuple[Group, Group], apart: Dominance, test: Permutation) -> str:
    if test.p <= _SURE:
        which = "higher" if apart.delta > 0 else "lower"
        return f"{names[0]} is {which} than {names[1]}, by more than chance would do."
    if test.exact and 2 / test.arrangements > _SURE:
        return "With so few journeys no difference could be told from chance."
    return "That may be chance."


def _limits(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]


def group_json(name: str, group: Group) -> dict[str, Any]:
    """A group as programs take it; `values` are given where they are too few for an interval."""
    return {
        "name": name,
        "n": group.n,
        "missing": group.missing,
        "median": group.median,
        "quartiles": None if group.median is None else [group.low_quartile, group.high_quartile],
        "interval": _limits(group.interval),
        "values": list(group.values) if group.n < LEAST else None,
    }
