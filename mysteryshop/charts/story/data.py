"""What the story chart shows of one journey: everything in seconds of journey time, pauses left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mysteryshop.analysis.headline import chart_headline
from mysteryshop.analysis.measures import peak_feeling
from mysteryshop.analysis.timeline import Step, Timeline
from mysteryshop.charts.durations import spoken
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark
from mysteryshop.charts.waiting import WORDS, kind_of
from mysteryshop.charts.wording import clock, moment_text
from mysteryshop.journey import SECOND, Moment, Record

ROWS = (  # kind, label, whether the row is there without moments
    ("friction", "friction", True),
    ("delight", "delight", True),
    ("promise", "promise", True),
    ("question", "question", True),
    ("note", "note", False),
    ("mark", "mark", False),
)
_QUOTED = {-1: ("friction", "note", "communication"), 1: ("delight", "note", "communication")}
_QUOTE_WITHIN_S = 600.0


@dataclass(frozen=True, slots=True)
class Point:
    """A moment on the time axis; `hollow` where something is missing: an answer, a kept word."""

    at: float
    level: int
    hollow: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the time axis; `strong` is the longest silence, or an ad hoc touchpoint."""

    start: float
    end: float
    label: str
    strong: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Row:
    """The moments of one kind."""

    kind: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Peak:
    """The strongest feeling or the lowest, and the words nearest to it."""

    word: str  # "peak" or "lowest"
    start: float
    end: float
    level: int
    quote: str


@dataclass(frozen=True, slots=True)
class StoryData:
    """One journey as its story chart shows it."""

    title: str
    seconds: float
    bands: tuple[Stretch, ...]  # visits; `strong` where ad hoc
    steps: tuple[tuple[float, float, int], ...]  # start, end, feeling
    feelings: tuple[Point, ...]
    peaks: tuple[Peak, ...]  # the peak, then the lowest where it is another one
    rows: tuple[Row, ...]
    told: tuple[Point, ...]  # hollow where it came only after asking
    chases: tuple[Point, ...]
    silences: tuple[Stretch, ...]
    waits: tuple[tuple[str, Stretch], ...]  # kind of wait (see waiting.py)
    pauses: tuple[tuple[float, float], ...]  # when on the time axis, seconds paused
    n: int


def prepare(record: Record) -> StoryData:
    """The story of a journey, ready to draw; pure, for a worker thread."""
    if record.journey.started_at is None and not record.moments:
        return StoryData("", 0.0, (), (), (), (), (), (), (), (), (), (), 0)
    line = Timeline(record)
    return _Story(record, line).data()


