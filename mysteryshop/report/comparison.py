"""A comparison as a PDF: the finding, every figure with its n, the charts, the journeys behind them, and the limits."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mysteryshop
from mysteryshop import palette
from mysteryshop.analysis.compare import Comparison, compare_groups
from mysteryshop.analysis.figure_columns import COLUMN_OF, FigureColumn
from mysteryshop.analysis.groups import Group, described
from mysteryshop.analysis.intervals import LEAST, MEDIAN
from mysteryshop.analysis.wording import figure
from mysteryshop.charts.comparison import COMPARISONS
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.charts.render import REPORT_WIDTH
from mysteryshop.comparison.finding import too_few
from mysteryshop.comparison.narrowing import in_words
from mysteryshop.comparison.words import decided, redrawn, words_of
from mysteryshop.journey import Instant
from mysteryshop.privacy.redaction import Redactor, in_every_text, sentence
from mysteryshop.replacing import replace_file
from mysteryshop.report.compared_journeys import LONGEST_LIST, journeys_listed
from mysteryshop.report.compared_limits import limits, method, who_counts
from mysteryshop.report.compared_next import next_steps
from mysteryshop.report.drawings import TALLEST, svg
from mysteryshop.report.plain import cleaned
from mysteryshop.report.summary import Summary, pages_of, typeset
from mysteryshop.report.wording import DASH, bound, date
from mysteryshop.report.wording import time as time_of_day
from mysteryshop.wording import DEMO

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered
    from mysteryshop.privacy.decisions import Decisions

FOOTER = "What was walked, not a sample of all customers. Roles, never names. Not for disciplinary use."
_HALF = REPORT_WIDTH / 2 - 0.05  # inches: two charts side by side
# Inches wide, and how much of the height that it would like: so that page one holds where it went well and badly.
_SIZES = {
    "emotion": (REPORT_WIDTH, 0.76),
    "frictions": (REPORT_WIDTH, 0.78),
    "told": (_HALF, 0.78),
    "shares": (_HALF, 0.94),
    "time": (REPORT_WIDTH, 0.84),
    "silences": (REPORT_WIDTH, 0.84),
    "pareto": (REPORT_WIDTH, 0.9),
    "variants": (REPORT_WIDTH, 0.95),
    "gaps": (REPORT_WIDTH, 0.84),
}
_ACROSS = 4  # figures beside each other where groups stand below each other


def write_comparison(
    found: Gathered, target: Path, *, decisions: Decisions | None = None, generated_at: Instant | None = None
) -> Summary:
    """Write the comparison to `target`, replacing what is there.

    `decisions` say what is redacted of words_of(found); without them all that the scan proposes is.
    The same journeys and `generated_at` (now, where left out) make the same bytes. KnownError where the target
    cannot be written or the app's fonts are gone; then what was there stays.
    """
    made_at = time.time_ns() // 1000 if generated_at is None else generated_at
    pdf, standard, reason = typeset(compose(found, made_at, decisions), made_at, template="comparison.typ")
    replace_file(target, pdf)
    return Summary(target, pages_of(pdf), standard, reason)


def compose(found: Gathered, made_at: Instant, decisions: Decisions | None = None) -> dict[str, Any]:
    """All that the template needs but the typefaces."""
    fields = tuple(dict.fromkeys((found.view.measure, *found.view.figures)))
    words = cleaned(
        {
            "title": found.title,
            "description": FOOTER,
            "footer": FOOTER,
            "kicker": "COMPARISON",
            "seal": date(made_at, "UTC"),
            "where": _where(found),
            "example": DEMO if bool(found.journeys["demo"].any()) else None,
            "headline": found.finding,
            "small": found.small,
            "n": f"n = {sum(found.n):,} journey{'' if sum(found.n) == 1 else 's'}",
            "next": next_steps(found),
            "counts": who_counts(found),
            "groups": tuple({"name": side.name, "n": f"{side.n:,}"} for side in found.sides.sides),
            "many": _many(found, fields[:_ACROSS]),
            "figures": tuple(_row(found, field) for field in fields),
            "drivers": _drivers(found),
            "journeys": journeys_listed(found),
            "method": method(found),
            "limits": limits(found, len(fields)),
            "made": f"Made with Mysteryshop {mysteryshop.__version__} on {date(made_at, 'UTC')} "
            f"{time_of_day(made_at, 'UTC')} (UTC)",
        }
    )
    clear, kept = decided(words_of(found), decisions)
    put = Redactor(clear)
    words = in_every_text(words, put)
    colours = {role: value for role, value in asdict(palette.load("light")).items() if role != "name"}
    charts = _charts(redrawn(found, clear))
    return {**bound(words), "privacy": sentence(dict(+put.counts), kept), "colours": colours, "charts": charts}


def _where(found: Gathered) -> str:
    return in_words(found.view.filters, found.filters)


def _many(found: Gathered, fields: tuple[str, ...]) -> dict[str, Any] | None:
    """Many groups, one below another; no pair of them is tested."""
    if not found.many:
        return None
    head = ("group", "n", *(COLUMN_OF[field].label for field in fields), "95 % of the first median")
    rows = tuple((row.name, f"{row.n:,}", *row.cells[: len(fields)], row.interval) for row in found.many[:LONGEST_LIST])
    left = len(found.many) - LONGEST_LIST
    more = f"and {left:,} more groups: the app’s Compare screen shows them all." if left > 0 else ""
    return {"head": head, "rows": rows, "more": more}


def _row(found: Gathered, field: str) -> dict[str, Any]:
    """One figure: each group's median and spread, and what sets the two apart."""
    column, sides = COLUMN_OF[field], found.sides.sides
    if len(sides) < 2:
        return {"label": column.label, "cells": (_cell(column, described(sides[0].column(field))),), "apart": None}
    compared = (
        found.comparison
        if field == found.view.measure and found.comparison is not None
        else compare_groups(sides[0].column(field), sides[1].column(field), measure=column.label)
    )
    cells = (_cell(column, compared.a), _cell(column, compared.b))
    return {"label": column.label, "cells": cells, "apart": _apart(compared)}


