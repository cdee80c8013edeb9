"""The charts of several journeys: COMPARISONS lists them, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from mysteryshop.charts.comparison import (
    agree,
    all_in,
    calibration,
    chains,
    coverage,
    emotion,
    feeds,
    gaps,
    heat,
    insulation,
    listening,
    mirror,
    pareto,
    quadrant,
    scatter,
    session,
    shares,
    silences,
    spread,
    time_spent,
    trend,
    variants,
    years,
)
from mysteryshop.palette import Palette

__all__ = ["COMPARISONS", "GroupChart"]


@dataclass(frozen=True, slots=True)
class GroupChart:
    """One chart of several journeys; as charts.Chart, but prepared from groups. Marks carry ids of journeys."""

    name: str
    label: str
    prepare: Callable[[Any], Any]
    draw: Callable[[Figure, Any, Palette], None]
    describe: Callable[[Any], str]
    empty: Callable[[Any], bool]
    height: Callable[[Any], float]


def _chart(name: str, label: str, source: Any, prepare: Callable[[Any], Any]) -> GroupChart:
    return GroupChart(name, label, prepare, source.draw, source.describe, source.empty, source.height)


COMPARISONS: dict[str, GroupChart] = {
    chart.name: chart
    for chart in (
        _chart("emotion", emotion.NAME, emotion, emotion.prepare),
        _chart("told", scatter.NAME, scatter, scatter.prepare),
        _chart("frictions", heat.NAME, heat, heat.prepare),
        _chart("time", time_spent.NAME, time_spent, time_spent.prepare),
        _chart("silences", silences.NAME, silences, silences.prepare),
        _chart("pareto", pareto.NAME, pareto, pareto.prepare),
        _chart("variants", variants.NAME, variants, variants.prepare),
        _chart("gaps", gaps.NAME, gaps, gaps.prepare),
        _chart("shares", shares.NAME, shares, lambda given: shares.prepare(*given)),  # (drivers, their journeys)
        _chart("quadrant", quadrant.NAME, quadrant, lambda given: quadrant.prepare(*given)),  # (importance, the same)
        _chart("spread", "Distribution", spread, lambda given: spread.prepare(*given)),  # (sides, metric, groups)
        _chart("calibration", calibration.NAME, calibration, calibration.prepare),  # from analysis.beliefs
        _chart("insulation", insulation.NAME, insulation, lambda given: insulation.prepare(*given)),  # the same
        _chart("chains", chains.NAME, chains, chains.prepare),  # from chains of analysis.board
        _chart("agree", agree.NAME, agree, lambda given: agree.prepare(*given)),  # from (agreement, labels, items)
        _chart("all_in", all_in.NAME, all_in, all_in.prepare),  # from analysis.all_in.Shares
        _chart("session", session.NAME, session, session.prepare),  # from practice.Session
        _chart("listening", listening.NAME, listening, lambda given: listening.prepare(*given)),  # (title, shares)
        _chart("coverage", coverage.NAME, coverage, coverage.prepare),
        _chart("feeds", feeds.NAME, feeds, feeds.prepare),
        _chart("mirror", mirror.NAME, mirror, mirror.prepare),  # of one journey; marks carry moments
        _chart("years", years.NAME, years, lambda given: years.prepare(*given)),  # from (trend, metric, outcomes)
        _chart("trend", trend.NAME, trend, lambda given: trend.prepare(*given)),  # from (trend, metric)
    )
}
