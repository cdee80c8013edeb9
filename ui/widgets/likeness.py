"""How like the people who use it the leader is, in a sentence that stands beside every finding."""

from __future__ import annotations

from mysteryshop.analysis import debrief
from mysteryshop.journey import Record
from mysteryshop.vocabulary import PROMPTS, by_id

_DESIGN = "design for customers, not for yourself"


def likeness(record: Record, who: str = "The leader") -> str:
    """Where `who` differs most; that it is nowhere far; or that nobody has said so yet."""
    levels = debrief.similarity(record)
    if not levels:
        return "How like the people who use it the leader is, the debrief has not said."
    far = [f"{by_id(PROMPTS, i).label.lower()} ({n} of 5)" for i, n in levels.items() if n <= debrief.FAR]
    if not far:
        alike = f"{'You are' if who == 'You' else f'{who} is'} not far from the people who use it on any scale"
        return f"{alike}; still, {_DESIGN}."
    differs = "You differ" if who == "You" else f"{who} differs"
    return f"{differs} most from the people who use it in {', '.join(far)}: {_DESIGN}."
