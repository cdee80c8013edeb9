"""A desk that takes a bundle in until it is done or killed: `python -m tests.crash.taker DATA_DIR FILE`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mysteryshop.clock import FixedClock
from mysteryshop.recorder import Recorder
from mysteryshop.store.bundle_reading import opened
from mysteryshop.store.database import Database

LATER_US = 1_800_000_000_000_000


def main() -> None:
    """Say when it begins and when everything is on disk."""
    data_dir, file = Path(sys.argv[1]), Path(sys.argv[2])
    with Database.open(data_dir, exclusive=True) as database:
        recorder = Recorder(database, FixedClock(LATER_US))
        os.write(1, b"begin\n")
        with opened(file, data_dir) as bundle:
            recorder.adopt(bundle)
        os.write(1, b"done\n")


if __name__ == "__main__":
    main()
