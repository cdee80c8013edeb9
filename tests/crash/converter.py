"""A process that sets, changes or removes the passphrase of a folder until it is killed.

`python -m tests.crash.converter DATA_DIR set|change|remove OLD NEW`; it says when it begins and when it is done.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mysteryshop.store import passphrase
from tests.core.locking import cheap_passphrases


def main() -> None:
    """Do the one work that was asked for."""
    folder, what, old, new = Path(sys.argv[1]), *sys.argv[2:5]
    os.write(1, b"begin\n")
    with cheap_passphrases():
        if what == "set":
            passphrase.set_passphrase(folder, new)
        elif what == "change":
            passphrase.change_passphrase(folder, old, new)
        else:
            passphrase.remove_passphrase(folder, old)
    os.write(1, b"done\n")


if __name__ == "__main__":
    main()
