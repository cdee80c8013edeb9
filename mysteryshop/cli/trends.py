"""A figure over time, year on year, for one template and relationship."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from mysteryshop.errors import InputError

from . import choosing, terminal
from .command import Command, add_json, opened
from .figures import bring_up, figure

if TYPE_CHECKING:
    from mysteryshop.comparison.trending import Answer


def trends(args: Namespace) -> int:
    """The trend of one figure: in words, the years, the points outside, what was taken on."""
    with opened(args) as database:
        from mysteryshop.comparison.trend_question import MEASURE, Question
        from mysteryshop.comparison.trending import answered
        from mysteryshop.figures import FigureTable

        metric = figure(args.metric or MEASURE)
        bring_up(database)
        table = FigureTable(database)
        everything = table.everything()
        filters = choosing.filters(args, everything)
        answer = answered(database, table, Question(metric, filters))
    _check(filters, answer)
    if args.json:
        terminal.say_json(_plain(answer))
        return 0
    _say(answer)
    if answer.found.n:
        terminal.say()
        terminal.say(terminal.plain(f"Journeys: {choosing.told(answer.question.filters, everything)}."))
    return 0


def _check(asked: dict[str, str], answer: Answer) -> None:
    """InputError where no journey counts that was asked for: another one is not told instead."""
    for name in ("template", "relationship"):
        wanted = asked.get(name)
        if wanted == "":
            raise InputError(f"A trend is of one {name}: they have none in common.", f"Name one with --{name}.")
        if wanted is not None and answer.question.filters.get(name) != wanted:
            offered = answer.templates if name == "template" else answer.relationships
            there = ", ".join(f"{value} ({n})" for value, _, n in offered) or "none yet"
            raise InputError(f'No journey counts that is of the {name} "{wanted}".', f"There are: {there}.")


def _say(answer: Answer) -> None:
    terminal.say(terminal.plain(answer.headline))
    if answer.small:
        terminal.say(terminal.plain(answer.small))
    if not answer.rows:
        return
    terminal.say()
    terminal.table([["year", "n", "median", "middle half", "95 % interval"], *map(list, answer.rows)], frozenset({1}))
    if answer.found.taken_on:
        terminal.say()
    for each in answer.found.taken_on:
        terminal.say(terminal.plain(f"- {date.fromordinal(each.day)}: {each.text}"))


def _plain(answer: Answer) -> dict[str, Any]:
    found = answer.found
    outside = set(found.signals.outside)
    limits = found.limits
    return {
        "metric": answer.question.metric,
        "unit": answer.column.unit,
        **{name: answer.question.filters.get(name) for name in ("template", "relationship")},
        "filters": choosing.named(answer.question.filters),
        "n": found.n,
        "missing": found.missing,
        "left_out": dict(answer.left_out),
        "headline": answer.headline,
        "limits": None if limits is None else {"mean": limits.mean, "low": limits.low, "high": limits.high},
        "years": {
            str(year): {
                "n": group.n,
                "median": group.median,
                "interval": None if group.interval is None else [group.interval.low, group.interval.high],
            }
            for year, group in found.years.items()
        },
        "points": [
            {
                "journey": point.journey,
                "date": date.fromordinal(point.day).isoformat(),
                "value": point.value,
                "outside": place in outside,
            }
            for place, point in enumerate(found.points)
        ],
        "runs": [list(run) for run in found.signals.runs],
        "taken_on": [
            {"date": date.fromordinal(each.day).isoformat(), "text": each.text, "journey": each.journey}
            for each in found.taken_on
        ],
    }


def _arguments(parser: ArgumentParser) -> None:
    named = "as metrics --json names it (communication_frequency_per_hour)"
    parser.add_argument("metric", nargs="?", metavar="FIGURE", help=named)
    add_json(parser)
    most = " (the one with most journeys)"
    choosing.add_filters(parser, template=most, relationship=most)


_EPILOG = (
    "Templates and relationships are never pooled. From 8 journeys on an XmR chart's limits are told: the mean and "
    "2.66 times the mean moving range. A point outside, or 8 in a row on one side of the mean, is worth a look. "
    "Tainted, excluded and unfinished journeys are left out and counted."
)

_EXAMPLES = ("trends", "trends longest_silence_s --template hotel-stay --leader Anna")

COMMANDS = (
    Command(
        "trends", "a figure over time, year on year", trends, _arguments, _EPILOG, _EXAMPLES,
        usage="[FIGURE] [options]",
    ),
)  # fmt: skip
