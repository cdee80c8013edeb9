"""What `check` says of evidence files: each that a journey names is there and whole, and what none names is let go.

A file is written before the row that names it, so a crash between the two leaves a file that nobody misses. Such
files are removed once they are a day old, and only while no app has the folder open.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from mysteryshop.errors import StoreError

from .files import EvidenceFiles
from .lock import WriterLock

_DAY_S = 24 * 60 * 60
_MOST_NAMED = 3
_REMEDY = "Import the journey's bundle again, or put the files back from a copy of the data folder's evidence."
_NAMED = "SELECT DISTINCT digest FROM attachments"
_LIVE = (
    "SELECT a.digest, min(a.name), min(j.id) FROM attachments a JOIN journeys j ON j.key = a.journey "
    "WHERE a.live = 1 GROUP BY a.digest ORDER BY 3, 2"
)
_IN_EDITS = "SELECT 1 FROM edits WHERE instr(changes, ?) LIMIT 1"


def look_over(raw: sqlite3.Connection, files: EvidenceFiles, data_dir: Path) -> tuple[bool, str, str]:
    """Whether all is well, the sentence that says so or not, and what to do."""
    live = raw.execute(_LIVE).fetchall()
    lost = [
        f"{name} of journey {str(journey)[:8]}: {why}" for digest, name, journey in live if (why := _why(files, digest))
    ]
    gone = _let_go(_unnamed(raw, files), files, data_dir)
    if lost:
        more = f" And {len(lost) - _MOST_NAMED} more." if len(lost) > _MOST_NAMED else ""
        many = "1 evidence file is" if len(lost) == 1 else f"{len(lost)} evidence files are"
        return False, f"{many} not as attached: {'; '.join(lost[:_MOST_NAMED])}.{more}{gone}", _REMEDY
    count = {0: "There is no evidence file yet.", 1: "The one evidence file is there and whole."}.get(
        len(live), f"All {len(live)} evidence files are there and whole."
    )
    return True, f"{count}{gone}", ""


def _why(files: EvidenceFiles, digest: str) -> str:
    try:
        files.read(digest)
    except StoreError:
        return "damaged" if files.path(digest).exists() else "missing"
    return ""


def _unnamed(raw: sqlite3.Connection, files: EvidenceFiles) -> list[Path]:
    """Files that no journey names, now or in any edit that could be undone; and halves of files."""
    named = {str(row[0]) for row in raw.execute(_NAMED)}
    found = [d for d in files.digests() if d not in named and raw.execute(_IN_EDITS, (d,)).fetchone() is None]
    return [*(files.path(digest) for digest in found), *sorted(files.folder.glob("[0-9a-f][0-9a-f]/*.part"))]


def _let_go(unnamed: Iterable[Path], files: EvidenceFiles, data_dir: Path) -> str:
    """Remove those that are old enough, where nobody could be about to name them; a sentence about it."""
    old = [path for path in unnamed if time.time() - path.stat().st_mtime > _DAY_S]
    if not old:
        return ""
    lock = WriterLock(data_dir)
    many = "1 file that no journey names" if len(old) == 1 else f"{len(old)} files that no journey names"
    try:
        if not lock.take():
            return f" {many} can be removed once the app is closed."
        for path in old:
            path.unlink(missing_ok=True)
    except OSError as error:
        return f" {many} could not be removed: {(error.strerror or str(error)).lower()}."
    finally:
        lock.release()
    return f" Removed {many}, left by a crash; nothing is lost."
