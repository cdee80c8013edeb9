"""What is being typed when one window gives way to the other: a moment's line, or the answer to a question."""

from __future__ import annotations

from dataclasses import dataclass

from mysteryshop.journey import Touchpoint

from .draft import Draft


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """At most one of both: `draft`, or what is `asked` (ask_line's words) with the answer so far."""

    draft: Draft | None = None
    asked: str = ""
    touchpoint: Touchpoint | None = None
    text: str = ""
