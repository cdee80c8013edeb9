"""An app that purges one journey, and says each thing that it is about to do to a file or the store.

`python -m tests.crash.purger DATA_DIR JOURNEY`; the last line says that the purge is done.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mysteryshop.store import purging
from mysteryshop.store.database import Database

_TELLING = ("open", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate")


def say(what: str) -> None:
    """Straight into the pipe: nothing is said later than it happens."""
    os.write(1, what.replace("\n", " ").encode(errors="replace")[:400] + b"\n")


def main() -> None:
    """Purge, telling every step."""
    data_dir, journey = Path(sys.argv[1]), sys.argv[2]
    with Database.open(data_dir, exclusive=True) as database:
        database.writer_connection().set_trace_callback(lambda sql: say(f"sql {sql}"))
        telling = True

        def hook(event: str, args: tuple[object, ...]) -> None:
            if telling and event in _TELLING and str(data_dir) in str(args[0]):
                say(f"{event} {args[0]}")

        sys.addaudithook(hook)
        done = purging.purge(database, journey, 1)
        telling = False
        say(f"purged waiting={done.waiting}")


if __name__ == "__main__":
    main()
