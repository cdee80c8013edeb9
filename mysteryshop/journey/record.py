"""One journey: its head, and everything recorded of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .instant import Instant
from .items import Attachment, Expectation, Finding, Moment, Pause, Skip, Visit
from .plan import Template

_EMPTY: Mapping[str, str] = MappingProxyType({})


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
