"""What drives an outcome, from any table."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mysteryshop.errors import InputError

from . import choosing, terminal
from .columns import names, seed, titles, whole
from .command import Command, add_json, opened
from .figures import bring_up

if TYPE_CHECKING:
    from mysteryshop.analysis.driver_result import Drivers
    from mysteryshop.comparison.question import Question
    from mysteryshop.imports.columns import Sheet


def drivers(args: Namespace) -> int:
    """What drives an outcome: shares of R², how sure they are, and the verdict in words."""
    result, which, more = _of_journeys(args) if args.csv is None else (_of_table(args), "", {})
    if args.json:
        terminal.say_json(result.to_json() | more)
        return 0
    _say(result)
    if which:
        terminal.say()
        terminal.say(terminal.plain(which))
    return 0


def _of_journeys(args: Namespace) -> tuple[Drivers, str, dict[str, Any]]:
    """Of the journeys in the store; which they were in words, and as programs take it."""
    if args.hypothesis is not None:
        raise InputError("--hypothesis belongs to a table.", "Leave it out: here it is communication frequency.")
    with opened(args) as database:
        from mysteryshop.analysis.driver_result import RESAMPLES
        from mysteryshop.comparison.analysing import chosen, drivers_of
        from mysteryshop.figures import FigureTable

        bring_up(database)
        table = FigureTable(database)
        everything = table.everything()
        asked, journeys = chosen(table, _question(args, {"template": ""} | choosing.filters(args, everything)))
        found = drivers_of(journeys, asked, seed=args.seed, resamples=args.resamples or RESAMPLES)
    more = {"filters": choosing.named(asked.filters), "not_counted": dict(journeys.left_out)}
    return found, f"Journeys: {choosing.told(asked.filters, everything)}. {journeys.sentence}", more


def _question(args: Namespace, filters: dict[str, str]) -> Question:
    from mysteryshop.comparison.question import CONTROLS, MORE, OUTCOMES, PREDICTORS, Question

    predictors = names(args.predictors) if args.predictors is not None else list(PREDICTORS)
    return Question(
        _known("outcome", args.outcome or "satisfaction", OUTCOMES),
        _each_once([_known("predictor", name, {**PREDICTORS, **MORE}) for name in predictors]),
        _known("control", args.control, CONTROLS) if args.control else "",
        filters,
    )


def _each_once(predictors: Sequence[str]) -> tuple[str, ...]:
    twice = next((name for name in predictors if predictors.count(name) > 1), None)
    if twice is not None:
        raise InputError(f'The predictor "{twice}" is named twice.', "Name different ones.")
    return tuple(predictors)


def _known(what: str, name: str, table: Mapping[str, str]) -> str:
    """A name of the Drivers screen, or the figure behind it."""
    folded = name.strip().casefold()
    found = next((word for word, field in table.items() if folded in (word, field)), None)
    if found is None:
        words = ", ".join(table)
        raise InputError(f'There is no {what} "{name}" among journeys.', f"Expected: {words}; of a table see --csv.")
    return found


def _of_table(args: Namespace) -> Drivers:
    from mysteryshop.imports.columns import read_sheet

    if stray := choosing.stray(args):
        raise InputError(f"--{stray} chooses journeys, not rows of a table.", "Leave it out, or leave out --csv.")
    if args.outcome is None or args.predictors is None:
        raise InputError("A table needs --outcome and --predictors.", "Name columns of it; see drivers --help.")
    named = [args.outcome, *names(args.predictors), *([args.control] if args.control else [])]
    sheet = read_sheet(args.csv)
    outcome, *predictors = titles(sheet, named)
    control = predictors.pop() if args.control else None
    hypothesis = _hypothesis(sheet, args.hypothesis, predictors)
    from mysteryshop.analysis.driver_result import RESAMPLES
    from mysteryshop.analysis.drivers import analyse

    return analyse(
        (outcome, sheet.numbers(outcome)),
        {name: sheet.numbers(name) for name in predictors},
        control=(control, sheet.numbers(control)) if control else None,
        hypothesis=hypothesis,
        seed=args.seed,
        resamples=args.resamples or RESAMPLES,
    )


def _hypothesis(sheet: Sheet, named: str | None, predictors: Sequence[str]) -> str | None:
    """The predictor believed to lead: the one named, else the one that tells how often they communicated."""
    if named is not None:
        title = sheet.header[sheet.find(named)]
        if title not in predictors:
            raise InputError(f'"{title}" is not among the predictors.', "Name one of them with --hypothesis.")
        return title
    words = (("communication", "frequency"), ("frequency",), ("communications",))
    for wanted in words:
        found = [name for name in predictors if all(word in re.split(r"[\W_]+", name.casefold()) for word in wanted)]
        if len(found) == 1:
            return found[0]
    return None


def _say(result: Drivers) -> None:
    from mysteryshop.analysis.driver_words import factor, often
    from mysteryshop.analysis.wording import percent

    terminal.say(terminal.plain(result.verdict))
    terminal.say()
    rows = [["", "share", "95 % interval", "leads in", "Johnson", "Spearman", "VIF"]]
    for name in sorted(result.lmg, key=lambda name: -result.lmg[name]):
        interval, leads = result.intervals.get(name), result.leads.get(name)
        rho = result.spearman[name]
        rows.append(
            [
                name,
                percent(result.lmg[name]),
                "-" if interval is None else f"{percent(interval.low)} to {percent(interval.high)}",
                "-" if leads is None else often(leads),
                percent(result.johnson[name]),
                "-" if rho is None else f"{rho:+.2f}",
                factor(result.vif[name]),
            ]
        )
    terminal.table(rows, frozenset(range(1, 7)))
    terminal.say(f"R² {result.r2:.3f}, adjusted {result.r2_adjusted:.3f}; n = {result.n:,}")
    for warning in result.warnings:
        terminal.say(f"- {terminal.plain(warning)}")


def _resamples(text: str) -> int:
    return whole(10, 100_000, text)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--csv", type=Path, metavar="FILE", help="a table with a header, a row a journey (the journeys of this folder)"
    )
    parser.add_argument("--outcome", metavar="NAME", help="what is to be explained: a column (satisfaction)")
    parser.add_argument(
        "--predictors", metavar="A,B,C",
        help="what may explain it: columns; one with a comma in it stands in quotation marks (communication "
        "frequency, message quality, speed, quality, cost)",
    )  # fmt: skip
    parser.add_argument("--control", metavar="NAME", help="a column that is taken out first, such as duration (none)")
    parser.add_argument(
        "--hypothesis",
        metavar="NAME",
        help="the predictor believed to lead (one named like communication frequency)",
    )
    parser.add_argument("--seed", type=seed, default=0, metavar="N", help="what the resampling's chance begins at (0)")
    parser.add_argument("--resamples", type=_resamples, metavar="N", help="how many, 10 to 100,000 (5,000)")
    add_json(parser)
    most = f" (the one with most journeys); {choosing.ALL}: any"
    choosing.add_filters(parser, relationship=most, only="Not with --csv. ")


_EPILOG = (
    "Of journeys the outcome is satisfaction, likelihood to recommend, ease, communication rating or feeling at the "
    "end; predictors besides those in parentheses are silence past its limit, longest silence, waiting, frictions and "
    "chase ratio; the control is duration. Shares are LMG shares of R² (0 to 1 in --json), beside Johnson's weights. "
    "It refuses fewer than three journeys more than predictors and control, warns below ten for each, and gives "
    "intervals from 8 journeys. It says that a driver leads where it does in 97.5 % of resamples and its interval does "
    "not reach 0; else that it cannot tell. `mysteryshop simulate` shows how often that is right. Delimiter, encoding "
    "and decimal sign of a file are found out; rows with an empty cell are left out and counted."
)
_EXAMPLES = (
    "drivers --template airline-passenger --since 2026-01-01",
    "drivers --csv s.csv --outcome joy --predictors told,speed,cost",
)

COMMANDS = (
    Command(
        "drivers", "what drives satisfaction, from journeys or any CSV file", drivers, _arguments, _EPILOG, _EXAMPLES,
        usage="[--csv FILE] [options]",
    ),
)  # fmt: skip
