"""Who may write the store's log back into its file: one process at a time.

SQLite orders the writers themselves. This lock is held by the app while it is open, so that a
second app says so instead of starting, and by a command line that writes while no app is open; a
command that writes beside the app does so without it and leaves checkpoints to the app. The system
releases it when its process dies: what is then still written in the file tells of an unclean end.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """The lock file of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "writer.lock"
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def take(self, wait_s: float = 0.0) -> bool:
        """Try to take the lock for at most so long; OSError where the folder cannot be written."""
        deadline = time.monotonic() + wait_s
        while self._handle is None:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
            try:
                _take(handle)
                self._handle = handle
            except OSError:
                os.close(handle)
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.02)
        return True

    @property
    def left_behind(self) -> bool:
        """Whether the last holder ended without saying so. Only the holder may ask."""
        assert self._handle is not None
        return os.fstat(self._handle).st_size > 0

    def mark(self) -> None:
        """Write down that the store is in use."""
        assert self._handle is not None
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, b"in use\n")

    def clear(self) -> None:
        """Write down that everything was put away."""
        assert self._handle is not None
        os.ftruncate(self._handle, 0)

    def release(self) -> None:
        """Give the lock back; does nothing where it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
