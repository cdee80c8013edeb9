"""Parties, listening, coverage and what feeds what: all that Customers shows; to be called on the reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from mysteryshop.analysis.coverage import Coverage, coverage
from mysteryshop.analysis.feeding import Feed
from mysteryshop.analysis.listening import Heard, Share, furthest, headline, shares
from mysteryshop.analysis.pooling import said_left_out
from mysteryshop.analysis.wording import counted
from mysteryshop.figures import FigureTable, Filter
from mysteryshop.figures.listening import heard, severity_at
from mysteryshop.journey import Template
from mysteryshop.practice import Link, Party
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from mysteryshop.templates import load_all
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

from .cadencing import walks

PERIODS = (("", "all time", 0), ("year", "the last year", 365), ("quarter", "the last 90 days", 90))


@dataclass(frozen=True, eq=False)
class Answer:
    """All that the screen shows."""

    period: str
    parties: tuple[Party, ...]
    heard: tuple[Heard, ...]  # that count, newest first
    shares: tuple[Share, ...]
    headline: str
    small: str
    told: str  # the listening chart's title
    coverage: Coverage
    links: tuple[Link, ...]
    feeds: tuple[Feed, ...]
    templates: tuple[Template, ...]
    states: dict[str, str]  # of journeys, by id
    example: bool = False


def answered(database: Database, table: FigureTable, period: str, today: date) -> Answer:
    """The answer: listening within the period, coverage and links over all time."""
    queries = Queries(database)
    practice, rows = queries.practice(), queries.rows(limit=-1)
    since = today.toordinal() - next(days for ident, _, days in PERIODS if ident == period)
    logged = tuple(each for each in heard(database, practice) if not period or each.day > since)
    meant = tuple(each for each in logged if not each.out)
    found = shares(practice.parties, meant)
    templates = tuple(load_all(database.data_dir)[0])
    return Answer(
        period, practice.parties, meant[::-1], found, headline(practice.parties, found),
        _small(meant, [each.out for each in logged if each.out]),
        furthest(found).rstrip(".") or "Where the listening goes",
        coverage(walks(rows), today.toordinal()), practice.links,
        feeds(database, table, practice.links, templates), templates, {row.id: row.state for row in rows},
        any(row.demo for row in rows),
    )  # fmt: skip


def _small(meant: tuple[Heard, ...], out: list[str]) -> str:
    listened, talked = sum(h.listened_s for h in meant), sum(h.talked_s for h in meant)
    n = counted(len(meant), "conversation")
    said = f"{round(listened / 60):,} minutes listened, {round(talked / 60):,} talked, n = {n}." if meant else ""
    return " ".join(part for part in (said, said_left_out(out, "conversation")) if part)


def feeds(
    database: Database, table: FigureTable, links: tuple[Link, ...], templates: tuple[Template, ...]
) -> tuple[Feed, ...]:
    """What the walks at both ends of each link say."""
    by_key = {template.key: template for template in templates}
    return tuple(_feed(database, table, link, by_key) for link in links)


def _feed(database: Database, table: FigureTable, link: Link, templates: dict[str, Template]) -> Feed:
    inside, outside = templates.get(link.template), templates.get(link.fed_template)
    touchpoint = outside.touchpoint(link.fed_touchpoint) if outside is not None else None
    inside_as, outside_as = _mostly(table, link.template), _mostly(table, link.fed_template)
    figures = table.columns(Filter(template=link.template, relationship=inside_as))
    graded = np.sum([severity * figures[f"friction_severity_{severity}"] for severity in (1, 2, 3, 4)], axis=0)
    severity = graded[np.isfinite(graded)]
    satisfied = figures["satisfaction"][np.isfinite(figures["satisfaction"])]
    n, outside_sum, _ = severity_at(database, link.fed_template, link.fed_touchpoint, outside_as)
    return Feed(
        link, inside.name if inside is not None else link.template, len(figures),
        float(severity.mean()) if len(severity) else None, float(np.median(satisfied)) if len(satisfied) else None,
        outside.name if outside is not None else link.fed_template,
        touchpoint.name if touchpoint is not None else link.fed_touchpoint, n, outside_sum / n if n else None,
        _words(inside_as), _words(outside_as),
    )  # fmt: skip


def _mostly(table: FigureTable, template: str) -> str:
    """The relationship as which most walks of that template were walked: different ones are never averaged."""
    walked = Counter(table.columns(Filter(template=template))["relationship"].tolist())
    return min(walked, key=lambda name: (-walked[name], name), default=RELATIONSHIPS[0].id)


def _words(relationship: str) -> str:
    return by_id(RELATIONSHIPS, relationship).label.lower()
