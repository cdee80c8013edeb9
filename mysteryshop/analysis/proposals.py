"""Findings that the data suggest: drafts that the leader accepts, rewrites or ignores.

A draft says what was seen and points at its moments. Whom it helps, its cause and its owner are the
leader's to say, so they stay empty. What a finding already rests on is not proposed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mysteryshop.analysis.debrief import settled
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.clock import local
from mysteryshop.journey import Finding, Moment, Record, Visit

IGNORED = "proposal."  # with a proposal's id: the task that was settled by ignoring it
MAJOR = 3  # severity from which a friction is to be corrected rather than improved
_TITLE = 72  # characters of a quoted text in a title
_CHASED_OFTEN = 2
_FRICTIONS = 2  # touchpoints whose frictions are proposed


@dataclass(frozen=True, slots=True)
class Proposal:
    """One suggested finding: `why` is what in the data suggests it; the draft's id is empty."""

    id: str
    why: str
    draft: Finding


def propose_findings(record: Record) -> tuple[Proposal, ...]:
    """What stands out, the gravest first: at most nine, without what is ignored or written already."""
    line = Timeline(record)
    used = {moment for finding in record.findings for moment in finding.moments}
    found = (proposal for source in _SOURCES for proposal in source(record, line))
    return tuple(p for p in found if not settled(record, IGNORED + p.id) and not _written(p, used))


def _written(proposal: Proposal, used: set[str]) -> bool:
    return bool(proposal.draft.moments) and proposal.draft.moments[0] in used


def _frictions(record: Record, line: Timeline) -> Iterator[Proposal]:
    """The touchpoints with the gravest frictions; their worst friction leads the evidence."""
    by_place: dict[str, list[Moment]] = {}
    for moment in line.record.moments:
        if moment.kind == "friction":
            by_place.setdefault(_place(record, moment), []).append(moment)
    ranked = sorted(by_place.values(), key=lambda ms: (-_worst(ms).severity, -len(ms), ms[0].observed_at))
    for moments in ranked[:_FRICTIONS]:
        worst = _worst(moments).moment
        grave = (worst.level or 0) >= MAJOR
        where = _name(record, worst)
        count = f"{len(moments)} frictions" if len(moments) > 1 else "a friction"
        severity = f", the worst of severity {worst.level} of 4" if worst.level else ""
        title = _quote(worst.text) or f"Friction at {where or 'the walk'}"
        yield _proposal(
            record,
            "friction." + worst.id,
            f"{_upper(count)}{_at(where)}{severity}",
            title,
            _sentences(m.text for m in moments if m is not worst),
            "correct" if grave else "improve",
            [worst, *(m for m in moments if m is not worst)],
        )


@dataclass(frozen=True, slots=True)
class _Worst:
    severity: int
    moment: Moment


def _worst(moments: list[Moment]) -> _Worst:
    moment = max(moments, key=lambda m: (m.level or 0, bool(m.text.strip()), -m.observed_at))
    return _Worst(moment.level or 0, moment)


def _silence(record: Record, line: Timeline) -> Iterator[Proposal]:
    """The longest silence, where it went past its limit."""
    over = [gap for gap in line.gaps if gap.over_s > 0]
    if not over:
        return
    gap = max(over, key=lambda g: g.seconds)
    edges = [m for m in (gap.after, gap.before) if m is not None]
    inside = [
        m for m in record.moments if gap.start < m.observed_at < gap.end and m.kind in ("friction", "wait", "feeling")
    ]
    where = gap.visit.name if gap.visit is not None else ""
    length = _minutes(gap.seconds)
    yield _proposal(
        record,
        f"silence.{edges[0].id if edges else gap.start}",
        f"The longest silence, from {_clock(record, gap.start)} to {_clock(record, gap.end)}",
        f"Nobody told me anything for {length}{_at(where)}",
        f"The limit there is {_minutes(gap.limit_s)}.",
        "improve",
        [*edges, *inside],
        visit=gap.visit,
        effect=f"Left without a word for {length}",
    )


