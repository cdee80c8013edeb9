"""What in a journey speaks to an assumption: the figures to set beside it, and the moments to look at.

Which figures and moments those are follows from the assumption's own words. It is a help for
judging, never a judgement: the verdict is the leader's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mysteryshop.analysis import measures
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.analysis.wording import whole_percent
from mysteryshop.journey import Expectation, Moment, Record, Visit

MOST = 12  # moments offered


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its words, both ready to read."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What to set beside an assumption; `moments` are ids, in order of time."""

    figures: tuple[Figure, ...]
    moments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TouchpointGap:
    """What was expected of a touchpoint and what was found there; None where either is missing."""

    expectation: str  # its id
    name: str
    visited: bool
    wait_expected_s: float | None
    wait_s: float | None
    contacts_expected: int | None
    contacts: int | None
    feeling_expected: int | None
    feeling: float | None


@dataclass(frozen=True, slots=True)
class _Topic:
    """What an assumption can be about: the words that say so, the moments and the figures that speak to it."""

    stems: tuple[str, ...]
    fits: Callable[[Moment], bool]
    figures: Callable[[Timeline], tuple[Figure, ...]]


def for_assumption(record: Record, expectation: Expectation) -> Evidence:
    """Figures and moments that speak to an assumption; the whole walk's where its words say nothing known."""
    line = Timeline(record)
    words = _words(expectation.text)
    topics = [t for t in _TOPICS if any(w.startswith(s) for w in words for s in t.stems)]
    visits = [v for v in record.visits if _names(v, words)]
    figures = [f for v in _distinct(visits) for f in _of_touchpoint(line, v)]
    figures += [f for t in topics for f in t.figures(line)]
    moments = _ranked(record, words, topics, visits)
    return Evidence(tuple(dict.fromkeys(figures)) or _of_walk(line), moments)


def touchpoint_gaps(record: Record) -> tuple[TouchpointGap, ...]:
    """Expected against experienced, for every touchpoint of which anything was expected."""
    line = Timeline(record)
    return tuple(_gap(line, e) for e in record.expectations if not e.is_assumption)


def _gap(line: Timeline, expected: Expectation) -> TouchpointGap:
    key = expected.touchpoint or ""
    visits = [v for v in line.visits if v.touchpoint == key]
    found = measures.experienced(line, visits)
    planned = line.record.template.touchpoint(key)
    contacts = found["contacts"]
    return TouchpointGap(
        expected.id,
        planned.name if planned is not None else key,
        bool(visits),
        expected.wait_s,
        found["wait_s"],
        expected.contacts,
        None if contacts is None else int(contacts),
        expected.feeling,
        found["emotion"],
    )


def _ranked(record: Record, words: set[str], topics: list[_Topic], visits: list[Visit]) -> tuple[str, ...]:
    """The moments that speak to it most, in order of time."""
    there = {v.id for v in visits}

    def score(moment: Moment) -> int:
        shared = len(words & _words(" ".join(filter(None, (moment.text, moment.category, moment.role)))))
        spoken = any(t.fits(moment) for t in topics)
        return 3 * shared + 2 * (moment.visit in there) + 2 * spoken

    scored = [(score(m), m) for m in record.moments if m.kind != "mark" or m.text.strip()]
    best = sorted((s for s in scored if s[0]), key=lambda s: (-s[0], s[1].observed_at))[:MOST]
    return tuple(m.id for _, m in sorted(best, key=lambda s: (s[1].observed_at, s[1].seq)))


_PLAIN = frozenset(  # words that say nothing about what an assumption is about
    re.findall(
        r"\w+",
        """a an and are as at be been before by can do does for from get has have he how i in is it its me my no
        nobody not of on or our she so than that the their them there they this to us was we what when where
        which who will with you your""",
    )
)


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.casefold()) if w not in _PLAIN and len(w) > 1}


def _names(visit: Visit, words: set[str]) -> bool:
    """Whether the assumption speaks of that touchpoint: any word of its name, whatever its ending."""
    stems = {w.rstrip("s") for w in words}
    return any(w.rstrip("s") in stems for w in _words(visit.name) if len(w) > 3)


def _distinct(visits: list[Visit]) -> list[Visit]:
    return list({v.touchpoint or v.name: v for v in reversed(visits)}.values())[::-1]


