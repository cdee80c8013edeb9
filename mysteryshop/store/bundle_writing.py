"""Journeys into a bundle: read as of one instant, each proved before it leaves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from mysteryshop import __version__
from mysteryshop.errors import InputError, StoreError
from mysteryshop.replacing import replace_by

from . import bundle_cipher, heads
from .bundle_format import FORMAT, IN_MEMORY, MANIFEST, VERSION, Refused
from .carried import Carried, followed, to_json
from .database import Database
from .files import EvidenceFiles

_HEAD = "SELECT j.key, j.chain_id, s.template FROM journeys j JOIN snapshots s ON s.digest = j.snapshot WHERE j.id = ?"
_EDITS = (
    "SELECT seq, at, verb, reason, changes, target, undo_top, redo_top, previous, hash "
    "FROM edits WHERE journey = ? ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What went into a bundle; `missing` are hashes of attached files that are not here or damaged."""

    path: Path
    journeys: int
    evidence: int
    missing: tuple[str, ...]


def write(
    database: Database,
    journeys: Sequence[str],
    path: Path,
    *,
    passphrase: str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> Written:
    """Write the journeys with those ids to `path`, whole or not at all; KnownError where that cannot be.

    What `progress(journeys done, of how many)` raises stops it, and leaves no file behind.
    """
    idents = list(dict.fromkeys(journeys))
    if not idents:
        raise InputError("There is no journey to export.", "Walk one, import one, or choose others.")
    if passphrase is not None:
        bundle_cipher.needed()
    parts = _Parts(database.files)

    def plain(target: IO[bytes]) -> None:
        with ZipFile(target, "w", ZIP_DEFLATED) as archive, database.reader() as connection:
            parts.begin(archive)
            for number, ident in enumerate(idents):
                progress(number, len(idents))
                parts.add_journey(number, _carried(connection.exec_driver_sql, ident))
            parts.end()

    def whole(beside: Path) -> None:
        with beside.open("wb") as target:
            if passphrase is None:
                plain(target)
                return
            with SpooledTemporaryFile(IN_MEMORY, dir=str(database.data_dir)) as between:
                plain(between)
                between.seek(0)
                bundle_cipher.encrypt(between, target, passphrase)

    replace_by(path, whole)
    progress(len(idents), len(idents))
    return Written(path, len(idents), len(parts.evidence), tuple(sorted(parts.missing)))


def _carried(execute: Any, ident: str) -> Carried:
    row = execute(_HEAD, (ident,)).fetchone()
    if row is None:
        raise InputError(f"There is no journey {ident}.", "mysteryshop list shows all of them.")
    key, chain_id, template = row
    rows = tuple((*r[:8], bytes(r[8]), bytes(r[9])) for r in execute(_EDITS, (key,)).fetchall())
    try:
        return followed(ident, chain_id or ident, heads.template_of(template), rows)
    except Refused as why:
        raise StoreError(
            f"The journey {ident} is not handed on: {why}. Nothing was written.",
            f"See mysteryshop verify {ident}; a backup may hold it whole.",
        ) from why


class _Parts:
    """The zip that is being written, and the list of what stands in it."""

    def __init__(self, files: EvidenceFiles) -> None:
        self._files = files
        self.evidence: set[str] = set()
        self.missing: set[str] = set()

    def begin(self, archive: ZipFile) -> None:
        """Into an empty zip; also where writing is tried again."""
        self._zip = archive
        self._listed: list[dict[str, Any]] = []
        self._templates: set[str] = set()
        self.evidence.clear()
        self.missing.clear()

    def add_journey(self, number: int, carried: Carried) -> None:
        """A journey with its template and its files."""
        digest, text = heads.template_text(carried.template)
        if digest not in self._templates:
            self._templates.add(digest)
            self._add(f"templates/{digest}.json", text.encode())
        self._add(f"journeys/{number}.json", to_json(carried))
        self._add_evidence(sorted(carried.digests - self.evidence - self.missing))

    def _add_evidence(self, digests: Iterable[str]) -> None:
        for digest in digests:
            try:
                data = self._files.read(digest)
            except StoreError:
                self.missing.add(digest)
                continue
            self.evidence.add(digest)
            self._add(f"evidence/{digest}", data, packed=False)  # pictures are packed already

    def end(self) -> None:
        """The manifest, last."""
        said = {
            "format": FORMAT,
            "version": VERSION,
            "made_by": f"Mysteryshop {__version__}",
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "missing": sorted(self.missing),
            "parts": self._listed,
        }
        self._put(MANIFEST, json.dumps(said, indent=1).encode(), packed=True)

    def _add(self, name: str, data: bytes, *, packed: bool = True) -> None:
        self._listed.append({"name": name, "size": len(data), "sha256": sha256(data).hexdigest()})
        self._put(name, data, packed=packed)

    def _put(self, name: str, data: bytes, *, packed: bool) -> None:
        entry = ZipInfo(name)  # of 1980: when a bundle was made stands in its manifest
        entry.external_attr = 0o600 << 16
        entry.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        self._zip.writestr(entry, data)
