"""What leaders believed before their walks, and how far from reality they were: the expectations ledger's figures.

A belief is an assumption with a verdict; a forecast is a figure that was expected of a touchpoint. Shares are 0..1.
Only finalised, untainted journeys count; the ledger shows the others as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from .intervals import LEAST, Interval, wilson, wilson_low
from .pooling import left_out

OUTCOMES: Mapping[str, float] = MappingProxyType({"confirmed": 1.0, "mixed": 0.5, "refuted": 0.0})
BINS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0))  # of confidence, the upper end open but the last


@dataclass(frozen=True, slots=True)
class Belief:
    """One assumption of one journey. `day` is the proleptic ordinal of the walk's local day, 0 before it."""

    id: str
    journey: str
    state: str
    label: str  # of the journey
    template: str  # its name
    leader: str
    day: int
    text: str
    confidence: float | None = None  # 0..1
    verdict: str | None = None
    note: str = ""
    touchpoints: tuple[str, ...] = ()  # names, where its evidence lies
    topics: tuple[str, ...] = ()  # what its evidence is about
    counts: bool = True  # finalised and untainted
    template_key: str = ""
    relationship: str = ""  # as whom it was walked

    @property
    def judged(self) -> bool:
        """Whether its verdict decides and its journey counts."""
        return self.counts and self.verdict in OUTCOMES

    @property
    def out(self) -> str:
        """Why its journey does not count; "" where it does."""
        return "" if self.counts else left_out(self.state, tainted=True) or ""

    @property
    def outcome(self) -> float:
        """1 where it was right, 0 where it was not, 0.5 where it was both. KeyError where it is not judged."""
        return OUTCOMES[self.verdict or ""]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was expected of a touchpoint and what came, one figure: `worse` where reality was worse than believed."""

    journey: str
    template: str
    leader: str
    touchpoint: str  # its name
    topic: str
    worse: bool
    relationship: str = ""  # as whom it was walked


@dataclass(frozen=True, slots=True)
class Bin:
    """The judged beliefs of one range of confidence."""

    low: float
    high: float
    n: int
    confidence: float  # their mean
    right: float  # the share of them that was right, mixed as half
    interval: Interval | None  # from 8 on: Wilson's, of the share rounded to whole beliefs
    journeys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Confidence against how often right. `brier` is the mean of (confidence - outcome)^2: 0 is perfect."""

    n: int
    bins: tuple[Bin, ...]
    confidence: float | None
    right: float | None
    brier: float | None
    unsure: int  # judged without a confidence: not counted in any of these

    @property
    def overconfidence(self) -> float | None:
        """Mean confidence less share right: positive where the leader was surer than right."""
        return None if self.confidence is None or self.right is None else self.confidence - self.right


@dataclass(frozen=True, slots=True)
class BrierPoint:
    """The Brier score of one journey's judged beliefs."""

    journey: str
    label: str
    day: int
    n: int
    score: float


@dataclass(frozen=True, slots=True)
class Insulation:
    """How often reality was worse than believed at one touchpoint or in one topic, walked as one relationship.

    n: verdicts and figures that were expected; `worse`: those of them, a mixed verdict as half; `journeys`: theirs.
    """

    name: str
    n: int
    worse: float
    journeys: tuple[str, ...]
    walks: int = 0  # on how many walks the n were judged
    relationship: str = ""

    @property
    def damped(self) -> float:
        """What the share is at least, as far as n can say it, 0..1: the lower end of Wilson's 95 % interval.

        Ranking by it, and not by the share itself, keeps three of three from standing before forty of fifty
        (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212; for small n: Agresti & Coull 1998, Am. Stat. 52, 119-126).
        """
        return wilson_low(self.worse, self.n)

    @property
    def share(self) -> float:
        """Worse / n, 0..1."""
        return self.worse / self.n

    @property
    def interval(self) -> Interval | None:
        """Wilson's, from 8 on."""
        return wilson(round(self.worse), self.n) if self.n >= LEAST else None


def calibration(beliefs: Iterable[Belief]) -> Calibration:
    """How well confidence matches what came true (Brier 1950; reliability diagram after Murphy & Winkler 1977)."""
    judged = [b for b in beliefs if b.judged]
    sure = [(b.confidence, b) for b in judged if b.confidence is not None]
    bins = tuple(
        _bin(low, high, found)
        for low, high in BINS
        if (found := [(c, b) for c, b in sure if low <= c < high or (high == BINS[-1][1] and c == high)])
    )
    n = len(sure)
    return Calibration(
        n,
        bins,
        sum(c for c, _ in sure) / n if n else None,
        sum(b.outcome for _, b in sure) / n if n else None,
        sum((c - b.outcome) ** 2 for c, b in sure) / n if n else None,
        len(judged) - n,
    )


