"""A file becomes evidence: read within limits, recognised by its content, dated, and freed of what gives away."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mysteryshop.clock import local
from mysteryshop.errors import InputError
from mysteryshop.journey import Instant

from . import kinds, limits
from .pictures import blanked_heif, cleaned
from .words import size_text

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Taken:
    """A file ready to be stored. `captured_at` is by `clock` (app, camera or file), `offset_s` its UTC offset.

    `removed` says in words what was taken out; `kept_metadata` whether something may still be in it.
    """

    data: bytes
    digest: str
    name: str
    media_type: str
    captured_at: Instant
    clock: str
    offset_s: int
    width: int | None = None
    height: int | None = None
    removed: tuple[str, ...] = ()
    kept_metadata: bool = False


def read_file(path: Path, *, zone: str, now: Instant, keep: bool = False) -> Taken:
    """Read a file from the disk. InputError where it is none, too large, or a picture that cannot be read."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a folder, or a pipe that would never end
            raise _no_file(path)
        check_length(found.st_size, path.name)
        with path.open("rb") as file:
            data = file.read(limits.MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"“{path.name}” cannot be read: {error.strerror or error}.", "Copy it to this computer, then attach it."
        ) from error
    written = found.st_mtime_ns // 1000
    return take_in(data, path.name, zone=zone, now=now, written_at=written, keep=keep)


def take_in(
    data: bytes, name: str, *, zone: str, now: Instant, written_at: Instant | None = None, keep: bool = False
) -> Taken:
    """Make evidence of a file's content.

    `written_at` is the file's own time; without it (a screenshot, a picture from the clipboard) the app's clock
    counts. `now` is when it was attached. `keep` leaves position and camera data in. InputError as in `read_file`.
    """
    check_length(len(data), name)
    if not data:
        raise InputError(f"“{name}” is empty.", "Attach a file that holds something.")
    name = tidy_name(name)
    media = kinds.media_type(data, name)
    at, clock = (written_at, "file") if written_at is not None else (now, "app")
    if not kinds.is_picture(media):
        _check_claim(name, media)
        return _other(data, name, media, zone, now, (at, clock), keep)
    picture = cleaned(data, media, name, zone=zone, latest=now, keep=keep)
    offset = _offset(at, zone)
    if picture.taken is not None:
        (at, offset), clock = picture.taken, "camera"
    return Taken(
        picture.data,
        _digest(picture.data),
        name,
        media,
        at,
        clock,
        offset,
        picture.width,
        picture.height,
        removed=() if keep else picture.told,
        kept_metadata=keep and bool(picture.told),
    )


def _other(
    data: bytes, name: str, media: str, zone: str, now: Instant, dated: tuple[Instant, str], keep: bool
) -> Taken:
    """A file that is no picture that can be shown: kept as it is, but for what a phone noted in a HEIC picture."""
    (at, clock), kept = dated, True
    offset, removed = _offset(at, zone), tuple[str, ...]()
    if media in kinds.BLANKED:
        told, taken, blank = blanked_heif(data, name, zone, now)
        kept = keep and bool(told)
        if not keep:
            data, removed = blank, told
        if taken is not None:
            (at, offset), clock = taken, "camera"
    return Taken(data, _digest(data), name, media, at, clock, offset, removed=removed, kept_metadata=kept)


def check_length(size: int, name: str) -> None:
    """InputError for a file that is too large to be kept beside the journey."""
    if size > limits.MOST_BYTES:
        raise InputError(
            f"“{name}” has {size_text(size)}: more than the {size_text(limits.MOST_BYTES)} that evidence may have.",
            "Attach a smaller copy, or only the part that shows it.",
        )


def tidy_name(name: str) -> str:
    """The file's name without folders and without signs that no reader can take; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c if c.isprintable() else " " for c in last).strip(" .") or "file"
    if len(plain) <= _LONGEST_NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(ending) - 2]}….{ending}" if dot and len(ending) < 10 else plain[:_LONGEST_NAME]


def _check_claim(name: str, media: str) -> None:
    if media == kinds.UNKNOWN and kinds.claims_picture(name):
        raise InputError(
            f"“{name}” is called a picture and is none: its content is something else.",
            "Copy it from the camera or the phone again. Packed into a ZIP file it can be attached as it is.",
        )


def _no_file(path: Path) -> InputError:
    return InputError(f"“{path.name or path}” is no file.", "Attach single files: a photo, a PDF, a recording.")


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _offset(at: Instant, zone: str) -> int:
    offset = local(at, zone).utcoffset()
    return round(offset.total_seconds()) if offset is not None else 0
