"""The walk: from its start to its end, moment by moment."""

from __future__ import annotations

from typing import Any

from mysteryshop.clock import Stamp
from mysteryshop.journey import Change, Moment
from mysteryshop.store import head_drafts, moment_drafts, walk_drafts
from mysteryshop.store.chain import Changes, Head
from mysteryshop.store.history import Draft
from mysteryshop.store.standing import Standing

from .editing import WALKED, Editing, Items


class Walking(Editing):
    """Records what happens on a walk: where the leader is, and every moment."""

    def start(self, journey: str, at: Stamp, touchpoint: str | None = None) -> Change:
        """Begin the walk; where a touchpoint is named, it is entered at once."""

        def items(now: Standing) -> Items:
            return walk_drafts.enter(self._ledger, now, at.at, touchpoint, "") if touchpoint is not None else []

        begun = {"state": "walking", "started_at": at.at}
        return self._edit(
            journey, "start", items, lambda now: head_drafts.head(now, **begun), states=("planned",), at=at
        )

    def enter(self, journey: str, at: Stamp, *, touchpoint: str | None = None, name: str = "") -> Change:
        """Enter a touchpoint; the visit under way ends. A name that the plan does not have is ad hoc.

        A skip of that touchpoint is taken back. The log is written into the file afterwards.
        """

        def items(now: Standing) -> Items:
            return walk_drafts.enter(self._ledger, now, at.at, touchpoint, name)

        return self._put_away(self._edit(journey, "enter", items, states=("walking",), at=at, reaches=True))

    def skip(self, journey: str, at: Stamp, touchpoint: str, reason: str = "") -> Change:
        """Leave a touchpoint out, and say why; where it is skipped already, its reason changes."""

        def items(now: Standing) -> Items:
            return walk_drafts.skip(self._ledger, now, at.at, touchpoint, reason)

        return self._edit(journey, "skip", items, states=("walking", "debrief"), at=at, reaches=True)

    def pause(self, journey: str, at: Stamp) -> Change:
        """Time stops counting. KnownError where it has stopped already."""
        return self._edit(
            journey, "pause", lambda now: walk_drafts.pause(now, at.at), states=("walking",), at=at, reaches=True
        )

    def resume(self, journey: str, at: Stamp) -> Change:
        """Time counts again. KnownError where it does."""
        return self._edit(journey, "resume", lambda now: walk_drafts.resume(now, at.at), states=("walking",), at=at)

    def capture(self, journey: str, kind: str, at: Stamp, *, reason: str = "", **fields: Any) -> Change:
        """Store a moment that happened at `at`; `fields` are a Moment's. `saved[0]` of the change is it.

        A wait while one is under way ends that one. With an `id` of the caller's the call may be
        repeated: a moment that is there already is returned as it is. Costs the same however many
        moments the journey has.
        """

        def build(now: Standing) -> Draft:
            self._require(now, WALKED)
            if (ident := fields.get("id")) and (there := self._ledger.item(now, Moment, ident)):
                return Draft("capture", at.at, Changes(), shown=(there,))
            if moment_drafts.ends_wait(now, kind, at, fields):
                return self._draft(now, "end wait", moment_drafts.end_wait(now, at, fields), {}, reason, at)
            items = moment_drafts.capture(self._ledger, now, kind, at, fields)
            return self._draft(now, "capture", items, head_drafts.reaching(now, items), reason, at)

        return self._ledger.edit(journey, build)

    def amend(self, journey: str, moment: str, *, reason: str = "", at: Stamp | None = None, **fields: Any) -> Change:
        """Change a moment. Where `observed_at` changes it is recalled, and its visit is found anew.

        What was stamped first, and when it was entered, never changes. `at` is when this is done.
        """

        def build(now: Standing) -> Draft:
            self._require(now, WALKED)
            items = moment_drafts.amend(self._ledger, now, moment, fields)
            return self._draft(now, "amend", items, head_drafts.reaching(now, items), reason, at)

        return self._ledger.edit(journey, build)

    def retract(self, journey: str, moment: str, *, reason: str = "") -> Change:
        """Take a moment back; findings and expectations no longer point at it."""
        return self._remove(journey, moment, "retract", reason)

    def finish(self, journey: str, at: Stamp) -> Change:
        """End the walk: the visit and the pause under way end, the debrief begins."""

        def head(now: Standing) -> Head:
            begun = now.journey.started_at
            return head_drafts.head(now, state="debrief", ended_at=at.at if begun is None else max(at.at, begun))

        change = self._edit(
            journey,
            "finish",
            lambda now: walk_drafts.leave(now, at.at),
            head,
            states=("walking",),
            at=at,
        )
        self._follow_the_wall()
        return self._put_away(change)
