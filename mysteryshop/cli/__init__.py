"""The command line: everything that needs no screen, and the door to the app.

Exit codes: 0 done; 2 bad input, or something the world refuses, told in one line; 1 `check` found something wrong,
or a failure of ours. What a command needs is imported where it runs, so that --help costs nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from mysteryshop.errors import KnownError

from . import terminal
from .parser import parsed

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; `argv` without the program's name. Returns the exit code."""
    terminal.prepare()
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    try:
        args = parsed(words)
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except KnownError as error:
        if debug:
            raise
        return terminal.refuse(error)
    except SystemExit as stop:  # --help and --version
        return stop.code if isinstance(stop.code, int) else 0
    except BrokenPipeError:
        return terminal.reader_is_gone()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if debug:
            raise
        return terminal.report_bug(error)
