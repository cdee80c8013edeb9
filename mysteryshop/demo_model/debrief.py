"""The debrief of a walk of the model, as NN-name.toml would say it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from mysteryshop.vocabulary import PROMPTS

from .pools import Pool, Reflections
from .truth import Setting
from .walk import Walked

_EVIDENCE = frozenset("fdcph")
_MOST_LINES = 4
_SEASONS = {"peak season": (7, 8, 12), "quiet season": (1, 2, 11)}  # months of the tags


def debriefed(pool: Pool, reflections: Reflections, of: Setting, walk: Walked) -> dict[str, Any]:
    """State, leader, and where it is finished: answers, evidence of the verdicts, and findings."""
    if of.unfinished:
        return {"state": "debrief", "leader": of.leader, "tags": _tags(of)}
    chance = of.chance
    satisfied = walk.rated["satisfaction"]
    band = "low" if satisfied <= 4 else "middle" if satisfied <= 7 else "high"
    similar = [prompt.id.partition(".")[2] for prompt in PROMPTS if prompt.group == "similarity"]
    kept_secret = ("nobody", "name", "status", "pay", "dress")
    return {
        "state": "finalised",
        "headline": chance.choice(pool.said["headlines"][band]),
        "leader": of.leader,
        "tags": _tags(of),
        "similarity": {name: chance.randint(1, 5) for name in similar},
        "incognito": {
            **dict.fromkeys(kept_secret, True),
            "recognised": of.tainted,
            "favoured": of.tainted and of.number % 2 == 1,
        },
        "reflection": {name: chance.choice(getattr(reflections, name)) for name in ("reassured", "scared", "learned")},
        "expectation": [
            {"number": number, "lines": sorted(chance.sample(_lines(walk), 2))}
            for number in range(1, walk.assumptions + 1)
        ],
        "finding": _findings(pool, of, walk),
    }


def _tags(of: Setting) -> list[str]:
    """Two that an analyst sets against each other; most journeys have none."""
    return [tag for tag, months in _SEASONS.items() if of.day.month in months]


def _findings(pool: Pool, of: Setting, walk: Walked) -> list[dict[str, Any]]:
    """Two or three of those that this walk has evidence of."""
    found = [(table, _lines(walk, table["touchpoint"])) for table in pool.said["finding"]]
    with_evidence = [(table, lines) for table, lines in found if lines]
    chosen = of.chance.sample(with_evidence, min(len(with_evidence), of.chance.choice((2, 3, 3))))
    due = of.day + timedelta(days=of.chance.choice((45, 60, 90)))
    return [{**table, "due": due.isoformat(), "lines": lines[:_MOST_LINES]} for table, lines in chosen]


def _lines(walk: Walked, touchpoint: str | None = None) -> Sequence[int]:
    """The numbers of timed lines, from 1, that are evidence: at a touchpoint, or anywhere."""
    return [
        number
        for number, line in enumerate(walk.lines, start=1)
        if line.code in _EVIDENCE and line.place and touchpoint in (None, line.place) and line.text not in _SILENT
    ]


_SILENT = ("pause", "resume", "end")
