"""What drives an outcome, from any table."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

from . import terminal
from .columns import names, seed, titles, whole
from .command import Command, add_json

if TYPE_CHECKING:
    from mysteryshop.analysis.drivers import Drivers
    from mysteryshop.imports.columns import Sheet


def drivers(args: Namespace) -> int:
    """What drives an outcome: shares of R², how sure they are, and the verdict in words."""
    from mysteryshop.imports.columns import read_sheet

    named = [args.outcome, *names(args.predictors), *([args.control] if args.control else [])]
    sheet = read_sheet(args.csv)
    outcome, *predictors = titles(sheet, named)
    control = predictors.pop() if args.control else None
    hypothesis = _hypothesis(sheet, args.hypothesis, predictors)
    from mysteryshop.analysis.drivers import RESAMPLES, analyse

    result = analyse(
        (outcome, sheet.numbers(outcome)),
        {name: sheet.numbers(name) for name in predictors},
        control=(control, sheet.numbers(control)) if control else None,
        hypothesis=hypothesis,
        seed=args.seed,
        resamples=args.resamples or RESAMPLES,
    )
    if args.json:
        terminal.say_json(result.to_json())
    else:
        _say(result)
    return 0


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
                "-" if leads is None else percent(leads),
                percent(result.johnson[name]),
                "-" if rho is None else f"{rho:+.2f}",
                f"{result.vif[name]:.1f}",
            ]
        )
    terminal.table(rows, frozenset(range(1, 7)))
    terminal.say(f"R² {result.r2:.3f}, adjusted {result.r2_adjusted:.3f}; n = {result.n}")
    for warning in result.warnings:
        terminal.say(f"- {terminal.plain(warning)}")


def _resamples(text: str) -> int:
    return whole(10, 100_000, text)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--csv", type=Path, required=True, metavar="FILE", help="a table with a header, a row a journey"
    )
    parser.add_argument("--outcome", required=True, metavar="COLUMN", help="what is to be explained")
    parser.add_argument("--predictors", required=True, metavar="A,B,C", help="what may explain it")
    parser.add_argument("--control", metavar="COLUMN", help="taken out first, such as duration")
    parser.add_argument(
        "--hypothesis", metavar="COLUMN", help="the predictor believed to lead (communication frequency)"
    )
    parser.add_argument("--seed", type=seed, default=0, help="of the resampling (0)")
    parser.add_argument("--resamples", type=_resamples, metavar="N", help="how many (5,000)")
    add_json(parser)


_EPILOG = (
    "Shares are LMG shares of R², beside Johnson's relative weights. It refuses fewer than three journeys more than "
    "predictors and control, warns below ten for each, and gives intervals from 8 journeys. It says that a driver "
    "leads where it does in 97.5 % of resamples and its interval does not reach 0; else that it cannot tell. "
    "`mysteryshop simulate` shows how often that is right. Delimiter, encoding and decimal sign of the file are found "
    "out; rows with an empty cell are left out and counted."
)

COMMANDS = (Command("drivers", "what drives satisfaction, from any CSV file", drivers, _arguments, _EPILOG),)
