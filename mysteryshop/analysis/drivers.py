"""Drivers of satisfaction: what each predictor explains of an outcome, how sure that is, and what it comes to.

Numpy only; arrays in, one frozen result out. METRICS.md "Drivers of satisfaction" is the definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from . import driver_words, lmg
from .driver_data import Columns, columns
from .driver_result import RESAMPLES, Drivers
from .driver_stability import Stability, stability
from .intervals import Floats
from .johnson import relative_weights
from .ranks import spearman
from .regression import coefficients, inflation

LEADS = (
    driver_words.ENOUGH / 100
)  # the share of resamples from which one driver is said to lead, or to be ahead of another


def analyse(
    outcome: tuple[str, ArrayLike],
    predictors: Mapping[str, ArrayLike],
    *,
    control: tuple[str, ArrayLike] | None = None,
    hypothesis: str | None = None,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Drivers:
    """The drivers of an outcome, from columns of equal length in which NaN is a missing value.

    `control` comes first in every ordering, so that the shares are of what it leaves. `hypothesis` names the
    predictor that is believed to lead. InputError as in `driver_data.columns`.

    The verdict says that a driver leads where it has the largest share in at least 97.5 % of resamples and its
    interval does not reach 0: where two drivers are truly tied it then names one of them in about 5 % of studies. It
    says that a hypothesis is refuted where another driver leads, or where another is ahead of it in at least 97.5 %
    of resamples. Anything less: cannot tell yet. `mysteryshop simulate` measures how often that is wrong.
    """
    data = columns(outcome, predictors, control)
    correlation = _correlation(data.rows)
    steady = stability(data, correlation, seed=seed, resamples=resamples)
    result = replace(
        _described(data, correlation),
        seed=seed,
        resamples=resamples,
        hypothesis=hypothesis if hypothesis in data.predictors else None,
    )
    if steady is not None:
        result = _believed(_judged(result, data, steady), data, steady)
    result = replace(result, warnings=driver_words.warnings(result))
    return replace(result, verdict=driver_words.verdict(result))


def _correlation(rows: Floats) -> Floats:
    """Correlations of standardised rows."""
    result: Floats = rows.T @ rows / len(rows)
    return result


def _described(data: Columns, correlation: Floats) -> Drivers:
    """All that is computed from the journeys as they are."""
    c, p, n = data.controls, len(data.predictors), data.n
    share = lmg.shares(correlation, c)
    control_r2 = float(correlation[0, -1] ** 2) if c else 0.0
    r2 = min(1.0, control_r2 + float(share.sum()))
    return Drivers(
        n=n,
        outcome=data.outcome,
        r2=r2,
        r2_adjusted=1 - (1 - r2) * (n - 1) / (n - 1 - p - c),
        lmg=_named(data, share),
        johnson=_named(data, relative_weights(correlation, c)),
        spearman={name: spearman(data.raw[:, c + i], data.raw[:, -1]) for i, name in enumerate(data.predictors)},
        pearson=_named(data, correlation[c:-1, -1]),
        coefficients=_named(data, coefficients(correlation)[c:]),
        vif=_named(data, inflation(correlation[:-1, :-1])[c:]),
        leader=data.predictors[int(np.argmax(share))],
        control=data.control,
        control_r2=control_r2,
        dropped=data.dropped,
        missing=data.missing,
        left_out=data.left_out,
    )


def _judged(result: Drivers, data: Columns, steady: Stability) -> Drivers:
    """The result with its intervals, and with the decisions that rest on them."""
    intervals = dict(zip(data.predictors, steady.intervals, strict=True))
    leads = _named(data, steady.leads)
    leader = result.leader
    named = leader if leads[leader] >= LEADS and intervals[leader].low > 0 else None
    return replace(
        result,
        intervals=intervals,
        leads=leads,
        leader_share=leads[leader],
        normal_resamples=steady.normal,
        named=named,
    )


def _believed(result: Drivers, data: Columns, steady: Stability) -> Drivers:
    """The result with what the data say of the hypothesis, and who is most often ahead of it."""
    if result.hypothesis is None:
        return result
    place = data.predictors.index(result.hypothesis)
    behind = {name: steady.ahead[i][place] for i, name in enumerate(data.predictors) if i != place}
    rival = max(behind, key=lambda name: behind[name], default=None)
    if result.named is not None:
        says = "supported" if result.named == result.hypothesis else "refuted"
    else:
        says = "refuted" if rival is not None and behind[rival] >= LEADS else "open"
    return replace(result, hypothesis_verdict=says, rival=None if rival is None else (rival, behind[rival]))


def _named(data: Columns, values: Iterable[float]) -> dict[str, float]:
    return {name: float(value) for name, value in zip(data.predictors, values, strict=True)}
