"""What a driver analysis works on: complete journeys, predictors that vary, and enough of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mysteryshop.errors import InputError

from . import lmg
from .intervals import Floats
from .wording import counted, listed, spoken, upper

_SAME = 1e-12  # spread, relative to the values' size, up to which they count as one value


@dataclass(frozen=True, slots=True)
class Columns:
    """Complete rows of columns that vary; the control, where there is one, comes first, the outcome last.

    `rows` is standardised (mean 0, standard deviation 1 with divisor n); `raw` is what was given.
    """

    raw: Floats
    rows: Floats
    outcome: str
    predictors: tuple[str, ...]
    control: str | None
    dropped: tuple[str, ...]  # predictors, or the control, that are the same in every row
    missing: Mapping[str, int]  # rows given without a value, by column; only those with any
    left_out: int  # rows left out since a value was missing

    @property
    def n(self) -> int:
        """How many complete rows there are."""
        return len(self.rows)

    @property
    def controls(self) -> int:
        """How many columns come before the predictors: 0 or 1."""
        return int(self.control is not None)


def columns(
    outcome: tuple[str, ArrayLike],
    predictors: Mapping[str, ArrayLike],
    control: tuple[str, ArrayLike] | None = None,
) -> Columns:
    """The columns made ready; NaN is a missing value, and a row that misses any is left out whole.

    InputError where the outcome or all predictors are the same throughout, where there are too many predictors, and
    where there are no more than p + 2 complete rows (p counts the control too).
    """
    given = [*([control] if control else []), *predictors.items(), outcome]
    table = np.column_stack([np.asarray(values, dtype=np.float64) for _, values in given])
    gaps = ~np.isfinite(table)
    complete = table[~gaps.any(axis=1)]
    missing = {name: int(count) for (name, _), count in zip(given, gaps.sum(axis=0), strict=True) if count}
    varies = _varying(complete)
    if len(complete) > 1 and not varies[-1]:
        raise _constant(outcome[0], complete)
    kept = [index for index, (name, _) in enumerate(given) if varies[index] or len(complete) < 2 or name == outcome[0]]
    names = [given[index][0] for index in kept]
    held = control[0] if control and control[0] in names[:1] else None
    result = Columns(
        complete[:, kept],
        _standardised(complete[:, kept]),
        outcome[0],
        tuple(names[1:-1] if held else names[:-1]),
        held,
        tuple(name for index, (name, _) in enumerate(given) if index not in kept),
        missing,
        len(table) - len(complete),
    )
    _check(result)
    return result


def _varying(rows: Floats) -> list[bool]:
    if len(rows) < 2:
        return [False] * rows.shape[1]
    return [bool(spread > _SAME) for spread in np.ptp(_sized(rows), axis=0)]


def _standardised(rows: Floats) -> Floats:
    if len(rows) < 2:
        return rows
    sized = _sized(rows)
    centred = sized - sized.mean(axis=0)
    result: Floats = centred / np.sqrt((centred**2).mean(axis=0))
    return result


def _sized(rows: Floats) -> Floats:
    """Each column as shares of its largest value, so that no square is too large or too small to be held."""
    largest = np.abs(rows).max(axis=0)
    sized: Floats = rows / np.where(largest > 0, largest, 1)
    return sized


def _constant(name: str, rows: Floats) -> InputError:
    return InputError(
        f"{upper(spoken(name))} is {rows[0, -1]:g} in every journey: there is nothing to explain.",
        "Choose another outcome, or add journeys in which it differs.",
    )


def _check(data: Columns) -> None:
    p = len(data.predictors)
    if p > lmg.MOST:
        raise InputError(f"{p} predictors are too many to share out.", f"Name at most {lmg.MOST} of them.")
    if p == 0:
        title = f"No predictor differs between these {data.n} journeys: {listed(data.dropped)}."
        raise InputError(title, "Choose predictors that vary, or add more rows.")
    least = p + data.controls + 3
    if data.n < least:
        what = counted(p, "predictor") + (" and a control" if data.controls else "")
        are = "is" if data.n == 1 else "are"
        title = f"{_complete(data)} {are} too few for {what}: at least {least} are needed."
        fewer = ", or name fewer predictors" if p > 1 else ""
        raise InputError(title, f"Add {counted(least - data.n, 'journey')} more{fewer}.")


def _complete(data: Columns) -> str:
    have = f"{counted(data.n, 'journey')} with every value"
    if not data.left_out:
        return have
    where = ", ".join(f"{spoken(name)} {count}" for name, count in data.missing.items())
    return f"{have} ({data.left_out} left out because a value is missing: {where})"
