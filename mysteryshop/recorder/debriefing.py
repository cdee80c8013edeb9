"""Afterwards: what is added, answered, judged and sealed, and whether the journey counts."""

from __future__ import annotations

from collections.abc import Sequence

from mysteryshop.analysis import debrief
from mysteryshop.clock import Stamp
from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Attachment, Change, Item, Skip
from mysteryshop.store import head_drafts, item_drafts
from mysteryshop.store.chain import Head
from mysteryshop.store.standing import Standing

from .editing import Editing


class Debriefing(Editing):
    """Records what a leader makes of a walk, and seals it."""

    def save(self, journey: str, item: Item, *, reason: str = "") -> Change:
        """Insert an item, or alter it."""
        return self.save_all(journey, [item], reason=reason)

    def save_all(self, journey: str, items: Sequence[Item], *, removed: Sequence[str] = (), reason: str = "") -> Change:
        """Insert or alter items, and take others back, as one edit. Moments follow visits that change."""
        return self._edit(
            journey, "save", lambda now: item_drafts.save(self._ledger, now, items, removed), reason=reason
        )

    def attach(self, journey: str, attachment: Attachment, data: bytes, *, reason: str = "") -> Change:
        """Keep a file and attach it to its moment: the file is on the disk before the row that names it.

        Where the row then cannot be written, the file lies there unnamed and harms nothing.
        """
        if self._database.files.put(data) != attachment.digest:
            raise InputError("The file is not the one that was read.", "Attach it again.")
        return self._edit(
            journey, "save", lambda now: item_drafts.save(self._ledger, now, [attachment], ()), reason=reason
        )

    def remove(self, journey: str, item: str, *, reason: str = "") -> Change:
        """Take an item back, whatever it is."""
        return self._remove(journey, item, "remove", reason)

    def answer(self, journey: str, key: str, text: str, *, reason: str = "") -> Change:
        """Answer a prompt or give a rating; an empty text takes the answer back."""
        return self._edit(
            journey, "answer", lambda now: item_drafts.answer(self._ledger, now, key, text), reason=reason
        )

    def finalise(self, journey: str, at: Stamp) -> Change:
        """Seal the journey with the head of its chain; from here on an edit needs a reason and shows.

        KnownError where a touchpoint was skipped without a reason.
        """

        def head(now: Standing) -> Head:
            if silent := debrief.unexplained(now.journey.template, self._ledger.items(now, Skip)):
                raise KnownError(
                    f"{silent[0].name} was skipped without a reason.", "Say why in a few words: then it can be sealed."
                )
            return head_drafts.head(now, state="finalised", sealed_at=at.at)

        change = self._edit(
            journey,
            "finalise",
            head=head,
            states=("debrief",),
            at=at,
            place="barrier",
        )
        return self._put_away(change)

    def exclude(self, journey: str, reason: str) -> Change:
        """Leave the journey out of everything that compares; a reason is needed."""
        if not reason.strip():
            raise KnownError("A journey is excluded with a reason.", "Say in a few words why it does not count.")
        return self._ledger.edit(
            journey, lambda now: self._aside(now, "exclude", head_drafts.excluded(now, reason), reason)
        )

    def include(self, journey: str) -> Change:
        """Take an excluded journey back in, as far as it had come."""
        return self._ledger.edit(journey, lambda now: self._aside(now, "include", head_drafts.included(now)))

    def annotate(self, journey: str, *, tags: Sequence[str] | None = None, retain_until: str | None = None) -> Change:
        """Say by which words a journey is found and until which day (ISO date) it is kept; no seal breaks.

        None leaves as it is; no tags and an empty day take back. InputError where the day is none.
        """
        return self._ledger.edit(
            journey, lambda now: self._aside(now, "annotate", head_drafts.annotated(now, tags, retain_until))
        )
