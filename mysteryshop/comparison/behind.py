"""What stands behind a mark of a comparison: its journeys with the figures that matter, and their moments in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mysteryshop.analysis.figure_columns import COLUMN_OF, FigureColumn
from mysteryshop.analysis.intervals import LEAST
from mysteryshop.analysis.shown import cell, shown
from mysteryshop.analysis.sides import Behind
from mysteryshop.analysis.wording import counted, listed
from mysteryshop.charts.durations import spoken
from mysteryshop.charts.wording import feeling
from mysteryshop.comparison.laying_out import labelled
from mysteryshop.figures import Figures
from mysteryshop.journey import SECOND
from mysteryshop.store import behind as stored
from mysteryshop.store.database import Database
from mysteryshop.vocabulary import CATEGORIES, KINDS, OUTCOMES, TRIGGERS, KindTerm

MOST = 200  # moments that are listed
_KINDS = {term.code: term for term in KINDS}
_CATEGORIES = {term.code: term.id for term in CATEGORIES}
_OUTCOMES = {term.code: term.id for term in OUTCOMES}
_CHASE = next(term.code for term in TRIGGERS if term.id == "chase")


@dataclass(frozen=True, slots=True)
class Head:
    """What must be known of a journey to name it: in words, its state, and when it began (microseconds UTC)."""

    words: str
    state: str
    started_at: int


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """One journey behind a mark, with its figures as table cells."""

    journey: str
    state: str
    words: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JourneyList:
    """The journeys of a mark, those with the largest first figure first, and its figures.

    `said` tells what the two figures have to do with each other, where there are enough journeys; else it is "".
    """

    title: str
    said: str
    columns: tuple[FigureColumn, ...]
    lines: tuple[JourneyLine, ...]


@dataclass(frozen=True, slots=True)
class MomentLine:
    """One moment: its journey, when in it, where, what kind and what was said of it."""

    journey: str
    state: str
    moment: str
    kind: str
    head: str  # the journey in words
    words: str


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a mark; `n` of them in `journeys` journeys, of which the first are listed."""

    title: str
    n: int
    journeys: int
    lines: tuple[MomentLine, ...]


def journeys_behind(of: Figures, journeys: Sequence[str], behind: Behind) -> JourneyList:
    """The journeys of a mark with its figures side by side, so that one sees what the mark says."""
    columns = [COLUMN_OF[name] for name in behind.figures]
    found = of.take([of.position[ident] for ident in journeys if ident in of.position])
    order = found.order(columns[0].field, descending=True) if columns else np.arange(len(found))
    lines = tuple(
        JourneyLine(
            str(found.ids[at]), str(found["state"][at]), _words(found, at),
            tuple(cell(column, float(found[column.field][at])) for column in columns),
        )
        for at in order.tolist()
    )  # fmt: skip
    names = listed([_inside(column) for column in columns]) if columns else ""
    title = f"{names[:1].upper()}{names[1:]} of {counted(len(lines), 'journey')}" if columns else ""
    return JourneyList(title, _said(found, columns), tuple(columns), lines)


def _said(found: Figures, columns: Sequence[FigureColumn]) -> str:
    """The second figure's median where the first lies above its own median, and where it does not."""
    if len(columns) < 2:
        return ""
    x, y = (found[column.field] for column in columns[:2])
    there = np.isfinite(x) & np.isfinite(y)
    x, y = x[there], y[there]
    if not len(x):
        return ""
    middle = float(np.median(x))
    parts = y[x > middle], y[x <= middle]
    if min(map(len, parts)) < LEAST:
        return ""
    first, second = columns[:2]
    high, low = (f"{shown(second, float(np.median(part)))} (n = {len(part)})" for part in parts)
    where = f"Where {_inside(first)} is above its median of {shown(first, middle)}"
    return f"{where}, the median of {_inside(second)} is {high}; elsewhere it is {low}."


def _inside(column: FigureColumn) -> str:
    """The figure's name as it stands within a sentence."""
    return f"{column.label[:1].lower()}{column.label[1:]}"


def _words(of: Figures, at: int) -> str:
    leader = str(of["leader"][at])
    return " · ".join(part for part in (labelled(of, at), leader) if part)


def head_of(of: Figures, ident: str) -> Head:
    """What must be known of that journey of the table."""
    at = of.position[ident]
    return Head(_words(of, at), str(of["state"][at]), int(of["started_at"][at]))


def moments_behind(database: Database, head: Callable[[str], Head], journeys: Sequence[str], behind: Behind) -> Moments:
    """The moments that a mark stands for, in those journeys; `head` names each."""
    asked = stored.Asked(behind.kinds, behind.places, behind.category, behind.contact, behind.levels, behind.having)
    n, met, rows = stored.moments(database, journeys, asked, MOST)
    said = [dict(zip(stored.FIELDS, row, strict=True)) for row in rows]
    if len(behind.places) == 1:
        said = [{**each, "name": ""} for each in said]  # the title says where
    return Moments(behind.words, n, met, tuple(_line(head(str(each["journey"])), each) for each in said))


def _line(head: Head, said: Mapping[str, object]) -> MomentLine:
    kind = _KINDS[int(str(said["kind"]))]
    when = f"after {spoken(max(0, (int(str(said['observed_at'])) - head.started_at) / SECOND))}"
    parts = [when, str(said["name"]), _what(kind, said), _CATEGORIES.get(said["category"], "")]  # type: ignore[call-overload]
    words = " · ".join(part for part in parts if part)
    text = " ".join(str(said["text"]).split())
    return MomentLine(
        str(said["journey"]), head.state, str(said["id"]), kind.id, head.words, f"{words}: {text}" if text else words
    )


def _what(kind: KindTerm, said: Mapping[str, object]) -> str:
    level = said["level"]
    if kind.id == "wait" and said["resolved_at"] is not None:
        return f"Wait of {spoken((int(str(said['resolved_at'])) - int(str(said['observed_at']))) / SECOND)}"
    if kind.id == "promise":
        became = _OUTCOMES.get(said["outcome"], "")  # type: ignore[call-overload]
        return f"{kind.label}: {became}" if became not in ("", "open") else kind.label
    name = "I chased" if said["trigger"] == _CHASE else kind.label
    if not isinstance(level, int) or level not in kind.levels:
        return name
    word = kind.level_labels[kind.levels.index(level)]
    return f"{name} {feeling(level)} {word}" if kind.id == "feeling" else f"{name}: {word}"
