"""Which journeys may be counted together: what is left out by default and why, and what must not be pooled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from mysteryshop.errors import InputError
from mysteryshop.vocabulary import ORIGINS, RELATIONSHIPS, Term

from .wording import counted, listed


class Poolable(Protocol):
    """What decides whether a journey counts; rows of the store have it all."""

    @property
    def state(self) -> str:
        """Review state."""

    @property
    def tainted(self) -> bool:
        """Whether the leader was recognised or favoured."""

    @property
    def origin(self) -> str:
        """Walked, or from an event log."""

    @property
    def relationship(self) -> str:
        """As whom it was walked."""


J = TypeVar("J", bound=Poolable)
REASONS = ("excluded", "unfinished", "tainted")


@dataclass(frozen=True, slots=True)
class Pool(Generic[J]):
    """The journeys that count, and how many were left out for which reason; `sentence` is for under the figure."""

    journeys: tuple[J, ...]
    left_out: Mapping[str, int]

    @property
    def n(self) -> int:
        """How many count."""
        return len(self.journeys)

    @property
    def sentence(self) -> str:
        """`12 journeys; 3 left out: 2 tainted and 1 unfinished.`"""
        begin = counted(self.n, "journey")
        if not self.left_out:
            return f"{begin}."
        why = listed([f"{number} {reason}" for reason, number in self.left_out.items()])
        return f"{begin}; {sum(self.left_out.values())} left out: {why}."


def pooled(journeys: Iterable[J], *, taken_in: Sequence[str] = ()) -> Pool[J]:
    """The journeys that count. Those excluded, not finalised or tainted are left out, unless `taken_in` says so."""
    kept: list[J] = []
    left_out: Counter[str] = Counter()
    for journey in journeys:
        reason = _reason(journey, taken_in)
        if reason is None:
            kept.append(journey)
        else:
            left_out[reason] += 1
    return Pool(tuple(kept), {reason: left_out[reason] for reason in REASONS if left_out[reason]})


def _reason(journey: Poolable, taken_in: Sequence[str]) -> str | None:
    return left_out(journey.state, tainted=journey.tainted, taken_in=taken_in)


def left_out(state: str, *, tainted: bool, taken_in: Sequence[str] = ()) -> str | None:
    """Why a journey of that state is left out of figures: the first of REASONS that is not taken in, or None."""
    holds = {
        "excluded": state == "excluded",
        "unfinished": state not in ("finalised", "excluded"),
        "tainted": tainted,
    }
    return next((reason for reason in REASONS if holds[reason] and reason not in taken_in), None)


def said_left_out(reasons: Iterable[str], noun: str) -> str:
    """`Left out: 3 findings of tainted walks.` of a reason each; "" where there is none."""
    found = Counter(reasons)
    if not found:
        return ""
    all_of_them, there = counted(found.total(), noun), [reason for reason in REASONS if found[reason]]
    if len(there) == 1:
        return f"Left out: {all_of_them} of {there[0]} walks."
    return f"Left out: {all_of_them}, {listed([f'{found[reason]} of {reason}' for reason in there])} walks."


def keep_apart(journeys: Iterable[Poolable]) -> None:
    """InputError where walked journeys and event logs, or different relationships, are to be counted together."""
    found = list(journeys)
    for what, names, terms in (
        ("origins", Counter(journey.origin for journey in found), ORIGINS),
        ("relationships", Counter(journey.relationship for journey in found), RELATIONSHIPS),
    ):
        if len(names) > 1:
            each = listed([f"{number} {_label(name, terms)}" for name, number in names.most_common()])
            title = f"These {len(found)} journeys are of {len(names)} {what}, which are not counted together: {each}."
            raise InputError(title, "Choose one of them, or say that they may be pooled.")


def _label(name: str, terms: Sequence[Term]) -> str:
    return next((term.label.lower() for term in terms if term.id == name), name)
