"""How an edit comes about: what every part of the recorder stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeAlias

from mysteryshop.clock import Clock, Stamp
from mysteryshop.errors import KnownError, StoreError
from mysteryshop.journey import Change
from mysteryshop.store import head_drafts, item_drafts
from mysteryshop.store.chain import Changes, Head, ItemChange
from mysteryshop.store.database import Database
from mysteryshop.store.history import Draft, Place
from mysteryshop.store.ledger import Ledger
from mysteryshop.store.standing import Standing

WALKED = ("walking", "debrief", "finalised")
_OPEN = ("planned", *WALKED)
Items: TypeAlias = Sequence[ItemChange]


class Editing:
    """Writes edits into the store. `clock` says when an edit was made that brings no stamp."""

    def __init__(self, database: Database, clock: Clock, author: str = "") -> None:
        self._database = database
        self._clock = clock
        self._ledger = Ledger(database)
        self.author = author

    @property
    def author(self) -> str:
        """Who makes the edits from now on: it stands in each of them, and nothing does where it is empty."""
        return self._ledger.author

    @author.setter
    def author(self, name: str) -> None:
        self._ledger.author = name.strip()

    def undo(self, journey: str) -> Change:
        """Take back the newest edit that stands, also after a restart; KnownError where there is none."""
        return self._ledger.undo(journey, self._clock.now().at)

    def redo(self, journey: str) -> Change:
        """Make again what was undone last; KnownError where there is nothing."""
        return self._ledger.redo(journey, self._clock.now().at)

    def carry_on(self) -> None:
        """The store was just opened: a walk that is still under way goes on in time from where it stood."""
        with suppress(StoreError):  # whoever opens the walk is told
            if (last := self._ledger.last_stamp()) is not None:
                self._clock.carry_on(last)

    def _edit(
        self,
        journey: str,
        verb: str,
        items: Callable[[Standing], Items] = lambda _: (),
        head: Callable[[Standing], Head] = lambda _: {},
        *,
        states: Sequence[str] = _OPEN,
        reason: str = "",
        at: Stamp | None = None,
        place: Place = "undoable",
        reaches: bool = False,
    ) -> Change:
        """Write an edit of the journey's evidence, where the journey is in one of those states.

        `reaches`: where it lies before the start of the walk, it begins the walk.
        """

        def build(now: Standing) -> Draft:
            self._require(now, states)
            changed = items(now)
            fields = {**head_drafts.reaching(now, changed), **head(now)} if reaches else head(now)
            return self._draft(now, verb, changed, fields, reason, at, place)

        return self._ledger.edit(journey, build)

    def _draft(
        self,
        now: Standing,
        verb: str,
        items: Items,
        head: Head,
        reason: str,
        at: Stamp | None,
        place: Place = "undoable",
    ) -> Draft:
        """A sealed journey needs a reason, and its seal breaks."""
        stamp = at if at is not None else self._clock.now()
        changes = head_drafts.changes(now, items, head, reason)
        return Draft(verb, stamp.at, changes, reason, place, shown=tuple(c.item for c in items))

    def _aside(self, now: Standing, verb: str, head: Head, reason: str = "") -> Draft:
        """An edit that says something of the journey and nothing of its evidence: it breaks no seal."""
        return Draft(verb, self._clock.now().at, Changes(head=head), reason, place="aside")

    def _remove(self, journey: str, item: str, verb: str, reason: str) -> Change:
        return self._edit(journey, verb, lambda now: item_drafts.save(self._ledger, now, (), (item,)), reason=reason)

    def _require(self, now: Standing, states: Sequence[str]) -> None:
        if now.journey.state not in states:
            raise KnownError(*head_drafts.REFUSALS[now.journey.state])

    def _put_away(self, change: Change) -> Change:
        """Now and then what the log holds is written into the file: a log that gets lost takes less along."""
        self._database.checkpoint()
        return change

    def _follow_the_wall(self) -> None:
        """Between walks a wall clock that was set is believed; during one it would tear a hole into it."""
        if not self._ledger.is_walking():
            self._clock.anchor()
