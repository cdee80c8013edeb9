"""What a journey is made of: frozen dataclasses that everything above the store speaks.

Instants are integer microseconds since the epoch, UTC. Durations end in `_s` (seconds) or `_us`.
Words of the vocabulary are kept by their id. `Record` is one journey with everything recorded of it.
"""

from __future__ import annotations

from bisect import bisect_right, insort_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeAlias

Instant: TypeAlias = int
SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One planned, atomic step of a template."""

    key: str
    name: str
    phase: str
    prompts: tuple[str, ...] = ()
    planned_minutes: float | None = None
    expected_communications: int | None = None
    silence_limit_minutes: float | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A customer journey as it is planned: touchpoints in the order of their phases."""

    key: str
    name: str
    description: str
    touchpoints: tuple[Touchpoint, ...]
    relationship: str = "end-user"
    silence_limit_minutes: float = 10.0
    version: int = 1

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases in order, each once."""
        return tuple(dict.fromkeys(t.phase for t in self.touchpoints))

    def touchpoint(self, key: str) -> Touchpoint | None:
        """The touchpoint with that key, if the plan has it."""
        return next((t for t in self.touchpoints if t.key == key), None)

    def named(self, name: str) -> Touchpoint | None:
        """The touchpoint with that name, whatever its case and outer spaces."""
        wanted = name.strip().casefold()
        return next((t for t in self.touchpoints if t.name.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Journey:
    """The head of a journey: what was prepared, where it stands, how it ended."""

    id: str
    template: Template  # the snapshot taken when the journey was made
    state: str = "planned"
    origin: str = "walked"
    place: str = ""
    relationship: str = "end-user"
    persona: str = ""
    why: str = ""
    leader: str = ""
    zone: str = "UTC"
    created_at: Instant = 0
    started_at: Instant | None = None
    ended_at: Instant | None = None
    excluded_reason: str = ""
    demo: bool = False
    seal: str = ""  # the head of the edits chain when it was finalised
    sealed_at: Instant | None = None
    seal_broken: bool = False
    tags: tuple[str, ...] = ()  # the words by which its keeper finds it again
    retain_until: str = ""  # ISO date after which it is to be let go
    twin: str = ""  # the id of the journey of which this is another state, or of which there is one


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay at a touchpoint; `touchpoint` is None for an ad hoc one."""

    id: str
    name: str
    entered_at: Instant
    touchpoint: str | None = None
    left_at: Instant | None = None
    failed: bool = False

    @property
    def ad_hoc(self) -> bool:
        """Whether the visit is outside the plan."""
        return self.touchpoint is None


@dataclass(frozen=True, slots=True)
class Skip:
    """A planned touchpoint that was left out on purpose, and why."""

    id: str
    touchpoint: str
    at: Instant
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count; open while `ended_at` is None."""

    id: str
    started_at: Instant
    ended_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened. Fields that do not belong to its kind stay None.

    `level` is severity, strength, message quality or feeling, as the kind's scale says.
    `observed_at` is when it happened, `recorded_at` when it was entered; `original_observed_at` is
    what was stamped first, and never changes. `elapsed_us` is the recording clock's reading.
    """

    id: str
    kind: str
    observed_at: Instant
    recorded_at: Instant
    original_observed_at: Instant
    seq: int = 0  # order of entry within the journey: breaks ties
    source: str = "live"
    offset_s: int = 0  # UTC offset at the place, seconds
    elapsed_us: int = 0
    visit: str | None = None  # the visit's id
    level: int | None = None
    text: str = ""
    category: str | None = None
    channel: str | None = None
    trigger: str | None = None
    role: str | None = None  # counterpart: a role, never a name
    due_at: Instant | None = None
    resolved_at: Instant | None = None  # kept (promise), answered (question), ended (wait)
    outcome: str | None = None  # of a promise: open, kept, broken
    explained: bool | None = None
    estimated_s: int | None = None
    occupied: bool | None = None
    fair: bool | None = None
    listened_s: int | None = None
    talked_s: int | None = None

    @property
    def initiator(self) -> str | None:
        """Who began a communication: the customer where it is a chase."""
        if self.kind != "communication":
            return None
        return "customer" if self.trigger == "chase" else "organisation"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Written before the walk: an assumption (text, confidence), or what is expected of a touchpoint."""

    id: str
    ordinal: int  # 1, 2, ... among the journey's expectations, in the order written
    text: str = ""
    confidence: float | None = None  # 0..1
    touchpoint: str | None = None
    wait_s: int | None = None
    contacts: int | None = None
    feeling: int | None = None  # -2..+2
    verdict: str | None = None
    evidence: tuple[str, ...] = ()  # ids of moments
    note: str = ""

    @property
    def is_assumption(self) -> bool:
        """Whether it is an assumption to be judged, rather than figures for a touchpoint."""
        return self.touchpoint is None


@dataclass(frozen=True, slots=True)
class Finding:
    """What follows from the walk, triaged, with the chain from cause to effect."""

    id: str
    ordinal: int
    title: str
    text: str = ""
    triage: str | None = None
    beneficiary: str | None = None
    condition: str | None = None  # frontline condition: first link of the chain
    cause: str = ""  # the same in the leader's words
    touchpoint: str | None = None  # key, or the ad hoc visit's name
    effect: str = ""  # on the customer: last link of the chain
    owner: str = ""
    due: str = ""  # ISO date
    moments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A rating or a prompt's answer; `key` is a RATINGS or PROMPTS id, ratings as `rate.NAME`.

    yes-no answers are "yes" / "no", scales and ratings whole numbers as text.
    """

    id: str  # equal to key: one answer a prompt and journey
    text: str

    @property
    def key(self) -> str:
        """The prompt's id."""
        return self.id


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that bears witness to a moment. The file itself lies beside the store, named by its hash.

    `captured_at` is when it was taken and `clock` whose clock says so: the app's, the camera's, or the file's date.
    """

    id: str
    moment: str  # the moment's id
    digest: str  # SHA-256 of the stored file, hexadecimal
    name: str
    media_type: str
    size: int  # bytes
    captured_at: Instant
    recorded_at: Instant
    clock: str  # CAPTURE_CLOCKS
    offset_s: int = 0  # UTC offset of captured_at, seconds
    width: int | None = None  # pixels
    height: int | None = None
    in_report: bool = False
    note: str = ""
    kept_metadata: bool = False  # position and device data were left in the file on purpose


Item: TypeAlias = Visit | Skip | Pause | Moment | Attachment | Expectation | Finding | Answer

_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Record:
    """One journey and everything recorded of it, each tuple in its natural order."""

    journey: Journey
    visits: tuple[Visit, ...] = ()
    skips: tuple[Skip, ...] = ()
    pauses: tuple[Pause, ...] = ()
    moments: tuple[Moment, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    findings: tuple[Finding, ...] = ()
    answers: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    attachments: tuple[Attachment, ...] = ()

    @property
    def template(self) -> Template:
        """The plan that was walked."""
        return self.journey.template

    def rating(self, name: str) -> int | None:
        """The rating of that name, if it was given."""
        text = self.answers.get(f"rate.{name}")
        return int(text) if text else None

    def visit_of(self, moment: Moment) -> Visit | None:
        """The visit during which the moment happened."""
        return next((v for v in self.visits if v.id == moment.visit), None)

    def moment(self, ident: str) -> Moment | None:
        """The moment with that id."""
        return next((m for m in self.moments if m.id == ident), None)

    def attached_to(self, moment: str) -> tuple[Attachment, ...]:
        """What bears witness to the moment with that id, in order of capture."""
        return tuple(a for a in self.attachments if a.moment == moment)

    def number_of(self, moment: Moment) -> int:
        """The moment's number in the report: 1 for the first in time."""
        return self.moments.index(moment) + 1


