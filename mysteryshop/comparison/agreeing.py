"""What the agreement of two walks, or of two columns, comes to; to be called on the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mysteryshop.analysis.agreement import Agreement, Value, agree, interval_of, of_journeys
from mysteryshop.analysis.sides import Behind
from mysteryshop.analysis.two_walks import SEVERITY_WORDS, Judged, furthest_apart, judged, pairs
from mysteryshop.analysis.wording import day_text, figure, percent, upper
from mysteryshop.errors import InputError
from mysteryshop.journey import SECOND, Record
from mysteryshop.store.database import Database
from mysteryshop.store.listing import JourneyRow
from mysteryshop.store.queries import Queries

from .behind import Head, Moments, moments_behind

Choice = tuple[str, str]  # value, words
SEVERITIES: Mapping[Value, str] = {float(level): words for level, words in enumerate(SEVERITY_WORDS)}
WEIGHTED = ("quadratic", "linear", "plain")  # of the figures shown, the first that the values allow


@dataclass(frozen=True, slots=True)
class Pair:
    """Two walks that are worth setting beside each other."""

    first: str
    second: str
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: templates with two walks or more, their walks, and the pairs suggested."""

    templates: tuple[tuple[str, str, int], ...]
    walks: Mapping[str, tuple[Choice, ...]]  # by template, the newest first
    pairs: tuple[Pair, ...]
    template_of: Mapping[str, str]
    states: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the screen shows; `found` is the sentence that says why where there is no agreement to tell."""

    names: tuple[str, str]
    found: Agreement | str
    rows: tuple[Judged, ...]
    labels: Mapping[Value, str]  # of values; a value without one speaks for itself
    what: str  # what is judged: "touchpoint", "row"
    journeys: tuple[str, ...] = ()  # the two walks; none where columns are compared
    heads: tuple[Head, ...] = ()  # of the two walks

    @property
    def apart(self) -> list[Judged]:
        """Where they differ, furthest apart first."""
        return furthest_apart(self.rows)

    def behind(self, rows: Sequence[Judged]) -> Behind | None:
        """The moments of both walks at those touchpoints; None where columns are compared."""
        if not self.journeys:
            return None
        names = [row.item for row in rows]
        where = names[0] if len(names) == 1 else f"{len(names)} touchpoints"
        return Behind(f"both walks at {where}", places=tuple(row.place for row in rows))

    def say(self, value: Value | None) -> str:
        """A value in words of the field."""
        return "–" if value is None else self.labels.get(value, str(value) if isinstance(value, str) else f"{value:g}")


def choices(queries: Queries) -> Choices:
    """The finalised walks of each template; those of event logs have no severities, and are none."""
    walks = [row for row in queries.rows(state="finalised", limit=-1) if row.origin != "log"]
    count = Counter(row.template_key for row in walks)
    labels = {row.template_key: row.template_name for row in reversed(walks)}
    keys = sorted((key for key in count if count[key] > 1), key=lambda key: (-count[key], labels[key]))
    return Choices(
        tuple((key, labels[key], count[key]) for key in keys),
        {key: tuple((row.id, walk_words(row)) for row in walks if row.template_key == key) for key in keys},
        tuple(Pair(a.id, b.id, _pair_words(a, b)) for a, b in pairs(walks)),
        {row.id: row.template_key for row in walks},
        {row.id: row.state for row in walks},
    )


def walk_words(row: JourneyRow) -> str:
    """`14 Nov 2026 · A. finance · Lisbon to Oslo`."""
    parts = (_day(row), row.leader, row.place, "tainted" if row.tainted else "")
    return " · ".join(part for part in parts if part) or row.template_name


def of_walks(queries: Queries, first: str, second: str) -> Answer:
    """Two walks of the same template, touchpoint by touchpoint."""
    records = queries.load(first), queries.load(second)
    names = _names(records[0].journey.leader, records[1].journey.leader)
    try:
        rows = judged(*records) if records[0].template.key == records[1].template.key else ()
        found: Agreement | str = of_journeys(*records, "linear")
    except InputError as error:
        found = f"{error.title} {error.remedy}"
    return Answer(names, found, rows, SEVERITIES, "touchpoint", (first, second), _heads(names, records))


def moments_at(database: Database, answer: Answer, behind: Behind) -> Moments:
    """What both noted there, the first walk's moments first."""
    heads = dict(zip(answer.journeys, answer.heads, strict=True))
    return moments_behind(database, heads.__getitem__, answer.journeys, behind)


def _heads(names: tuple[str, str], records: Sequence[Record]) -> tuple[Head, ...]:
    """Named by who walked: day and place are often the same."""
    return tuple(
        Head(upper(name), record.journey.state, record.journey.started_at or 0)
        for name, record in zip(names, records, strict=True)
    )


def of_columns(
    names: tuple[str, str], first: Sequence[Value | None], second: Sequence[Value | None], items: Sequence[str]
) -> Answer:
    """Two columns of a table, row by row."""
    rows = tuple(Judged(item, a, b) for item, a, b in zip(items, first, second, strict=True))
    numeric = all(not isinstance(value, str) for value in (*first, *second))
    try:
        weights = "linear" if numeric else "plain"
        found: Agreement | str = agree(first, second, names=names, items=items, weights=weights)
    except InputError as error:
        found = f"{error.title} {error.remedy}"
    return Answer(names, found, rows, {}, "row")


def kappa_rows(found: Agreement) -> list[tuple[str, ...]]:
    """Each kappa with its standard error, its interval, and the agreement seen and by chance, as words."""
    rows: list[tuple[str, ...]] = []
    for name, each in found.kappas.items():
        interval = interval_of(each, found.n)
        rows.append(
            (
                f"{name[:1].upper()}{name[1:]}",
                "–" if each.value is None else figure(each.value),
                "–" if not each.ase else figure(each.ase),
                "–" if interval is None else f"{figure(interval.low)} to {figure(interval.high)}",
                percent(each.observed),
                percent(each.expected),
            )
        )
    return rows


def _names(first: str, second: str) -> tuple[str, str]:
    a, b = first.strip(), second.strip()
    return (a, b) if a and b and a != b else ("The first walk", "the second")


def _pair_words(first: JourneyRow, second: JourneyRow) -> str:
    apart = ((second.started_at or 0) - (first.started_at or 0)) // SECOND
    days = round(apart / 86_400)
    near = "the same day" if _day(first) == _day(second) else f"{days} day{'' if days == 1 else 's'} apart"
    same = first.place.strip().casefold() == second.place.strip().casefold()
    where = (first.place or first.template_name) if same else f"{first.place or '?'} and {second.place or '?'}"
    return f"{first.leader} and {second.leader} · {where} · {_day(first)}, {near}"


def _day(row: JourneyRow) -> str:
    if row.started_at is None:
        return ""
    return day_text(datetime.fromtimestamp(row.started_at / SECOND, ZoneInfo(row.zone)).date().toordinal())
