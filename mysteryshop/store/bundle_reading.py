"""A bundle, opened and proved: every part is where it belongs, of the size and hash that the manifest says.

`opened` gives a bundle of which everything was read once: then it may be taken in. It writes nothing but, for a large
encrypted bundle, a nameless file in the folder that it is given. BadBundle says why a file is refused whole.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mysteryshop.errors import InputError
from mysteryshop.journey import Template

from . import bundle_cipher, carried
from . import bundle_format as form
from .bundle_cipher import PassphraseNeeded
from .bundle_format import BadBundle, Refused, field, parsed
from .carried import Carried
from .checking import DIGEST

_BROKEN = (
    *(BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error),
    *(struct.error, ValueError, OverflowError, KeyError, IndexError),
)
_END = struct.Struct("<4s4H2LH")  # a zip's last record: mark, disks, counts, size and place of its list, comment
_KEPT = 16_000_000  # bytes of JSON whose journeys stay in memory
_ASKED = PassphraseNeeded("The bundle has a passphrase.", "Give the one that was agreed on.")
Progress = Callable[[int, int], None]  # bytes read, of how many; what it raises stops


class Bundle:
    """The parts of a bundle that passed every check."""

    def __init__(self, file: str, archive: ZipFile) -> None:
        self.file = file
        self._archive = archive
        self._parts = _shaped(archive)
        self._hashes, self.missing = self._listed()
        self._templates: dict[str, Template] = {}
        self._followed: dict[str, Carried] = {}

    def prove(self, progress: Progress) -> None:
        """Read everything once; Refused where a part is not what it must be."""
        evidence, journeys = self._named("evidence/"), self._named("journeys/")
        whole = sum(self._parts[name].file_size for name in (*evidence, *journeys)) or 1
        done = 0
        for name in evidence:
            self._part(name, form.MOST_EVIDENCE)
            progress(done := done + self._parts[name].file_size, whole)
        for name in self._named("templates/"):
            digest = name.removeprefix("templates/").removesuffix(".json")
            self._templates[digest] = carried.template_from(self._part(name, form.MOST_JSON), digest)
        used: set[str] = set()
        idents: set[str] = set()
        for name, journey in zip(journeys, self.journeys(), strict=True):
            progress(done := done + self._parts[name].file_size, whole)
            if journey.id in idents:
                raise Refused(f"journey {journey.id} stands in it twice")
            idents.add(journey.id)
            used |= journey.digests
        self._check_used(used)

    def journeys(self) -> Iterator[Carried]:
        """The journeys one after the other; those of a large bundle are followed anew each time."""
        names = self._named("journeys/")
        keeps = sum(self._parts[name].file_size for name in names) <= _KEPT
        for name in names:
            journey = self._followed.get(name)
            if journey is None:
                journey = carried.from_json(self._part(name, form.MOST_JSON), name, self._templates)
            if keeps:
                self._followed[name] = journey
            yield journey

    @property
    def count(self) -> int:
        """How many journeys there are."""
        return len(self._named("journeys/"))

    def evidence(self, digest: str) -> bytes | None:
        """An attached file; None where the sender did not have it."""
        name = f"evidence/{digest}"
        return self._part(name, form.MOST_EVIDENCE) if name in self._parts else None

    def _check_used(self, used: set[str]) -> None:
        there = {name.removeprefix("evidence/") for name in self._named("evidence/")}
        if there - used:
            raise Refused(f"it holds a file that belongs to no journey ({min(there - used)[:12]})")
        if used - there - self.missing:
            raise Refused(f"an attached file is not in it ({min(used - there - self.missing)[:12]})")

    def _named(self, start: str) -> list[str]:
        return sorted(name for name in self._parts if name.startswith(start))

    def _listed(self) -> tuple[dict[str, str], frozenset[str]]:
        """The hashes that the manifest says, and the files that the sender did not have."""
        said = parsed(self._read(form.MANIFEST, form.MOST_JSON), "the manifest")
        if field(said, "format", str, "the manifest") != form.FORMAT:
            raise Refused("it is no bundle of journeys")
        if field(said, "version", int, "the manifest") != form.VERSION:
            raise Refused("it was written by another version of Mysteryshop: update the app, then import it again")
        missing = field(said, "missing", list, "the manifest")
        if not all(isinstance(digest, str) and DIGEST.fullmatch(digest) for digest in missing):
            raise Refused("the manifest names a missing file that cannot be")
        listed = {n: (s, h) for n, s, h in map(_listed_part, field(said, "parts", list, "the manifest"))}
        if len(listed) != len(said["parts"]) or listed.keys() != self._parts.keys() - {form.MANIFEST}:
            raise Refused("the manifest lists other parts than there are")
        wrong = next((n for n, (size, _) in listed.items() if size != self._parts[n].file_size), None)
        if wrong is not None:
            raise Refused(f"{wrong} has another size than the manifest says")
        return {name: digest for name, (_, digest) in listed.items()}, frozenset(missing)

    def _part(self, name: str, most: int) -> bytes:
        data = self._read(name, most)
        digest = sha256(data).hexdigest()
        if digest != self._hashes[name] or (name.startswith("evidence/") and not name.endswith(digest)):
            raise Refused(f"{name} is not what the manifest says")
        return data

    def _read(self, name: str, most: int) -> bytes:
        part = self._parts.get(name)
        if part is None:
            raise Refused(f"it has no {name}")
        if part.file_size > most:
            raise Refused(f"{name} unpacks to {part.file_size:,} bytes")
        try:
            with self._archive.open(part) as stream:
                data = stream.read(part.file_size + 1)
        except _BROKEN as error:
            raise _damaged(error) from error
        if len(data) != part.file_size:
            raise Refused(f"{name} has another size than it says")
        return data


@contextmanager
def opened(
    path: Path, folder: Path, passphrase: str | None = None, progress: Progress = lambda _done, _whole: None
) -> Iterator[Bundle]:
    """The bundle of a file, proved; BadBundle where it is refused, PassphraseNeeded where it asks for one.

    `folder` is where a decrypted bundle lies while it is read, without a name and gone with the process.
    """
    try:
        with path.open("rb") as held:
            start = held.read(len(bundle_cipher.MARK))
            held.seek(0)
            if os.fstat(held.fileno()).st_size > form.MOST_BYTES:
                raise Refused("it is too large")
            if not bundle_cipher.is_encrypted(start):
                yield from _proved(path.name, held, progress)
                return
            if passphrase is None:
                raise _ASKED
            with SpooledTemporaryFile(form.IN_MEMORY, dir=str(folder)) as plain:
                bundle_cipher.decrypt(held, plain, passphrase)
                plain.seek(0)
                yield from _proved(path.name, plain, progress)
    except Refused as why:
        raise BadBundle(path.name, str(why)) from why
    except OSError as error:
        why_not = (error.strerror or type(error).__name__).lower()
        raise InputError(
            f"{path} cannot be read: {why_not}.", "Choose a file that is there and may be read."
        ) from error


def _proved(name: str, held: IO[bytes], progress: Progress) -> Iterator[Bundle]:
    try:
        _check_end(held)
        archive = ZipFile(held)
        bundle = Bundle(name, archive)
        bundle.prove(progress)
    except _BROKEN as error:
        raise _damaged(error) from error
    with archive:
        yield bundle


def _damaged(error: Exception) -> Refused:
    return Refused(f"it is damaged ({str(error) or type(error).__name__})")


def _check_end(held: IO[bytes]) -> None:
    """A zip's list of parts is read whole before anything else: its size is looked at first."""
    size = held.seek(0, os.SEEK_END)
    held.seek(max(0, size - _END.size - 20))
    tail = held.read()
    held.seek(0)
    if len(tail) < _END.size:
        raise Refused("it is cut off, or no bundle")
    mark, _, _, here, count, directory, _, comment = _END.unpack(tail[-_END.size :])
    if mark != b"PK\5\6" or comment:
        raise Refused("it is cut off, or no bundle")
    if tail[-_END.size - 20 : -_END.size - 16] == b"PK\6\7":
        raise Refused("it is larger than a bundle may be")
    if here != count or count > form.MOST_PARTS or directory > form.MOST_DIRECTORY:
        raise Refused(f"it lists {count:,} parts")


