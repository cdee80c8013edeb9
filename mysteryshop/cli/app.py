"""The app itself, and the demo."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from mysteryshop.errors import KnownError

from . import terminal, unlocking
from .command import Command, data_dir, opened


def open_app(args: Namespace) -> int:
    """Open the app, after looking whether it can be; KnownError with the remedy where it cannot."""
    from mysteryshop import display

    display.check()
    name = next((name for name in ("mysteryshop.ui", "ui") if find_spec(name)), None)
    if name is None:
        raise KnownError("The desktop part of Mysteryshop is not installed.", "Install the whole package again.")
    files = tuple(file.expanduser().absolute() for file in getattr(args, "bundles", ()))
    code: int = import_module(f"{name}.app").main(data_dir(args), files)
    return code


def demo(args: Namespace) -> int:
    """Fill the demo's folder with its journeys; then open the app, or write what it would show.

    Unless a folder is named it is one beside the user's own: demo journeys never come among real ones.
    """
    from mysteryshop import demo as demo_folder
    from mysteryshop import paths

    if args.data_dir is None:
        args.data_dir = paths.demo_data_dir()
    filled = demo_folder.fill(data_dir(args), unlocking.folder_key(args, data_dir(args)))
    done = f"{len(filled.new)} demo journeys put into" if filled.new else "The demo journeys are already in"
    terminal.say(f"{done} {data_dir(args)}")
    if args.open and args.output is None:
        try:
            return open_app(args)
        except KnownError as error:
            terminal.warn(f"{terminal.plain(error.title)} The journey summary and its charts are written instead.")
    if args.open or args.output is not None:
        return _write_output(args, filled.journeys[0])
    return 0


def _write_output(args: Namespace, journey: str) -> int:
    from .pictures import write_all

    with opened(args) as database:
        from mysteryshop.store.queries import Queries

        queries = Queries(database)
        record, chain = queries.load(journey), queries.verify(journey)
    folder: Path = data_dir(args) / "output" if args.output is None else args.output
    written = write_all(record, chain, folder, database.files)
    terminal.say(f"The journey summary and {len(written) - 1} pictures of its charts are in {folder}")
    return 0


def _open_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("bundles", nargs="*", type=Path, metavar="FILE.journey", help="bundles to take in at once")


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--open", action="store_true", help="then open the app; without a screen, write what it shows")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="write the summary and the charts there, open nothing"
    )


COMMANDS = (
    Command("open", "open the app, with bundles to take in where any are named", open_app, _open_arguments),
    Command(
        "demo",
        "fill a folder of its own with demo journeys",
        demo,
        _demo_arguments,
        "Without --data-dir (before the command) the folder lies beside your own. A folder with journeys of your own "
        "is refused.",
    ),
)
