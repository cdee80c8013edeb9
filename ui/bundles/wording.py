"""What came of a bundle, in a leader's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # SQLAlchemy is imported on the writer
    from mysteryshop.store.adopting import Adopted
    from mysteryshop.store.bundle_writing import Written

_WORDS = {
    "new": "new",
    "newer": "brought to a newer state",
    "here": "here already",
    "diverged": "kept beside the one that is here, because both were edited",
    "purged": "left out, because it was purged here",
}


def taken(adopted: Sequence[Adopted]) -> tuple[str, str]:
    """The outcome in a sentence, and what else should be known."""
    counts = Counter[str](one.outcome for one in adopted)
    if not counts:
        return "The bundle holds no journeys.", ""
    if set(counts) == {"here"}:
        return "Nothing new: these journeys are already here.", ""
    if len(adopted) == 1:
        return f"{_named(adopted[0])} is {_WORDS[adopted[0].outcome]}.", _more(counts)
    told = [f"{counts[kind]} {words}" for kind, words in _WORDS.items() if counts[kind]]
    return f"Of {len(adopted)} journeys: {', '.join(told)}.", _more(counts)


def written(done: Written) -> tuple[str, str]:
    """What was handed on, and what could not be."""
    journeys = "1 journey" if done.journeys == 1 else f"{done.journeys} journeys"
    files = {0: "", 1: " with 1 attached file"}.get(done.evidence, f" with {done.evidence} attached files")
    lost = len(done.missing)
    missing = f"{lost} attached file{' is' if lost == 1 else 's are'} missing or damaged here, and not in it."
    return f"{journeys}{files} handed on to {done.path}.", missing if lost else ""


def _named(one: Adopted) -> str:
    return f"{one.template}, {one.place}," if one.place else one.template


def _more(counts: Counter[str]) -> str:
    parts = []
    if counts["diverged"]:
        parts.append("Both states name each other as twins, in the list and in the story.")
    if counts["purged"]:
        parts.append("To have a purged journey back: mysteryshop import FILE.journey --bring-back.")
    return " ".join(parts)
