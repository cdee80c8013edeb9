"""Evidence files beside the store: each named by the SHA-256 of what is in it, so that none can change unnoticed.

They lie in the data folder under evidence/ab/abcdef...; the same file attached twice lies there once.
In a locked folder their content is encrypted, and the name stays that of the content: read them with `read`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from mysteryshop.errors import InputError, StoreError

from . import failures
from .checking import DIGEST
from .keyfile import FolderKey
from .placing import put_in_place


class EvidenceFiles:
    """The evidence files of one data folder; for any thread."""

    def __init__(self, data_dir: Path, key: FolderKey | None = None) -> None:
        self.folder = data_dir / "evidence"
        self._key = key  # of a locked folder: what lies there is encrypted

    def put(self, data: bytes) -> str:
        """Keep a file's content and return its hash, once it is durable; StoreError where it cannot be written."""
        digest = sha256(data).hexdigest()
        if not self.holds(digest):
            self._write(self.path(digest), self._sealed(data, digest))
        return digest

    def path(self, digest: str) -> Path:
        """Where the file with that hash lies, or would; InputError where it is no hash."""
        if not DIGEST.fullmatch(digest):
            raise InputError(f"{digest!r} is no file's hash.", "Expected 64 lower case hexadecimal digits.")
        return self.folder / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        """The file's content; StoreError where it is missing, damaged, or cannot be read."""
        path = self.path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise StoreError(f"The evidence file {digest[:12]} is missing ({path}).", _REMEDY) from error
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise StoreError(f"The evidence file {digest[:12]} cannot be read: {why} ({path}).", _REMEDY) from error
        data = self._unsealed(data, digest)
        if sha256(data).hexdigest() != digest:
            raise StoreError(f"The evidence file {digest[:12]} is not what it was ({path}).", _REMEDY)
        return data

    def holds(self, digest: str) -> bool:
        """Whether the file is there and whole."""
        try:
            self.read(digest)
        except StoreError:
            return False
        return True

    def digests(self) -> Iterator[str]:
        """The hashes of all files that lie there, in their order; whether they are whole is not looked at."""
        for shelf in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(p.name for p in shelf.iterdir() if DIGEST.fullmatch(p.name))

    def remove(self, digest: str) -> bool:
        """Delete a file; whether there was one. StoreError where it cannot be."""
        try:
            self.path(digest).unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise _told(error) from error
        with suppress(OSError):  # others lie there
            self.path(digest).parent.rmdir()
        return True

    def _sealed(self, data: bytes, digest: str) -> bytes:
        if self._key is None:
            return data
        from . import sealed_files  # only where a folder has a passphrase

        return sealed_files.sealed(data, digest, self._key)

    def _unsealed(self, held: bytes, digest: str) -> bytes:
        """A file that lies there plainly, because a passphrase is only being set, is taken as it is."""
        if self._key is None or sha256(held).hexdigest() == digest:
            return held
        from . import sealed_files

        return sealed_files.unsealed(held, digest, self._key)

    def _write(self, path: Path, data: bytes) -> None:
        beside = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                put_in_place(beside, path)
            finally:
                beside.unlink(missing_ok=True)
        except OSError as error:
            raise _told(error) from error


_REMEDY = (
    "What is written of it is kept. Put the file back from a copy of the data folder, or take the attachment back."
)


def _told(error: OSError) -> StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(
            "The disk is full: the file could not be kept.", f"{failures.KEPT} Make room on the disk and try again."
        )
    why = (error.strerror or type(error).__name__).lower()
    return StoreError(f"The evidence file could not be kept: {why}.", f"{failures.KEPT} Look after the data folder.")
