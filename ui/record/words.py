"""An edit in a leader's words: what was done, to what, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from mysteryshop.clock import local
from mysteryshop.journey import Answer, Attachment, Expectation, Finding, Item, Moment, Pause, Record, Skip, Visit
from mysteryshop.wording import NOTHING, Wording, counted, fact, same

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.store.chain import Edit, ItemChange

VERBS = {
    "prepare": "Prepared",
    "import": "Imported",
    "start": "Walk began",
    "enter": "Entered",
    "skip": "Left out",
    "pause": "Paused",
    "resume": "Went on",
    "capture": "Recorded",
    "end wait": "Wait ended",
    "amend": "Changed",
    "amend journey": "Journey changed",
    "retract": "Taken back",
    "finish": "Walk ended",
    "save": "Saved",
    "attach": "Attached",
    "remove": "Taken back",
    "answer": "Answered",
    "undo": "Undone",
    "redo": "Done again",
    "finalise": "Sealed",
    "exclude": "Excluded",
    "include": "Taken back in",
    "annotate": "Noted how it is kept",
    "twin": "Another state came in",
    "twin purged": "Its other state was purged",
}
_QUIET = {"id", "elapsed_us", "seq"}  # nothing that a leader would ask for


@dataclass(frozen=True, slots=True)
class Alteration:
    """One fact before and after, as text."""

    of: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One edit: its number, when (local time at the place), who, what, why; `kinds` is what it is filtered by."""

    seq: int
    when: str
    who: str
    what: str
    why: str
    kinds: frozenset[str]
    alterations: tuple[Alteration, ...]
    searched: str
    items: frozenset[str]  # the ids of what it changed


def lines(edits: Sequence[Edit], record: Record) -> list[Line]:
    """Every edit, the newest first."""
    place = _Place(record)
    return [place.line(edit) for edit in reversed(edits)]


class _Place:
    """What must be known of a journey to tell its edits."""

    def __init__(self, record: Record) -> None:
        self._zone = record.journey.zone
        self._words = Wording(self._zone, record.template.touchpoints, record.visits)

    def line(self, edit: Edit) -> Line:
        alterations = tuple(self._alterations(edit))
        kinds = frozenset({_kind(c.item) for c in edit.changes.items} | ({"journey"} if edit.changes.head else set()))
        what = self._what(edit)
        searched = [what, edit.reason, edit.changes.by, *(f"{a.of} {a.what} {a.before} {a.after}" for a in alterations)]
        when = f"{local(edit.at, self._zone):%Y-%m-%d %H:%M:%S}"
        return Line(
            edit.seq, when, edit.changes.by or NOTHING, what, edit.reason, kinds, alterations,
            "\n".join(searched).casefold(), frozenset(c.item.id for c in edit.changes.items),
        )  # fmt: skip

    def _what(self, edit: Edit) -> str:
        verb = VERBS.get(
            f"{edit.verb} purged" if edit.reason and edit.verb == "twin" else edit.verb, edit.verb.capitalize()
        )
        target = f" edit {edit.target}" if edit.target is not None else ""
        named = [self._words.named(change.item) for change in edit.changes.items]
        if edit.verb in ("prepare", "import"):
            named = [f"with {counted(len(named), 'thing')}"] if named else []
        if edit.verb == "enter":
            named = [
                self._words.named(c.item) for c in edit.changes.items if isinstance(c.item, Visit) and c.before is None
            ]
        more = f" and {len(named) - 2} more" if len(named) > 2 else ""
        return f"{verb}{target}{': ' if named else ''}{'; '.join(named[:2])}{more}"

    def _alterations(self, edit: Edit) -> Iterable[Alteration]:
        for name, (before, after) in edit.changes.head.items():
            yield Alteration("the journey", fact(name), self._words.said(name, before), self._words.said(name, after))
        for change in edit.changes.items:
            yield from self._of_item(change)

    def _of_item(self, change: ItemChange) -> Iterable[Alteration]:
        of = self._words.named(change.item)
        for each in fields(change.item):
            if each.name in _QUIET:
                continue
            before = getattr(change.before, each.name) if change.before is not None else None
            after = getattr(change.after, each.name) if change.after is not None else None
            if not same(before, after):
                yield Alteration(
                    of, fact(each.name), self._words.said(each.name, before), self._words.said(each.name, after)
                )


_KINDS: dict[type[Any], str] = {
    Moment: "moments",
    Attachment: "files",
    Finding: "findings",
    Expectation: "expectations",
    Answer: "answers",
    Visit: "touchpoints",
    Skip: "touchpoints",
    Pause: "touchpoints",
}


def _kind(item: Item) -> str:
    return _KINDS[type(item)]
