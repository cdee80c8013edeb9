"""Journeys to draw: built by hand where figures are checked, and any journey at all for the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from mysteryshop.journey import (
    SECOND,
    Expectation,
    Finding,
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
from mysteryshop.vocabulary import CATEGORIES, CONDITIONS, TRIAGES
from tests.core import records as notes

MINUTE = 60 * SECOND
START = 1_794_650_400 * SECOND

# kind, minute, fields; `until` and `due` are minutes too
Sketch = tuple[str, float, dict[str, Any]]
STOPS = (("Book online", 20.0), ("Security line", 30.0), ("Wait for group", 25.0), ("Coach seat", 45.0))
RICH: tuple[Sketch, ...] = (
    ("communication", 3, {"trigger": "proactive", "text": "Booked", "channel": "web"}),
    ("feeling", 5, {"level": 1}),
    ("friction", 12, {"level": 2, "category": "price", "text": "Insurance is ticked"}),
    ("communication", 22, {"trigger": "proactive", "text": "Have your pass ready", "level": 4}),
    ("promise", 24, {"text": "Ten minutes", "due": 34, "outcome": "broken"}),
    ("question", 25, {"text": "Is this the line?", "until": 26}),
    ("question", 27, {"text": "Which lane?"}),
    ("wait", 26, {"until": 38, "explained": False}),
    ("friction", 30, {"level": 3, "category": "information", "text": "Two lanes closed, nobody says why"}),
    ("communication", 33, {"trigger": "chase", "text": "How long?"}),
    ("feeling", 35, {"level": -2}),
    ("communication", 36, {"trigger": "reactive", "text": "No idea, sorry"}),
    ("feeling", 45, {"level": 0}),
    ("friction", 52, {"level": 4, "category": "information", "text": "Gate changed without a word"}),
    ("wait", 55, {"until": 60, "explained": True}),
    ("delight", 80, {"level": 3, "text": "Warm bread"}),
    ("communication", 90, {"trigger": "proactive", "text": "Landing soon"}),
    ("note", 95, {"text": "They mean well"}),
    ("mark", 100, {}),
    ("feeling", 110, {"level": 1}),
)


def walk(
    stops: Sequence[tuple[str, float]] = STOPS, moments: Sequence[Sketch] = (), *, ad_hoc: Sequence[str] = (),
    planned: float = 0.8, limit: float = 12.0, pauses: Sequence[tuple[float, float]] = (), **rest: Any,
) -> Record:  # fmt: skip
    """A finished walk through stops of so many minutes; the plan gives each its share `planned` of that."""
    visits, at = list[Visit](), START
    for number, (name, minutes) in enumerate(stops):
        left = at + int(minutes * MINUTE)
        visits.append(Visit(f"v{number}", name, at, None if name in ad_hoc else f"t{number}", left))
        at = left
    touchpoints = tuple(
        Touchpoint(f"t{n}", name, "All", planned_minutes=round(minutes * planned), expected_communications=1)
        for n, (name, minutes) in enumerate(stops)
        if name not in ad_hoc
    )
    template = Template("walked", "A walk", "", touchpoints, silence_limit_minutes=limit)
    head = Journey("j", template, state="debrief", started_at=START, ended_at=at)
    made = tuple(_moment(n, sketch, tuple(visits)) for n, sketch in enumerate(sorted(moments, key=lambda m: m[1])))
    stops_of = tuple(Pause(f"p{n}", minute(a), minute(b)) for n, (a, b) in enumerate(pauses))
    return Record(head, tuple(visits), pauses=stops_of, moments=made, **rest)


def minute(at: float) -> int:
    """The instant so many minutes into a walk."""
    return START + int(at * MINUTE)


def _moment(number: int, sketch: Sketch, visits: tuple[Visit, ...]) -> Moment:
    kind, at, fields = sketch
    known = dict(fields)
    times = {"until": "resolved_at", "due": "due_at"}
    for name, field in times.items():
        if name in known:
            known[field] = minute(known.pop(name))
    visit = visit_at(visits, minute(at))
    instant = minute(at)
    return Moment(f"m{number}", kind, instant, instant, instant, seq=number, visit=visit.id if visit else None, **known)


def rich() -> Record:
    """A walk with every kind of moment, expectations, assumptions and findings."""
    expectations = (
        Expectation("e1", 1, text="Lines are faster since March", confidence=0.8, verdict="refuted", note="12 minutes"),
        Expectation("e2", 2, text="Staff explain delays", confidence=0.6, verdict="confirmed"),
        Expectation("e3", 3, text="The app tells me my gate", verdict=None),
        Expectation("e4", 4, touchpoint="t1", wait_s=300, contacts=2, feeling=1),
        Expectation("e5", 5, touchpoint="t2", wait_s=600),
    )
    findings = (
        Finding("f1", 1, "Silence in the line", triage="correct", condition="authority", touchpoint="t1",
                cause="May not announce", effect="People stop asking", moments=("m8", "m9", "m11")),
        Finding("f2", 2, "The gate", triage="improve", condition="tools", touchpoint="t2", effect="They run"),
        Finding("f3", 3, "Bread", triage="amplify", touchpoint="t3", effect="A meal", moments=("m15",)),
    )  # fmt: skip
    return walk(moments=RICH, expectations=expectations, findings=findings)


def nothing() -> Record:
    """A journey that is only planned."""
    return Record(Journey("j", walk().template))


def crowded(count: int = 2000) -> Record:
    """So many moments of all kinds, spread over the walk by a fixed rule."""
    kinds = ("friction", "delight", "communication", "promise", "question", "note", "mark", "feeling", "wait")
    made: list[Sketch] = []
    for number in range(count):
        kind, at = kinds[number % len(kinds)], 120.0 * (number * 7919 % count) / count
        fields: dict[str, Any] = {"text": f"Moment {number}"}
        if kind in ("friction", "delight"):
            fields["level"] = 1 + number % 4
        if kind == "feeling":
            fields["level"] = number % 5 - 2
        if kind == "communication":
            fields["trigger"] = ("proactive", "reactive", "chase")[number % 3]
        if kind == "wait":
            fields["until"] = at + 0.4
        made.append((kind, at, fields))
    return walk(moments=made)


LONG_NAMES = (
    *(
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "日本語のとても長い接点の名前です",
        "نقطة اتصال طويلة جدا في المطار",
    ),
    *(
        "Line $x^2$ & <b>#*_ \\frac",
        "👩‍✈️ crew 🇵🇹",
        "A touchpoint whose name goes on and on without any end in sight",
        "x",
    ),
)


def long_names() -> Record:
    """Touchpoints with names that no band can hold, and words of every script."""
    stops = [(name, minutes) for name, minutes in zip(LONG_NAMES, (30.0, 9.0, 25.0, 12.0, 3.0, 20.0, 1.0), strict=True)]
    words = [
        ("friction", 5.0 + 10 * i, {"level": 3, "text": f"{name}\x00\x07" * 3}) for i, name in enumerate(LONG_NAMES)
    ]
    return walk(stops, [*words, ("feeling", 20.0, {"level": -2}), ("feeling", 70.0, {"level": 2})])


def many_stops() -> Record:
    """Fourteen planned touchpoints and six ad hoc ones of very different length."""
    planned = [(f"Planned touchpoint number {n}", (1.0, 25.0, 4.0, 12.0, 40.0)[n % 5]) for n in range(14)]
    added = [(f"Detour {n}", (2.0, 6.0)[n % 2]) for n in range(6)]
    stops = [stop for pair in zip(planned, [*added, *planned[:8]], strict=True) for stop in pair][:26]
    seen = dict.fromkeys(stops)
    return walk(list(seen), RICH, ad_hoc=[name for name, _ in added])


def days() -> Record:
    """An order that takes five days."""
    stops = (
        ("Order", 60.0),
        ("Confirmation", 600.0),
        ("Production", 3600.0),
        ("Delivery", 1800.0),
        ("Invoice", 1200.0),
    )
    return walk(
        stops, [(kind, at * 60, {k: v for k, v in f.items() if k not in ("until", "due")}) for kind, at, f in RICH]
    )


EXAMPLES = {
    "nothing": nothing, "one moment": lambda: walk((("Security line", 0.0),), [("friction", 0.0, {"level": 3})]),
    "no feelings": lambda: walk(moments=[m for m in RICH if m[0] != "feeling"]), "rich": rich,
    "paused": lambda: replace(rich(), pauses=(Pause("a", minute(40), minute(48)), Pause("b", minute(70), minute(71)))),
    "crowded": lambda: crowded(400), "long names": long_names, "many stops": many_stops, "days": days,
}  # fmt: skip


@st.composite
def journeys(draw: st.DrawFn) -> Record:
    """Any journey that field notes can carry, with findings of any sort beside it."""
    record = draw(notes.records())
    ids = [m.id for m in record.moments]
    places = [t.key for t in record.template.touchpoints] + [v.name for v in record.visits] + [None]
    findings = []
    for number in range(draw(st.integers(0, 5))):
        evidence = draw(st.lists(st.sampled_from(ids), max_size=4)) if ids else []
        findings.append(Finding(
            f"f{number}", number + 1, draw(notes.texts), triage=draw(_maybe(TRIAGES)),
            condition=draw(_maybe(CONDITIONS)), cause=draw(notes.texts), touchpoint=draw(st.sampled_from(places)),
            effect=draw(notes.texts), moments=tuple(dict.fromkeys(evidence)),
        ))  # fmt: skip
    visits = tuple(replace(v, failed=draw(st.booleans())) for v in record.visits)
    skips = tuple(Skip(s.id, s.touchpoint, s.at, draw(notes.texts)) for s in record.skips)
    moments = tuple(replace(m, category=draw(_maybe(CATEGORIES))) for m in record.moments)
    return replace(record, visits=visits, skips=skips, moments=moments, findings=tuple(findings))


def _maybe(table: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.sampled_from([term.id for term in table]))
