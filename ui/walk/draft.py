"""What is being typed about one moment: text and level, and the amendment that follows from them.

Without Qt, so that the detail line and the discreet window can share it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from mysteryshop import vocabulary
from mysteryshop.errors import InputError
from mysteryshop.journey import Instant, Moment
from mysteryshop.notation import Details, format_details, parse_details
from mysteryshop.notation.escape import split_bar

_MOVE = re.compile(r"(?<![^\s,])([-−–—]\d\w*|@\d{1,2}:\d{2}(?::\d{2})?)(?![^\s,])")


class Draft:
    """A half-typed line. Only what the line says, or said and says no more, is ever amended.

    `moment` is the moment as it was when the line was opened; `text` is what the field shows,
    `level` the chip that is pressed (a feeling's as -2..+2). A `fresh` line is empty, whatever its key
    knew of the moment already. `ended_at` is set where the key ended a
    wait: the line is about that end then, and `-5m` moves it.
    """

    def __init__(self, moment: Moment, zone: str, *, fresh: bool = False, ended_at: Instant | None = None) -> None:
        self.moment = moment if ended_at is None else replace(moment, resolved_at=ended_at)
        self.zone = zone
        self.at = moment.observed_at if ended_at is None else ended_at
        self.moves = "observed_at" if ended_at is None else "resolved_at"
        self.level = moment.level
        self.words_only = False  # begun with no code: what it says is read when it is done
        self.text = "" if fresh else _shown_text(moment, zone)
        self.shown = self.parsed(self.at)
        self._kept = (self.text, self.level)
        self._said: set[str] = set()
        self._moved = False

    @classmethod
    def of_words(cls, moment: Moment, zone: str, words: str) -> Draft:
        """A line that began with no code: `words` are stored already, as a note."""
        draft = cls(moment, zone, fresh=True)
        draft.text, draft.words_only = words, True
        draft._kept = (words, draft.level)
        return draft

    def forget_kept(self) -> None:
        """Hand over all of it again, whatever was handed over before."""
        self._kept = ("", None) if self.text else self._kept

    def settle(self) -> None:
        """Nothing of it is left to hand over: what it says was done otherwise."""
        self._kept = (self.text, self.level)

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that its kind can have."""
        return vocabulary.by_id(vocabulary.KINDS, self.moment.kind).levels

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that has not been handed over."""
        return (self.text, self.level) != self._kept

    @property
    def empty(self) -> bool:
        """Whether there is no word in it."""
        return not self.text.strip()

    def parsed(self, now: Instant) -> Details:
        """What the line says; what does not parse is text."""
        if self.words_only:
            return Details(self.text.strip())
        text = _with_commas(self.text)
        if self.level is not None and self.levels:
            digit = self.level + 3 if self.moment.kind == "feeling" else self.level
            text = f"{digit} {text}"
        try:
            return parse_details(self.moment.kind, text, at=self.at, zone=self.zone, now=now, strict=False)
        except InputError:
            return Details(self.text.strip(), {} if self.level is None else {"level": self.level})

    def shown_level(self, now: Instant) -> int | None:
        """The level in force: the chip's, or a digit typed in front of the text."""
        level = self.parsed(now).fields.get("level")
        return None if level is None else int(level)

    def take(self, now: Instant) -> dict[str, Any] | None:
        """The amendment to hand over, as arguments of `amend`; None where nothing is new."""
        if not self.dirty:
            return None
        said = self.parsed(now)
        fields: dict[str, Any] = {**said.fields, "text": said.text}
        for name in self._said - said.fields.keys():
            fields[name] = None if name in self.shown.fields else getattr(self.moment, name)
        for name in self.shown.fields.keys() - said.fields.keys():
            fields.setdefault(name, None)
        self._said |= said.fields.keys()
        moved = self._moved_to(said)
        if moved is not None:
            fields[self.moves] = moved
            if moved == self.at and self.moves == "observed_at":
                fields["source"] = self.moment.source
        self._kept = (self.text, self.level)
        return fields

    def _moved_to(self, said: Details) -> Instant | None:
        """When it happened, if the line moves it, or moved it when it was last handed over and no longer does."""
        at = said.observed_at
        if at is None and not self._moved:
            return None
        self._moved = at is not None
        if at is None:
            return self.at
        return at if self.moves == "observed_at" else max(at, self.moment.observed_at)


def _with_commas(text: str) -> str:
    """The line with commas around a moving word behind the bar: nobody types `information, -5m` in a hurry."""
    left, right = split_bar(text)
    if right is None:
        return text
    return f"{left} | " + _MOVE.sub(r", \1, ", right)


def _shown_text(moment: Moment, zone: str) -> str:
    """The moment's words and details, without what badge and chips show already."""
    trigger = None if moment.trigger == "chase" else moment.trigger
    return format_details(replace(moment, level=None, trigger=trigger), zone)
