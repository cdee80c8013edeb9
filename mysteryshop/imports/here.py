"""Where this computer is: the zone and the day that hold where a file names none."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_LOCALTIME, _NAMED = Path("/etc/localtime"), Path("/etc/timezone")


def zone_here() -> str:
    """The IANA name of the system's time zone; a fixed offset where it has no name that can be found."""
    for name in (os.environ.get("TZ", "").removeprefix(":"), _linked(), _written()):
        if name and _known(name):
            return name
    hours = round(-time.timezone / 3600)
    return "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"  # POSIX counts them the other way round


def today_here(zone: str) -> date:
    """The day that it is in that zone."""
    return datetime.now(UTC).astimezone(ZoneInfo(zone)).date()


def _linked() -> str:
    """The zone that the system's clock file is a link to."""
    try:
        return str(_LOCALTIME.resolve(strict=True)).partition("zoneinfo/")[2]
    except OSError:
        return ""


def _written() -> str:
    try:
        return _NAMED.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _known(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (OSError, ValueError, KeyError):
        return False
