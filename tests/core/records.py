"""Any journey that field notes can carry, for property tests: every kind, odd texts, clock changes, many days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from mysteryshop.journey import (
    SECOND,
    Expectation,
    Instant,
    Journey,
    Moment,
    Pause,
    Record,
    Skip,
    Template,
    Touchpoint,
    Visit,
    visit_at,
)
from mysteryshop.vocabulary import CATEGORIES, CHANNELS, KINDS, PROMPTS, RATINGS, RELATIONSHIPS, VERDICTS, by_id

TEMPLATE = Template(
    key="airline",
    name="Fly as a passenger",
    description="",
    touchpoints=(
        Touchpoint("check-in", "Check in", "At the airport", planned_minutes=20, silence_limit_minutes=15),
        Touchpoint("security", "Security | line", "At the airport", planned_minutes=15, silence_limit_minutes=10),
        Touchpoint("seat", "Coach seat", "On board", planned_minutes=30),
        Touchpoint("snacks", "Snacks", "On board"),
    ),
    silence_limit_minutes=12,
)
ZONES = ("UTC", "Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia")
NASTY = (
    *(
        "|",
        " | ",
        "\\",
        "\\n",
        ",",
        "#",
        "-5m",
        "@10:42",
        "3 lanes",
        "10:22 .",
        "\\u{41}",
        "due 10m",
        ", due 10:35",
        "estimated 5m",
        ", listened 5m",
        "information",
        "w",
        "",
    ),
    *("\n", "\t", "\r", "\u2028", "\x00", "\x85", "\xa0", " ", "\u202e", "\ud800", "\ufeff", "е", "日本", "🙂"),
)

# Around these instants clocks change somewhere in ZONES; the last one left out a whole day.
TURNS = [
    int(datetime(*day, tzinfo=UTC).timestamp())
    for day in ((2026, 10, 25, 0, 30), (2026, 3, 29, 0, 30), (2026, 11, 1, 5, 30), (2026, 3, 8, 6, 30),
                (2026, 4, 4, 14, 30), (2026, 10, 3, 15, 0), (2011, 12, 30, 9, 0), (2026, 7, 4, 12, 0))
]  # fmt: skip

texts = st.one_of(
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=6)), max_size=4).map("".join),
    st.text(st.characters(), max_size=30),
)
names = texts.filter(lambda t: bool(t.strip()) and not TEMPLATE.named(t) and not TEMPLATE.touchpoint(t.strip()))
spans = st.one_of(st.integers(0, 200), st.integers(0, 90_000), st.sampled_from([43_199, 43_200, 43_201, 86_400]))
maybe_seconds = st.one_of(st.none(), st.integers(0, 200_000))


def _optional(values: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.sampled_from([v.id for v in values]))


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A finished journey as notes can tell it: whole seconds, visits in order, nothing but what the grammar has."""
    at = draw(st.sampled_from(TURNS)) + draw(st.integers(-9_000, 9_000))
    instants = [at := at + draw(spans) for _ in range(draw(st.integers(1, 14)))]
    start, end = instants[0] * SECOND, instants[-1] * SECOND + draw(spans) * SECOND
    inner = st.sampled_from(instants).map(lambda s: s * SECOND)
    visits = _visits(draw, sorted(draw(st.lists(inner, max_size=4))), end)
    moments = _moments(draw, instants, visits)
    return Record(
        _journey(draw, start, end), visits, _skips(draw, inner), _pauses(draw, instants, end), moments,
        _expectations(draw), (), MappingProxyType(draw(_answers())),
    )  # fmt: skip


def _journey(draw: st.DrawFn, start: Instant, end: Instant) -> Journey:
    return Journey(
        "", TEMPLATE, state="debrief", origin=draw(st.sampled_from(["walked", "log"])), place=draw(texts),
        relationship=draw(st.sampled_from([r.id for r in RELATIONSHIPS])), persona=draw(texts), why=draw(texts),
        leader=draw(texts), zone=draw(st.sampled_from(ZONES)), created_at=start, started_at=start, ended_at=end,
    )  # fmt: skip


def _visits(draw: st.DrawFn, entered: list[Instant], end: Instant) -> tuple[Visit, ...]:
    visits = []
    for number, at in enumerate(entered):
        touchpoint = draw(st.one_of(st.none(), st.sampled_from(TEMPLATE.touchpoints)))
        name = touchpoint.name if touchpoint else draw(names)
        left = entered[number + 1] if number + 1 < len(entered) else end
        failed = draw(st.booleans())
        visits.append(Visit(f"v{number}", name, at, touchpoint.key if touchpoint else None, left, failed=failed))
    return tuple(visits)


def _skips(draw: st.DrawFn, inner: st.SearchStrategy[Instant]) -> tuple[Skip, ...]:
    drawn = [
        Skip(f"s{n}", draw(st.sampled_from(TEMPLATE.touchpoints)).key, draw(inner), draw(texts))
        for n in range(draw(st.integers(0, 2)))
    ]
    return tuple(sorted(drawn, key=lambda s: s.at))


