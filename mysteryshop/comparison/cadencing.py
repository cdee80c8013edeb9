"""How often leaders walk, what is due, and the same walk across the years beside business outcomes; on the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mysteryshop.analysis.cadence import Due, Rhythm, Walk, due, headline, rhythms
from mysteryshop.analysis.figure_columns import COLUMN_OF, FigureColumn
from mysteryshop.analysis.groups import middle
from mysteryshop.analysis.outcomes import Series, series, told
from mysteryshop.analysis.trends import Trend
from mysteryshop.analysis.wording import counted
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.figures import Figures, FigureTable, Filter
from mysteryshop.journey import SECOND
from mysteryshop.practice import OutcomePoint
from mysteryshop.store.database import Database
from mysteryshop.store.listing import JourneyRow
from mysteryshop.store.queries import Queries

from .example import is_example
from .trend_question import Question
from .trending import Answer as TrendAnswer
from .trending import answered as trend_answered
from .trending import trend_of

FIGURES = (  # the rows of the years' table
    *("satisfaction", "communication_frequency_per_hour", "longest_silence_s", "wait_ratio", "friction_load"),
    *("emotion_end", "promise_reliability", "conformance", "refuted_share"),
)
_BEGUN = ("walking", "debrief", "finalised")


@dataclass(frozen=True, eq=False)
class Years:
    """One template and relationship across the years: a row a figure, a column a year; then a row an outcome."""

    trend: TrendAnswer
    years: tuple[int, ...]
    figures: tuple[tuple[str, ...], ...]
    outcomes: tuple[tuple[str, ...], ...]
    series: tuple[Series, ...]
    points: tuple[OutcomePoint, ...]

    @property
    def drawn(self) -> tuple[Trend, FigureColumn, tuple[Series, ...]]:
        """What the chart is prepared from."""
        return self.trend.found, self.trend.column, self.series


@dataclass(frozen=True, eq=False)
class Answer:
    """All that the screen shows."""

    headline: str
    rhythms: tuple[Rhythm, ...]
    due: tuple[Due, ...]
    leaders: tuple[str, ...]
    years: Years
    example: bool = False
    small: str = ""  # which walks count in no cadence


def walks(rows: Sequence[JourneyRow]) -> tuple[Walk, ...]:
    """The journeys that leaders have begun; logs, plans and excluded ones are none; tainted ones were walked."""
    return tuple(
        Walk(
            row.id, row.state, row.template_key, row.template_name, row.relationship, row.leader,
            datetime.fromtimestamp(row.started_at / SECOND, ZoneInfo(row.zone)).toordinal(),
            row.ended_at is not None,
        )
        for row in rows
        if row.origin == "walked" and row.started_at is not None and row.state not in ("planned", "excluded")
    )  # fmt: skip


def due_now(database: Database, today: date) -> tuple[Due, ...]:
    """What the cadences ask for, for the home screen; without a cadence nothing is read but that."""
    queries = Queries(database)
    cadences = queries.practice().cadences
    return due(walks(queries.rows(limit=-1)), cadences, today.toordinal()) if cadences else ()


def answered(database: Database, table: FigureTable, question: Question, today: date) -> Answer:
    """The answer; templates and relationships are never pooled across the years."""
    queries = Queries(database)
    practice = queries.practice()
    rows = queries.rows(limit=-1)
    begun = walks(rows)
    found, leaders = due(begun, practice.cadences, today.toordinal()), rhythms(begun, today.toordinal())
    years = _years(trend_answered(database, table, question), table, practice.outcomes)
    names = tuple(sorted({walk.leader for walk in begun if walk.leader}, key=str.casefold))
    said = headline(found, leaders)
    return Answer(said, leaders, found, names, years, is_example(database), _small(rows))


def _small(rows: Sequence[JourneyRow]) -> str:
    """What counts as walked, where there is anything to say of it."""
    excluded = sum(row.origin == "walked" and row.state == "excluded" for row in rows)
    tainted = sum(
        walk.tainted for walk in rows if walk.origin == "walked" and walk.state not in ("planned", "excluded")
    )
    said = [f"{counted(excluded, 'excluded walk')} left out"] if excluded else []
    if tainted:
        said.append(f"{counted(tainted, 'tainted walk')} among them: of no other figure, but walked")
    return f"{'; '.join(said)}." if said else ""


def _years(trend: TrendAnswer, table: FigureTable, outcomes: tuple[OutcomePoint, ...]) -> Years:
    filters = trend.question.filters
    template = filters.get("template", "")
    beside = series(outcomes, template)
    journeys = table.columns(Filter(template=template, relationship=filters.get("relationship", "")))
    there = {int(year) for year in journeys["year"] if year > 0} | {p.year for s in beside for p, _ in s.points}
    years = tuple(range(min(there), max(there) + 1)) if there else ()
    rows = tuple(_row(journeys, COLUMN_OF[field], years) for field in FIGURES) if len(journeys) else ()
    mine = tuple(point for point in outcomes if point.template in ("", template))
    return Years(trend, years, rows, tuple(_outcome(each, years) for each in beside), beside, mine)


def _row(journeys: Figures, column: FigureColumn, years: Sequence[int]) -> tuple[str, ...]:
    found = trend_of(journeys, column, _NOTHING_KEPT).years

    def cell(year: int) -> str:
        group = found.get(year)
        if group is None or group.median is None:
            return "–"
        return f"{middle(group, lambda value: told_value(column, value))}  n = {group.n}"

    return (column.label, *map(cell, years))


_NOTHING_KEPT: Mapping[str, tuple[str, ...]] = {}


def _outcome(of: Series, years: Sequence[int]) -> tuple[str, ...]:
    """The last value of each year, and which period it is of where that is not the whole year."""

    def cell(year: int) -> str:
        own = of.of(year)
        if not own:
            return "–"
        when, point = own[-1]
        return told(point.value, of.unit) + ("" if when.text == str(year) else f"  {when.text[5:]}")

    return (of.name, *map(cell, years))
