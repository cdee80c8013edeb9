"""Groups of journeys against each other, as the Compare screen has them: what a command asks, and the report of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

from . import choosing, terminal
from .command import opened
from .figures import bring_up, figure
from .redacting import decided_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mysteryshop.comparison.choosing import Chosen
    from mysteryshop.comparison.fields import Choice
    from mysteryshop.comparison.gathering import Gathered
    from mysteryshop.comparison.view import View
    from mysteryshop.report import Summary
    from mysteryshop.store.database import Database

OPTIONS = ("by", "a", "b", "measure")
# As in --help; comparison.fields decides, and a test holds them together.
FIELDS = (
    *("year", "half-year", "quarter", "weekday", "leader", "place", "persona", "relationship", "tag", "template"),
    *("origin", "state"),
)
EVERY, NOTHING = "all", "none"


def write_comparison(args: Namespace) -> int:
    """The comparison as a PDF."""
    if args.journey is not None:
        raise InputError(f'A comparison is not of one journey: found "{args.journey}".', "Name groups: --a and --b.")
    with opened(args) as database:
        found = gathered(args, database)
    from mysteryshop.comparison.words import words_of
    from mysteryshop.report import write_comparison as write

    say_written(write(found, args.output, decisions=decided_of(args.redact, words_of(found))))
    return 0


def say_written(summary: Summary) -> None:
    """Where the report is, how long, and by which standard."""
    pages = f"{summary.pages} page{'' if summary.pages == 1 else 's'}"
    terminal.say(f"{summary.path} ({pages}, {summary.standard})")


def gathered(args: Namespace, database: Database) -> Gathered:
    """What was asked for; InputError where no journey counts, or a group is not there."""
    from mysteryshop.comparison.choosing import choose
    from mysteryshop.comparison.gathering import lay_out, weighed
    from mysteryshop.figures import FigureTable

    bring_up(database)
    table = FigureTable(database)
    asked = _view(args, choosing.filters(args, table.everything()))
    found = choose(table, asked)
    if not found.values:
        raise _nothing(found, asked)
    chosen = choose(table, _with_groups(asked, args, found.values))
    return weighed(lay_out(database, table, chosen))


def stray(args: Namespace) -> str | None:
    """The first option that was named and that only a comparison takes."""
    named = next((name for name in OPTIONS if getattr(args, name) is not None), None)
    return named or choosing.stray(args) or ("take-in" if args.take_in else None)


def _view(args: Namespace, filters: dict[str, str]) -> View:
    from mysteryshop.comparison.view import MEASURE, View

    if args.a is not None and args.a == args.b:
        raise InputError(f'--a and --b are both "{args.a}".', "Name two different groups.")
    by = args.by or FIELDS[0]
    if by in ("template", "relationship"):
        filters = {by: ""} | filters  # one chosen for the user would leave one group
    taken = tuple(choosing.REASONS[word] for word in args.take_in)
    measure = MEASURE if args.measure is None else figure(args.measure)
    return View(filters=filters, group=by, measure=measure, take_in=taken)


def _with_groups(asked: View, args: Namespace, choices: Sequence[Choice]) -> View:
    """The view with the groups that were named, spelled as they are there."""
    from mysteryshop.comparison.view import ALL, NONE

    words = {EVERY: ALL, NOTHING: NONE}
    found = {"a": args.a, "b": args.b}
    for name, wanted in found.items():
        if wanted is None:
            continue
        meant = choosing.matched(wanted, choices) or (words.get(wanted) if name == "b" else None)
        if meant is None:
            names = choosing.there([f"{label} ({n})" for _, label, n in choices], wanted)
            raise InputError(f'--{name}: no journey that counts is of "{wanted}".', f"There are: {names}.")
        found[name] = meant
    if found["a"] is None and found["b"] is not None:  # not the same one twice
        found["a"] = next((value for value, _, _ in choices if value != found["b"]), None)
    return replace(asked, a=found["a"] or "", b=found["b"] or "")


def _nothing(found: Chosen, asked: View) -> InputError:
    """Why there is nothing to compare."""
    left = "" if found.left_out == "none left out" else f" ({found.left_out})"
    if not sum(found.n):
        return InputError(
            f"No journey counts that fits what was asked{left}.", "Finalise one, ask for less, or see --take-in."
        )
    return InputError(f"No journey that counts has a {asked.group} to be grouped by{left}.", "See --by for others.")


def add_options(parser: ArgumentParser, only: str = "") -> None:
    """What a comparison takes: groups, the figure, and which journeys; `only` says when."""
    group = parser.add_argument_group("groups", only or None)
    group.add_argument("--by", choices=FIELDS, metavar="FIELD", help=f"what makes them: {', '.join(FIELDS)} (year)")
    group.add_argument("--a", metavar="X", help="the first group (the newest, or first by name)")
    group.add_argument(
        "--b", metavar="Y", help=f"the group beside it (the next); {EVERY}: every group there is, {NOTHING}: no other"
    )
    group.add_argument(
        "--measure",
        metavar="FIGURE",
        help="what is compared, a figure as metrics --json names it (communication_frequency_per_hour)",
    )
    group.add_argument(
        "--take-in", action="append", default=[], choices=tuple(choosing.REASONS), metavar="WHAT",
        help=f"count these too: {', '.join(choosing.REASONS)} (none of them); for several say it several times",
    )  # fmt: skip
    most = f" (the one with most journeys); {choosing.ALL}: any"
    choosing.add_filters(parser, template=most, relationship=most, only=only)
