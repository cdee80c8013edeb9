"""The journeys behind a comparison, each in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.comparison.laying_out import labelled
from mysteryshop.report.plain import shortened
from mysteryshop.report.wording import DASH

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered

LONGEST_LIST = 60  # journeys: what three pages hold; the whole table goes out as CSV
_LONGEST = 70  # characters of a cell
_SHOWN = {
    "duration_s": "lasted",
    "communication_frequency_per_hour": "told /h",
    "longest_silence_s": "silence",
    "friction_count": "frictions",
    "emotion_end": "end",
    "satisfaction": "satisfied",
}


def journeys_listed(found: Gathered) -> dict[str, Any]:
    """Head, rows and a sentence on those that are not listed; in the groups' order, each group by when it began."""
    names = [labelled(found.journeys, row) for row in range(len(found.journeys))]
    begun = found.journeys["started_at"].tolist()
    first = {label: place for place, label in reversed(list(enumerate(found.group_of)))}
    order = sorted(range(len(names)), key=lambda row: (first[found.group_of[row]], begun[row], row))
    left = len(order) - LONGEST_LIST
    return {
        "head": ("group", "journey", *(() if found.view.group == "leader" else ("leader",)), *_SHOWN.values()),
        "numbers": len(_SHOWN),
        "rows": tuple(_row(found, row, names[row]) for row in order[:LONGEST_LIST]),
        "more": f"and {left:,} more: the app’s Compare screen exports them all as a table." if left > 0 else "",
    }


def _row(found: Gathered, row: int, name: str) -> tuple[str, ...]:
    leader = () if found.view.group == "leader" else (_short(str(found.journeys["leader"][row])) or DASH,)
    return (
        _short(found.group_of[row]),
        _short(name),
        *leader,
        *(_value(field, float(found.journeys[field][row])) for field in _SHOWN),
    )


def _short(words: str) -> str:
    """A line is looked at beside others: the whole words go out with the table."""
    return shortened(words, _LONGEST)


def _value(field: str, value: float) -> str:
    return told_value(COLUMN_OF[field], value).removesuffix(" per hour") if np.isfinite(value) else DASH
