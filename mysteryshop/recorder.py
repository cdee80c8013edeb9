"""The only writer: everything that happens to a journey goes through a `Recorder`.

Each method commits one transaction: the rows that change and one row of `edits`. It returns the
`Change` once that is durable on disk. Used from one thread. InputError: what was asked does not fit
the journey; KnownError: it cannot be done now; StoreError: it could not be stored, and then nothing
of it was, everything before it is kept, and the same call may be tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from mysteryshop.clock import Clock, Stamp
from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Answer, Attachment, Change, Expectation, Item, Journey, Moment, Record, Template
from mysteryshop.practice import Entry
from mysteryshop.store import head_drafts, item_drafts, moment_drafts, practice_log, walk_drafts
from mysteryshop.store.adopting import Adopted
from mysteryshop.store.bundle_reading import Bundle
from mysteryshop.store.bundle_taking import take_in
from mysteryshop.store.chain import Changes, Head, ItemChange
from mysteryshop.store.checking import checked
from mysteryshop.store.database import Database
from mysteryshop.store.history import Draft, Place
from mysteryshop.store.identity import new_id
from mysteryshop.store.ledger import Ledger
from mysteryshop.store.standing import Standing

_WALKED = ("walking", "debrief", "finalised")
_OPEN = ("planned", *_WALKED)
Items: TypeAlias = Sequence[ItemChange]


class Recorder:
    """Records journeys in the store. `clock` says when an edit was made that brings no stamp."""

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

    # Before the walk

    def prepare(
        self,
        template: Template,
        *,
        id: str | None = None,
        place: str = "",
        relationship: str | None = None,
        persona: str = "",
        why: str = "",
        leader: str = "",
        zone: str = "UTC",
        expectations: Sequence[Expectation] = (),
        answers: Mapping[str, str] | None = None,
        demo: bool = False,
    ) -> Change:
        """Make a planned journey with a snapshot of its template. KnownError where `id` is taken."""
        self._follow_the_wall()
        at = self._clock.now().at
        journey = Journey(
            id=id or new_id(),
            template=template,
            place=place,
            relationship=relationship or template.relationship,
            persona=persona,
            why=why,
            leader=leader,
            zone=zone,
            created_at=at,
            demo=demo,
        )
        answered = [Answer(key, text) for key, text in (answers or {}).items() if text]
        change = self._ledger.make(*head_drafts.first("prepare", checked(journey), at, [*expectations, *answered]))
        if change is None:
            raise KnownError(f"There is a journey {journey.id} already.", "Leave out the id: a new one is made.")
        return change

    def amend_journey(self, journey: str, *, reason: str = "", **fields: Any) -> Change:
        """Change the head: place, relationship, persona, why, leader, zone."""
        return self._edit(
            journey, "amend journey", head=lambda now: head_drafts.amended_head(now, fields), reason=reason
        )

    def import_record(self, record: Record) -> Change | None:
        """Take a whole journey in; None, and nothing done, where its id is there already."""
        return self.import_records([record])[0]

    def import_records(self, records: Sequence[Record]) -> list[Change | None]:
        """Take journeys in, all or none; None for each whose id is there already."""
        at = self._clock.now().at
        return self._ledger.make_all(
            [head_drafts.first("import", checked(r.journey), at, head_drafts.items_of(r)) for r in records]
        )

    def import_each(self, records: Callable[[], Iterable[Record]]) -> list[str]:
        """Take journeys in as they come, all or none, with one in memory at a time; the ids of those that are new.

        `records` may be called twice. What it raises stops the import, and nothing of it stays.
        """
        at = self._clock.now().at
        return self._ledger.make_each(
            lambda: (head_drafts.first("import", checked(r.journey), at, head_drafts.items_of(r)) for r in records())
        )

    def discard(self, journey: str) -> None:
        """Delete a planned journey in which nothing was ever recorded; KnownError for any other."""

        def check(now: Standing) -> None:
            if now.journey.state != "planned" or now.summary.entered or now.summary.moments:
                raise KnownError(
                    "Only a planned journey without moments can be discarded.", "Exclude this one, with a reason."
                )

        self._ledger.discard(journey, check)

    # The walk

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

        return self._put_away(self._edit(journey, "enter", items, states=("walking",), at=at))

    def skip(self, journey: str, at: Stamp, touchpoint: str, reason: str = "") -> Change:
        """Leave a touchpoint out, and say why; where it is skipped already, its reason changes."""

        def items(now: Standing) -> Items:
            return walk_drafts.skip(self._ledger, now, at.at, touchpoint, reason)

        return self._edit(journey, "skip", items, states=("walking", "debrief"), at=at)

    def pause(self, journey: str, at: Stamp) -> Change:
        """Time stops counting. KnownError where it has stopped already."""
        return self._edit(journey, "pause", lambda now: walk_drafts.pause(now, at.at), states=("walking",), at=at)

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
            self._require(now, _WALKED)
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
            self._require(now, _WALKED)
            items = moment_drafts.amend(self._ledger, now, moment, fields)
            return self._draft(now, "amend", items, head_drafts.reaching(now, items), reason, at)

        return self._ledger.edit(journey, build)

    def retract(self, journey: str, moment: str, *, reason: str = "") -> Change:
        """Take a moment back; findings and expectations no longer point at it."""
        return self._remove(journey, moment, "retract", reason)

    def finish(self, journey: str, at: Stamp) -> Change:
        """End the walk: the visit and the pause under way end, the debrief begins."""
        ended = {"state": "debrief", "ended_at": at.at}
        change = self._edit(
            journey,
            "finish",
            lambda now: walk_drafts.leave(now, at.at),
            lambda now: head_drafts.head(now, **ended),
            states=("walking",),
            at=at,
        )
        self._follow_the_wall()
        return self._put_away(change)

    # Afterwards

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

    def undo(self, journey: str) -> Change:
        """Take back the newest edit that stands, also after a restart; KnownError where there is none."""
        return self._ledger.undo(journey, self._clock.now().at)

    def redo(self, journey: str) -> Change:
        """Make again what was undone last; KnownError where there is nothing."""
        return self._ledger.redo(journey, self._clock.now().at)

    def finalise(self, journey: str, at: Stamp) -> Change:
        """Seal the journey with the head of its chain; from here on an edit needs a reason and shows."""
        sealed = {"state": "finalised", "sealed_at": at.at}
        change = self._edit(
            journey,
            "finalise",
            head=lambda now: head_drafts.head(now, **sealed),
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

    def adopt(self, bundle: Bundle, *, bring_back: bool = False) -> list[Adopted]:
        """Take the journeys of a proved bundle in, all or none; what became of each. Twice is the same as once.

        A newer state of a journey takes the place of an older one, a diverged one is kept beside it, and both name
        each other. What was purged stays so, unless `bring_back` says otherwise.
        """
        return take_in(self._database, self._ledger, bundle, self._clock.now().at, bring_back=bring_back)

    # Between walks

    def keep(self, *entries: Entry) -> None:
        """Keep what belongs to the leader's practice, all or none; an entry with the same id is replaced."""
        at = self._clock.now().at
        self._ledger.beside(lambda execute: practice_log.keep(execute, entries, at))

    def drop(self, *ids: str) -> None:
        """Take entries of the practice back; those that are not there are passed over."""
        at = self._clock.now().at
        self._ledger.beside(lambda execute: practice_log.drop(execute, ids, at))

    def undo_practice(self) -> bool:
        """Take back the newest `keep` or `drop` that stands, also after a restart; False where there is none."""
        at = self._clock.now().at
        return self._ledger.beside(lambda execute: practice_log.undo(execute, at))

    def _aside(self, now: Standing, verb: str, head: Head, reason: str = "") -> Draft:
        """An edit that says something of the journey and nothing of its evidence: it breaks no seal."""
        return Draft(verb, self._clock.now().at, Changes(head=head), reason, place="aside")

    def _remove(self, journey: str, item: str, verb: str, reason: str) -> Change:
        return self._edit(journey, verb, lambda now: item_drafts.save(self._ledger, now, (), (item,)), reason=reason)

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
    ) -> Change:
        """Write an edit of the journey's evidence, where the journey is in one of those states."""

        def build(now: Standing) -> Draft:
            self._require(now, states)
            return self._draft(now, verb, items(now), head(now), reason, at, place)

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
