"""Which condition of the people who serve causes most of what customers suffer?

What is suffered is the sum of the severities (1-4) of the frictions that findings rest on. A condition's part is the
sum over its chains, each friction once for a condition, as a share of what all conditions have. Chains that a later
walk refuted do not count. How sure it is: journeys are drawn again with replacement, and it is counted how often the
same condition leads. Below LEAST journeys nothing is said of other journeys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mysteryshop.vocabulary import CONDITIONS, by_id

from ..resampling import counts
from ..wording import counted, listed, percent
from .chains import Chain

LEAST = 8  # journeys with such frictions: METRICS' bound for any interval
SURE = 0.8  # of the resamples: less, and nothing is said to lead
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One condition: what customers suffer because of it."""

    condition: str
    label: str
    severity: int
    share: float  # 0..1 of the severity of all conditions
    frictions: int
    findings: int
    journeys: int


@dataclass(frozen=True, slots=True)
class Suffering:
    """The answer in words, and the parts behind it, the largest first."""

    headline: str
    small: str
    parts: tuple[Part, ...]
    journeys: int  # with frictions behind a named condition
    leads: float | None  # in what share of resamples the first one leads; None below LEAST journeys
    refuted: int  # chains left out because a later walk refuted them


def suffering(chains: Sequence[Chain], unnamed: int = 0) -> Suffering:
    """The answer from those chains; `unnamed` is how many findings name no condition."""
    standing = [c for c in chains if c.verdict != "refuted"]
    refuted = len(chains) - len(standing)
    table = _table(standing)
    journeys = sorted({journey for by_journey in table.values() for journey in by_journey})
    totals = {name: sum(by_journey.values()) for name, by_journey in table.items()}
    whole = sum(totals.values())
    parts = tuple(
        sorted((_part(name, standing, totals[name], whole) for name in table), key=lambda p: (-p.severity, p.label))
    )
    leads = _leads(table, journeys, parts[0].condition) if len(journeys) >= LEAST and len(parts) > 1 else None
    small = _small(parts, len(journeys), leads, refuted, unnamed)
    return Suffering(_headline(parts, len(journeys), leads), small, parts, len(journeys), leads, refuted)


def _table(standing: Sequence[Chain]) -> dict[str, dict[str, int]]:
    """Severity by condition and journey, each friction once for a condition."""
    levels: dict[str, dict[tuple[str, str], int]] = {}
    for chain in standing:
        for found in chain.found:
            for moment, level in found.severities:
                if level:
                    levels.setdefault(chain.condition, {})[found.walk.id, moment] = level
    table: dict[str, dict[str, int]] = {}
    for condition, frictions in levels.items():
        by_journey = table.setdefault(condition, {})
        for (journey, _), level in frictions.items():
            by_journey[journey] = by_journey.get(journey, 0) + level
    return table


def _part(condition: str, standing: Sequence[Chain], severity: int, whole: int) -> Part:
    found = [f for c in standing if c.condition == condition for f in c.found if f.severity]
    frictions = {(f.walk.id, moment) for f in found for moment, level in f.severities if level}
    label = by_id(CONDITIONS, condition).label
    walks = {f.walk.id for f in found}
    return Part(condition, label, severity, severity / whole, len(frictions), len(found), len(walks))


def _leads(table: dict[str, dict[str, int]], journeys: Sequence[str], first: str) -> float:
    """In what share of resamples of the journeys the first condition has strictly more than any other."""
    names = [first, *(name for name in table if name != first)]
    severity = np.array([[table[name].get(journey, 0) for name in names] for journey in journeys], dtype=np.float64)
    drawn = counts(len(journeys), _RESAMPLES, np.random.default_rng(0)) @ severity
    return float(np.mean(drawn[:, 0] > drawn[:, 1:].max(axis=1)))


def _headline(parts: Sequence[Part], journeys: int, leads: float | None) -> str:
    if not parts:
        return "Nothing says yet which condition makes customers suffer"
    first = parts[0]
    level = [p for p in parts if p.severity == first.severity]
    if len(level) > 1:
        return f"{_upper(listed([p.label.lower() for p in level]))} cause equally much of what customers suffer"
    if len(parts) == 1:
        return f"All of what customers suffered, where a cause was named, comes from {first.label.lower()}"
    said = f"comes from {first.label.lower()}: {percent(first.share)}"
    if leads is None:
        return f"In {counted(journeys, 'journey')} most of what customers suffered {said}"
    if leads < SURE:
        return f"{first.label} and {parts[1].label.lower()} are too close to tell which causes most"
    return f"Most of what customers suffer {said}"


def _small(parts: Sequence[Part], journeys: int, leads: float | None, refuted: int, unnamed: int) -> str:
    if not parts:
        said = ["Name the condition behind a finding, and tick the frictions that it rests on."]
    else:
        n = f"n = {counted(sum(p.frictions for p in parts), 'friction')} in {counted(journeys, 'journey')}"
        said = [f"{'; '.join(f'{p.label} {percent(p.share)}' for p in parts)} of the severity of frictions ({n})."]
    if parts and leads is None and len(parts) > 1:
        said.append(f"Too few journeys to say that it is so elsewhere: {LEAST} are needed.")
    elif leads is not None:
        said.append(f"First in {percent(leads)} of resamples of the journeys: {parts[0].label.lower()}.")
    if refuted:
        said.append(f"{counted(refuted, 'chain')} refuted by a later walk left out.")
    if unnamed:
        said.append(f"{counted(unnamed, 'finding')} without a named condition not counted.")
    return " ".join(said)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
