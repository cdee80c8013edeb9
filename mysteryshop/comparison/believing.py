"""The expectations ledger of some leaders and templates, with all that its screen shows; to be called on the reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from mysteryshop.analysis.beliefs import (
    Belief,
    Calibration,
    Forecast,
    Insulation,
    brier_over_time,
    by_topic,
    by_touchpoint,
    calibration,
    day_of,
    headline,
)
from mysteryshop.analysis.figure_columns import COLUMN_OF, FigureColumn
from mysteryshop.analysis.pooling import said_left_out
from mysteryshop.analysis.trends import Point, Trend, trend
from mysteryshop.analysis.wording import counted
from mysteryshop.figures.beliefs import Ledger, ledger
from mysteryshop.store.database import Database

from .example import is_example

Choice = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose beliefs, and about what; "" is all of them."""

    leader: str = ""
    template: str = ""


@dataclass(frozen=True, eq=False)
class Answer:
    """All that the screen shows."""

    asked: Asked
    beliefs: tuple[Belief, ...]
    calibration: Calibration
    brier: tuple[Trend, FigureColumn]  # a point a walk
    touchpoints: tuple[Insulation, ...]
    topics: tuple[Insulation, ...]
    headline: str
    small: str
    leaders: tuple[Choice, ...]
    templates: tuple[Choice, ...]
    example: bool = False


def answered(database: Database, asked: Asked) -> Answer:
    """The answer; a leader or template that is no longer there is not asked for."""
    found = ledger(database)
    leaders = _counted([b.leader for b in found.beliefs if b.leader])
    templates = _counted([b.template for b in found.beliefs])
    asked = replace(
        asked,
        leader=asked.leader if asked.leader in {v for v, _, _ in leaders} else "",
        template=asked.template if asked.template in {v for v, _, _ in templates} else "",
    )
    kept = _kept(found, asked)
    calibrated = calibration(kept.beliefs)
    return Answer(
        asked, kept.beliefs, calibrated, (_trend(kept.beliefs), COLUMN_OF["brier"]),
        by_touchpoint(kept.beliefs, kept.forecasts), by_topic(kept.beliefs, kept.forecasts),
        headline(calibrated, len({b.leader for b in kept.beliefs if b.judged})), _small(kept, calibrated),
        leaders, templates, is_example(database),
    )  # fmt: skip


def _kept(found: Ledger, asked: Asked) -> Ledger:
    def wanted(row: Belief | Forecast) -> bool:
        return asked.leader in ("", row.leader) and asked.template in ("", row.template)

    return Ledger(tuple(filter(wanted, found.beliefs)), tuple(filter(wanted, found.forecasts)))


def _trend(beliefs: tuple[Belief, ...]) -> Trend:
    points = [
        Point(p.journey, f"{p.label}, {counted(p.n, 'judged belief')}", p.day, day.year, p.score)
        for p in brier_over_time(beliefs)
        if (day := day_of(p.day)) is not None
    ]
    return trend(points, (0.0, 1.0))


def _small(kept: Ledger, found: Calibration) -> str:
    """How many there are, how sure to be of them, and what was left out."""
    parts = []
    if found.brier is not None:
        parts.append(f"Brier score {found.brier:.2f}, n = {found.n}: 0 is perfect, 0.25 is guessing.")
    waiting = sum(b.counts and not b.judged for b in kept.beliefs)
    if waiting:
        parts.append(f"{counted(waiting, 'belief')} of finalised walks untested.")
    if out := [b.out for b in kept.beliefs if not b.counts]:
        parts.append(said_left_out(out, "belief"))
    walked_as = {b.relationship for b in kept.beliefs if b.judged}
    if len(walked_as) > 1:
        parts.append(f"How sure, how right: walks as {len(walked_as)} kinds of customer taken together.")
    if found.unsure:
        parts.append(f"{found.unsure} judged without a confidence.")
    return " ".join(parts)


def _counted(values: list[str]) -> tuple[Choice, ...]:
    return tuple((value, value, n) for value, n in sorted(Counter(values).items(), key=lambda pair: pair[0].casefold()))
