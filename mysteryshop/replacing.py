"""Files are written beside their target and then put in its place: a failure leaves what was there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mysteryshop.errors import KnownError

_REMEDIES = {
    errno.ENOSPC: "The disk is full: make room, or choose another folder, then export again.",
    errno.EDQUOT: "The disk's quota is used up: make room, or choose another folder, then export again.",
    errno.EROFS: "The disk is read-only: choose another folder.",
    errno.ENAMETOOLONG: "The name is too long for this disk: choose a shorter one.",
    errno.ENOENT: "The folder does not exist: make it, or choose another.",
    errno.ENOTDIR: "The folder does not exist: make it, or choose another.",
    errno.EISDIR: "There is a folder of that name: choose another name.",
    errno.EIO: "The disk reports an error: choose another one.",
}
_REFUSED = "Writing is not allowed there, or the file is open in another program: close it, or choose another folder."


def replace_file(target: Path, content: bytes) -> None:
    """Write `content` to `target`; KnownError where that fails, and then nothing has changed."""
    replace_by(target, lambda beside: _write(beside, content))


def replace_by(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new file, then put it in the place of `target`.

    KnownError where the disk refuses; whatever fails, or stops it, nothing has changed.
    """
    beside = target.parent / f".mysteryshop-{os.getpid()}-{os.urandom(4).hex()}.part"
    try:
        write(beside)
        _sync(beside)
        os.replace(beside, target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _explained(target, error) from error
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)


def _sync(path: Path) -> None:
    """What was written is on the disk, not only on its way."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _explained(target: Path, error: OSError) -> KnownError:
    reason = _REMEDIES.get(error.errno or 0)
    if reason is None and isinstance(error, PermissionError):
        reason = _REFUSED
    said = f"{error.strerror or error}: choose another folder.".capitalize()
    return KnownError(f"“{target}” could not be written; nothing else is changed.", reason or said)