class _Story:
    """One journey being read."""

    def __init__(self, record: Record, line: Timeline) -> None:
        self.record, self.line = record, line
        self.names = {v.id: v.name for v in record.visits}
        self.by_kind: dict[str, list[Moment]] = {}
        for moment in record.moments:
            self.by_kind.setdefault(moment.kind, []).append(moment)

    def data(self) -> StoryData:
        steps = tuple((self.at(s.start), self.at(s.end), s.level) for s in self.line.emotion_steps)
        return StoryData(
            title=chart_headline(self.record),
            seconds=self.line.T,
            bands=self.bands(),
            steps=steps,
            feelings=self.points(self.line.feelings),
            peaks=self.peaks(),
            rows=tuple(
                Row(kind, label, self.points(self.by_kind.get(kind, [])))
                for kind, label, always in ROWS
                if always or kind in self.by_kind
            ),
            told=self.points(self.line.communications),
            chases=self.points(self.line.chases),
            silences=self.silences(),
            waits=self.waits(),
            pauses=tuple((self.at(start), (end - start) / SECOND) for start, end in self.line.pauses),
            n=len(self.record.moments),
        )

    def at(self, instant: int) -> float:
        """Journey time within the journey, seconds."""
        return min(max(self.line.journey_time(instant), 0.0), self.line.T)

    def points(self, moments: Iterable[Moment]) -> tuple[Point, ...]:
        return tuple(
            Point(self.at(m.observed_at), m.level or 0, _unresolved(m), Mark(self.tell(m), (m.id,))) for m in moments
        )

    def tell(self, moment: Moment) -> str:
        return moment_text(moment, clock(self.at(moment.observed_at)), self.names.get(moment.visit or "", ""))

    def bands(self) -> tuple[Stretch, ...]:
        inside: dict[str, list[str]] = {}
        for moment in self.record.moments:
            inside.setdefault(moment.visit or "", []).append(moment.id)
        found = []
        for visit in self.line.visits:
            start, end = (self.at(instant) for instant in self.line.span(visit))
            ids, name = tuple(inside.get(visit.id, ())), clean(visit.name)
            facts = [spoken(end - start), f"{len(ids)} moments" if len(ids) != 1 else "1 moment"]
            words = " · ".join([f"{name} (ad hoc)" if visit.ad_hoc else name, *facts])
            found.append(Stretch(start, end, name, visit.ad_hoc, Mark(words, ids)))
        return tuple(found)

    def silences(self) -> tuple[Stretch, ...]:
        """The gaps over their limit; the longest is strong."""
        over = [g for g in self.line.gaps if g.over_s > 0]
        longest = max(over, key=lambda g: g.seconds, default=None)
        found = []
        for gap in over:
            ids = tuple(m.id for m in (gap.after, gap.before) if m is not None)
            length = spoken(gap.seconds)
            mark = Mark(f"{length} silence · limit {spoken(gap.limit_s)}", ids)
            found.append(Stretch(self.at(gap.start), self.at(gap.end), length, gap is longest, mark))
        return tuple(found)

    def waits(self) -> tuple[tuple[str, Stretch], ...]:
        """The waits with their kind, overlapping ones merged."""
        found = []
        for wait in self.line.waits:
            length, kind = spoken(wait.seconds), kind_of(wait.explained)
            mark = Mark(f"{length} {WORDS[kind]}", tuple(m.id for m in wait.moments))
            found.append((kind, Stretch(self.at(wait.start), self.at(wait.end), length, False, mark)))
        return tuple(found)

    def peaks(self) -> tuple[Peak, ...]:
        """The step of the strongest feeling, the later on a tie; and the lowest where that is another one below 0."""
        moment = peak_feeling(self.line)
        strongest = next((s for s in self.line.emotion_steps if moment is not None and s.moment.id == moment.id), None)
        if strongest is None or strongest.level == 0:
            return ()
        found = [("peak", strongest)]
        lowest = min(self.line.emotion_steps, key=lambda s: s.level)
        if lowest.level < 0 and lowest.level != strongest.level:
            found.append(("lowest", lowest))
        return tuple(self._peak(word, step) for word, step in found)

    def _peak(self, word: str, step: Step) -> Peak:
        start, end = self.at(step.start), self.at(step.end)
        return Peak(word, start, end, step.level, self._quote(start, 1 if step.level > 0 else -1))

    def _quote(self, at: float, sign: int) -> str:
        """The text nearest in time to the peak, of a kind that fits its sign; "" where nothing was said near it."""
        for kind in _QUOTED[sign]:
            near = [
                (abs(self.at(m.observed_at) - at), clean(m.text)) for m in self.by_kind.get(kind, []) if m.text.strip()
            ]
            distance, text = min(near, default=(_QUOTE_WITHIN_S + 1, ""))
            if distance <= _QUOTE_WITHIN_S:
                return text.strip('"“”')
        return ""


def _unresolved(moment: Moment) -> bool:
    """Whether the moment is drawn hollow: no answer, no kept promise, told only when asked."""
    if moment.kind == "question":
        return moment.resolved_at is None
    if moment.kind == "promise":
        return moment.outcome == "broken"
    return moment.kind == "communication" and moment.trigger == "reactive"
