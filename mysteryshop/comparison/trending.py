"""A figure's trend among the journeys of one template and relationship; to be called on the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mysteryshop.analysis.figure_columns import COLUMN_OF, FIGURE_COLUMNS, FigureColumn
from mysteryshop.analysis.figure_moments import behind_figures
from mysteryshop.analysis.groups import Group, middle
from mysteryshop.analysis.intervals import LEAST
from mysteryshop.analysis.shown import between
from mysteryshop.analysis.trends import Point, TakenOn, Trend, caveat, trend, year_on_year
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.charts.comparison.trend import sentence
from mysteryshop.charts.marks import Mark
from mysteryshop.errors import InputError
from mysteryshop.figures import REASONS, Figures, FigureTable
from mysteryshop.figures.commitments import commitments, taken_on
from mysteryshop.store.database import Database
from mysteryshop.vocabulary import RATINGS, RELATIONSHIPS

from .laying_out import labelled
from .narrowing import narrowed
from .trend_question import Question

Choice = tuple[str, str, int]
_NOTHING_YET = "No journey counts yet. Walk one and finalise it: it becomes the first point."
_SIGNED = ("estimate_error_s", "expectation_gap_wait_s", "expectation_gap_contacts", "expectation_gap_emotion")
_RANGES: Mapping[str, tuple[float | None, float | None]] = {
    "share": (0.0, 1.0),
    "-2..+2": (-2.0, 2.0),
    "0-1": (0.0, 1.0),
}
_RATED = {term.id: (float(term.low), float(term.high)) for term in RATINGS}


@dataclass(frozen=True, eq=False)
class Answer:
    """All that the screen shows."""

    question: Question
    column: FigureColumn
    found: Trend
    headline: str
    small: str
    rows: tuple[tuple[str, ...], ...]  # year, n, median, middle half, 95 % interval
    years: tuple[Mark, ...]  # what stands behind each of them
    templates: tuple[Choice, ...]
    relationships: tuple[Choice, ...]
    metrics: tuple[Choice, ...]
    states: Mapping[str, str]  # of the journeys, by id
    left_out: Mapping[str, int]  # how many journeys do not count, by why


def answered(database: Database, table: FigureTable, question: Question) -> Answer:
    """The answer to that question; templates and relationships are never pooled."""
    filters, offered = dict(question.filters), dict[str, tuple[Choice, ...]]()
    for name in ("template", "relationship"):  # a relationship is one that was walked with that template
        later = ("relationship",) if name == "relationship" else ("template", "relationship")
        before = {each: value for each, value in filters.items() if each not in later}
        offered[name] = _counted(table.columns(narrowed(before)), name)
        if filters.get(name, "") not in [value for value, _, _ in offered[name]]:
            filters[name] = offered[name][0][0] if offered[name] else ""
    journeys = table.columns(narrowed(filters))
    column = COLUMN_OF[question.metric]
    walked = table.columns(narrowed(filters, REASONS))  # what is left out led to something
    found = trend_of(journeys, column, commitments(database), taken_on(database, walked.ids.tolist()))
    return Answer(
        replace(question, filters=filters), column, found, sentence(found, column) if len(journeys) else _NOTHING_YET,
        " ".join(part for part in (_years(found, column), journeys.sentence, caveat(found)) if part),
        tuple(_row(year, group, column) for year, group in found.years.items()),
        tuple(_behind(year, found, column) for year in found.years),
        offered["template"], offered["relationship"], metrics(),
        dict(zip(journeys.ids, journeys["state"], strict=True)), journeys.left_out,
    )  # fmt: skip


def trend_of(
    journeys: Figures, column: FigureColumn, kept: Mapping[str, tuple[str, ...]], taken: tuple[TakenOn, ...] = ()
) -> Trend:
    """The trend of journeys of one template; those that have not begun stand at no time. InputError for a mixture."""
    journeys.keep_apart()
    if len(names := set(journeys["template"].tolist())) > 1:
        raise InputError(f"These journeys are of {len(names)} templates, which have no common trend.", "Choose one.")
    order = [int(place) for place in journeys.order("started_at") if journeys["day"][place] > 0]
    points = [
        Point(
            str(journeys.ids[place]), labelled(journeys, place), int(journeys["day"][place]),
            int(journeys["year"][place]), float(journeys[column.field][place]), kept.get(str(journeys.ids[place]), ()),
        )
        for place in order
    ]  # fmt: skip
    return replace(trend(points, bounds_of(column)), taken_on=taken)


def bounds_of(column: FigureColumn) -> tuple[float | None, float | None]:
    """The least and the largest value that the figure can take; None where there is none."""
    if column.field in _SIGNED:
        return None, None
    return _RATED.get(column.field) or _RANGES.get(column.unit, (0.0, None))


def metrics() -> tuple[Choice, ...]:
    """Every figure, by name."""
    return tuple(sorted(((c.field, c.label, -1) for c in FIGURE_COLUMNS), key=lambda choice: choice[1].casefold()))


def _counted(found: Figures, name: str) -> tuple[Choice, ...]:
    labels = {term.id: term.label for term in RELATIONSHIPS}
    if name == "template":
        labels = dict(zip(found[name], found["template_name"], strict=True))
    rows = [(str(value), str(labels.get(value, value)), len(group)) for value, group in found.split(name).items()]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[1].casefold())))


def _years(found: Trend, column: FigureColumn) -> str:
    return year_on_year(found, lambda value: told_value(column, value))


def _behind(year: int, found: Trend, column: FigureColumn) -> Mark:
    """The journeys of that year that have the figure, and what it counts in them."""
    journeys = tuple(point.journey for point in found.points if point.year == year)
    return Mark(f"{year}, n = {len(journeys):,}", journeys, behind_figures(column.field))


def _row(year: int, group: Group, column: FigureColumn) -> tuple[str, ...]:
    def told(low: float | None, high: float | None) -> str:
        if low is None or high is None:
            return "–"
        return between(column, low, high)

    median = middle(group, lambda value: told_value(column, value))
    quartiles = (group.low_quartile, group.high_quartile) if group.n >= LEAST else (None, None)
    interval = (group.interval.low, group.interval.high) if group.interval is not None else (None, None)
    return str(year), f"{group.n:,}", median, told(*quartiles), told(*interval)