def _promises(record: Record, _line: Timeline) -> Iterator[Proposal]:
    """Every promise that was broken."""
    for moment in record.moments:
        if moment.kind == "promise" and moment.outcome == "broken":
            due = f"It was due at {_clock(record, moment.due_at)}." if moment.due_at is not None else ""
            title = (
                f"“{_quote(moment.text)}” was promised and not kept"
                if moment.text.strip()
                else "A promise was not kept"
            )
            why = f"A broken promise{_at(_name(record, moment))}"
            yield _proposal(record, "promise." + moment.id, why, title, due, "correct", [moment])


def _waits(record: Record, line: Timeline) -> Iterator[Proposal]:
    """The longest wait that nobody explained."""
    unexplained = [wait for wait in line.waits if wait.explained is False and wait.seconds >= 60]
    if unexplained:
        wait = max(unexplained, key=lambda w: w.seconds)
        first = wait.moments[0]
        length = _minutes(wait.seconds)
        yield _proposal(
            record,
            "wait." + first.id,
            f"The longest wait without an explanation{_at(_name(record, first))}",
            f"{length} of waiting that nobody explained",
            _sentences(m.text for m in wait.moments),
            "improve",
            wait.moments,
        )


def _chases(record: Record, line: Timeline) -> Iterator[Proposal]:
    """Having to ask again and again."""
    if len(line.chases) >= _CHASED_OFTEN:
        count = len(line.chases)
        yield _proposal(
            record,
            "chases",
            f"{count} times I had to begin the conversation",
            f"I had to ask {count} times to learn where I stood",
            _sentences(m.text for m in line.chases),
            "improve",
            line.chases,
        )


def _delights(record: Record, _line: Timeline) -> Iterator[Proposal]:
    """The best delight: keep it, and spread it."""
    delights = [m for m in record.moments if m.kind == "delight"]
    if delights:
        best = max(delights, key=lambda m: (m.level or 0, bool(m.text.strip()), m.observed_at))
        strength = f", strength {best.level} of 4" if best.level else ""
        why = f"The best delight{_at(_name(record, best))}{strength}"
        title = _quote(best.text) or f"What went well{_at(_name(record, best))}"
        yield _proposal(record, "delight." + best.id, why, title, "", "amplify", [best])


def _assumptions(record: Record, _line: Timeline) -> Iterator[Proposal]:
    """What was believed before and refuted by the walk."""
    for expected in record.expectations:
        if expected.verdict == "refuted" and expected.is_assumption:
            evidence = [m for m in record.moments if m.id in expected.evidence]
            title = f"We believed “{_quote(expected.text)}”; it is not so"
            why = "An assumption that the walk refuted"
            yield _proposal(record, "assumption." + expected.id, why, title, expected.note, "improve", evidence)


_SOURCES: tuple[Callable[[Record, Timeline], Iterator[Proposal]], ...] = (
    _frictions,
    _silence,
    _promises,
    _delights,
    _waits,
    _chases,
    _assumptions,
)


def _proposal(
    record: Record,
    ident: str,
    why: str,
    title: str,
    text: str,
    triage: str,
    moments: Iterable[Moment],
    *,
    visit: Visit | None = None,
    effect: str = "",
) -> Proposal:
    evidence = tuple(moments)
    place = visit or (record.visit_of(evidence[0]) if evidence else None)
    touchpoint = None if place is None else place.touchpoint or place.name
    ids = tuple(m.id for m in evidence)
    return Proposal(ident, why, Finding("", 0, title, text, triage, touchpoint=touchpoint, effect=effect, moments=ids))


def _place(record: Record, moment: Moment) -> str:
    visit = record.visit_of(moment)
    return "" if visit is None else visit.touchpoint or visit.name


def _name(record: Record, moment: Moment) -> str:
    visit = record.visit_of(moment)
    return "" if visit is None else visit.name


def _at(where: str) -> str:
    return f" at {where}" if where else ""


def _clock(record: Record, at: int) -> str:
    return f"{local(at, record.journey.zone):%H:%M}"


def _minutes(seconds: float) -> str:
    whole = round(seconds / 60)
    return f"{whole} minute{'' if whole == 1 else 's'}" if whole else f"{round(seconds)} seconds"


def _quote(text: str) -> str:
    words = " ".join(text.split()).strip('"“”„«»').rstrip(".")
    return words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + "…"


def _sentences(texts: Iterable[str]) -> str:
    said = [" ".join(text.split()) for text in texts if text.strip()]
    return " ".join(text if text[-1] in '.!?…”"' else text + "." for text in dict.fromkeys(said))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
