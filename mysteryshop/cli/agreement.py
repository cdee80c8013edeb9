"""Do two columns of a table agree beyond chance?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mysteryshop.errors import InputError

from . import terminal
from .columns import names, titles
from .command import Command, add_json

if TYPE_CHECKING:
    from mysteryshop.analysis.agreement import Agreement
    from mysteryshop.imports.columns import Sheet

Cell: TypeAlias = float | str | None


def agreement(args: Namespace) -> int:
    """How far two columns of a table agree, row by row."""
    from mysteryshop.imports.columns import read_sheet

    named = names(args.columns)
    if len(named) != 2:
        raise InputError(f"Found {len(named)} columns, expected two.", "Name them divided by a comma: --columns a,b")
    sheet = read_sheet(args.csv)
    first, second = titles(sheet, named)
    items = sheet.texts(args.label) if args.label else [f"line {line}" for line in sheet.lines]
    a, b = _values(sheet, first, second, args.weights)
    from mysteryshop.analysis.agreement import agree

    result = agree(a, b, names=(first, second), items=items, weights=args.weights or "plain")
    if args.json:
        terminal.say_json(result.to_json())
    else:
        _say(result)
    return 0


def _values(sheet: Sheet, first: str, second: str, weights: str | None) -> tuple[list[Cell], list[Cell]]:
    """Both columns as numbers, or as words where any cell is none and no weights are asked for."""
    try:
        a, b = ([None if isnan(value) else value for value in sheet.numbers(name)] for name in (first, second))
    except InputError:
        if weights:
            raise
        return _words(sheet, first), _words(sheet, second)
    return list(a), list(b)


def _words(sheet: Sheet, name: str) -> list[Cell]:
    """The words of a column without regard to case; None where there is none."""
    return [text.casefold() or None for text in sheet.texts(name)]


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
    parser.add_argument("--csv", type=Path, required=True, metavar="FILE", help="a table with a header")
    parser.add_argument(
        "--columns", required=True, metavar="A,B", help="the two columns, such as two leaders' severities"
    )
    parser.add_argument("--weights", choices=("linear", "quadratic"), help="count near misses in part (plain kappa)")
    parser.add_argument("--label", metavar="COLUMN", help="what a row is called, such as touchpoint (its line)")
    add_json(parser)


_EPILOG = (
    "Cohen's kappa with its asymptotic standard error; plain, and with linear and quadratic weights where both columns "
    "are numbers. The distance of two numbers counts, so that a value that nobody gave still lies between its "
    "neighbours. An interval is given from 8 pairs."
)

COMMANDS = (Command("agreement", "do two columns of a CSV file agree beyond chance", agreement, _arguments, _EPILOG),)
