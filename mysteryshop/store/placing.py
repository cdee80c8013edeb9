"""A file that was written beside its place is put there so that a power cut cannot undo it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def put_in_place(beside: Path, path: Path) -> None:
    """Bring the file to disk, rename it, and bring the folder's entry to disk; OSError where that fails."""
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.replace(path)
    with suppress(OSError):  # not every system lets a folder be synced; none of those needs it
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
