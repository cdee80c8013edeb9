"""The commands and their options. A group of commands is one module; its `COMMANDS` list them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from mysteryshop import __version__
from mysteryshop.errors import InputError

from . import (
    agreement,
    app,
    care,
    compare,
    desktop,
    drivers,
    exchange,
    importing,
    journeys,
    library,
    locking,
    pictures,
    privacy,
    simulate,
    trends,
    verifying,
)
from .bundles import is_bundle
from .command import Command
from .unlocking import VARIABLE

COMMANDS: tuple[Command, ...] = (
    *journeys.COMMANDS,
    *pictures.COMMANDS,
    *importing.COMMANDS,
    *exchange.COMMANDS,
    *privacy.COMMANDS,
    *compare.COMMANDS,
    *drivers.COMMANDS,
    *trends.COMMANDS,
    *agreement.COMMANDS,
    *simulate.COMMANDS,
    *library.COMMANDS,
    *verifying.COMMANDS,
    *care.COMMANDS,
    *locking.COMMANDS,
    *app.COMMANDS,
    *desktop.COMMANDS,
)
_DESCRIPTION = (
    "Become a customer of your own organisation, and bring back evidence. Without a command it opens the app."
)
_EPILOG = (
    "JOURNEY is an id or any unambiguous beginning of it. Options for the whole program stand before the command. What "
    "stands in parentheses behind an option holds where it is left out."
)
_EXAMPLES = "examples:"
_WHOLE = ("--data-dir", "--debug", "--passphrase-file")  # options of the whole program


class Parser(argparse.ArgumentParser):
    """Says what is wrong as an InputError, so that it is told in one line like everything else.

    Of a command, names and options may stand in any order: `retain 3f2a --leader Anna never`.
    """

    _mixing = False

    def parse_known_args(  # type: ignore[override]  # of its overloads only this one is used
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse does, which by itself would take what stands before the first option for all there is."""
        if self._mixing or self._subparsers is not None or "--" in (args or ()):  # behind that all are names
            return super().parse_known_args(args, namespace)
        self._mixing = True  # it comes back here
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage and leaving."""
        unknown = re.match(r"argument COMMAND: invalid choice: '(.*?)' \(", message)
        title = _unknown(unknown.group(1)) if unknown else f"{message[:1].upper()}{message[1:]}."
        raise InputError(title, f"See {self.prog} --help.")


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options, `run` among them; InputError where they do not make sense."""
    args, rest = _parser().parse_known_args(_with_command(argv))
    if rest:
        raise _left_over(rest, args.command)
    return args


def _left_over(rest: Sequence[str], command: str | None) -> InputError:
    """What no option takes: of the whole program it may stand at the wrong place."""
    late = next((option for option in _WHOLE if rest[0].split("=")[0] == option), None)
    where = f"mysteryshop {command}" if command else "mysteryshop"
    remedy = f"{late} stands before the command." if late and command else f"See {where} --help."
    return InputError(f"Unrecognized arguments: {' '.join(rest)}.", remedy)


def _with_command(argv: Sequence[str]) -> list[str]:
    """A double click names a bundle and no command: it is to be opened."""
    names = {command.name for command in COMMANDS}
    first = next((n for n, word in enumerate(argv) if is_bundle(Path(word)) and not word.startswith("-")), None)
    if first is None or names & set(argv[:first]):
        return list(argv)
    return [*argv[:first], "open", *argv[first:]]


def _parser() -> Parser:
    parser = Parser(prog="mysteryshop", description=_DESCRIPTION, epilog=_EPILOG, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"mysteryshop {__version__}")
    parser.add_argument("--data-dir", type=_folder, metavar="DIR", help="the data folder (otherwise the system's own)")
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"a locked folder's passphrase is this file's first line (otherwise {VARIABLE}, or you are asked; "
        "the app asks in its window)",
    )
    parser.add_argument("--debug", action="store_true", help="show where an error comes from")
    parser.set_defaults(run=app.open_app)
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", parser_class=Parser)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name, help=command.help, description=command.description, epilog=_epilog(command),
            usage=f"mysteryshop {command.name} {command.usage}" if command.usage else None,
            formatter_class=_Paragraphs, allow_abbrev=False,
        )  # fmt: skip
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


class _Paragraphs(argparse.HelpFormatter):
    """Fills paragraphs, and leaves the lines of the examples as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        fill = super()._fill_text
        parts = text.split("\n\n")
        return "\n\n".join(part if part.startswith(_EXAMPLES) else fill(part, width, indent) for part in parts)


def _epilog(command: Command) -> str:
    examples = [_EXAMPLES, *(f"  mysteryshop {example}" for example in command.examples)]
    return "\n\n".join([command.epilog] * bool(command.epilog) + ["\n".join(examples)] * bool(command.examples))


def _folder(name: str) -> Path:
    if not name.strip():  # an unset variable of a script must not become the current folder
        raise InputError("--data-dir has no folder behind it.", "Name one, or leave --data-dir out.")
    return Path(name)


def _unknown(name: str) -> str:
    close = get_close_matches(name, [command.name for command in COMMANDS], n=1)
    return f'There is no command "{name}"' + (f" (did you mean {close[0]}?)." if close else ".")
