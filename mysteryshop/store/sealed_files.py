"""Evidence files of a locked folder: AES-256-GCM, one random nonce a file, bound to the file's name.

The name stays the SHA-256 of what the leader attached, so that the journeys need not know of the lock.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mysteryshop.errors import StoreError

from . import failures
from .keyfile import FolderKey
from .placing import put_in_place
from .scrubbing import HELD, hold, scrub, scrub_held

_MARK = b"MYSHOPF1"
_NONCE = 12
_BESIDE = ".converted"


def sealed(data: bytes, digest: str, key: FolderKey) -> bytes:
    """The content as it lies in a locked folder."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return _MARK + nonce + AESGCM(key.files).encrypt(nonce, data, digest.encode())


def unsealed(held: bytes, digest: str, key: FolderKey) -> bytes:
    """What was sealed under that name; StoreError where it was sealed otherwise, or changed since."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(_MARK) + _NONCE
    try:
        return AESGCM(key.files).decrypt(held[len(_MARK) : start], held[start:], digest.encode())
    except (InvalidTag, ValueError) as error:
        raise StoreError(
            f"The evidence file {digest[:12]} is damaged, or was encrypted with another key.",
            "Put the file back from a copy of this data folder.",
        ) from error


def is_sealed(held: bytes) -> bool:
    """Whether the content begins as a sealed one does."""
    return held.startswith(_MARK)


def seal_all(folder: Path, key: FolderKey) -> None:
    """Seal every file that lies there plainly, overwrite the plain ones, and what an end in the middle left."""
    _each(folder, lambda path, data: None if is_sealed(data) else sealed(data, path.name, key), scrubs=True)


def unseal_all(folder: Path, key: FolderKey) -> None:
    """Make every file plain again; one that is damaged stays as it is, to be told where it is looked at."""
    _each(folder, lambda path, data: _plain(path, data, key), scrubs=False)


def _plain(path: Path, data: bytes, key: FolderKey) -> bytes | None:
    if not is_sealed(data):
        return None
    try:
        return unsealed(data, path.name, key)
    except StoreError:
        return None


def _each(folder: Path, anew: Callable[[Path, bytes], bytes | None], *, scrubs: bool) -> None:
    """Write every file anew where `anew` says with what; StoreError where the disk refuses."""
    try:
        for path in sorted(folder.glob("[0-9a-f][0-9a-f]/*")):
            if path.suffix in (HELD, _BESIDE, ".part"):
                scrub(path)
            elif path.is_file() and (content := anew(path, path.read_bytes())) is not None:
                _replace(path, content, scrubs=scrubs)
    except OSError as error:
        raise failures.folder(error, folder) from error


def _replace(path: Path, content: bytes, *, scrubs: bool) -> None:
    beside = path.with_name(path.name + _BESIDE)
    beside.touch(0o600)
    beside.write_bytes(content)
    if scrubs:
        hold(path)
    put_in_place(beside, path)
    scrub_held(path)
