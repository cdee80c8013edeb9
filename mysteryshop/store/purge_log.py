"""That journeys were let go for good: which, when, why, how long their chain was and where it ended, and nothing more.

The rows are chained among themselves, so that none is taken out unnoticed. Each function runs within the caller's
transaction, with its `execute(sql, parameters)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from .chain import START
from .checking import clean
from .heads import Execute

_COLUMNS = "seq, journey, at, reason, edits, head, previous, hash"


@dataclass(frozen=True, slots=True)
class Purge:
    """One journey that was let go; `at` in microseconds UTC, `head` the hash of its last edit."""

    seq: int
    journey: str
    at: int
    reason: str
    edits: int
    head: bytes


def add(execute: Execute, journey: str, at: int, reason: str, edits: int, head: bytes) -> Purge:
    """Write that a journey is let go, in the same transaction in which its rows are."""
    row = execute("SELECT seq, hash FROM purges ORDER BY seq DESC LIMIT 1", ()).fetchone()
    last, end = (0, START) if row is None else (row[0], bytes(row[1]))
    purge = Purge(last + 1, journey, at, clean(reason), edits, head)
    values = (purge.seq, journey, at, purge.reason, edits, head, end, _digest(end, purge))
    execute(f"INSERT INTO purges ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    return purge


def purges(execute: Any) -> list[Purge]:
    """All of them, the first one first."""
    found = execute(f"SELECT {_COLUMNS} FROM purges ORDER BY seq", ()).fetchall()
    return [_purge(row) for row in found]


def verify(execute: Any) -> str:
    """Where their chain breaks, as a sentence; "" where it is whole."""
    seq, end = 0, START
    for row in execute(f"SELECT {_COLUMNS} FROM purges ORDER BY seq", ()).fetchall():
        purge = _purge(row)
        if purge.seq != seq + 1 or bytes(row[6]) != end or bytes(row[7]) != _digest(end, purge):
            return f"Entry {seq + 1} of the list of purged journeys is missing or was changed after it was made."
        seq, end = purge.seq, bytes(row[7])
    return ""


def _purge(row: Any) -> Purge:
    return Purge(row[0], row[1], row[2], row[3], row[4], bytes(row[5]))


def _digest(previous: bytes, purge: Purge) -> bytes:
    says = f"purge {purge.seq} {len(purge.journey)} {purge.journey} {purge.at} {purge.edits} {purge.head.hex()} "
    return sha256(previous + (says + purge.reason).encode()).digest()