def visit_at(visits: tuple[Visit, ...], at: Instant) -> Visit | None:
    """The visit that was under way at that instant; visits are in order of entry."""
    index = bisect_right([v.entered_at for v in visits], at) - 1
    return visits[index] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class Change:
    """What one committed edit did: enough for any screen to follow without reading again.

    `journey` is the head after the edit; `saved` holds every item inserted or altered, whole;
    `removed` the ids of items that are no longer live.
    """

    journey: Journey
    seq: int
    verb: str
    saved: tuple[Item, ...] = ()
    removed: tuple[str, ...] = ()
    can_undo: bool = False
    can_redo: bool = False


def apply(record: Record, change: Change) -> Record:
    """The record after the change. Moments stay in order of time, ties in order of entry.

    Costs little more for a journey of thousands of moments than for a short one: it is done at every key.
    """
    altered: dict[str, tuple[Item, ...]] = {}
    for name, kind in _PLACES.items():
        saved = [item for item in change.saved if isinstance(item, kind)]
        items: tuple[Item, ...] = getattr(record, name)
        if saved or (change.removed and any(item.id in change.removed for item in items)):
            altered[name] = _placed(items, saved, change.removed, _ORDER[name])
    result = replace(record, journey=change.journey, **altered)  # type: ignore[arg-type]  # by name
    return _apply_answers(result, change)


def _placed(
    items: tuple[Item, ...], saved: list[Item], removed: tuple[str, ...], order: Callable[[Item], Any]
) -> tuple[Item, ...]:
    """The items in their order, without those that are removed or saved anew, and with those saved."""
    gone = {*removed, *(item.id for item in saved)}
    kept = [item for item in items if item.id not in gone]
    for item in saved:
        insort_right(kept, item, key=order)
    return tuple(kept)


def _apply_answers(record: Record, change: Change) -> Record:
    answers = {k: v for k, v in record.answers.items() if k not in change.removed}
    answers.update({a.key: a.text for a in change.saved if isinstance(a, Answer)})
    return record if answers == record.answers else replace(record, answers=MappingProxyType(answers))


_PLACES: dict[str, type] = {
    "visits": Visit,
    "skips": Skip,
    "pauses": Pause,
    "moments": Moment,
    "expectations": Expectation,
    "findings": Finding,
    "attachments": Attachment,
}
_ORDER = {
    "visits": lambda v: (v.entered_at, v.id),
    "skips": lambda s: (s.at, s.id),
    "pauses": lambda p: (p.started_at, p.id),
    "moments": lambda m: (m.observed_at, m.seq, m.id),
    "expectations": lambda e: (e.ordinal, e.id),
    "findings": lambda f: (f.ordinal, f.id),
    "attachments": lambda a: (a.captured_at, a.id),
}
