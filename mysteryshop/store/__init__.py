"""The store: one SQLite file in the data folder, and everything that knows its tables.

Nothing is imported here: `store.glance` runs before the first paint, when only sqlite3 may be loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .inspection import CheckLine
    from .keyfile import FolderKey


def check(data_dir: Path, key: FolderKey | None = None) -> list[CheckLine]:
    """What can be said of the store in that folder, one line a check; never raises.

    It changes nothing, but removes evidence files that a crash left behind and that no journey names.
    Without its key a locked folder is only said to be locked.
    """
    from .inspection import inspect

    return inspect(data_dir, key)
