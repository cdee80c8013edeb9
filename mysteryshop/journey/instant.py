"""How an instant is written: integer microseconds since the epoch, UTC."""

from __future__ import annotations

from typing import TypeAlias

Instant: TypeAlias = int
SECOND = 1_000_000
