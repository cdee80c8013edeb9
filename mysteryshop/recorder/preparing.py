"""Before the walk: journeys come into the store, prepared here or taken in from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mysteryshop.errors import KnownError
from mysteryshop.journey import Answer, Change, Expectation, Journey, Record, Template
from mysteryshop.store import demo_apart, head_drafts
from mysteryshop.store.adopting import Adopted
from mysteryshop.store.bundle_reading import Bundle
from mysteryshop.store.bundle_taking import take_in
from mysteryshop.store.checking import checked
from mysteryshop.store.history import Draft
from mysteryshop.store.identity import new_id
from mysteryshop.store.standing import Standing

from .editing import Editing


class Preparing(Editing):
    """Makes journeys, takes them in, and changes what was prepared."""

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
        """Take journeys in, all or none; None for each whose id is there already. InputError as `import_each`."""
        at = self._clock.now().at
        keep_out = self._doorkeeper()
        for record in records:
            keep_out(record.journey)
        return self._ledger.make_all(
            [head_drafts.first("import", checked(r.journey), at, head_drafts.items_of(r)) for r in records]
        )

    def import_each(self, records: Callable[[], Iterable[Record]]) -> list[str]:
        """Take journeys in as they come, all or none, with one in memory at a time; the ids of those that are new.

        `records` may be called twice. What it raises stops the import, and nothing of it stays. InputError where a
        demo journey would come among journeys of the user's own.
        """
        at = self._clock.now().at
        keep_out = self._doorkeeper()

        def drafts() -> Iterator[tuple[Journey, Draft]]:
            for record in records():
                keep_out(record.journey)
                yield head_drafts.first("import", checked(record.journey), at, head_drafts.items_of(record))

        return self._ledger.make_each(drafts)

    def adopt(self, bundle: Bundle, *, bring_back: bool = False) -> list[Adopted]:
        """Take the journeys of a proved bundle in, all or none; what became of each. Twice is the same as once.

        A newer state of a journey takes the place of an older one, a diverged one is kept beside it, and both name
        each other. What was purged stays so, unless `bring_back` says otherwise.
        """
        keep_out = self._doorkeeper()
        for journey in bundle.journeys():
            keep_out(journey.head)
        return take_in(self._database, self._ledger, bundle, self._clock.now().at, bring_back=bring_back)

    def _doorkeeper(self) -> Callable[[Journey], None]:
        """What looks at each journey that wants to come in."""
        with self._database.reader() as connection:
            own = demo_apart.is_own(connection.exec_driver_sql)
        return demo_apart.keep_out if own else lambda _: None

    def discard(self, journey: str) -> None:
        """Delete a planned journey in which nothing was ever recorded; KnownError for any other."""

        def check(now: Standing) -> None:
            if now.journey.state != "planned" or now.summary.entered or now.summary.moments:
                raise KnownError(
                    "Only a planned journey without moments can be discarded.", "Exclude this one, with a reason."
                )

        self._ledger.discard(journey, check)
