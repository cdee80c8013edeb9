"""Silence, waits and feelings against a naive count of every single second, on any journey."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.analysis import conformance, metrics
from mysteryshop.journey import SECOND, Journey, Moment, Pause, Record, Visit

from .records import TEMPLATE

LONG = 400  # seconds
seconds = st.integers(0, LONG)


@st.composite
def walks(draw: st.DrawFn) -> Record:
    """A journey of some minutes in whole seconds from 0 on, everything overlapping as it likes."""
    end = draw(st.integers(1, LONG))
    moments = [_moment(draw, number) for number in range(draw(st.integers(0, 9)))]
    pauses = [Pause(f"p{n}", a * SECOND, b * SECOND) for n, (a, b) in enumerate(draw(st.lists(_pairs(), max_size=3)))]
    return Record(
        Journey("j", TEMPLATE, state="debrief", started_at=0, ended_at=end * SECOND),
        moments=tuple(sorted(moments, key=lambda m: (m.observed_at, m.seq))),
        pauses=tuple(sorted(pauses, key=lambda p: p.started_at)),
    )


def _pairs() -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(seconds, seconds).map(lambda pair: (min(pair), max(pair)))


def _moment(draw: st.DrawFn, number: int) -> Moment:
    kind = draw(st.sampled_from(["communication", "wait", "feeling"]))
    at = draw(seconds) * SECOND
    moment = Moment(f"m{number}", kind, at, at, at, seq=number)
    if kind == "communication":
        return replace(moment, trigger=draw(st.sampled_from(["proactive", "reactive", "chase"])))
    if kind == "feeling":
        return replace(moment, level=draw(st.integers(-2, 2)))
    until = draw(st.one_of(st.none(), st.integers(0, 200)))
    explained = draw(st.sampled_from([None, True, False]))
    return replace(moment, resolved_at=None if until is None else at + until * SECOND, explained=explained)


def live_seconds(record: Record) -> list[int]:
    """Each second of the journey that is not paused: second s is the time from s to s + 1."""
    end = (record.journey.ended_at or 0) // SECOND
    paused = {s for p in record.pauses for s in range(p.started_at // SECOND, (p.ended_at or 0) // SECOND)}
    return [s for s in range(end) if s not in paused]


@given(walks())
def test_duration_and_longest_silence(record: Record) -> None:
    live = live_seconds(record)
    end = (record.journey.ended_at or 0) // SECOND
    told = [min(m.observed_at // SECOND, end) for m in record.moments if m.trigger in ("proactive", "reactive")]
    edges = [0, *told, end]
    found = metrics.compute(record)
    assert found["duration_s"] == len(live)
    assert found["longest_silence_s"] == max(sum(a <= s < b for s in live) for a, b in pairwise(edges))


@given(walks())
def test_silence_past_the_limit_of_the_template(record: Record) -> None:
    live = live_seconds(record)
    end = (record.journey.ended_at or 0) // SECOND
    told = [min(m.observed_at // SECOND, end) for m in record.moments if m.trigger in ("proactive", "reactive")]
    short = replace(TEMPLATE, silence_limit_minutes=0.5)
    over = 0
    for a, b in pairwise([0, *told, end]):
        over += sum(a <= s < b for s in live) - min(30, sum(a <= s < b for s in live))
    found = metrics.compute(replace(record, journey=replace(record.journey, template=short)))["silence_overrun"]
    assert found == (pytest.approx(over / len(live)) if live else None)


@given(walks())
def test_waits(record: Record) -> None:
    live = live_seconds(record)
    end = (record.journey.ended_at or 0) // SECOND
    waits = [
        (m.observed_at // SECOND, end if m.resolved_at is None else m.resolved_at // SECOND, m.explained)
        for m in record.moments
        if m.kind == "wait"
    ]
    waited = sum(any(a <= s < b for a, b, _ in waits) for s in live)
    unexplained = sum(any(a <= s < b for a, b, said in waits if said is False) for s in live)
    found = metrics.compute(record)
    assert found["wait_ratio"] == (pytest.approx(waited / len(live)) if live else None)
    if waited and any(said is not None for *_, said in waits):
        assert found["unexplained_wait_share"] == pytest.approx(unexplained / waited)
    else:
        assert found["unexplained_wait_share"] is None


@given(walks())
def test_feelings(record: Record) -> None:
    felt = [(m.observed_at // SECOND, m.level or 0) for m in record.moments if m.kind == "feeling"]
    held = [level for s in live_seconds(record) if (level := _level_at(s, felt)) is not None]
    found = metrics.compute(record)
    if not felt:
        assert found["emotion_mean"] is None
        return
    assert found["emotion_mean"] == pytest.approx(sum(held) / len(held) if held else felt[-1][1])
    strongest = max(abs(level) for _, level in felt)
    assert found["emotion_peak"] == [level for _, level in felt if abs(level) == strongest][-1]
    assert found["emotion_worst"] == min(level for _, level in felt)


def _level_at(second: int, felt: list[tuple[int, int]]) -> int | None:
    before = [level for at, level in felt if at <= second]
    return before[-1] if before else None


@given(st.lists(st.sampled_from([*(t.key for t in TEMPLATE.touchpoints), None, "other"]), max_size=8))
def test_conformance(entered: list[str | None]) -> None:
    names = {None: "Bar", "other": "Kiosk"}
    keys = [t.key for t in TEMPLATE.touchpoints]
    visits = tuple(
        Visit(f"v{n}", names.get(key, str(key)), n * SECOND, key if key in keys else None, (n + 1) * SECOND)
        for n, key in enumerate(entered)
    )
    record = Record(Journey("j", TEMPLATE, started_at=0, ended_at=len(entered) * SECOND), visits)
    order = list(dict.fromkeys(entered))
    matched = [keys.index(k) for k in order if k in keys]
    missing, ad_hoc = len(keys) - len(matched), len(order) - len(matched)
    found = metrics.compute(record)
    assert (found["missing"], found["ad_hoc"]) == (missing, ad_hoc)
    assert found["completeness"] == len(matched) / len(keys)
    assert found["conformance"] == pytest.approx(1 - (missing + ad_hoc) / (len(keys) + len(order)))
    assert found["out_of_sequence"] == len(matched) - _longest_increasing(matched)
    results = conformance.results(record)
    assert sum(r.result == "missing" for r in results) == missing
    assert sum(r.result == "ad hoc" for r in results) == ad_hoc
    assert sum(r.result == "out of sequence" for r in results) == found["out_of_sequence"]
    assert sum(len(r.visits) for r in results) == len(visits)


def _longest_increasing(places: list[int]) -> int:
    """By trying every selection."""
    best = 0
    for chosen in range(1 << len(places)):
        run = [p for n, p in enumerate(places) if chosen >> n & 1]
        if all(a < b for a, b in pairwise(run)):
            best = max(best, len(run))
    return best
