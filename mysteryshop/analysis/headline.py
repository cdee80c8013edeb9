"""The whole walk in a sentence, proposed from the data; the leader's own words replace it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mysteryshop.journey import Instant, Moment, Record

from . import measures
from .spans import clip
from .timeline import Gap, Timeline, WaitSpan

_QUOTED = 70  # characters of what was noted
_NOTED_S = 60  # a silence or a wait below a minute is not news
_MOST = 2 / 3  # of a stretch of time in one touchpoint: then that is where it was
_LEAST = 0.08  # weight below which a fact is left out of a second clause


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing worth saying, and how much it weighs: about 0 nothing, 1 the whole journey."""

    weight: float
    text: str


def propose(record: Record) -> str:
    """A plain verdict sentence in the first person, from what weighed most; "" before the walk began."""
    t = Timeline(record)
    if record.journey.started_at is None:
        return ""
    facts = sorted((fact for find in _FACTS for fact in find(t)), key=lambda fact: -fact.weight)
    if not facts:
        return _sentence(_uneventful(t))
    said = [fact.text for fact in facts[:2] if fact is facts[0] or fact.weight >= _LEAST]
    return _sentence(", and ".join(said))


def chart_headline(record: Record) -> str:
    """What the story chart shows, as its title: the longest silence, and where the feeling was lowest."""
    t = Timeline(record)
    if record.journey.started_at is None:
        return ""
    return _sentence("; ".join(part for part in (_silence_part(t), _feeling_part(t)) if part), end="")


def _silence_part(t: Timeline) -> str:
    gap = max(t.gaps, key=lambda g: g.seconds)
    if gap.over_s > 0 and gap.seconds >= _NOTED_S:
        return f"told nothing for {spoken(gap.seconds)} {_where(t, gap.start, gap.end)}".strip()
    if _no_time(gap.seconds):
        return "over as soon as it began"
    return f"never longer than {spoken(gap.seconds)} without a word"


def _feeling_part(t: Timeline) -> str:
    if not t.feelings:
        return ""
    lowest = min(t.feelings, key=lambda m: m.level or 0)
    if (lowest.level or 0) >= 0:
        return "the feeling never fell below neutral"
    return f"the lowest point came {_at(t, lowest)}".strip()


def _silence(t: Timeline) -> Iterator[_Fact]:
    gap: Gap = max(t.gaps, key=lambda g: g.seconds)
    if gap.over_s > 0 and gap.seconds >= _NOTED_S:
        where = _where(t, gap.start, gap.end)
        yield _Fact(
            0.2 + gap.over_s / max(t.T, 1), f"nobody told me anything for {spoken(gap.seconds)} {where}".strip()
        )


def _promises(t: Timeline) -> Iterator[_Fact]:
    due, kept = measures.promises_due(t), measures.promises_kept(t)
    if len(kept) == len(due):
        return
    missed = [m for m in due if m not in kept]
    made = sum(m.kind == "promise" for m in t.record.moments)
    words = _one_missed(missed[0], made) if len(due) == 1 else _some_missed(missed, len(due), made)
    yield _Fact(0.15 + 0.1 * len(missed), words)


def _one_missed(promise: Moment, made: int) -> str:
    which = "the one promise made to me" if made == 1 else "the one promise that fell due"
    if measures.is_kept(promise):
        return f"{which} was kept late"
    return f"{which} was {'broken' if promise.outcome == 'broken' else 'not kept'}"


def _some_missed(missed: list[Moment], due: int, made: int) -> str:
    kept = due - len(missed)
    some, were = f"only {kept}" if kept else "none", "were" if kept > 1 else "was"
    which = "promises" if made == due else "promises that fell due"
    in_time = " in time" if any(map(measures.is_kept, missed)) else ""
    return f"{some} of {due} {which} {were} kept{in_time}"


def _waiting(t: Timeline) -> Iterator[_Fact]:
    wait: WaitSpan | None = max(t.waits, key=lambda w: w.seconds, default=None)
    if wait is None or wait.seconds < _NOTED_S:
        return
    why = " and nobody said why" if wait.explained is False else ""
    yield _Fact(wait.seconds / max(t.T, 1), f"I waited {spoken(wait.seconds)} {_at(t, wait.moments[0])}{why}")


def _friction(t: Timeline) -> Iterator[_Fact]:
    worst = max(measures.frictions(t), key=lambda m: m.level or 0, default=None)
    if worst is not None and worst.text.strip() and (worst.level or 0) >= 3:
        words = f"{_at(t, worst)} it went wrong: {_quoted(worst.text)}".strip()
        yield _Fact(0.15 * ((worst.level or 0) - 2), words)


def _delight(t: Timeline) -> Iterator[_Fact]:
    best = max((m for m in t.record.moments if m.kind == "delight"), key=lambda m: m.level or 0, default=None)
    if best is not None and best.text.strip() and (best.level or 0) >= 3:
        yield _Fact(0.05 * (best.level or 0), f"what I will tell others is {_quoted(best.text)}")


_FACTS: tuple[Callable[[Timeline], Iterator[_Fact]], ...] = (_silence, _promises, _waiting, _friction, _delight)


def _uneventful(t: Timeline) -> str:
    longest = max(gap.seconds for gap in t.gaps)
    end = measures.emotion_end(t)
    feeling = "" if end is None else f", and at the end I felt {_FEELINGS[round(end)]}"
    if _no_time(longest):
        return f"The walk was over as soon as it began{feeling}"
    return f"I was never left without a word for longer than {spoken(longest)}{feeling}"


def _no_time(longest: float) -> bool:
    """Whether the longest silence would be told as 0 seconds: then there was no walk to speak of."""
    return round(longest) == 0


_FEELINGS = {-2: "awful", -1: "bad", 0: "neither good nor bad", 1: "good", 2: "wonderful"}


def spoken(seconds: float) -> str:
    """A duration in full words: `45 seconds`, `43 minutes`, `3 hours 11 minutes`, `2 days 4 hours`."""
    if seconds < 90:
        return _counted(round(seconds), "second")
    minutes = round(seconds / 60)
    if minutes < 120:
        return _counted(minutes, "minute")
    big, small, names = (*divmod(minutes, 60), ("hour", "minute"))
    if big >= 48:
        big, small, names = (*divmod(round(minutes / 60), 24), ("day", "hour"))
    return _counted(big, names[0]) + (f" {_counted(small, names[1])}" if small else "")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _where(t: Timeline, start: Instant, end: Instant) -> str:
    """Where a stretch of time lies: the touchpoint that has most of it, or from where to where."""
    spans = [(visit.name, part) for visit in t.visits if (part := clip(t.span(visit), (start, end))) is not None]
    lengths: dict[str, float] = {}
    for name, part in spans:
        if part[1] > part[0]:
            lengths[name] = lengths.get(name, 0) + t.active(*part)
    if not lengths:
        return ""
    most = max(lengths, key=lambda name: lengths[name])
    if lengths[most] >= _MOST * t.active(start, end):
        return f"at {_quoted(most)}"
    names = list(lengths)
    return f"from {_quoted(names[0])} to {_quoted(names[-1])}"


def _at(t: Timeline, moment: Moment) -> str:
    visit = t.record.visit_of(moment)
    return "" if visit is None else f"at {_quoted(visit.name)}"


def _quoted(text: str) -> str:
    """The text in quotation marks, on one line; cut at a word where it is long, without quotes of its own around it."""
    words = " ".join(text.split()).strip("\"“”'")
    if len(words) > _QUOTED:
        words = words[:_QUOTED].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"“{words}”"


def _sentence(text: str, end: str = ".") -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + end
