"""Cadence: who walks how often, what is due, and one walk across the years beside what the business counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mysteryshop.analysis.cadence import Due, Rhythm, told
from mysteryshop.analysis.wording import day_text
from mysteryshop.comparison.cadencing import Answer, Years
from mysteryshop.journey import Instant
from mysteryshop.report.practice.next_steps import of_cadence
from mysteryshop.report.practice.paper import Block, Figure, Paper, Picture, Table, of_all, write_paper
from mysteryshop.report.summary import Summary
from mysteryshop.report.wording import DASH, counted
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

_LIMITS = (
    "Days are counted from the day of the last walk that has ended. A cadence without a leader asks for any walk.",
    "The years hold finalised, untainted walks of one template and relationship; a year without a walk is a gap, and "
    "not a nought. Medians, with n on each.",
    "What the business counts is entered by hand and stands on the same time axis. It is fitted to nothing: so few "
    "years would let anything look like a cause.",
)

_MOST, _LEADERS = 12, 30  # cadences and leaders that are listed
_YEARS = 5  # that stand side by side on a page


def write_cadence(
    answer: Answer, templates: Mapping[str, str], target: Path, *, generated_at: Instant | None = None
) -> Summary:
    """Write the report; `templates` are their names by key. KnownError where the file cannot be written."""
    return write_paper(paper(answer, templates), target, generated_at=generated_at)


def paper(answer: Answer, templates: Mapping[str, str]) -> Paper:
    """What stands on the pages."""
    over = sum(each.over for each in answer.due)
    walks = sum(each.within_a_year for each in answer.rhythms)
    figures = (
        Figure(str(len(answer.rhythms)), "leaders who have walked"),
        Figure(str(walks), "walks within a year"),
        Figure(str(over), "cadences overdue", warn=bool(over)),
        Figure(str(sum(each.soon for each in answer.due)), "due within a fortnight"),
    )
    blocks: list[Block] = [_due(answer.due, templates)]
    years = answer.years
    if years.trend.templates:
        blocks += [Picture("The same walk across the years", "years", years.drawn, 0.77), _years(years, templates)]
    blocks.append(_leaders(answer.rhythms))
    return Paper(
        "CADENCE AND YEARS",
        "Every so often: who walked, what is due, and what has changed over the years",
        answer.headline,
        answer.small,
        f"n = {counted(len(answer.rhythms), 'leader')}",
        figures,
        tuple(blocks),
        _LIMITS,
        next=of_cadence(answer, templates),
        example=answer.example,
    )


def _due(found: tuple[Due, ...], templates: Mapping[str, str]) -> Table:
    return Table(
        "What is due", ("walk", "as", "leader", "every", "last walked", "due"),
        tuple(_line(each, templates) for each in found[:_MOST]), (1.8, "auto", 1.0, "auto", "auto", "auto"),
        more=of_all(min(len(found), _MOST), len(found), "on the screen"), sentence="No cadence is set.",
    )  # fmt: skip


def _line(each: Due, templates: Mapping[str, str]) -> tuple[str, ...]:
    cadence = each.cadence
    relationship = by_id(RELATIONSHIPS, cadence.relationship).label if cadence.relationship else "any"
    last = day_text(each.last.day) if each.last is not None else DASH
    return (
        templates.get(cadence.template, cadence.template) if cadence.template else "any walk", relationship,
        cadence.leader or "whoever", counted(cadence.every_days, "day"), last, told(each.left),
    )  # fmt: skip


def _leaders(found: tuple[Rhythm, ...]) -> Table:
    return Table(
        "Leaders", ("leader", "last walk", "days since", "within a year"),
        tuple((r.leader or DASH, day_text(r.last.day), str(r.days), str(r.within_a_year)) for r in found[:_LEADERS]),
        (2.0, "auto", "auto", "auto"), numbers=2, more=of_all(min(len(found), _LEADERS), len(found), "on the screen"),
        sentence="Nobody has walked yet.",
    )  # fmt: skip


def _years(years: Years, templates: Mapping[str, str]) -> Table:
    asked = dict(years.trend.question.filters)
    relationship = asked.get("relationship", "")
    as_whom = by_id(RELATIONSHIPS, relationship).label.lower() if relationship else ""
    name = templates.get(asked.get("template", ""), asked.get("template", ""))
    shown = years.years[-_YEARS:]
    earlier = len(years.years) - len(shown)
    return Table(
        f"{name}{f', as {as_whom}' if as_whom else ''}", ("", *map(str, shown)),
        tuple((row[0], *row[-len(shown):]) for row in (*years.figures, *years.outcomes)),
        (1.6, *("auto" for _ in shown)), numbers=len(shown),
        more=f"{counted(earlier, 'earlier year')} in the chart and on the screen" if earlier else "",
        note=years.trend.small,
    )  # fmt: skip