def _bin(low: float, high: float, found: Sequence[tuple[float, Belief]]) -> Bin:
    n, right = len(found), sum(b.outcome for _, b in found)
    interval = wilson(round(right), n) if n >= LEAST else None
    journeys = tuple(dict.fromkeys(b.journey for _, b in found))
    return Bin(low, high, n, sum(c for c, _ in found) / n, right / n, interval, journeys)


def brier_over_time(beliefs: Iterable[Belief]) -> tuple[BrierPoint, ...]:
    """Each walk's Brier score, in the order of their days; none for walks without a judged belief with a confidence."""
    walks: dict[str, list[Belief]] = {}
    for belief in beliefs:
        if belief.judged and belief.confidence is not None and belief.day:
            walks.setdefault(belief.journey, []).append(belief)
    points = (
        BrierPoint(
            journey,
            found[0].label,
            found[0].day,
            len(found),
            sum(((b.confidence or 0.0) - b.outcome) ** 2 for b in found) / len(found),
        )
        for journey, found in walks.items()
    )
    return tuple(sorted(points, key=lambda p: (p.day, p.journey)))


def by_touchpoint(beliefs: Iterable[Belief], forecasts: Iterable[Forecast]) -> tuple[Insulation, ...]:
    """Where the leader is most insulated: beliefs by where their evidence lies, and forecasts of touchpoints.

    One row a touchpoint and relationship: what a buyer met is never taken together with what a supplier met.
    """
    return _insulation(beliefs, forecasts, lambda b: b.touchpoints, lambda f: f.touchpoint)


def by_topic(beliefs: Iterable[Belief], forecasts: Iterable[Forecast]) -> tuple[Insulation, ...]:
    """In what the leader is most insulated: beliefs by what their evidence is about, and forecasts by their figure.

    One row a topic and relationship.
    """
    return _insulation(beliefs, forecasts, lambda b: b.topics, lambda f: f.topic)


def _insulation(
    beliefs: Iterable[Belief],
    forecasts: Iterable[Forecast],
    named: Callable[[Belief], tuple[str, ...]],
    name: Callable[[Forecast], str],
) -> tuple[Insulation, ...]:
    """Worst first, by what n can say of the share; rows of fewer than FEW last."""
    found: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for belief in beliefs:
        if belief.judged:
            for each in dict.fromkeys(named(belief)):
                found.setdefault((each, belief.relationship), []).append((1.0 - belief.outcome, belief.journey))
    for forecast in forecasts:
        key = (name(forecast), forecast.relationship)
        found.setdefault(key, []).append((float(forecast.worse), forecast.journey))
    rows = (_row(*key, worse) for key, worse in found.items())
    return tuple(sorted(rows, key=lambda i: (i.n < FEW, -i.damped, -i.share, i.name, i.relationship)))


def _row(name: str, relationship: str, judged: Sequence[tuple[float, str]]) -> Insulation:
    journeys = tuple(dict.fromkeys(journey for worse, journey in judged if worse))
    walks = len({journey for _, journey in judged})
    return Insulation(name, len(judged), sum(worse for worse, _ in judged), journeys, walks, relationship)


FEW = 3  # below that many a share says nothing: such rows come last


def headline(found: Calibration, leaders: int = 1) -> str:
    """The finding in one sentence, as far as n carries it; `leaders` is whose beliefs they are, how many."""
    if not found.n or found.confidence is None or found.right is None:
        return "No belief with a confidence has been judged yet."
    sure, right = round(100 * found.confidence), round(100 * found.right)
    who, they = ("You", "you") if leaders < 2 else (f"{leaders} leaders", "they")
    begin = f"{who} were {sure} % sure on average, and right in {right} % of {found.n} judged beliefs"
    if found.n < LEAST:
        return f"{begin}: too few to say more."
    over = found.confidence - found.right
    if abs(over) < _CLOSE:
        return f"{begin}: as sure as {they} may be."
    return f"{begin}: {'surer' if over > 0 else 'less sure'} than {they} may be, by {abs(sure - right)} points."


_CLOSE = 0.05


def repeated(beliefs: Sequence[Belief]) -> Mapping[str, tuple[Belief, ...]]:
    """The same belief on several walks, oldest first, by its text as it is compared: case and spaces do not matter."""
    found: dict[str, list[Belief]] = {}
    for belief in beliefs:
        found.setdefault(same(belief.text), []).append(belief)
    return {key: tuple(sorted(rows, key=lambda b: b.day)) for key, rows in found.items() if len(rows) > 1}


def same(text: str) -> str:
    """How a belief's text is compared with another's."""
    return " ".join(text.casefold().split()).rstrip(".!")


def day_of(ordinal: int) -> date | None:
    """The day of a proleptic ordinal; None for 0."""
    return date.fromordinal(ordinal) if ordinal else None
