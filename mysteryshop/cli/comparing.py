"""`report --kind comparison`: which journeys, in which groups."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError
from mysteryshop.vocabulary import RELATIONSHIPS

from . import terminal
from .command import data_dir, opened

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered
    from mysteryshop.comparison.view import View
    from mysteryshop.report import Summary

OPTIONS = ("template", "relationship", "by", "a", "b")
_BY = ("year", "leader", "place")


def write_comparison(args: Namespace) -> int:
    """Journeys of one template and relationship against each other, as the Compare screen shows them."""
    if args.journey is not None:
        raise InputError(f'A comparison is not of one journey: found "{args.journey}".', "Name groups: --a and --b.")
    view = _view(args)
    with opened(args) as database:
        from mysteryshop.comparison.gathering import gather
        from mysteryshop.figures import FigureTable, refresh

        refresh(database)
        found = gather(database, FigureTable(database), view)
    _check(view, found)
    from mysteryshop.report import write_comparison as write

    say_written(write(found, args.output))
    return 0


def say_written(summary: Summary) -> None:
    """Where the report is, how long, and by which standard."""
    pages = f"{summary.pages} page{'' if summary.pages == 1 else 's'}"
    terminal.say(f"{summary.path} ({pages}, {summary.standard})")


def _view(args: Namespace) -> View:
    from mysteryshop import templates
    from mysteryshop.comparison.view import View

    if args.template is None:
        raise InputError("A comparison needs a template.", "Name one with --template; see mysteryshop templates.")
    if args.a is not None and args.a == args.b:
        raise InputError(f'--a and --b are both "{args.a}".', "Name two different groups.")
    filters = {"template": templates.find(args.template, data_dir(args)).key}
    if args.relationship is not None:
        filters["relationship"] = args.relationship
    return View(filters=filters, group=args.by or _BY[0], a=args.a or "", b=args.b or "")


def _check(asked: View, found: Gathered) -> None:
    """InputError where no journey counts, or a group that was asked for is not there."""
    if not sum(found.n):
        left = "" if found.left_out == "none left out" else f" ({found.left_out})"
        key = asked.filters["template"]
        raise InputError(
            f"No journey counts that was walked by the template {key}{left}.", "Finalise one, or name another."
        )
    there = ", ".join(f"{value} ({n})" for value, _, n in found.values)
    for option, wanted in (("a", asked.a), ("b", asked.b)):
        if wanted and wanted != getattr(found.view, option):
            raise InputError(f'--{option}: no journey that counts is of "{wanted}".', f"There are: {there}.")


def add_options(parser: ArgumentParser) -> None:
    """What only a comparison takes."""
    parser.add_argument("--template", metavar="KEY", help="comparison: of journeys by this template")
    parser.add_argument(
        "--relationship", choices=[term.id for term in RELATIONSHIPS], help="comparison: as whom they were walked"
    )
    parser.add_argument("--by", choices=_BY, help="comparison: what makes the groups (year)")
    parser.add_argument("--a", metavar="X", help="comparison: the first group (the newest, or first by name)")
    parser.add_argument("--b", metavar="Y", help="comparison: the group beside it (the next)")
