"""What was typed and cannot be read: kept beside the journey until it is put right, whatever is shown meanwhile.

A field is used for one thing after the other. What stands red in it belongs to the thing, comes back with it, and
holds up the seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mysteryshop.journey import Record

if TYPE_CHECKING:
    from .widgets.saved_text import SavedLine


@dataclass(frozen=True, slots=True)
class UnreadWords:
    """`about` is the id of the moment or finding, `field` the field's object name, `called` what a leader calls it."""

    about: str
    field: str
    called: str
    words: str
    expected: str


class Unread:
    """The words of one open journey that no field could read; all screens share it."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], UnreadWords] = {}

    def judged(self, field: SavedLine, expected: str) -> None:
        """What the field holds was read, or (with what was expected instead) was not."""
        place = (field.about, field.objectName())
        self._words.pop(place, None)
        if expected:
            self._words[place] = UnreadWords(*place, field.accessibleName(), field.words(), expected)

    def restore(self, field: SavedLine) -> None:
        """Show again what stood in the field about the same thing."""
        if (kept := self._words.get((field.about, field.objectName()))) is not None:
            field.set_words(kept.words)
            field.mark(kept.expected)

    def of(self, record: Record) -> tuple[UnreadWords, ...]:
        """Those about things that are still there, in the order in which they were typed."""
        there = {m.id for m in record.moments} | {f.id for f in record.findings}
        return tuple(each for each in self._words.values() if each.about in there)
