"""One megabyte kept back: on a full disk even taking back a row needs room, and a walk must be finished."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .placing import put_in_place

SIZE = 1 << 20
_ROOM = 16 * SIZE  # below this much free space the reserve is not taken again


def _file(data_dir: Path) -> Path:
    return data_dir / "reserve"


def is_there(data_dir: Path) -> bool:
    """Whether the reserve is whole."""
    try:
        return _file(data_dir).stat().st_size >= SIZE
    except OSError:
        return False


def keep(data_dir: Path) -> bool:
    """Take the reserve where there is room for it; whether it is there now. Never raises."""
    try:
        if not is_there(data_dir) and shutil.disk_usage(data_dir).free >= _ROOM:
            _write(_file(data_dir))
    except OSError:
        return False
    return is_there(data_dir)


def _write(path: Path) -> None:
    """Random bytes: a file system that compresses or leaves holes would keep nothing back otherwise."""
    beside = path.with_suffix(".part")
    try:
        beside.write_bytes(os.urandom(SIZE))
        put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def give_up(data_dir: Path) -> bool:
    """Free the reserve; whether there was one to free."""
    try:
        _file(data_dir).unlink()
    except OSError:
        return False
    return True