def _cell(column: FigureColumn, group: Group) -> dict[str, str]:
    """The median, beneath it the middle half of eight values and more, or the values; of fewer than five these only."""
    if group.median is None or group.low_quartile is None or group.high_quartile is None:
        return {"median": DASH, "spread": "n = 0"}
    if group.n == 1:
        return {"median": _bare(column, group.median), "spread": "n = 1"}
    if group.n < MEDIAN:
        values = ", ".join(_bare(column, value) for value in group.values)
        return {"median": values, "spread": f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{group.n}"}
    if group.n < LEAST:
        spread = ", ".join(_bare(column, value) for value in group.values)
    else:
        spread = f"{_bare(column, group.low_quartile)} to {_bare(column, group.high_quartile)}"
    return {
        "median": _bare(column, group.median),
        "spread": f"{spread} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{group.n:,})",
    }


def _bare(column: FigureColumn, value: float) -> str:
    """The value as on screen, never broken; the label says already that it is per hour."""
    return told_value(column, value).removesuffix(" per hour").replace(" ", "\N{NO-BREAK SPACE}")


def _apart(compared: Comparison) -> dict[str, str]:
    """Cliff's delta with its interval and p; a dash where no order of so few values could be told from chance."""
    if compared.dominance is None or compared.permutation is None or too_few(compared.permutation):
        return {"delta": DASH, "interval": "", "p": DASH}
    inside, p = compared.dominance.interval, compared.permutation.p
    return {
        "delta": _hundredths(compared.dominance.delta),
        "interval": "" if inside is None else f"{_hundredths(inside.low)} to {_hundredths(inside.high)}",
        "p": "< 0.001" if p < 0.001 else f"{p:.3f}",
    }


def _hundredths(value: float) -> str:
    """As sentences write it; what rounds to nothing has no sign."""
    return figure(round(value, 2) + 0.0)


def _drivers(found: Gathered) -> dict[str, Any]:
    """The verdict in words and what it should be read with, or why there is none."""
    if isinstance(found.drivers, str):
        return {"verdict": found.drivers, "warnings": ()}
    return {"verdict": found.drivers.verdict, "warnings": found.drivers.warnings}


def _charts(found: Gathered) -> dict[str, dict[str, str] | None]:
    """The charts by name; None where there is nothing to draw."""
    return {name: _chart(name, found.given[name], *size) for name, size in _SIZES.items()}


def _chart(name: str, given: Any, width: float, share: float) -> dict[str, str] | None:
    chart = COMPARISONS[name]
    data = chart.prepare(given)
    if chart.empty(data):
        return None
    drawing = svg(chart, data, (width, min(share * chart.height(data), TALLEST)))
    return {"svg": drawing, "alt": chart.describe(data), "label": chart.label}
