"""What to do next after a comparison: the friction that comes first, the silence, and what the difference is worth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.analysis.intervals import LEAST
from mysteryshop.charts.comparison import pareto, silences
from mysteryshop.report.wording import counted

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered

_SURE = 0.05


def next_steps(found: Gathered) -> tuple[str, ...]:
    """One to three sentences, the friction that comes first before all others."""
    if not sum(found.n):
        return ("Walk a journey of this kind and finalise it: it becomes the first to compare.",)
    said = [sentence for sentence in (_friction(found), _silence(found), _difference(found)) if sentence]
    return tuple(said) or ("Walk again: these journeys hold no friction and no long silence.",)


def _friction(found: Gathered) -> str:
    classes = pareto.prepare(found.sides).classes
    if not classes or classes[0].whole.severity is None:
        return ""
    first, whole = classes[0].name, classes[0].whole
    met = f"{len(whole.met)} of {counted(whole.of, 'journey')} met it"
    return f"Mend “{first}” first: {met}, mean severity {whole.severity:.1f}."


def _silence(found: Gathered) -> str:
    data = silences.prepare(found.sides)
    begun: Counter[int] = Counter()
    for cell in data.strips[0].cells:
        begun[cell.row] += cell.n
    row, n = begun.most_common(1)[0] if begun else (0, 0)
    if n < 2 or data.rows[row] == silences.BEFORE:
        return ""
    where = data.rows[row]
    return f"Tell people something at “{where}” before they ask: {n} of {sum(found.n)} longest silences begin there."


def _difference(found: Gathered) -> str:
    """Whether the difference that was asked for is worth acting upon yet."""
    if found.many or len(found.sides.sides) < 2:
        return ""
    few = [(n, name) for n, name in zip(found.n, found.labels, strict=True) if n < LEAST]
    if few:
        n, name = min(few)
        has = f"{name} has {counted(n, 'journey')}"
        return f"Decide nothing on the difference alone: {has}, and it takes {LEAST} for an interval."
    test = found.comparison.permutation if found.comparison is not None else None
    if test is None:
        return ""
    what = COLUMN_OF[found.view.measure].label.lower()
    if test.p <= _SURE:
        return f"Find out what changed between {found.labels[0]} and {found.labels[1]}: {what} differs beyond chance."
    return f"Leave the difference in {what} alone for now: chance makes such a one too."
