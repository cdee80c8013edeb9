"""What lies in the file and is not what the edits say, in words that a leader knows it by.

The edits keep every fact before and after: what a row said can be told after somebody changed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mysteryshop.journey import Item, Journey, Moment, Visit
from mysteryshop.vocabulary import KINDS, by_id
from mysteryshop.wording import NOTHING, Wording, fact, quoted

from . import heads
from .rows import Shelf

_MOST = 3  # differences of one thing that are told
_LONG = 200  # letters of a text that are quoted
_UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, RecursionError, OverflowError)
_NOUNS = {  # where the name of a fact does not stand well behind "its"
    "observed_at": "time",
    "recorded_at": "time of entry",
    "original_observed_at": "first stamp",
    "resolved_at": "end or answer",
    "due_at": "due time",
    "entered_at": "begin",
    "started_at": "begin",
    "left_at": "end",
    "ended_at": "end",
    "captured_at": "time of capture",
    "at": "time",
    "elapsed_us": "reading of the clock",
    "seq": "number of entry",
    "evidence": "evidence",
    "moments": "evidence",
}


class Altered:
    """Tells of the things of one journey; `journey` and `visits` as its edits make them."""

    def __init__(self, journey: Journey, visits: Iterable[Visit]) -> None:
        self._words = Wording(journey.zone, journey.template.touchpoints, visits)
        sealed = bool(journey.seal) and not journey.seal_broken
        self._not_as_it_was = "is no longer what was sealed" if sealed else "is not what its edits say"

    def changed(self, shelf: Shelf, expected: Item, row: Sequence[Any]) -> str:
        """A row that says something else than the edits; `row` as `shelf.select` gives it."""
        told = []
        pairs = zip(shelf.row(0, expected)[1:], row, strict=False)  # the row has `live` behind the others
        for name, (was, now) in zip(shelf.columns, pairs, strict=False):
            if was != now:
                codec = shelf.codecs.get(name)
                told.append(
                    self._difference(name, getattr(expected, name), codec and codec.read, now, _scale(name, expected))
                )
        more = f", and {len(told) - _MOST} more" if len(told) > _MOST else ""
        return f"{self._named(expected)} {self._not_as_it_was}: {'; '.join(told[:_MOST])}{more}."

    def missing(self, expected: Item) -> str:
        """A thing of which there is no row any more."""
        return f"{self._named(expected)} is missing from the file: only its edits still tell of it."

    def taken_back(self, expected: Item, *, live: bool) -> str:
        """A thing that counts in the file and not in the edits, or the other way round."""
        what = "counts again, although its edits took it back" if live else "was taken back, and no edit says so"
        return f"{self._named(expected)} {what}."

    def made_up(self, shelf: Shelf, row: Sequence[Any]) -> str:
        """A row of which no edit knows."""
        try:
            named = self._words.in_a_sentence(shelf.item(row))
        except _UNREADABLE:
            named = f"a {shelf.name} ({row[shelf.columns.index('id')]})"
        return f"No edit made what stands in the file as {named}."

    def head(self, name: str, was: Any, now: Any) -> str:
        """A fact of the journey itself; `was` and `now` as they lie in its table."""
        if name in heads.COLUMNS:
            return f"{self._of_journey(fact(name))}: {self._difference(name, *_decoded(name, was), now, 'it')}."
        if isinstance(now, int):
            return f"{self._of_journey(f'count ({fact(name)})')}: it was {was}, and is {now} now."
        return f"{self._of_journey(fact(name))}."

    def _of_journey(self, what: str) -> str:
        return f"The journey's {what} is not what its edits say"

    def _named(self, item: Item) -> str:
        said = self._words.in_a_sentence(item)
        return f"{said[0].upper()}{said[1:]}{',' if ', touchpoint ' in said else ''}"

    def _difference(self, name: str, was: Any, read: Any, now: Any, subject: str = "") -> str:
        noun = subject or f"its {_NOUNS.get(name) or fact(name)}"
        try:
            after = self._said(name, read(now) if read is not None and now is not None else now)
        except _UNREADABLE:
            return f"{noun} was {self._said(name, was)}, and cannot be read any more"
        before = self._said(name, was)
        if before == after:
            return f"{noun} changed"
        if after == NOTHING:
            return f"{noun} was {before}, and is gone now"
        return f"{noun} was {'empty' if before == NOTHING else before}, and is {after} now"

    def _said(self, name: str, value: Any) -> str:
        said = self._words.said(name, value)
        return quoted(said, _LONG) if isinstance(value, str) and value and said == value else said


def _scale(name: str, item: Item) -> str:
    """What a moment's level is called for its kind: severity, strength."""
    scale = by_id(KINDS, item.kind).scale if name == "level" and isinstance(item, Moment) else ""
    return f"its {scale}" if scale else ""


def _decoded(name: str, value: Any) -> tuple[Any, Any]:
    """A value of the journey's table as the dataclass has it, and how such a value is read."""
    codec = heads.CODECS.get(name)
    return (codec.read(value), codec.read) if codec is not None else (value, None)
