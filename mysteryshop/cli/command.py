"""What a command is, and what several of them ask of the store. Nothing here loads more than argparse."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mysteryshop.store.database import Database
    from mysteryshop.store.queries import Queries


def _no_arguments(_: ArgumentParser) -> None:
    """Some commands need none."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `help` in the list of all, `description`, `epilog` and `examples` in its own --help.

    `usage` is what stands behind its name there, where all of its options would be too many to read.
    """

    name: str
    help: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = _no_arguments
    epilog: str = ""
    examples: tuple[str, ...] = ()  # what is typed behind "mysteryshop"
    usage: str = ""

    @property
    def description(self) -> str:
        """The help as a sentence."""
        return f"{self.help[:1].upper()}{self.help[1:]}."


def data_dir(args: Namespace) -> Path:
    """The data folder that was named, else the system's own for this app."""
    from mysteryshop import paths

    named: Path | None = args.data_dir
    return paths.default_data_dir() if named is None else named.expanduser().absolute()


@contextmanager
def opened(args: Namespace, *, create: bool = False) -> Iterator[Database]:
    """The store of the data folder; what a user should know although it works is told beside the output."""
    from mysteryshop.store.database import Database

    from .terminal import plain, warn
    from .unlocking import folder_key

    with Database.open(data_dir(args), create=create, key=folder_key(args, data_dir(args))) as database:
        for warning in database.warnings:
            warn(f"mysteryshop: {plain(warning.title)} {plain(warning.remedy)}")
        yield database


@contextmanager
def queried(args: Namespace) -> Iterator[Queries]:
    """The store, to be read."""
    with opened(args) as database:
        from mysteryshop.store.queries import Queries

        yield Queries(database)


def has_store(args: Namespace) -> bool:
    """Whether anything was ever stored in the data folder; what cannot be looked into is for the store to refuse."""
    from mysteryshop import paths

    folder = data_dir(args)
    try:
        return paths.database_file(folder).exists() or (folder.exists() and not folder.is_dir())
    except OSError:  # no right to look, or a name that is too long
        return True


def add_json(parser: ArgumentParser) -> None:
    """The option --json."""
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