def _shaped(archive: ZipFile) -> dict[str, ZipInfo]:
    """The parts by name; Refused where there is anything that a bundle does not hold."""
    parts: dict[str, ZipInfo] = {}
    for entry in archive.infolist():
        name = entry.orig_filename
        shown = name if name.isprintable() and len(name) < 100 else "a part"
        if name in parts:
            raise Refused(f"{shown} stands in it twice")
        if name != entry.filename or not (name == form.MANIFEST or form.PART.fullmatch(name)):
            raise Refused(f"it holds {shown}, which is no part of a bundle")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG) or entry.is_dir():
            raise Refused(f"{shown} is no plain file")
        if entry.flag_bits & 0x1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused(f"{shown} is packed in another way")
        if entry.file_size > form.MOST_RATIO * entry.compress_size + 1_000_000:
            raise Refused(f"{shown} unpacks to {entry.file_size:,} bytes")
        parts[name] = entry
    if sum(entry.file_size for entry in parts.values()) > form.MOST_UNPACKED:
        raise Refused("it unpacks to more than a bundle may hold")
    return parts


def _listed_part(said: Any) -> tuple[str, int, str]:
    what = "a part in the manifest"
    return field(said, "name", str, what), field(said, "size", int, what), field(said, "sha256", str, what)
