"""What was expected before the walk against what was experienced."""

from __future__ import annotations

from typing import Any

from mysteryshop.analysis.debrief import assumptions
from mysteryshop.analysis.measures import experienced
from mysteryshop.journey import Expectation
from mysteryshop.report.drawings import Drawings
from mysteryshop.report.material import Material
from mysteryshop.report.page_one import belief
from mysteryshop.report.wording import DASH, counted, decimal, duration, signed


def expectations(material: Material, drawn: Drawings) -> dict[str, Any]:
    """The chapter's data; assumptions are given whole here, on page one they are cut.

    Of assumptions alone the table says as much as the chart, which is then left out.
    """
    figures = [e for e in material.record.expectations if not e.is_assumption]
    return {
        "beliefs": [belief(material, e) for e in assumptions(material.record)],
        "calibration": _calibration(material),
        "expected": [_row(material, e) for e in figures],
        "expected_chart": drawn.get("expectations") if figures else None,
    }


def _calibration(material: Material) -> str | None:
    """How often the leader was right, and how well the confidence fitted: with the number of assumptions."""
    judged, refuted = int(material.metrics["assumptions_judged"]), material.metrics.number("refuted_share")
    if not judged or refuted is None:
        return None
    said = f"Of {counted(judged, 'judged assumption')} the walk refuted {round(refuted * judged) or 'none'}."
    if judged == 1:
        said = f"The one judged assumption was {'refuted' if refuted else 'not refuted'}."
    brier = material.metrics.number("brier")
    if brier is None:
        return said
    return f"{said} Brier score {decimal(brier)} (n = {judged}): 0 is a leader who knew, 0.25 one who guessed."


def _row(material: Material, expectation: Expectation) -> dict[str, Any]:
    """Expected and experienced side by side; what was worse than expected is marked."""
    timeline, key = material.timeline, expectation.touchpoint or ""
    found = experienced(timeline, [v for v in timeline.visits if v.touchpoint == key])
    planned = material.record.template.touchpoint(key)
    wait, contacts, feeling = found["wait_s"], found["contacts"], found["emotion"]
    return {
        "name": planned.name if planned else key,
        "cells": [
            _cell(duration(expectation.wait_s)),
            _cell(duration(wait), _over(wait, expectation.wait_s)),
            _cell(_count(expectation.contacts)),
            _cell(_count(contacts), _over(expectation.contacts, contacts)),
            _cell(signed(expectation.feeling)),
            _cell(signed(feeling), _over(expectation.feeling, feeling)),
        ],
    }


def _cell(text: str, worse: bool = False) -> dict[str, Any]:
    return {"text": text, "worse": worse}


def _over(more: float | None, less: float | None) -> bool:
    return more is not None and less is not None and more > less


def _count(value: float | None) -> str:
    return DASH if value is None else str(round(value))
