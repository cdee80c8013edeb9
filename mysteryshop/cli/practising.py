"""`report --kind findings` and the other reports of what leaders do between walks: one line of REPORTS each."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

from . import comparing
from .command import opened
from .figures import bring_up

if TYPE_CHECKING:
    from mysteryshop.report.summary import Summary
    from mysteryshop.store.database import Database

Write = Callable[[Namespace, "Database"], "Summary"]


def _findings(args: Namespace, database: Database) -> Summary:
    from mysteryshop.board import board
    from mysteryshop.report.practice.findings import write_findings

    return write_findings(board(database, _today()), args.output)


def _causes(args: Namespace, database: Database) -> Summary:
    from mysteryshop.board import board
    from mysteryshop.report.practice.causes import write_causes

    return write_causes(board(database, _today()), args.output)


def _expectations(args: Namespace, database: Database) -> Summary:
    from mysteryshop.comparison.believing import Asked, answered
    from mysteryshop.report.practice.expectations import write_expectations

    bring_up(database)
    return write_expectations(answered(database, Asked()), args.output)


def _customers(args: Namespace, database: Database) -> Summary:
    from mysteryshop import figures
    from mysteryshop.comparison.customers import answered
    from mysteryshop.report.practice.customers import write_customers

    bring_up(database)
    return write_customers(answered(database, figures.FigureTable(database), "", _today()), args.output)


def _all_in(args: Namespace, database: Database) -> Summary:
    from mysteryshop.comparison.deciding import answered
    from mysteryshop.report.practice.all_in import write_all_in

    return write_all_in(answered(database), args.output)


def _cadence(args: Namespace, database: Database) -> Summary:
    from mysteryshop import figures, templates
    from mysteryshop.comparison.cadencing import answered
    from mysteryshop.comparison.trend_question import Question
    from mysteryshop.report.practice.cadence import write_cadence

    bring_up(database)
    answer = answered(database, figures.FigureTable(database), Question("satisfaction"), _today())
    return write_cadence(answer, {t.key: t.name for t in templates.load_all(database.data_dir)[0]}, args.output)


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the leader's own today


_KINDS: dict[str, Write] = {
    "findings": _findings,
    "causes": _causes,
    "expectations": _expectations,
    "customers": _customers,
    "all-in": _all_in,
    "cadence": _cadence,
}


def _of_everything(kind: str) -> Callable[[Namespace], int]:
    """A report of all journeys together: it takes neither a journey nor the groups of a comparison."""

    def write(args: Namespace) -> int:
        if args.journey is not None:
            raise InputError(
                f'A report of {kind} is of all journeys: found "{args.journey}".',
                "Leave the journey out, or leave out --kind.",
            )
        stray = comparing.stray(args)
        if stray is not None:
            raise InputError(f"--{stray} belongs to a comparison.", "Leave it out, or take --kind comparison.")
        with opened(args) as database:
            summary = _KINDS[kind](args, database)
        comparing.say_written(summary)
        return 0

    return write


REPORTS: dict[str, Callable[[Namespace], int]] = {kind: _of_everything(kind) for kind in _KINDS}
