"""An edit in a leader's words: what was done, to what, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from mysteryshop import vocabulary
from mysteryshop.clock import local
from mysteryshop.journey import Answer, Attachment, Expectation, Finding, Item, Moment, Pause, Record, Skip, Visit

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
}
_FIELDS = {
    "observed_at": "happened at",
    "recorded_at": "entered at",
    "original_observed_at": "first stamped",
    "resolved_at": "ended or answered at",
    "level": "grade",
    "offset_s": "UTC offset",
    "moments": "moments behind it",
    "evidence": "moments that bear on it",
    "seal_broken": "seal broken",
    "retain_until": "kept until",
    "excluded_reason": "why excluded",
    "in_report": "in the report",
    "kept_metadata": "camera data left in",
    "digest": "file's hash",
    "snapshot": "template",
    "twin": "other state",
}
_QUIET = {"id", "elapsed_us", "seq"}  # nothing that a leader would ask for
_WORDS: Mapping[str, Iterable[vocabulary.Term]] = {
    "kind": vocabulary.KINDS,
    "state": vocabulary.STATES,
    "relationship": vocabulary.RELATIONSHIPS,
    "category": vocabulary.CATEGORIES,
    "channel": vocabulary.CHANNELS,
    "trigger": vocabulary.TRIGGERS,
    "source": vocabulary.SOURCES,
    "outcome": vocabulary.OUTCOMES,
    "verdict": vocabulary.VERDICTS,
    "triage": vocabulary.TRIAGES,
    "beneficiary": vocabulary.BENEFICIARIES,
    "condition": vocabulary.CONDITIONS,
    "clock": vocabulary.CAPTURE_CLOCKS,
}
_LABELS = {name: {term.id: term.label for term in table} for name, table in _WORDS.items()}
_PROMPTS = {p.id: p.label for p in vocabulary.PROMPTS} | {f"rate.{r.id}": r.label for r in vocabulary.RATINGS}
NOTHING = "–"


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


def lines(edits: Sequence[Edit], record: Record) -> list[Line]:
    """Every edit, the newest first."""
    place = _Place(record)
    return [place.line(edit) for edit in reversed(edits)]


class _Place:
    """What must be known of a journey to tell its edits."""

    def __init__(self, record: Record) -> None:
        self._zone = record.journey.zone
        self._visits = {visit.id: visit.name for visit in record.visits}
        self._touchpoints = {t.key: t.name for t in record.template.touchpoints}

    def line(self, edit: Edit) -> Line:
        alterations = tuple(self._alterations(edit))
        kinds = frozenset({_kind(c.item) for c in edit.changes.items} | ({"journey"} if edit.changes.head else set()))
        what = self._what(edit)
        searched = [what, edit.reason, edit.changes.by, *(f"{a.of} {a.what} {a.before} {a.after}" for a in alterations)]
        when = f"{local(edit.at, self._zone):%Y-%m-%d %H:%M:%S}"
        return Line(
            edit.seq, when, edit.changes.by or NOTHING, what, edit.reason, kinds, alterations,
            "\n".join(searched).casefold(),
        )  # fmt: skip

    def _what(self, edit: Edit) -> str:
        verb = VERBS.get(edit.verb, edit.verb.capitalize())
        target = f" edit {edit.target}" if edit.target is not None else ""
        named = [self._named(change.item) for change in edit.changes.items]
        if edit.verb in ("prepare", "import"):
            named = [f"with {_count(len(named), 'thing')}"] if named else []
        if edit.verb == "enter":
            named = [self._named(c.item) for c in edit.changes.items if isinstance(c.item, Visit) and c.before is None]
        more = f" and {len(named) - 2} more" if len(named) > 2 else ""
        return f"{verb}{target}{': ' if named else ''}{'; '.join(named[:2])}{more}"

    def _named(self, item: Item) -> str:
        if isinstance(item, Moment):
            kind = _LABELS["kind"][item.kind].lower()
            return f"{kind}, {_short(item.text)}" if item.text else kind
        if isinstance(item, Answer):
            return _PROMPTS.get(item.key, item.key)
        if isinstance(item, (Visit, Attachment)):
            return _short(item.name)
        if isinstance(item, Finding):
            return f"finding, {_short(item.title)}"
        if isinstance(item, Skip):
            return self._touchpoints.get(item.touchpoint, item.touchpoint)
        if isinstance(item, Expectation):
            return f"expectation, {_short(item.text or self._touchpoints.get(item.touchpoint or '', ''))}"
        return "a pause"

    def _alterations(self, edit: Edit) -> Iterable[Alteration]:
        for name, (before, after) in edit.changes.head.items():
            yield Alteration("the journey", _field(name), self._said(name, before), self._said(name, after))
        for change in edit.changes.items:
            yield from self._of_item(change)

    def _of_item(self, change: ItemChange) -> Iterable[Alteration]:
        of = self._named(change.item)
        for each in fields(change.item):
            if each.name in _QUIET:
                continue
            before = getattr(change.before, each.name) if change.before is not None else None
            after = getattr(change.after, each.name) if change.after is not None else None
            if before != after and not (before in _EMPTY and after in _EMPTY):
                yield Alteration(of, _field(each.name), self._said(each.name, before), self._said(each.name, after))

    def _said(self, name: str, value: Any) -> str:
        if value in _EMPTY:
            return NOTHING
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return ", ".join(value) if name == "tags" else _count(len(value), "moment")
        if isinstance(value, int) and (name == "at" or name.endswith("_at")):
            return f"{local(value, self._zone):%Y-%m-%d %H:%M:%S}"
        if isinstance(value, str):
            known = self._visits if name == "visit" else self._touchpoints if name == "touchpoint" else {}
            return _LABELS.get(name, {}).get(value) or known.get(value, value)
        return f"{value} s" if name.endswith("_s") else str(value)


_EMPTY: tuple[Any, ...] = (None, "", ())
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


def _field(name: str) -> str:
    return _FIELDS.get(name) or name.removesuffix("_s").replace("_", " ")


def _short(text: str) -> str:
    line = " ".join(text.split()).strip('“”"')  # a quote is not quoted twice
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