def _pauses(draw: st.DrawFn, instants: list[int], end: Instant) -> tuple[Pause, ...]:
    marks = sorted(draw(st.lists(st.sampled_from(instants), max_size=4)))
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    pauses = [Pause(f"p{n}", a * SECOND, b * SECOND) for n, (a, b) in enumerate(pairs)]
    if len(marks) % 2:
        pauses.append(Pause("p-open", marks[-1] * SECOND, end))
    return tuple(pauses)


def _moments(draw: st.DrawFn, instants: list[int], visits: tuple[Visit, ...]) -> tuple[Moment, ...]:
    drawn = []
    for seq, at in enumerate(sorted(draw(st.lists(st.sampled_from(instants), max_size=10))), start=1):
        kind = draw(st.sampled_from(KINDS)).id
        visit = visit_at(visits, at * SECOND)
        drawn.append(_moment(draw, seq, kind, at * SECOND, visit.id if visit else None))
    return tuple(drawn)


def _moment(draw: st.DrawFn, seq: int, kind: str, at: Instant, visit: str | None) -> Moment:
    levels = by_id(KINDS, kind).levels
    level = draw(st.sampled_from(levels)) if levels else None
    moment = Moment(
        f"m{seq}", kind, at, at, at, seq=seq, source="recalled", visit=visit,
        level=None if kind != "feeling" and draw(st.booleans()) else level, text=draw(texts),
        category=draw(_optional(CATEGORIES)), channel=draw(_optional(CHANNELS)),
        role=draw(st.one_of(st.none(), texts.filter(bool))),
        listened_s=draw(maybe_seconds), talked_s=draw(maybe_seconds),
    )  # fmt: skip
    later = draw(st.one_of(st.none(), st.integers(-5, 200_000)))
    resolved = None if later is None else at + later * SECOND
    return replace(moment, **_own_fields(draw, kind, at, resolved))


def _own_fields(draw: st.DrawFn, kind: str, at: Instant, resolved: Instant | None) -> dict[str, Any]:
    if kind == "communication":
        return {"trigger": draw(st.sampled_from(["proactive", "reactive", "chase"]))}
    if kind == "wait":
        sides = {name: draw(st.sampled_from([None, True, False])) for name in ("explained", "occupied", "fair")}
        ended = at + abs(draw(spans)) * SECOND if resolved is None else resolved
        return {"resolved_at": ended, "estimated_s": draw(maybe_seconds), **sides}
    if kind == "promise":
        due = draw(st.one_of(st.none(), st.integers(-5, 200_000)))
        outcome = draw(st.sampled_from(["open", "kept", "broken"]))
        return {
            "due_at": None if due is None else at + due * SECOND,
            "outcome": outcome,
            "resolved_at": None if outcome == "open" else resolved,
        }
    return {"resolved_at": resolved} if kind == "question" else {}


def _expectations(draw: st.DrawFn) -> tuple[Expectation, ...]:
    drawn = []
    for ordinal in range(1, draw(st.integers(0, 4)) + 1):
        if draw(st.booleans()):
            drawn.append(Expectation(
                f"e{ordinal}", ordinal, text=draw(texts.filter(bool)),
                confidence=draw(st.one_of(st.none(), st.floats(0, 1))), verdict=draw(_optional(VERDICTS)),
            ))  # fmt: skip
        else:
            drawn.append(Expectation(
                f"e{ordinal}", ordinal, touchpoint=draw(st.sampled_from(TEMPLATE.touchpoints)).key,
                wait_s=draw(maybe_seconds), contacts=draw(st.one_of(st.none(), st.integers(0, 50))),
                feeling=draw(st.one_of(st.none(), st.integers(-2, 2))),
            ))  # fmt: skip
    return tuple(drawn)


def _answers() -> st.SearchStrategy[dict[str, str]]:
    rated = {f"rate.{r.id}": st.integers(r.low, r.high).map(str) for r in RATINGS}
    kinds = {"yes-no": st.sampled_from(["yes", "no"]), "scale": st.integers(1, 5).map(str), "text": texts.filter(bool)}
    asked = {prompt.id: kinds[prompt.answer] for prompt in PROMPTS}
    return st.fixed_dictionaries({}, optional=rated | asked)


def comparable(record: Record) -> tuple[Any, ...]:
    """A record without what reading makes anew: ids, order numbers and stamps of recording."""
    places = {visit.id: number for number, visit in enumerate(record.visits)}
    moments = tuple(
        replace(m, id="", seq=0, visit=None, recorded_at=0, original_observed_at=0, offset_s=0, elapsed_us=0,
                source="recalled", role=m.role or None) for m in record.moments
    )  # fmt: skip
    return (
        replace(record.journey, id=""),
        tuple(replace(v, id="") for v in record.visits),
        tuple(replace(s, id="") for s in record.skips),
        tuple(replace(p, id="") for p in record.pauses),
        moments,
        tuple(None if m.visit is None else places[m.visit] for m in record.moments),
        tuple(replace(e, id="") for e in record.expectations),
        dict(record.answers),
    )
