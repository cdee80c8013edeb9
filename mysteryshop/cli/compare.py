"""The command compare: the finding, the groups and their figures, in words or as JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from . import choosing, comparing, terminal
from .command import Command, add_json, opened

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered


def compare(args: Namespace) -> int:
    """Journeys in groups against each other."""
    with opened(args) as database:
        found = comparing.gathered(args, database)
    if args.json:
        terminal.say_json(_json(found))
    else:
        _say(found)
    return 0


def _say(found: Gathered) -> None:
    from mysteryshop.analysis.figure_columns import COLUMN_OF
    from mysteryshop.comparison.many import group_rows
    from mysteryshop.comparison.narrowing import in_words

    view = found.view
    fields = tuple(dict.fromkeys((view.measure, *view.figures)))
    rows = group_rows(found.chosen.parts, found.labels, fields)
    terminal.say(terminal.plain(found.finding))
    terminal.say(terminal.plain(found.small))
    terminal.say()
    if len(rows) > 2:
        head = ["", "n", COLUMN_OF[view.measure].label, "95 % of the median"]
        terminal.table([head, *([row.name, str(row.n), row.cells[0], row.interval] for row in rows)], frozenset({1}))
    else:
        head = ["", *(f"{row.name} (n = {row.n})" for row in rows)]
        by_figure = [[COLUMN_OF[name].label, *(row.cells[at] for row in rows)] for at, name in enumerate(fields)]
        terminal.table([head, *by_figure])
    terminal.say()
    terminal.say("Median (middle half); of five to seven journeys the lowest and highest, of fewer all values.")
    which = in_words(view.filters, found.filters) or "all"
    terminal.say(terminal.plain(f"Journeys: {which}; {found.left_out}."))


def _json(found: Gathered) -> dict[str, Any]:
    from mysteryshop.analysis.compare import group_json
    from mysteryshop.analysis.figure_columns import COLUMN_OF, FIGURE_COLUMNS
    from mysteryshop.analysis.groups import described

    view, both, groups = found.view, found.comparison, list(zip(found.labels, found.chosen.parts, strict=True))
    measure = COLUMN_OF[view.measure]
    tested = {} if both is None else both.to_json()
    apart = ("cliffs_delta", "delta_interval", "p", "p_exact", "arrangements")
    return {
        "title": found.title,
        "measure": measure.field,
        "unit": measure.unit,
        "by": view.group,
        "filters": choosing.named(view.filters),
        "left_out": dict(found.chosen.reasons),
        "groups": [
            group_json(label, described(part[measure.field])) | {"journeys": part.ids.tolist()}
            for label, part in groups
        ],
        **{name: tested.get(name) for name in apart},
        "finding": found.finding,
        "figures": {
            column.field: [group_json(label, described(part[column.field])) for label, part in groups]
            for column in FIGURE_COLUMNS
        },
    }


def _arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    comparing.add_options(parser)


_EPILOG = (
    "Of two groups Cliff's delta with its interval and a permutation p-value are told, of more no pair is tested. An "
    "interval is given from 8 journeys; below that the values stand there themselves. Templates and relationships are "
    "not pooled unless you ask for it. Tainted, excluded and unfinished journeys and event logs are left out and "
    "counted. --json has every figure of every group, each in the unit that metrics --json has it in."
)
_EXAMPLES = (
    "compare --by leader --measure satisfaction",
    "compare --by tag --a pilot --b before --since 2026-01-01",
    "compare --by place --b all --template hotel-stay --json",
)

COMMANDS = (
    Command(
        "compare", "groups of journeys against each other", compare, _arguments, _EPILOG, _EXAMPLES,
        usage="[--by FIELD] [--a X] [--b Y] [options]",
    ),
)  # fmt: skip
