"""The templates that there are, and whether one of the user's own is right."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import terminal
from .command import Command, add_json, data_dir

if TYPE_CHECKING:
    from mysteryshop.journey import Template


def list_templates(args: Namespace) -> int:
    """All templates, the user's own included; a file of theirs that cannot be used is named beside the output."""
    from mysteryshop import templates

    found, errors = templates.load_all(data_dir(args)) if args.check is None else ([templates.load(args.check)], [])
    if args.json:
        terminal.say_json([_json(template) for template in found])
    elif args.check is not None:
        terminal.say(terminal.plain(f"{args.check} is a template: {found[0].name}, {_count(found[0])}."))
    else:
        cells = [[t.key, t.name, str(len(t.touchpoints)), t.relationship] for t in found]
        terminal.table([["KEY", "NAME", "TOUCHPOINTS", "RELATIONSHIP"], *cells], frozenset({2}))
    for error in errors:
        terminal.warn(f"mysteryshop: {terminal.plain(error.title)} {terminal.plain(error.remedy)}")
    return 0


def _json(template: Template) -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(template), "phases": list(template.phases)}


def _count(template: Template) -> str:
    return f"{len(template.touchpoints)} touchpoint{'' if len(template.touchpoints) == 1 else 's'}"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--check", type=Path, metavar="FILE.toml", help="only say whether this file is a template")
    add_json(parser)


COMMANDS = (Command("templates", "the templates, your own included", list_templates, _arguments),)
