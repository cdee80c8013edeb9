"""The silences that were longer than their limit: from whom to whom, and where."""

from __future__ import annotations

from typing import Any

from mysteryshop.analysis.timeline import Gap
from mysteryshop.report.material import Material
from mysteryshop.report.wording import DASH, duration


def silences(material: Material) -> dict[str, Any]:
    """The table's rows, the longest first, and the sentence that stands in its place where there are none."""
    return {
        "silences": [_row(material, gap) for gap in material.overlong_gaps],
        "silences_sentence": _none(material),
    }


def _none(material: Material) -> str:
    if material.record.journey.origin == "log":
        return "An event log names no limit for a silence."
    return "No silence was longer than its limit." if material.walked else "The journey has not been walked."


def _row(material: Material, gap: Gap) -> dict[str, str]:
    return {
        "length": duration(gap.seconds),
        "span": f"{material.at(gap.start)} – {material.at(gap.end)}",
        "limit": duration(gap.limit_s),
        "since": _edges(material, gap),
        "where": _where(material, gap) or DASH,
    }


def _edges(material: Material, gap: Gap) -> str:
    """Between which moments it lay, or from the start, or to the end."""
    start = f"moment {material.number(gap.after.id)}" if gap.after else "the start"
    end = f"moment {material.number(gap.before.id)}" if gap.before else "the end"
    return f"{start} and {end}"


def _where(material: Material, gap: Gap) -> str:
    """The touchpoints that it reached over."""
    names = [
        visit.name
        for visit in material.record.visits
        if visit.entered_at < gap.end and (visit.left_at is None or visit.left_at > gap.start)
    ]
    return ", ".join(dict.fromkeys(names))
