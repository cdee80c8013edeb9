"""How far the driver analysis can be believed: studies of made-up journeys whose drivers are known."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import terminal
from .columns import seed, whole
from .command import Command, add_json

if TYPE_CHECKING:
    from mysteryshop.analysis.simulation import Study, Tally

_EVERY = 25  # studies between two words of progress


def simulate(args: Namespace) -> int:
    """Run the studies, and say how often the analysis was right."""
    from mysteryshop.analysis.simulation import STUDIES, simulate, tallies

    count = args.studies or STUDIES
    figures = tallies(list(_watched(simulate(count, seed=args.seed), count)))
    if args.json:
        terminal.say_json({"studies": count, "seed": args.seed, "tallies": [each.to_json() for each in figures]})
    else:
        _say(figures)
    return 0


def _watched(studies: Iterable[Study], count: int) -> Iterator[Study]:
    """The studies; a terminal is told how many are done."""
    watched = sys.stderr.isatty()
    for number, study in enumerate(studies, start=1):
        if watched and number % _EVERY == 0:
            sys.stderr.write(f"\r{number} of {count} studies")
        yield study
    if watched:
        sys.stderr.write("\r\033[K")


def _say(figures: list[Tally]) -> None:
    overall = figures[0]
    rows = [["", "studies", "refused", "coverage", "of drivers", "width", "right", "wrong", "silent"]]
    for each in figures:
        shares = (each.coverage, each.coverage_of_drivers, each.width, each.right, each.wrong, each.silent)
        rows.append([each.label, str(each.studies), str(each.refused), *map(_percent, shares)])
    terminal.table(rows, frozenset(range(1, 9)))
    terminal.say()
    for words, value in (
        ("Silent where no driver leads", overall.rightly_silent),
        ("Wrong, of the verdicts that name a driver", overall.wrong_of_named),
        ("Hypothesis refuted although true", overall.refuted_wrongly),
        ("Hypothesis supported although untrue", overall.supported_wrongly),
        ("Confounded studies wrong, had duration been left out", overall.naive_wrong),
    ):
        terminal.say(f"{words}: {_percent(value)}")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _studies(text: str) -> int:
    return whole(1, 100_000, text)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--studies", type=_studies, metavar="N", help="how many, to 100,000 (1,000: up to a minute)")
    parser.add_argument("--seed", type=seed, default=0, metavar="N", help="what chance begins at (0)")
    add_json(parser)


_EPILOG = (
    "Each study has 8 to 200 journeys with five predictors; drivers are strong, weak, two tied, absent, or confounded "
    "by duration, which is then the control. Coverage: how often a 95 % interval holds the true share, of all shares "
    "and of those from 3 % (drivers); width: of the intervals. Right, wrong, silent: the verdict names the driver that "
    "leads, one that does not, or none.\n\n"
    "The aim is a coverage of 93 to 97 %, and wrong verdicts in under 5 %. Measured on 6,000 studies (seeds 1 and 2, "
    "3,000 each): intervals hold 97 % of all true shares and 94 % of those from 3 %; the verdict is wrong in 0.7 % of "
    "studies, and in 3.4 % where two drivers are tied, the worst kind.\n\n"
    "What falls short: intervals of shares near 0 are too wide (99 % covered), those of tied drivers too narrow "
    "(93 %); of the few verdicts that name a driver 6 % are wrong, nearly always for one of two that are tied; and it "
    "is silent in 58 % of studies with a strong driver and 94 % of those with a weak one, in most below 50 journeys."
)
_EXAMPLES = ("simulate --studies 200",)

COMMANDS = (
    Command("simulate", "how far the driver analysis can be believed", simulate, _arguments, _EPILOG, _EXAMPLES),
)
