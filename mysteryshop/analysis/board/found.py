"""One finding on the board: whose walk it comes from, what it rests on, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from mysteryshop.clock import local
from mysteryshop.journey import Finding, Instant
from mysteryshop.practice import ChainTest, Commitment, HeardBack
from mysteryshop.vocabulary import Term

from ..pooling import left_out

UNTRIAGED = "untriaged"
STATES: tuple[Term, ...] = (  # of a finding, as its commitments and heard-backs make it
    Term("open", "Nobody told yet", 1),
    Term("told", "Told", 2),
    Term("committed", "Committed", 3),
    Term("broken", "Not kept", 4),
    Term("kept", "Kept", 5),
)


@dataclass(frozen=True, slots=True)
class Walk:
    """The head of a journey, as much of it as the board needs."""

    id: str
    template: str  # its key
    template_name: str
    place: str
    relationship: str
    leader: str
    zone: str
    state: str
    started_at: Instant | None
    ended_at: Instant | None
    tainted: bool = False
    demo: bool = False

    @property
    def day(self) -> date | None:
        """The day on which it began, at the place; None before it did."""
        return None if self.started_at is None else _day(self.started_at, self.zone)

    @property
    def out(self) -> str:
        """Why what was found on it stands in no figure: excluded, unfinished or tainted; "" where it does."""
        return left_out(self.state, tainted=self.tainted) or ""

    @property
    def label(self) -> str:
        """`14 Nov 2026 · Lisbon to Oslo`, without the place where none was given."""
        day = self.day
        when = "not walked yet" if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return " · ".join(part for part in (when, self.place or self.template_name) if part)


@lru_cache(65_536)
def _day(at: Instant, zone: str) -> date:
    """The day of an instant at the place; kept, because the same walks are asked for every commitment."""
    return local(at, zone).date()


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with all that is known of it beside its journey."""

    walk: Walk
    finding: Finding
    touchpoint: str = ""  # its name; "" where the finding names none
    severities: tuple[tuple[str, int], ...] = ()  # the frictions that it rests on: moment, severity 0-4 (0: ungraded)
    heard: tuple[HeardBack, ...] = ()  # by time
    commitments: tuple[Commitment, ...] = ()  # as entered
    later: tuple[Walk, ...] = ()  # the newest of the walks that could prove what was committed to, where there is one

    @property
    def key(self) -> str:
        """What names the finding among those of all journeys."""
        return f"{self.walk.id}/{self.finding.id}"

    @property
    def lane(self) -> str:
        """The column in which it stands."""
        return self.finding.triage or UNTRIAGED

    @property
    def severity(self) -> int:
        """The sum of the severities of the frictions that it rests on, as METRICS sums them."""
        return sum(level for _, level in self.severities)

    @property
    def worst(self) -> int:
        """The gravest of them, 1-4; 0 where none is graded."""
        return max((level for _, level in self.severities), default=0)

    @property
    def open_commitments(self) -> tuple[Commitment, ...]:
        """What was taken on and is not judged yet."""
        return tuple(c for c in self.commitments if c.state == "open")

    @property
    def state(self) -> str:
        """One of STATES: an open commitment comes first, then what a later walk said, then who was told."""
        states = {c.state for c in self.commitments}
        wanted = (("open", "committed"), ("broken", "broken"), ("kept", "kept"))
        return next((said for state, said in wanted if state in states), "told" if self.heard else "open")

    @property
    def due(self) -> str:
        """The next date by which something is due, ISO: of open commitments, else of the finding; "" where none is."""
        dates = [c.due for c in self.open_commitments if c.due]
        return min(dates) if dates else "" if self.commitments else self.finding.due

    @property
    def rewalk(self) -> str:
        """The next date on which it is to be walked again, ISO; "" where none is set."""
        return min((c.rewalk for c in self.open_commitments if c.rewalk), default="")

    @property
    def owner(self) -> str:
        """Who owns what was taken on, else the finding."""
        return next((c.owner for c in self.open_commitments if c.owner), self.finding.owner)

    def overdue(self, today: date) -> bool:
        """Whether its date has passed and nothing has been judged."""
        return bool(self.due) and self.due < today.isoformat()

    def rewalk_due(self, today: date) -> bool:
        """Whether it should have been walked again by now."""
        return bool(self.rewalk) and self.rewalk <= today.isoformat()


_NOWHERE: Mapping[tuple[str, str], tuple[Walk, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Board:
    """All findings of journeys that are not excluded, the newest walk first; tests of chains beside them."""

    found: tuple[Found, ...] = ()
    tests: tuple[ChainTest, ...] = ()
    # By template and touchpoint: the walks that can prove or test something there, the newest first.
    walks: Mapping[tuple[str, str], tuple[Walk, ...]] = field(default_factory=lambda: _NOWHERE)
    today: date = date.min
    excluded: int = 0  # findings of excluded journeys, left out

    def walked(self, template: str, touchpoint: str) -> tuple[Walk, ...]:
        """The walks over that touchpoint that count as a proof: finalised, walked, not tainted; the newest first."""
        return self.walks.get((template, touchpoint), ())

    def get(self, key: str) -> Found | None:
        """The finding of that key."""
        return next((f for f in self.found if f.key == key), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings to show: "" leaves a field open; every word of `text` has to be in it somewhere."""

    template: str = ""
    relationship: str = ""
    leader: str = ""
    owner: str = ""
    state: str = ""
    overdue: bool = False
    text: str = ""

    def fits(self, found: Found, today: date) -> bool:
        """Whether the finding is one of them."""
        walk = found.walk
        pairs = (
            (self.template, walk.template),
            (self.relationship, walk.relationship),
            (self.leader, walk.leader),
            (self.owner, found.owner),
            (self.state, found.state),
        )
        if any(asked and asked != has for asked, has in pairs):
            return False
        if self.overdue and not (found.overdue(today) or found.rewalk_due(today)):
            return False
        words = self.text.casefold().split()
        return not words or _holds(found, words)


def _holds(found: Found, words: Sequence[str]) -> bool:
    finding, walk = found.finding, found.walk
    said = (finding.title, finding.text, finding.cause, finding.effect, found.owner, found.touchpoint)
    told = (part for h in found.heard for part in (h.told, h.happened))
    taken_on = (c.text for c in found.commitments)
    searched = "\n".join((*said, walk.place, walk.template_name, walk.leader, *told, *taken_on)).casefold()
    return all(word in searched for word in words)


def chosen(board: Board, wanted: Wanted) -> tuple[Found, ...]:
    """The findings to show, in the board's order; what is overdue first within each lane is the lane's matter."""
    return tuple(f for f in board.found if wanted.fits(f, board.today))
