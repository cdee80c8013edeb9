"""Plain text that was encrypted is overwritten, not only deleted.

What a file system or an SSD copied elsewhere by itself is out of any program's reach: the help says so.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

HELD = ".plain"  # a second name of a file that is about to be replaced, so that it can be overwritten afterwards
_PIECE = 1 << 20


def hold(path: Path) -> None:
    """Give the file a second name, under which `scrub_held` finds it, also after a crash.

    Where the file system knows no second names there is nothing better than letting it go.
    """
    held = path.with_name(path.name + HELD)
    scrub(held)
    with suppress(OSError):
        os.link(path, held)


def scrub_held(path: Path) -> None:
    """Overwrite and delete what was held of this file."""
    held = path.with_name(path.name + HELD)
    with suppress(FileNotFoundError):
        _overwrite(held)  # through a link too: then the journeys lay where it leads
    held.unlink(missing_ok=True)


def scrub(path: Path) -> None:
    """Overwrite the file with zeros, bring that to the disk, and delete it; does nothing where there is none.

    A file that has another name as well only loses this one: it is still in use, or a copy of the user's. So does
    one to which a link leads: it lies elsewhere, and is none of ours.
    """
    try:
        if not path.is_symlink():
            _overwrite(path)
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)


def _overwrite(path: Path) -> None:
    with path.open("rb+") as file:
        found = os.fstat(file.fileno())
        left = found.st_size if found.st_nlink == 1 else 0
        while left > 0:
            left -= file.write(bytes(min(left, _PIECE)))
        file.flush()
        os.fsync(file.fileno())
