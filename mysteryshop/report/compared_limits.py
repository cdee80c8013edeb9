"""Who counts in a comparison, how it was computed, and what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mysteryshop.analysis.intervals import LEAST, MEDIAN
from mysteryshop.analysis.permutation import PERMUTATIONS
from mysteryshop.comparison.view import ALL, NONE
from mysteryshop.report.wording import counted, listed

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered

SPELLED = 12  # groups that a sentence names
_WHY = {
    "excluded": "excluded: somebody decided that it does not count, and wrote down why",
    "unfinished": "unfinished: its debrief is not finalised",
    "tainted": "tainted: the leader was recognised or favoured",
    "event log": "event log: not walked by anybody; it is never pooled with what was",
}


def who_counts(found: Gathered) -> str:
    """How many journeys stand in each group, how many do not and why."""
    each = _each(found)
    chosen = {found.view.a, found.view.b} - {"", NONE}
    some = bool(chosen) and ALL not in chosen  # of all groups, be they two, none is left aside
    others = sum(n for value, _, n in found.values if value not in chosen) if some else 0
    beside = f"{counted(others, 'more journey')} of other groups not compared. " if others else ""
    left = found.left_out[:1].upper() + found.left_out[1:]
    taken = (
        f" Taken in although by default they are left out: {listed(found.view.take_in)}." if found.view.take_in else ""
    )
    return f"{counted(sum(found.n), 'journey')}: {each}. {beside}{left}.{taken}"


def _each(found: Gathered) -> str:
    """The groups with their n; of very many only how many there are and how large."""
    if len(found.n) <= SPELLED:
        return listed([f"{n:,} in {name}" for name, n in zip(found.labels, found.n, strict=True)])
    low, high = min(found.n), max(found.n)
    return f"{len(found.n):,} groups of {low:,}" + (f" to {high:,}" if high > low else " each")


def method(found: Gathered) -> tuple[str, ...]:
    """How the figures were come by."""
    said = [
        "One journey is one value. A figure that is undefined for a journey (nothing was rated, no promise due) is "
        "left out of that figure only: each has its own n.",
        f"Under each median stands the middle half (first to third quartile) from {LEAST} values on, below that the "
        f"values themselves; fewer than {MEDIAN} values stand in its place.",
        "The priority of a friction class (one category at one touchpoint) is the mean severity of those graded times "
        "the share of journeys that met it. A gap is what was experienced less what was expected before.",
        "The drivers’ shares are LMG shares of R² among the journeys of all groups, with bootstrap intervals.",
    ]
    if len(found.sides.sides) == 2:
        a, b = found.labels
        said[2:2] = [
            f"Cliff’s delta takes every pair of one journey of {a} and one of {b}: the share in which {a} is higher, "
            f"less the share in which it is lower. +1 is always higher, −1 always lower, 0 neither. Its 95 % interval "
            f"(Cliff’s consistent variance) is given from {LEAST} values in each group on.",
            f"p is that of a two-sided permutation test: exact up to {PERMUTATIONS:,} arrangements, beyond that "
            f"from {PERMUTATIONS:,} of them drawn with a fixed seed. It never stands without its delta and its n. "
            "Where not even the clearest order of so few could be told from chance, both are left out.",
        ]
    reasons = [words for reason, words in _WHY.items() if reason in found.left_out]
    return (*said, *((f"Why journeys were left out: {'; '.join(reasons)}.",) if reasons else ()))


def _origins(found: Gathered) -> Iterator[str]:
    """What walks cannot say, and what event logs cannot."""
    origins = set(found.journeys["origin"].tolist())
    if origins - {"log"}:
        yield (
            "The journeys were chosen and walked by leaders; they are no random sample of customers, and leaders "
            "differ in what they notice and how they rate."
        )
    if "log" in origins:
        yield (
            "What comes from event logs was recorded by systems and walked by nobody: how it felt is not known, what "
            "counts as told is what the import was told, and how long a silence may last nobody has said."
        )


def limits(found: Gathered, figures: int) -> tuple[str, ...]:
    """What the comparison cannot say."""
    said = [
        *_origins(found),
        "Groups can differ in more than what they are named for: in who walked, where, and on what day. A difference "
        "is where to look, not its cause.",
    ]
    if found.many:
        said.append(
            f"{len(found.many):,} groups stand side by side and no pair is tested: some differ by chance alone. "
            "Set two against each other where there was a reason to before looking."
        )
    if len(found.sides.sides) == 2 and figures > 1:
        said.append(
            f"{figures} figures are compared at once: at p ≤ 0.05 chance alone makes about one in twenty differ. The "
            "headline is the one that was asked for."
        )
    if min(found.n, default=0) < LEAST:
        said.append(
            f"Fewer than {LEAST} journeys in a group: read what happened in them, and do not take a median for a rate."
        )
    return tuple(said)
