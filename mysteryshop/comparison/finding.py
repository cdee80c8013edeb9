"""What the groups differ in, in words: the finding, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mysteryshop.analysis.compare import Comparison, compare_groups
from mysteryshop.analysis.figure_columns import COLUMN_OF, FigureColumn
from mysteryshop.analysis.intervals import LEAST, MEDIAN
from mysteryshop.analysis.permutation import Permutation
from mysteryshop.analysis.shown import without_rate
from mysteryshop.analysis.wording import counted, figure, listed, percent
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.figures import Figures

from .plain_words import as_noun, differs, how_often
from .view import MEASURE

SURE = 0.05
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
    column, there = COLUMN_OF[measure], _values(part, measure)
    if not there:
        return NOTHING
    return f"{column.label}: {_middle(column, there)} (n = {len(there):,}). There is no second group to set it against."


def of_two(parts: Sequence[Figures], labels: Sequence[str], measure: str, found: Comparison) -> str:
    """Two groups as a leader would tell them apart: how they differ, both medians, both n, and what chance would do.

    Delta, interval and p stand in the small print.
    """
    column, test, apart = COLUMN_OF[measure], found.permutation, found.dominance
    noun = "journeys" if any("log" in part["origin"].tolist() for part in parts) else "walks"
    values = [_values(part, measure) for part in parts]
    if test is None or apart is None:
        return _one_sided(column, labels, values, noun)
    n = f"n = {len(values[0]):,} and {len(values[1]):,}"
    told = f"{_against(column, *values)}; {n}"
    if test.p > SURE:
        name = as_noun(column)
        if too_few(test):
            return f"Too few {noun} to tell {labels[0]} from {labels[1]} in {name}: {told}."
        if values[0][0] == values[0][-1] == values[1][0] == values[1][-1]:
            same = f"{told_value(column, values[0][0])} in every one; {n}"
            return f"{labels[0]} and {labels[1]} do not differ in {name}: {same}."
        return f"No clear difference between {labels[0]} and {labels[1]} in {name}: {told}. That may be chance."
    more = apart.delta > 0
    often = how_often(apart.larger if more else apart.smaller)
    first, second = (f"{_name(label)} {noun}" for label in labels)
    said = f"{first} {differs(column, more=more)} than {second} {often}: {told}."
    return f"{said} {_silence(parts)}".strip() if measure == MEASURE else said


def _name(label: str) -> str:
    """A group's name before a noun: one of several words stands in quotation marks."""
    return f"“{label}”" if len(label.split()) > 2 else label


def _one_sided(column: FigureColumn, labels: Sequence[str], values: Sequence[Sequence[float]], noun: str) -> str:
    """One group has the figure, or none has."""
    there = next((place for place, each in enumerate(values) if each), None)
    if there is None:
        return f"{column.label}: no {noun[:-1]} of {labels[0]} or {labels[1]} has it yet."
    other, said = labels[1 - there], _middle(column, values[there])
    n = f"n = {len(values[there]):,}"
    return f"{column.label}: no {noun[:-1]} of {other} has it yet; of {labels[there]} there is {said} ({n})."


def too_few(test: Permutation) -> bool:
    """Whether not even the clearest order of so few could be told from chance."""
    return test.exact and 2 / test.arrangements > SURE


def _values(part: Figures, measure: str) -> list[float]:
    """The values there are, in ascending order."""
    column = part[measure]
    return sorted(column[np.isfinite(column)].tolist())


def _middle(column: FigureColumn, values: Sequence[float]) -> str:
    """`a median of 14 min`; of fewer than five the values themselves."""
    if len(values) >= MEDIAN:
        return f"a median of {told_value(column, float(np.median(values)))}"
    told = [told_value(column, value) for value in values]
    return listed([*(without_rate(each, told[-1]) for each in told[:-1]), told[-1]])


def _against(column: FigureColumn, first: Sequence[float], second: Sequence[float]) -> str:
    """`median 14 min against 6 min`, the unit once where it is a rate."""
    if min(len(first), len(second)) >= MEDIAN:
        a, b = (told_value(column, float(np.median(values))) for values in (first, second))
        return f"median {without_rate(a, b)} against {b}"
    a, b = _middle(column, first), _middle(column, second)
    return f"{without_rate(a, b)} against {b}"


def of_many(parts: Sequence[Figures], labels: Sequence[str], measure: str) -> str:
    """The lowest and the highest median of the groups that can carry one; no pair is tested."""
    column = COLUMN_OF[measure]
    middles = []
    for part, label in zip(parts, labels, strict=True):
        there = part[measure][np.isfinite(part[measure])]
        if len(there) >= LEAST:
            middles.append((float(np.median(there)), label, len(there)))
    small = len(parts) - len(middles)
    have = "has" if small == 1 else "have"
    left = f" {counted(small, 'group')} {have} fewer than {LEAST} values, too few to be among them." if small else ""
    if len(middles) < 2:
        few = f"fewer than two of them have {LEAST} values and more, too few to set them in a row."
        return f"{column.label} in {counted(len(parts), 'group')}: {few}"
    low, high = min(middles), max(middles)
    ends = [f"{told_value(column, value)} ({label}, n = {n:,})" for value, label, n in (low, high)]
    return f"{column.label}: medians from {ends[0]} to {ends[1]}.{left}"


def small_print(parts: Sequence[Figures], found: Comparison | None) -> str:
    """Delta, interval and p beside their n: how many journeys, by how many leaders, at how many places."""
    many = len(parts) > 2
    n = f"{sum(map(len, parts)):,}" if many else " and ".join(f"{len(part):,}" for part in parts)
    leaders = {leader for part in parts for leader in part["leader"].tolist() if leader}
    places = {place for part in parts for place in part["place"].tolist() if place}
    word = "journey" if sum(len(part) for part in parts) == 1 else "journeys"
    by = f" by {counted(len(leaders), 'leader')}" if leaders else ""
    at = f"; {counted(len(places), 'place')}" if places else ""
    begin = f"{n} {word}{f' in {len(parts):,} groups' if many else ''}{by}{at}."
    if many:
        pairs = len(parts) * (len(parts) - 1) // 2
        return f"{begin} No pair is tested: among {pairs:,} pairs chance alone would make some differ."
    return f"{_weighed(found)} {begin}".strip()


def _weighed(found: Comparison | None) -> str:
    """Delta with its interval, and beside it the p-value; "" where there is nothing to weigh."""
    if found is None or found.permutation is None or found.dominance is None:
        return ""
    test, apart = found.permutation, found.dominance
    if too_few(test):
        return "Too few for a test."
    p = "< 0.001" if test.p < 0.001 else f"= {test.p:.3f}"
    how = f"all {test.arrangements:,} arrangements" if test.exact else f"{test.arrangements:,} permutations"
    inside = apart.interval
    within = f" (95 % {figure(inside.low)} to {figure(inside.high)})" if inside is not None else ""
    higher = f"{found.names[0]}'s is higher in {percent(apart.larger)} of pairs and lower in {percent(apart.smaller)}"
    delta = f"Cliff's delta {figure(apart.delta)}{within}"
    return f"Of one journey of each, {higher}: {delta}, permutation p {p} ({how})."


def _silence(parts: Sequence[Figures]) -> str:
    column = COLUMN_OF["longest_silence_s"]
    values = [_values(part, column.field) for part in parts]
    if not all(values):
        return ""
    told = [told_value(column, float(np.median(each))) for each in values]
    return f"The longest silence: median {told[0]} against {told[1]}."
