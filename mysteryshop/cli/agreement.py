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


_TABLE_MOST = 12  # values that a table shows
_DIFFERENCES_MOST = 50


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
    if args.order is not None or args.label is not None or args.columns is not None:
        raise InputError("--columns, --label and --order belong to a table.", "Leave them out, or name one with --csv.")
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
    order = [word.casefold() for word in names(args.order)] if args.order is not None else []
    try:
        a, b = rated(sheet, first, second, numbers=bool(args.weights) and not order, words=bool(order))
    except InputError as error:
        raise InputError(error.title, "Correct it, or name the words in their order: --order LEAST,...,MOST") from error
    from mysteryshop.analysis.agreement import agree

    items, weights = row_names(sheet, args.label or ""), args.weights or "plain"
    return agree(a, b, names=(first, second), items=items, weights=weights, order=order)


def _say(result: Agreement) -> None:
    terminal.say(terminal.plain(result.verdict))
    terminal.say()
    shown = [_cell(value) for value in result.categories]
    rows = [[f"{result.names[0]} \\ {result.names[1]}", *shown]]
    rows += [[name, *map(str, counts)] for name, counts in zip(shown, result.table, strict=True)]
    if len(shown) <= _TABLE_MOST:
        terminal.table(rows, frozenset(range(1, len(rows[0]))))
    else:
        terminal.say(f"{len(shown)} different values: too many for a table here; --json has it.")
    terminal.say()
    for name, each in result.kappas.items():
        figures = "not defined" if each.value is None else f"{each.value:.4f}, standard error {each.ase:.4f}"
        terminal.say(f"kappa, {name}: {figures}")
    for difference in result.differences[:_DIFFERENCES_MOST]:
        said = f"{_cell(difference.first)} against {_cell(difference.second)}"
        terminal.say(terminal.plain(f"- {difference.item}: {said}"))
    if len(result.differences) > _DIFFERENCES_MOST:
        terminal.say(f"- and {len(result.differences) - _DIFFERENCES_MOST:,} more, which --json has")
    for warning in result.warnings:
        terminal.say(f"- {terminal.plain(warning)}")


def _cell(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "journey", metavar="JOURNEY", nargs="*", help="two walks, by their ids: severity, touchpoint by touchpoint"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="or a table with a header, a row a thing judged")
    parser.add_argument("--columns", metavar="A,B", help="its two columns, such as two leaders' severities")
    parser.add_argument("--weights", choices=("linear", "quadratic"), help="count near misses in part (plain kappa)")
    parser.add_argument("--label", metavar="COLUMN", help="what a row is called, such as touchpoint (its line)")
    parser.add_argument(
        "--order", metavar="A,B,C", help="words of the columns, least to most, each a step from the next: for weights"
    )
    add_json(parser)


_EPILOG = (
    "Cohen's kappa (0 is chance, 1 full agreement) with its asymptotic standard error; plain, and with linear and "
    "quadratic weights where both columns are numbers or an order is named. Of two walks it compares the worst "
    "friction's severity (0 without one) at each touchpoint that both visited. The distance of two numbers counts, so "
    "that a value that nobody gave still lies between its neighbours. An interval is given from 8 pairs."
)
_EXAMPLES = (
    "agreement 3f2a 9bc1",
    "agreement --csv t.csv --columns anna,ben --weights linear",
    "agreement --csv t.csv --columns a,b --order none,minor,major",
)

COMMANDS = (
    Command(
        "agreement", "whether two walks, or two columns of a CSV file, agree beyond chance", agreement, _arguments,
        _EPILOG, _EXAMPLES,
    ),
)  # fmt: skip
