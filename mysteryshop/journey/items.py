"""What is recorded during a walk and after it: visits, moments and all else that bears an id of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .instant import Instant


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
