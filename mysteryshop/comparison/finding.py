"""What the groups differ in, in words: the finding, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mysteryshop.analysis.compare import Comparison, compare_groups
from mysteryshop.analysis.figure_columns import COLUMN_OF, FigureColumn
from mysteryshop.analysis.intervals import LEAST
from mysteryshop.analysis.wording import counted, figure
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.figures import Figures

from .view import MEASURE

_SURE = 0.05
NOTHING = "No journey that counts yet has this figure. Walk and finalise one, or take in what was left out."


def compared(parts: Sequence[Figures], labels: Sequence[str], measure: str) -> Comparison:
    """Two groups by that measure."""
    column = COLUMN_OF[measure]
    return compare_groups(
        parts[0][measure], parts[1][measure], names=(labels[0], labels[1]), measure=column.label,
        told=lambda value: told_value(column, value),
    )  # fmt: skip


def of_one(part: Figures, measure: str) -> str:
    """One group alone."""
    column, values = COLUMN_OF[measure], part[measure]
    there = values[np.isfinite(values)]
    if not len(there):
        return NOTHING
    said = told_value(column, float(np.median(there)))
    return f"{column.label}: a median of {said} (n = {len(there)}). There is no second group to set it against."


def of_two(parts: Sequence[Figures], labels: Sequence[str], measure: str, found: Comparison) -> str:
    """Two groups: the medians, how far apart, and what chance would do."""
    return f"{_told(found, COLUMN_OF[measure], labels)} {_apart(found, measure, parts)}".strip()


def of_many(parts: Sequence[Figures], labels: Sequence[str], measure: str) -> str:
    """The lowest and the highest median of the groups that can carry one; no pair is tested."""
    column = COLUMN_OF[measure]
    middles = []
    for part, label in zip(parts, labels, strict=True):
        there = part[measure][np.isfinite(part[measure])]
        if len(there) >= LEAST:
            middles.append((float(np.median(there)), label, len(there)))
    small = len(parts) - len(middles)
    left = f" {counted(small, 'group')} with fewer than {LEAST} values stand in the table only." if small else ""
    if small == 1:
        left = left.replace(" stand ", " stands ")
    if len(middles) < 2:
        few = f"fewer than two of them have {LEAST} values and more, too few to set them in a row."
        return f"{column.label} in {counted(len(parts), 'group')}: {few}"
    low, high = min(middles), max(middles)
    ends = [f"{told_value(column, value)} ({label}, n = {n})" for value, label, n in (low, high)]
    return f"{column.label}: medians from {ends[0]} to {ends[1]}.{left}"


def small_print(parts: Sequence[Figures], found: Comparison | None) -> str:
    """How many journeys, by how many leaders, at how many places, and the p-value beside its n."""
    many = len(parts) > 2
    n = str(sum(len(part) for part in parts)) if many else " and ".join(str(len(part)) for part in parts)
    leaders = {leader for part in parts for leader in part["leader"].tolist() if leader}
    places = {place for part in parts for place in part["place"].tolist() if place}
    word = "journey" if sum(len(part) for part in parts) == 1 else "journeys"
    by = f" by {counted(len(leaders), 'leader')}" if leaders else ""
    at = f"; {counted(len(places), 'place')}" if places else ""
    begin = f"{n} {word}{f' in {len(parts)} groups' if many else ''}{by}{at}."
    if many:
        pairs = len(parts) * (len(parts) - 1) // 2
        return f"{begin} No pair is tested: among {pairs:,} pairs chance alone would make some differ."
    if found is None or found.permutation is None:
        return begin
    test = found.permutation
    p = "< 0.001" if test.p < 0.001 else f"= {test.p:.3f}"
    how = f"all {test.arrangements:,} arrangements" if test.exact else f"{test.arrangements:,} permutations"
    return f"Permutation p {p} ({how}). {begin}"


def _told(found: Comparison, column: FigureColumn, labels: Sequence[str]) -> str:
    a, b = (group.median for group in (found.a, found.b))
    if a is None or b is None or found.dominance is None:
        return found.sentence
    told = f"a median of {told_value(column, a)} in {labels[0]} against {told_value(column, b)} in {labels[1]}"
    inside = found.dominance.interval
    figures = f"Cliff's delta {figure(found.dominance.delta)}"
    if inside is not None:
        figures += f", 95 % {figure(inside.low)} to {figure(inside.high)}"
    return f"{column.label}: {told} ({figures})."


def _apart(found: Comparison, measure: str, parts: Sequence[Figures]) -> str:
    """What chance would do; and beside how often something was told, the longest silence."""
    if found.permutation is None:
        return ""
    told = found.sentence.rsplit(". ", 1)[-1]
    if measure == MEASURE and min(len(part) for part in parts) and found.permutation.p <= _SURE:
        return f"{told} {_silence(parts)}".strip()
    return told


def _silence(parts: Sequence[Figures]) -> str:
    column = COLUMN_OF["longest_silence_s"]
    middles = [float(np.nanmedian(part["longest_silence_s"])) for part in parts]
    told = [told_value(column, value) for value in middles]
    return f"The longest silence: a median of {told[0]} against {told[1]}."
