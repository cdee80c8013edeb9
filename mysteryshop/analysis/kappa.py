"""Cohen's kappa: agreement beyond chance, plain or weighted, with its standard error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from .intervals import Floats

WEIGHTS = ("plain", "linear", "quadratic")
_LARGE = 1e300  # a sum of two such numbers is one still


@dataclass(frozen=True, slots=True)
class Kappa:
    """Kappa, -1..1: 1 is full agreement, 0 what chance gives; None where all is in one category and one alone.

    `observed` and `expected` are the (weighted) shares of agreement, seen and by chance. `ase` is the asymptotic
    standard error of kappa, `ase_null` the one to test it against 0.
    """

    value: float | None
    ase: float | None
    ase_null: float | None
    observed: float
    expected: float


def agreement_weights(kind: str, values: Sequence[float]) -> Floats:
    """What a pair of categories counts as agreement, 0..1; `values` are the categories' places on their scale.

    Plain: 1 where equal. Linear: 1 - |a - b| / (max - min) (Cicchetti & Allison 1971). Quadratic: 1 less its square
    (Fleiss & Cohen 1973).
    """
    place = np.asarray(values, dtype=np.float64)
    if kind == "plain":
        return np.eye(len(place))
    place = place / max(1.0, float(np.abs(place).max(initial=0)) / _LARGE)
    span = float(np.ptp(place)) or 1.0
    apart: Floats = np.abs(place[:, None] - place[None]) / span
    return 1 - apart if kind == "linear" else 1 - apart**2


def kappa(table: Floats, weights: Floats) -> Kappa:
    """(po - pe) / (1 - pe) of a square table of counts, first rater in rows (Cohen 1960, 1968).

    With p the shares, po = sum(w p), pe = sum(w p_i. p_.j) and v_ij = w_i. + w_.j, where w_i. = sum_j(w_ij p_.j) and
    w_.j = sum_i(w_ij p_i.), the variances are (Fleiss, Cohen & Everitt 1969)
    [sum(p (w (1 - pe) - v (1 - po))^2) - (po pe - 2 pe + po)^2] / (n (1 - pe)^4), and against a kappa of 0
    [sum(p_i. p_.j (w - v)^2) - pe^2] / (n (1 - pe)^2).
    """
    n = float(table.sum())
    p = table / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    chance = np.outer(rows, columns)
    po, pe = float((weights * p).sum()), float((weights * chance).sum())
    left = 1 - pe
    if left < 1e-12:
        return Kappa(None, None, None, po, pe)
    v = (weights @ columns)[:, None] + (rows @ weights)[None]
    spread = float((p * (weights * left - v * (1 - po)) ** 2).sum()) - (po * pe - 2 * pe + po) ** 2
    null = float((chance * (weights - v) ** 2).sum()) - pe**2
    ase = sqrt(max(spread, 0) / n) / left**2
    return Kappa((po - pe) / left, ase, sqrt(max(null, 0) / n) / left, po, pe)
