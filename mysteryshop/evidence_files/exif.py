"""What a camera wrote into a picture: when it was taken, and what would tell more than the picture."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from mysteryshop.journey import Instant

_ORIENTATION = 0x0112
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_TIMES = ((_EXIF_IFD, 0x9003, 0x9011, 0x9291), (_EXIF_IFD, 0x9004, 0x9012, 0x9292), (0, 0x0132, 0x9010, 0x9290))
_DEVICE = (0x010F, 0x0110, 0x0131, 0x013B, 0x8298, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435)
_WHEN = re.compile(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
_EARLIEST = 1995  # cameras that were never set say 1970 or 1980
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def orientation(exif: Image.Exif) -> int:
    """How the picture is to be turned, 1 to 8; 1 (upright) where that is not said or makes no sense."""
    value = exif.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def holds(exif: Image.Exif) -> tuple[str, ...]:
    """What the camera's data tells beside the picture, in words: position, camera, other camera data."""
    inner = _ifd(exif, _EXIF_IFD)
    told = []
    if _ifd(exif, _GPS_IFD):
        told.append("position")
    if any(tag in exif or tag in inner for tag in _DEVICE):
        told.append("camera")
    if not told and (inner or set(exif) - {_ORIENTATION}):
        told.append("camera settings")
    return tuple(told)


def taken_at(exif: Image.Exif, zone: str, latest: Instant) -> tuple[Instant, int] | None:
    """When the camera says that it took the picture, and its offset from UTC in seconds.

    Without an offset of its own the camera's time is read in `zone`. None where nothing believable is
    said: before 1995, or more than a day after `latest`.
    """
    for ifd, tag, offset_tag, fraction_tag in _TIMES:
        inner = _ifd(exif, _EXIF_IFD)
        tags: Any = inner if ifd else exif
        found = _instant(tags.get(tag), inner.get(offset_tag), inner.get(fraction_tag), zone)
        if found is not None and found[0] <= latest + 86_400_000_000:
            return found
    return None


def _instant(when: Any, offset: Any, fraction: Any, zone: str) -> tuple[Instant, int] | None:
    match = _WHEN.match(when) if isinstance(when, str) else None
    if match is None:
        return None
    try:
        naive = datetime(*map(int, match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001  # its zone follows
    except ValueError:
        return None
    if naive.year < _EARLIEST:
        return None
    aware = naive.replace(tzinfo=_zone(offset) or ZoneInfo(zone))
    micros = (aware - _EPOCH) // timedelta(microseconds=1) + _fraction_us(fraction)
    shift = aware.utcoffset()
    return micros, round(shift.total_seconds()) if shift is not None else 0


def _zone(offset: Any) -> timezone | None:
    match = _OFFSET.match(offset) if isinstance(offset, str) else None
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))


def _fraction_us(fraction: Any) -> int:
    digits = fraction.strip() if isinstance(fraction, str) else ""
    return int(digits[:6].ljust(6, "0")) if digits.isdecimal() and digits.isascii() else 0


def _ifd(exif: Image.Exif, tag: int) -> dict[int, Any]:
    return exif.get_ifd(tag) if tag in exif else {}
