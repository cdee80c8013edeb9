"""Do two who walked the same journey, or two columns of a table, agree beyond chance?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

from . import terminal
from .columns import names, titles
from .command import Command, add_json, queried

if TYPE_CHECKING:
    from mysteryshop.analysis.agreement import Agreement


def agreement(args: Namespace) -> int:
    """How far two walks, or two columns of a table, agree."""
    result = _of_columns(args) if args.csv is not None else _of_journeys(args)
    if args.json:
        terminal.say_json(result.to_json())
    else:
        _say(result)
    return 0


def _of_journeys(args: Namespace) -> Agreement:
    if len(args.journey) != 2:
        title = f"Found {len(args.journey)} of the two journeys to compare, and no table."
        raise InputError(title, "Name two walks of the same template, or --csv FILE --columns A,B.")
    with queried(args) as queries:
        first, second = (queries.load(queries.find(ident)) for ident in args.journey)
    from mysteryshop.analysis.agreement import of_journeys

    return of_journeys(first, second, args.weights or "plain")


def _of_columns(args: Namespace) -> Agreement:
    from mysteryshop.analysis.wording import counted
    from mysteryshop.imports.columns import read_sheet
    from mysteryshop.imports.rated_columns import rated, row_names

    named = names(args.columns or "")
    if args.journey or len(named) != 2:
        found = "journeys and a table" if args.journey else counted(len(named), "column")
        raise InputError(f"Found {found}, expected two columns of a table.", "Write --csv FILE --columns A,B")
    sheet = read_sheet(args.csv)
    first, second = titles(sheet, named)
    a, b = rated(sheet, first, second, numbers=bool(args.weights))
    from mysteryshop.analysis.agreement import agree

    return agree(a, b, names=(first, second), items=row_names(sheet, args.label or ""), weights=args.weights or "plain")


def _say(result: Agreement) -> None:
    terminal.say(terminal.plain(result.verdict))
    terminal.say()
    shown = [_cell(value) for value in result.categories]
    rows = [[f"{result.names[0]} \\ {result.names[1]}", *shown]]
    rows += [[name, *map(str, counts)] for name, counts in zip(shown, result.table, strict=True)]
    terminal.table(rows, frozenset(range(1, len(rows[0]))))
    terminal.say()
    for name, each in result.kappas.items():
        figures = "not defined" if each.value is None else f"{each.value:.4f}, standard error {each.ase:.4f}"
        terminal.say(f"kappa, {name}: {figures}")
    for difference in result.differences:
        said = f"{_cell(difference.first)} against {_cell(difference.second)}"
        terminal.say(terminal.plain(f"- {difference.item}: {said}"))
    for warning in result.warnings:
        terminal.say(f"- {terminal.plain(warning)}")


def _cell(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("journey", metavar="JOURNEY", nargs="*", help="two walks: severity, touchpoint by touchpoint")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="or a table with a header")
    parser.add_argument("--columns", metavar="A,B", help="its two columns, such as two leaders' severities")
    parser.add_argument("--weights", choices=("linear", "quadratic"), help="count near misses in part (plain kappa)")
    parser.add_argument("--label", metavar="COLUMN", help="what a row is called, such as touchpoint (its line)")
    add_json(parser)


_EPILOG = (
    "Cohen's kappa with its asymptotic standard error; plain, and with linear and quadratic weights where both columns "
    "are numbers. Of two walks it compares the worst friction's severity (0 without one) at each touchpoint that both "
    "visited. The distance of two numbers counts, so that a value that nobody gave still lies between its "
    "neighbours. An interval is given from 8 pairs."
)

COMMANDS = (
    Command(
        "agreement", "do two walks, or two columns of a CSV file, agree beyond chance", agreement, _arguments, _EPILOG
    ),
)