def _of_touchpoint(line: Timeline, visit: Visit) -> tuple[Figure, ...]:
    stays = [v for v in line.visits if (v.touchpoint or v.name) == (visit.touchpoint or visit.name)]
    ids = {v.id for v in stays}
    planned = line.record.template.touchpoint(visit.touchpoint or "")
    minutes = planned.planned_minutes if planned is not None else None
    there = sum(line.touch(v) for v in stays)
    told = sum(m.visit in ids for m in line.communications)
    frictions = sum(m.visit in ids and m.kind == "friction" for m in line.record.moments)
    plan = f", {minutes:g} planned" if minutes is not None else ""
    return (
        Figure(f"Time at {visit.name}", f"{_minutes(there)}{plan}"),
        Figure(f"Told at {visit.name}", _times(told)),
        Figure(f"Frictions at {visit.name}", str(frictions)),
    )


def _waiting(line: Timeline) -> tuple[Figure, ...]:
    longest = max((w.seconds for w in line.waits), default=None)
    return (
        Figure("Share of the time spent waiting", _percent(measures.wait_ratio(line))),
        Figure("Longest wait", _minutes(longest)),
        Figure("Of the waiting, unexplained", _percent(measures.unexplained_wait_share(line))),
    )


def _telling(line: Timeline) -> tuple[Figure, ...]:
    told = len(line.communications)
    proactive = sum(m.trigger == "proactive" for m in line.communications)
    return (
        Figure("Told without asking", f"{proactive} of {told} times"),
        Figure("I had to ask", _times(len(line.chases))),
        Figure("Longest silence", _minutes(measures.longest_silence(line))),
    )


def _promising(line: Timeline) -> tuple[Figure, ...]:
    due = len(measures.promises_due(line))
    return (Figure("Promises kept on time", f"{len(measures.promises_kept(line))} of {due} due"),)


def _people(line: Timeline) -> tuple[Figure, ...]:
    attitude = sum(m.kind == "friction" and m.category == "attitude" for m in line.record.moments)
    delights = sum(m.kind == "delight" for m in line.record.moments)
    return (
        Figure("Delights", str(delights)),
        Figure("Frictions over attitude", str(attitude)),
        Figure("Worst feeling", _signed(measures.emotion_worst(line))),
    )


def _trouble(line: Timeline) -> tuple[Figure, ...]:
    counts = measures.friction_by_severity(line)
    grave = counts["3"] + counts["4"]
    return (Figure("Frictions", f"{len(measures.frictions(line))}, {grave} of them major or worse"),)


def _of_walk(line: Timeline) -> tuple[Figure, ...]:
    return (Figure("Door to door", _minutes(line.T)), *_telling(line), *_trouble(line))


def _of_kind(*kinds: str) -> Callable[[Moment], bool]:
    return lambda m: m.kind in kinds


_TOPICS = (
    _Topic(
        ("line", "queue", "wait", "fast", "slow", "quick", "speed", "minute", "delay", "time"),
        lambda m: m.kind == "wait" or m.category == "wait",
        _waiting,
    ),
    _Topic(
        (
            "tell",
            "told",
            "explain",
            "inform",
            "know",
            "say",
            "announc",
            "communicat",
            "message",
            "updat",
            "sign",
            "word",
        ),
        lambda m: m.kind in ("communication", "question") or m.category == "information",
        _telling,
    ),
    _Topic(("promis", "keep", "kept", "due", "punctual", "deliver"), _of_kind("promise"), _promising),
    _Topic(
        ("friendl", "staff", "help", "care", "polite", "kind", "warm", "welcom", "smil", "rude", "people", "team"),
        lambda m: m.kind in ("delight", "feeling") or m.category == "attitude",
        _people,
    ),
    _Topic(
        (
            "easy",
            "easi",
            "simpl",
            "effort",
            "hard",
            "click",
            "work",
            "error",
            "problem",
            "clean",
            "price",
            "cost",
            "fee",
        ),
        _of_kind("friction"),
        _trouble,
    ),
)


def _minutes(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{round(seconds / 60)} min" if seconds >= 59.5 else f"{round(seconds)} s"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{whole_percent(share)} %"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+g}".replace("-", "−").replace("+0", "0")
